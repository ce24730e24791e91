/** Entities of several archetypes that refer to one another: for the tests of kernels that gather. */
import {
  array,
  bool,
  component,
  type createWorld,
  type Entity,
  entity,
  f32,
  f64,
  i8,
  i16,
  i32,
  NO_ENTITY,
  tag,
  u8,
  u16,
  u32,
  type WorldOptions,
} from "../../src/index.ts";
import type { Source } from "./any-value.ts";

export const Follow = component("Follow", { weight: f32, target: entity });
export const Position = component("Position", { x: f32 });
export const Mixed = component("Mixed", {
  s: i8,
  b: u8,
  h: i16,
  w: u16,
  i: i32,
  u: u32,
  f: f32,
  d: f64,
  is: bool,
  m: array(f64, 3),
});
export const Sum = component("Sum", { value: f64, found: u32 });
export const Frozen = tag("Frozen");

export type World = ReturnType<typeof createWorld>;

/** Entities in several archetypes, chunks and slabs; each follows another, a dead one, none or itself. */
export function crowd(world: World, size: number, random: Source): Entity[] {
  const entities = Array.from({ length: size }, (_, i) => {
    const one = world.spawn(Follow, Sum);
    if (random() < 0.8) world.add(one, Position({ x: i }));
    if (random() < 0.5) world.add(one, Frozen);
    const numbers = { s: -i, b: i, h: -300 * i, w: 300 * i, i: -i * 1e5, u: i * 1e6 + 2 ** 31 };
    const lanes = [i / 3, i / 7, -i / 9] as const;
    if (random() < 0.7)
      world.add(
        one,
        Mixed({ ...wrapped(numbers), f: i / 3, d: i / 11, is: i % 3 === 0, m: lanes }),
      );
    return one;
  });
  const dead = world.spawn(Position);
  world.despawn(dead);
  for (const one of entities) {
    const at = Math.floor(random() * size * 1.2);
    world.set(one, Follow, { target: entities[at] ?? (at % 2 ? dead : NO_ENTITY), weight: 0.5 });
  }
  return entities;
}

function wrapped({ s, b, h, w, i, u }: Record<"s" | "b" | "h" | "w" | "i" | "u", number>) {
  return {
    s: (s << 24) >> 24,
    b: b & 255,
    h: (h << 16) >> 16,
    w: w & 0xffff,
    i: i | 0,
    u: u >>> 0,
  };
}

/** Small chunks, and slabs that hold few of them. */
export const SMALL = {
  chunkRows: { min: 16, max: 256 },
  firstSlabBytes: 65_536,
  slabBytes: 65_536,
};

/** WebAssembly gathers in one slab, of memory that is shared or not; JavaScript in several. */
export const WORLDS: readonly (readonly [string, WorldOptions])[] = [
  ["of several slabs", SMALL],
  ["of one slab", { chunkRows: SMALL.chunkRows }],
  ["with workers", { chunkRows: SMALL.chunkRows, workers: 2 }],
];

export const targetOf = (world: World, one: Entity): Entity => world.get(one, Follow, "target");

export const holds = (world: World, one: Entity, what: Parameters<World["has"]>[1]): boolean =>
  world.isAlive(one) && world.has(one, what);
