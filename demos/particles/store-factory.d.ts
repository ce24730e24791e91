import type { ParticleStore, StoreName, StoreSettings } from "./particle-store.ts";
/** A store full of particles at their start. Costs 0.1 to 2 us per particle, churned objects most. */
export declare function createStore(layout: StoreName, settings: StoreSettings): ParticleStore;
