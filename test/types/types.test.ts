/**
 * Types end to end: what the compiler infers from a schema to a loop. The programs that must not
 * compile are in `must-not-compile.ts`, which `npm run check` compiles.
 */
import { expectTypeOf, test } from "vitest";
import {
  all,
  array,
  bool,
  ChildOf,
  type Component,
  type ComponentValue,
  cascade,
  component,
  count,
  createWorld,
  type Entity,
  entity,
  f32,
  f32x2,
  kernel,
  type LaneCursor,
  not,
  type ReadonlyColumn,
  type RowSet,
  read,
  relation,
  string,
  sum,
  tag,
  u8,
  u32,
  where,
  write,
} from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Body = component("Body", { points: u8(100), isSolid: bool, target: entity, at: f32x2 });
const Matrix = component("Matrix", { m: array(f32, 16) });
const Frozen = tag("Frozen");

test("get returns plain values of the schema's types", () => {
  const world = createWorld();
  const Label = component("Label", { text: string("none") });
  const it = world.spawn(Position, Body, Label);
  expectTypeOf(world.get(it, Label)).toEqualTypeOf<{ text: string }>();
  expectTypeOf(world.get(it, Label, "text")).toEqualTypeOf<string>();
  world.query(Label).each((label) => expectTypeOf(label).toEqualTypeOf<{ text: string }>());
  for (const chunk of world.query(Label)) {
    expectTypeOf(chunk.write(Label).text).toEqualTypeOf<Uint32Array>();
    expectTypeOf(chunk.read(Label).text).toEqualTypeOf<ReadonlyColumn>();
  }
  expectTypeOf(world.get(it, Position)).toEqualTypeOf<{ x: number; y: number }>();
  expectTypeOf(world.get(it, Body).isSolid).toEqualTypeOf<boolean>();
  expectTypeOf(world.get(it, Body).target).toEqualTypeOf<Entity>();
  expectTypeOf(world.get(it, Body).at).toEqualTypeOf<readonly [number, number]>();
  expectTypeOf(world.get(it, Body, "points")).toEqualTypeOf<number>();
  expectTypeOf(world.get(it, Body, "isSolid")).toEqualTypeOf<boolean>();
});

test("a component is a constructor of its own values", () => {
  expectTypeOf(Position({ x: 1 })).toEqualTypeOf<
    ComponentValue<{ readonly x: typeof f32; readonly y: typeof f32 }>
  >();
  expectTypeOf(Position).toExtend<Component<{ readonly x: typeof f32; readonly y: typeof f32 }>>();
});

test("write hands out typed arrays and read hands out readonly ones", () => {
  const world = createWorld();
  for (const chunk of world.query(Position, Body, all(Matrix))) {
    expectTypeOf(chunk.write(Position).x).toEqualTypeOf<Float32Array>();
    expectTypeOf(chunk.write(Body).points).toEqualTypeOf<Uint8Array>();
    expectTypeOf(chunk.write(Body).target).toEqualTypeOf<Uint32Array>();
    expectTypeOf(chunk.read(Position).x).toEqualTypeOf<ReadonlyColumn>();
    expectTypeOf(chunk.read(Matrix).m).toEqualTypeOf<ReadonlyColumn>();
  }
});

test("each is handed the components with fields, in order, then the entity", () => {
  const world = createWorld();
  world.query(Position, Frozen, Body, not(Matrix)).each((p, b, e) => {
    expectTypeOf(p).toEqualTypeOf<{ x: number; y: number }>();
    expectTypeOf(b.isSolid).toEqualTypeOf<boolean>();
    expectTypeOf(b.at).toEqualTypeOf<LaneCursor>();
    expectTypeOf(e).toEqualTypeOf<Entity>();
  });
});

test("forEachPair is handed the components of the one, those of the other, then both entities", () => {
  const world = createWorld();
  world.query(Position, Frozen, Body).forEachPair((pa, ba, pb, bb, entityA, entityB) => {
    expectTypeOf(pa).toEqualTypeOf<{ x: number; y: number }>();
    expectTypeOf(pb).toEqualTypeOf<{ x: number; y: number }>();
    expectTypeOf(ba.isSolid).toEqualTypeOf<boolean>();
    expectTypeOf(bb.at).toEqualTypeOf<LaneCursor>();
    expectTypeOf(entityA).toEqualTypeOf<Entity>();
    expectTypeOf(entityB).toEqualTypeOf<Entity>();
  });
});

test("spawnMany's rows offer the columns of what is spawned", () => {
  const world = createWorld();
  world.spawnMany(2, [Position, Body({ points: 3 })], (rows) => {
    expectTypeOf(rows.write(Position).x).toEqualTypeOf<Float32Array>();
    expectTypeOf(rows.write(Body).points).toEqualTypeOf<Uint8Array>();
  });
});

test("an entity is a number that a number is not", () => {
  expectTypeOf<Entity>().toExtend<number>();
  expectTypeOf<number>().not.toExtend<Entity>();
  expectTypeOf(u32(1)).toEqualTypeOf(u32);
});

test("a pair's values are typed by its relation, and queries hand out no data of relations", () => {
  const world = createWorld();
  const Likes = relation("Likes", { amount: f32, since: u32 });
  const [one, two] = [world.spawn(), world.spawn(Position)];
  world.add(one, Likes(two));
  expectTypeOf(world.get(one, Likes(two))).toEqualTypeOf<{ amount: number; since: number }>();
  expectTypeOf(world.get(one, Likes(two), "since")).toEqualTypeOf<number>();
  expectTypeOf(Likes.target(world, one)).toEqualTypeOf<Entity | undefined>();
  expectTypeOf(Likes.sources(world, two)).toEqualTypeOf<Entity[]>();
  const query = world.query(Position, Likes(two), Likes, Likes.to(Body), Frozen);
  query.each((position, self) => {
    expectTypeOf(position.x).toEqualTypeOf<number>();
    expectTypeOf(self).toEqualTypeOf<Entity>();
  });
  cascade(world.query(Position), ChildOf).each((position, self, parent) => {
    expectTypeOf(position.x).toEqualTypeOf<number>();
    expectTypeOf(self).toEqualTypeOf<Entity>();
    expectTypeOf(parent).toEqualTypeOf<Entity | undefined>();
  });
});

test("a kernel gives back what its body returns, and nothing where that is no output", () => {
  const world = createWorld();
  const query = world.query(Position);
  const results = () =>
    kernel([read(Position)], { dt: f32 }, (p, u) => ({
      left: where(p.x < u.dt),
      total: sum(p.x),
      inside: count(p.x > 0),
    })).run(query, { dt: 1 });
  expectTypeOf<ReturnType<typeof results>>().toEqualTypeOf<{
    readonly left: RowSet;
    readonly total: number;
    readonly inside: number;
  }>();
  const nothing = () => kernel([read(Position)], {}, (p) => p.x > 1).run(query);
  expectTypeOf<ReturnType<typeof nothing>>().toEqualTypeOf<void>();
  const again = (rows: RowSet) =>
    kernel([write(Position)], {}, (p) => {
      p.x = 1;
    }).run(rows);
  expectTypeOf<ReturnType<typeof again>>().toEqualTypeOf<void>();
});
