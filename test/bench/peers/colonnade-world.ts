/** The worlds that both Colonnade subjects run on, and their sums. */
import {
  type Component,
  component,
  createWorld,
  f32,
  type Query,
  tag,
  type World,
} from "../../../src/index.ts";
import {
  LETTERS,
  START_B,
  START_C,
  START_E,
  STEP,
  startOf,
  sumOfBulk,
  TAG_COUNT,
  TAG_PAIRS,
  WEIGHT,
} from "./peer.ts";

export type ValueComponent = Component<{ value: typeof f32 }>;

const named = (name: string): ValueComponent => component(name, { value: f32 });
export const [A, B, C, D, E] = [..."ABCDE"].map(named);
export const Data = named("Data");
export const Position = component("Position", { x: f32, y: f32 });
export const Velocity = component("Velocity", { x: f32, y: f32 });
export const Life = component("Life", { left: f32 });
const kinds = LETTERS.map((letter) => named(`Letter ${letter}`));
export const Z = kinds[25];
const tags = Array.from({ length: TAG_COUNT }, (_, i) => tag(`Tag ${i}`));

export function packedWorld(count: number): World {
  const world = createWorld({ capacity: count });
  world.reserve(count, [A, B, C, D, E]);
  for (let i = 0; i < count; i++) {
    const value = startOf(i);
    world.spawn(A({ value }), B({ value }), C({ value }), D({ value }), E({ value }));
  }
  return world;
}

export function simpleWorld(each: number): World {
  const world = createWorld({ capacity: 4 * each });
  const b = B({ value: START_B });
  const c = C({ value: START_C });
  const e = E({ value: START_E });
  for (const kind of [[], [C], [C, D], [C, E]]) world.reserve(each, [A, B, ...kind]);
  for (let i = 0; i < each; i++) {
    const value = startOf(i);
    world.spawn(A({ value }), b);
    world.spawn(A({ value }), b, c);
    world.spawn(A({ value }), b, c, D({ value }));
    world.spawn(A({ value }), b, c, e);
  }
  return world;
}

export function fragmentedWorld(each: number): World {
  const world = createWorld({ capacity: each * kinds.length });
  for (const kind of kinds) {
    world.reserve(each, [kind, Data]);
    for (let i = 0; i < each; i++)
      world.spawn(kind({ value: startOf(i) }), Data({ value: startOf(i) }));
  }
  return world;
}

/** A world of As; with the hundred queries if asked. */
export function worldOfA(count: number, queries: boolean): World {
  const world = createWorld({ capacity: 2 * count });
  if (queries) {
    for (const [i, j] of TAG_PAIRS) {
      world.query(A, tags[i], tags[j]);
      world.query(B, tags[i], tags[j]);
    }
  }
  world.reserve(count, [A]);
  for (let i = 0; i < count; i++) world.spawn(A({ value: startOf(i) }));
  return world;
}

export function particleWorld(count: number): World {
  const world = createWorld({ capacity: 2 * count });
  world.reserve(count, [Position, Velocity, Life]);
  for (let i = 0; i < count; i++) {
    world.spawn(
      Position({ x: STEP.birthX, y: STEP.birthY }),
      Velocity({ x: STEP.vx(i), y: STEP.vy(i) }),
      Life({ left: STEP.life(i) }),
    );
  }
  return world;
}

export function sumOfColumn(world: World, of: ValueComponent): number {
  let sum = 0;
  for (const chunk of world.query(of)) {
    const { value } = chunk.read(of);
    for (let i = 0; i < chunk.count; i++) sum += value[i];
  }
  return sum;
}

export const sumOfWorld = (world: World): number =>
  sumOfColumn(world, A) * WEIGHT.a +
  sumOfColumn(world, B) * WEIGHT.b +
  sumOfColumn(world, C) * WEIGHT.c +
  sumOfColumn(world, D) * WEIGHT.d +
  sumOfColumn(world, E) * WEIGHT.e;

export const sumOfFragments = (world: World): number =>
  sumOfColumn(world, Data) + 3 * sumOfColumn(world, Z);

export const sumOfBs = (world: World): number =>
  world.query(B).count * START_B + sumOfColumn(world, B);

export function sumOfPairs(query: Query<readonly [ValueComponent, ValueComponent]>): number {
  let sum = query.count * START_B;
  query.each((a) => {
    sum += a.value;
  });
  return sum;
}

export function sumOfMovers(world: World): number {
  let sum = 0;
  world.query(Position, Velocity).each((p, v) => {
    sum += sumOfBulk(p.x, p.y, v.x, v.y);
  });
  return sum;
}
