import { type ObjectModel } from "./layouts/object-model.ts";
import { type ParticleField, type StoreName, type SystemName } from "./particle-store.ts";
/** The fields each system reads or writes of a particle that lives. */
export declare const SYSTEM_FIELDS: Readonly<Record<SystemName, readonly ParticleField[]>>;
/** Per particle. */
export interface Work {
    readonly bytesTouched: number;
    readonly cacheLines: number;
}
/** What one system of `layout` touches per particle. `model` matters to the object layouts only. */
export declare function estimateSystem(layout: StoreName, system: SystemName, model?: ObjectModel): Work;
/** The sum over all systems: each is a pass of its own and loads its lines again. */
export declare function estimateStep(layout: StoreName, model?: ObjectModel): Work;
