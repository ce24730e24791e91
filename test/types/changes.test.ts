import { expect, expectTypeOf, test } from "vitest";
import {
  type ChangeTerm,
  changed,
  component,
  createWorld,
  type Entity,
  f32,
  not,
  type QueryReader,
  removed,
  tag,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Health = component("Health", { points: f32 }, { track: "rows" });
const Frozen = tag("Frozen");

test("a reader hands out what its query hands out, and change terms filter only", () => {
  const world = createWorld();
  const reader = world.query(Position, changed(Health), removed(Frozen)).reader();
  reader.each((position, entity) => {
    expectTypeOf(position.x).toEqualTypeOf<number>();
    expectTypeOf(entity).toEqualTypeOf<Entity>();
  });
  for (const rows of reader.runs()) {
    expectTypeOf(rows.write(Position).x).toExtend<Float32Array>();
    expectTypeOf(rows.read(Health).points[0]).toEqualTypeOf<number>(); // changed(Health) says that it is there
  }
  expectTypeOf(reader.entities()).toEqualTypeOf<Entity[]>();
  expectTypeOf(reader.first()).toEqualTypeOf<Entity | undefined>();
  expectTypeOf(changed(Health)).toEqualTypeOf<ChangeTerm<typeof Health>>();
  expectTypeOf(removed(Health)).toEqualTypeOf<ChangeTerm<never>>();
});

test("what is gone, and what may not be there, is not to be read", () => {
  const world = createWorld();
  const gone: QueryReader<[typeof Position, ChangeTerm<never>]> = world
    .query(Position, removed(Health))
    .reader();
  for (const rows of gone.runs()) {
    // @ts-expect-error the entities have no Health
    if (rows.has(Health)) rows.read(Health);
  }
  for (const rows of world
    .query(Position, not(changed(Health)))
    .reader()
    .runs()) {
    // @ts-expect-error the entities may have none
    if (rows.has(Health)) rows.read(Health);
  }
  // @ts-expect-error a reader starts at the start, or now
  expect(() => world.query(Position).reader({ from: "yesterday" })).toThrow("E127");
  // @ts-expect-error rows or windows
  expect(() => component("Speed", { value: f32 }, { track: "columns" as const })).toThrow("E105");
});
