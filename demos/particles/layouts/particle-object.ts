/**
 * A particle as one JavaScript object of 16 fields, and how many bytes of heap that is.
 *
 * Made by one object literal, so that every particle of every object layout has the same hidden
 * class: the step that both share stays monomorphic. A class with declared fields would not do:
 * they start out undefined, and V8 then boxes every number anew on every write.
 */
import { type Birth, createBirth, firstBirthInto, firstSeed } from "../particle-birth.ts";
import type { ParticleField, StoreSettings } from "../particle-store.ts";

export type ParticleObject = Record<ParticleField, number>;

/** A fresh object; also how one is copied, since `{ ...birth }` may end up with another class. */
export function createParticleObject(birth: Readonly<Birth>): ParticleObject {
  return {
    x: birth.x,
    y: birth.y,
    vx: birth.vx,
    vy: birth.vy,
    life: birth.life,
    size: birth.size,
    color: birth.color,
    drag: birth.drag,
    mass: birth.mass,
    restitution: birth.restitution,
    startSize: birth.startSize,
    endSize: birth.endSize,
    spin: birth.spin,
    angle: birth.angle,
    emitter: birth.emitter,
    seed: birth.seed,
  };
}

/** Overwrites a dead particle with a newborn, as an object pool does. */
export function resetParticleObject(particle: ParticleObject, birth: Readonly<Birth>): void {
  particle.x = birth.x;
  particle.y = birth.y;
  particle.vx = birth.vx;
  particle.vy = birth.vy;
  particle.life = birth.life;
  particle.size = birth.size;
  particle.color = birth.color;
  particle.drag = birth.drag;
  particle.mass = birth.mass;
  particle.restitution = birth.restitution;
  particle.startSize = birth.startSize;
  particle.endSize = birth.endSize;
  particle.spin = birth.spin;
  particle.angle = birth.angle;
  particle.emitter = birth.emitter;
  particle.seed = birth.seed;
}

/** The first generation, in allocation order. */
export function createParticleObjects(settings: StoreSettings): ParticleObject[] {
  const { count, seed, width, height } = settings;
  const birth = createBirth();
  const particles: ParticleObject[] = [];
  for (let i = 0; i < count; i++) {
    firstBirthInto(firstSeed(seed, i), width, height, birth);
    particles.push(createParticleObject(birth));
  }
  return particles;
}

/** How the running V8 lays objects out: Chrome compresses pointers to 4 bytes, Node does not. */
export interface ObjectModel {
  readonly pointerBytes: number;
  /** Bytes of one boxed number: a map and 8 bytes of double. */
  readonly boxBytes: number;
  /** Map, properties and elements, before the fields. */
  readonly headerBytes: number;
}

const COMPRESSED: ObjectModel = { pointerBytes: 4, boxBytes: 12, headerBytes: 12 };
const UNCOMPRESSED: ObjectModel = { pointerBytes: 8, boxBytes: 16, headerBytes: 24 };

/** The model of this process: uncompressed in Node, compressed elsewhere. */
export function objectModel(): ObjectModel {
  const inNode = typeof process !== "undefined" && process.versions?.node !== undefined;
  return inNode ? UNCOMPRESSED : COMPRESSED;
}

/** Fields V8 keeps as small integers in place; every other number of an object is boxed. */
export const UNBOXED_FIELDS: readonly ParticleField[] = ["emitter"];

/** Heap bytes of one particle: the object, its boxes and its slot in the array. */
export function particleObjectBytes(fieldCount: number, model: ObjectModel): number {
  const boxes = (fieldCount - UNBOXED_FIELDS.length) * model.boxBytes;
  return model.headerBytes + fieldCount * model.pointerBytes + boxes + model.pointerBytes;
}
