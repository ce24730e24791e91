/**
 * One particle as a JavaScript object: the scratch that births are written into, and what the
 * object layouts keep.
 *
 * A class, and its fields assigned once in the constructor, because both matter to V8. Equal
 * literals elsewhere would share their hidden class with ours, and one that held anything but
 * numbers under these names would cost every particle a new box per write (measured: 200 bytes of
 * garbage per birth). Fields declared the usual way start out undefined, with the same effect.
 */
import type { ParticleField } from "./particle-store.ts";

export type ParticleValues = Readonly<Record<ParticleField, number>>;

export class ParticleRecord implements Record<ParticleField, number> {
  declare x: number;
  declare y: number;
  declare vx: number;
  declare vy: number;
  declare life: number;
  declare size: number;
  declare color: number;
  declare drag: number;
  declare mass: number;
  declare restitution: number;
  declare startSize: number;
  declare endSize: number;
  declare spin: number;
  declare angle: number;
  declare emitter: number;
  declare seed: number;

  // The text of `copy` once more: V8 makes room in an object for the fields that its constructor names.
  constructor(values: ParticleValues) {
    this.x = values.x;
    this.y = values.y;
    this.vx = values.vx;
    this.vy = values.vy;
    this.life = values.life;
    this.size = values.size;
    this.color = values.color;
    this.drag = values.drag;
    this.mass = values.mass;
    this.restitution = values.restitution;
    this.startSize = values.startSize;
    this.endSize = values.endSize;
    this.spin = values.spin;
    this.angle = values.angle;
    this.emitter = values.emitter;
    this.seed = values.seed;
  }

  copy(values: ParticleValues): void {
    this.x = values.x;
    this.y = values.y;
    this.vx = values.vx;
    this.vy = values.vy;
    this.life = values.life;
    this.size = values.size;
    this.color = values.color;
    this.drag = values.drag;
    this.mass = values.mass;
    this.restitution = values.restitution;
    this.startSize = values.startSize;
    this.endSize = values.endSize;
    this.spin = values.spin;
    this.angle = values.angle;
    this.emitter = values.emitter;
    this.seed = values.seed;
  }
}
