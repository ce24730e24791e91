/**
 * Makes a particle store by the name of its layout.
 *
 * The name is checked where it comes in (`parseSettings`); here the compiler knows it is one.
 */
import { BitecsStore } from "./layouts/bitecs-store.ts";
import { createChurnedStore } from "./layouts/churned-store.ts";
import { ColumnsStore } from "./layouts/columns-store.ts";
import { InterleavedStore } from "./layouts/interleaved-store.ts";
import { KernelStore } from "./layouts/kernel-store.ts";
import { createObjectsStore } from "./layouts/objects-store.ts";
import { PlainStore } from "./layouts/plain-store.ts";
import type { ParticleStore, StoreName, StoreSettings } from "./particle-store.ts";

/** A store full of particles at their start. Costs 0.1 to 2 us per particle, churned objects most. */
export function createStore(layout: StoreName, settings: StoreSettings): ParticleStore {
  switch (layout) {
    case "objects":
      return createObjectsStore(settings);
    case "churned":
      return createChurnedStore(settings);
    case "interleaved":
      return new InterleavedStore(settings);
    case "columns":
      return new ColumnsStore(settings);
    case "kernel":
    case "workers":
      return new KernelStore(settings, layout);
    case "bitecs":
      return new BitecsStore(settings);
    case "hand":
      return new PlainStore(settings);
  }
}
