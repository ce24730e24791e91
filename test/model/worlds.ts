/** The worlds that the model tests run in. */
import type { WorldOptions } from "../../src/index.ts";

/** Everything small, so that rows fill several chunks, chunks several slabs, and indices retire. */
export const SMALL: WorldOptions = {
  capacity: 0,
  chunkRows: { min: 16, max: 64, window: 16 },
  generationBits: 2,
  poison: true,
  firstSlabBytes: 65_536,
  slabBytes: 65_536,
};

/** Runs out of memory, and of entities, by itself. */
export const LIMITED: WorldOptions = { ...SMALL, maxBytes: 60_000, maxEntities: 300 };

/** As release builds have it: freed memory keeps what it held, and is used again at once. */
const UNPOISONED: WorldOptions = { ...SMALL, poison: false };

export const WORLDS = {
  small: SMALL,
  limited: LIMITED,
  standard: {},
  unpoisoned: UNPOISONED,
} as const;
