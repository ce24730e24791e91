/**
 * What a layout makes the machine load: bytes touched and 64-byte cache lines per particle.
 *
 * Computed from the field lists and the layouts, not measured: every byte a system touches is
 * given its address in a model of the layout, and distinct lines are counted over many particles.
 * Nothing is assumed to be cached from the system before, and no line is counted for writing back.
 */
import { particleRowLayout } from "./layouts/interleaved-store.ts";
import { type ObjectModel, objectModel, UNBOXED_FIELDS } from "./layouts/object-model.ts";
import {
  PARTICLE_FIELDS,
  type ParticleField,
  type StoreName,
  SYSTEM_NAMES,
  type SystemName,
} from "./particle-store.ts";

/** The fields each system reads or writes of a particle that lives. */
export const SYSTEM_FIELDS: Readonly<Record<SystemName, readonly ParticleField[]>> = {
  age: ["life"],
  forces: ["x", "y", "vx", "vy", "drag"],
  move: ["x", "y", "vx", "vy"],
  bounce: ["x", "y", "vx", "vy"], // velocities only at a wall: an upper bound
  look: ["life", "size", "color"],
  respawn: ["life"], // and all 16 fields of the few that die
};

/** Per particle. */
export interface Work {
  readonly bytesTouched: number;
  readonly cacheLines: number;
}

const CACHE_LINE_BYTES = 64;

/** Enough neighbours that lines shared between them average out for every stride in use. */
const PARTICLES = 1_024;

/** Far enough apart that no two parts of the model share a line; a whole number of lines. */
const REGION_BYTES = 2 ** 24;

/** Reports each stretch of bytes one particle makes a system touch. */
type Touch = (address: number, bytes: number) => void;

/** What one system of `layout` touches per particle. `model` matters to the object layouts only. */
export function estimateSystem(
  layout: StoreName,
  system: SystemName,
  model: ObjectModel = objectModel(),
): Work {
  const lines = new Set<number>();
  let bytesTouched = 0;
  const touch: Touch = (address, bytes) => {
    bytesTouched += bytes;
    const last = Math.floor((address + bytes - 1) / CACHE_LINE_BYTES);
    for (let line = Math.floor(address / CACHE_LINE_BYTES); line <= last; line++) lines.add(line);
  };
  for (let i = 0; i < PARTICLES; i++) touchParticle(layout, SYSTEM_FIELDS[system], i, model, touch);
  return { bytesTouched: bytesTouched / PARTICLES, cacheLines: lines.size / PARTICLES };
}

/** The sum over all systems: each is a pass of its own and loads its lines again. */
export function estimateStep(layout: StoreName, model: ObjectModel = objectModel()): Work {
  let bytesTouched = 0;
  let cacheLines = 0;
  for (const system of SYSTEM_NAMES) {
    const work = estimateSystem(layout, system, model);
    bytesTouched += work.bytesTouched;
    cacheLines += work.cacheLines;
  }
  return { bytesTouched, cacheLines };
}

function touchParticle(
  layout: StoreName,
  fields: readonly ParticleField[],
  index: number,
  model: ObjectModel,
  touch: Touch,
): void {
  switch (layout) {
    case "hand":
    case "columns":
    case "kernel":
    case "workers":
      touchColumns(fields, index, touch);
      break;
    case "bitecs":
      touch(PARTICLE_FIELDS.length * REGION_BYTES + index * 4, 4); // the query's list of ids
      touchColumns(fields, index, touch);
      break;
    case "interleaved":
      touchRow(fields, index, touch);
      break;
    case "objects":
      touchObject(fields, index, index, model, touch);
      break;
    case "churned":
      // Neighbours in the array are strangers on the heap: every particle starts lines of its own.
      touchObject(fields, index, index * CACHE_LINE_BYTES + index, model, touch);
      break;
  }
}

/** One region per field, elements side by side. */
function touchColumns(fields: readonly ParticleField[], index: number, touch: Touch): void {
  for (const field of fields) {
    touch(PARTICLE_FIELDS.indexOf(field) * REGION_BYTES + index * 4, 4);
  }
}

const ROW = particleRowLayout("declared");

function touchRow(fields: readonly ParticleField[], index: number, touch: Touch): void {
  for (const field of fields) touch(index * ROW.strideBytes + ROW.offsets[field], 4);
}

/**
 * The slot in the array, the object's map, and for each field its slot in the object and the box
 * behind it. Objects lie in one region and their boxes in another, which is how the collector
 * leaves them; `place` is the particle's position on the heap.
 */
function touchObject(
  fields: readonly ParticleField[],
  index: number,
  place: number,
  model: ObjectModel,
  touch: Touch,
): void {
  const { pointerBytes, boxBytes, headerBytes } = model;
  const boxed = PARTICLE_FIELDS.filter((field) => !UNBOXED_FIELDS.includes(field));
  const object = REGION_BYTES + place * (headerBytes + PARTICLE_FIELDS.length * pointerBytes);
  const boxes = 64 * REGION_BYTES + place * (boxed.length * boxBytes);
  touch(index * pointerBytes, pointerBytes);
  touch(object, pointerBytes);
  for (const field of fields) {
    touch(object + headerBytes + PARTICLE_FIELDS.indexOf(field) * pointerBytes, pointerBytes);
    if (UNBOXED_FIELDS.includes(field)) continue;
    // The number follows the box's own map, which compiled code does not read.
    touch(boxes + boxed.indexOf(field) * boxBytes + (boxBytes - 8), 8);
  }
}
