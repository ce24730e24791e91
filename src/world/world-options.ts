/** World options: what a world is made with, their defaults, and the checks that name a wrong one. */
import { checkOptions } from "../base/argument-checks.ts";
import { DEV } from "../base/dev.ts";
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import { planWorkers, type WorkerWish } from "../memory/worker-plan.ts";
import { MAX_CHUNK_ROWS } from "../storage/entity-index.ts";
import type { StorageOptions } from "../storage/storage.ts";

export interface WorldOptions {
  /** Entities to make room for at once; the world grows past it. Default 1,024. */
  readonly capacity?: number;
  /** Most entities alive at a time. Default 4,194,303. */
  readonly maxEntities?: number;
  /** Most bytes of chunks and index. Default: no limit. */
  readonly maxBytes?: number;
  /** Back the world by shared memory, so that workers can see it; bulk copies are then 3 to 4 times slower. Default false. */
  readonly shared?: boolean;
  /**
   * Worker threads that help this one run kernels; the world is then backed by shared memory. "auto": one less than
   * the machine has processors, at most 4. None where that is impossible: `world.workers` says why. Default 0.
   */
  readonly workers?: WorkerWish;
  /** Fill freed rows and chunks with 0xDD, so that whoever kept a stale row notices. Default: in development builds. */
  readonly poison?: boolean;
  /** Rows of chunks, powers of two: they grow from `min` (64) to `max` (16,384); versions cover `window` (1,024) rows. */
  readonly chunkRows?: { readonly min?: number; readonly max?: number; readonly window?: number };
  /** Bits of a handle that count reuses, 2 to 16. More bits, fewer entities at a time: 2 ** (32 - bits). Default 10. */
  readonly generationBits?: number;
  /** Bytes of address space the first slab reserves. Default 256 MiB; halved until the machine agrees. */
  readonly firstSlabBytes?: number;
  /** Bytes of each further slab. Default 64 MiB. */
  readonly slabBytes?: number;
  /** Where slabs come from; replace it to test what happens when there is no memory. */
  readonly reserveMemory?: (descriptor: WebAssembly.MemoryDescriptor) => WebAssembly.Memory;
}

/** Options with every default filled in. */
export interface ResolvedOptions extends StorageOptions {
  readonly capacity: number;
}

const DEFAULT_CHUNK_ROWS = { min: 64, max: MAX_CHUNK_ROWS, window: 1024 };
const KNOWN = new Set<string>([
  "capacity",
  "maxEntities",
  "maxBytes",
  "shared",
  "workers",
  "poison",
  "chunkRows",
  "generationBits",
  "firstSlabBytes",
  "slabBytes",
  "reserveMemory",
] satisfies (keyof WorldOptions)[]);

/** @throws {EcsError} E112 naming the option that is wrong, its value, and what it may be */
export function resolveOptions(options: WorldOptions): ResolvedOptions {
  checkOptions(options, "createWorld");
  for (const name of Object.keys(options)) {
    if (!KNOWN.has(name)) throw badOption(name, "unknown", `one of ${[...KNOWN].join(", ")}`);
  }
  const generationBits = whole("generationBits", options.generationBits ?? 10, 2, 16);
  const mostIndices = 2 ** (32 - generationBits) - 1;
  const maxEntities = whole("maxEntities", options.maxEntities ?? mostIndices, 1, mostIndices);
  const rows = { ...DEFAULT_CHUNK_ROWS, ...options.chunkRows };
  const max = powerOfTwo("chunkRows.max", rows.max, 16, MAX_CHUNK_ROWS);
  const { reserveMemory, workers: wish = 0 } = options;
  const workers = planWorkers(
    wish === "auto" ? wish : whole("workers", wish, 0, 16),
    options.shared,
  );
  return {
    capacity: whole("capacity", options.capacity ?? Math.min(1024, maxEntities), 0, maxEntities),
    maxEntities,
    maxBytes: whole(
      "maxBytes",
      options.maxBytes ?? Number.MAX_SAFE_INTEGER,
      1,
      Number.MAX_SAFE_INTEGER,
    ),
    shared: options.shared ?? workers.count > 0,
    workers,
    poison: options.poison ?? DEV,
    chunkRows: {
      max,
      min: powerOfTwo("chunkRows.min", options.chunkRows?.min ?? Math.min(rows.min, max), 16, max),
      window: powerOfTwo("chunkRows.window", rows.window, 16, MAX_CHUNK_ROWS),
    },
    generationBits,
    firstSlabBytes: whole("firstSlabBytes", options.firstSlabBytes ?? 2 ** 28, 1, 2 ** 31),
    slabBytes: whole("slabBytes", options.slabBytes ?? 2 ** 26, 1, 2 ** 31),
    ...(reserveMemory === undefined ? {} : { reserveMemory }),
  };
}

function whole(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw badOption(name, shown(value), `a whole number from ${least} to ${most}`);
}

function powerOfTwo(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(Math.log2(value)) && value >= least && value <= most) return value;
  throw badOption(name, shown(value), `a power of two from ${least} to ${most}`);
}

function badOption(name: string, value: string, allowed: string): EcsError {
  return new EcsError(
    "E112",
    `createWorld: option ${name} is ${value}. Pass ${allowed}, or leave it out.`,
  );
}
