import { expect, test } from "vitest";
import {
  added,
  all,
  any,
  changed,
  component,
  createWorld,
  EcsError,
  type Entity,
  f32,
  not,
  relation,
  removed,
  tag,
  validate,
} from "../../src/index.ts";

/** Exact to the row; exact to 16 rows in these worlds. */
const Health = component("Health", { points: f32(100) }, { track: "rows" });
const Position = component("Position", { x: f32, y: f32 });
const Frozen = tag("Frozen");

const OPTIONS = { chunkRows: { min: 64, max: 64, window: 16 } };

function makeWorld(count = 100) {
  const world = createWorld(OPTIONS);
  const entities = Array.from({ length: count }, () => world.spawn(Health, Position));
  return { world, entities };
}

/** Where in `entities` those stand that a pass found, in order. */
function places(entities: readonly Entity[], found: readonly Entity[]): number[] {
  return found.map((entity) => entities.indexOf(entity)).sort((a, b) => a - b);
}

const RANGE = (start: number, end: number) =>
  Array.from({ length: end - start }, (_, i) => start + i);

test("each row written is reported once, to every reader that had not seen it", () => {
  const { world, entities } = makeWorld();
  const query = world.query(changed(Health));
  const first = query.reader({ from: "now" });
  world.set(entities[70], Health, { points: 1 });
  const second = query.reader({ from: "now" });
  world.set(entities[3], Health, { points: 1 });
  expect(places(entities, first.entities())).toEqual([3, 70]);
  expect(places(entities, second.entities())).toEqual([3]);
  expect(first.entities()).toEqual([]);
  expect(second.entities()).toEqual([]);
});

test("a component without track is reported by windows: never too little, neighbours included", () => {
  const { world, entities } = makeWorld();
  const reader = world.query(changed(Position)).reader({ from: "now" });
  world.set(entities[40], Position, { x: 1 });
  expect(places(entities, reader.entities())).toEqual(RANGE(32, 48));
  world.despawn(entities[99]);
  expect(places(entities, reader.entities())).toEqual([96, 97, 98]);
  world.query(Position).each((position) => position.x);
  expect(reader.isEmpty).toBe(true);
});

test("the same bytes written again count, reading does not", () => {
  const { world, entities } = makeWorld(3);
  const reader = world.query(Health, changed(Health)).reader({ from: "now" });
  world.query(Health).each((health) => health.points);
  world.get(entities[0], Health);
  for (const chunk of world.query(Health)) chunk.read(Health);
  expect(reader.count).toBe(0);
  world.set(entities[0], Health, { points: 100 });
  expect(reader.count).toBe(1);
});

test("200,000 writes in a frame report 200,000 rows", () => {
  const world = createWorld();
  world.spawnMany(200_000, [Health, Position]);
  const reader = world.query(Health, changed(Health)).reader({ from: "now" });
  const everyOther = world.query(Health, changed(Health)).reader({ from: "now" });
  world.query(Health).each((health) => {
    health.points -= 1;
  });
  expect(reader.count).toBe(200_000);
  let rows = 0;
  let sum = 0;
  for (const run of reader.runs()) {
    rows += run.end - run.start;
    sum += run.read(Health).points[run.start];
  }
  expect(rows).toBe(200_000);
  expect(sum).toBeGreaterThan(0);
  expect(reader.isEmpty).toBe(true);
  everyOther.skip();
  let i = 0;
  world.query(Health).each((health) => {
    if (i++ % 2 === 1) health.points = 0;
  });
  expect(everyOther.count).toBe(100_000);
});

test("added and removed say what an entity is in the end", () => {
  const { world, entities } = makeWorld(6);
  const got = world.query(added(Frozen)).reader({ from: "now" });
  const lost = world.query(removed(Frozen)).reader({ from: "now" });
  const poll = () => [places(entities, got.entities()), places(entities, lost.entities())];
  world.add(entities[1], Frozen);
  world.add(entities[2], Frozen);
  world.remove(entities[2], Frozen);
  world.add(entities[4], Frozen);
  expect(poll()).toEqual([[1, 4], [2]]);
  world.remove(entities[1], Frozen);
  world.add(entities[1], Frozen);
  world.remove(entities[4], Frozen);
  expect(poll()).toEqual([[1], [4]]);
  world.despawn(entities[1]);
  world.despawn(entities[4]);
  expect(poll()).toEqual([[], []]);
  world.query(Health).add(Frozen);
  expect(poll()).toEqual([[0, 2, 3, 5], []]);
  world.query(Health).remove(Frozen);
  expect(poll()).toEqual([[], [0, 2, 3, 5]]);
  validate(world);
});

test("an entity in a recycled place is not taken for the one before it", () => {
  const { world } = makeWorld(0);
  const lost = world.query(removed(Frozen)).reader({ from: "now" });
  const got = world.query(added(Frozen), not(Position)).reader({ from: "now" });
  const first = world.spawn(Frozen);
  world.remove(first, Frozen);
  world.despawn(first);
  const second = world.spawn(Position);
  expect(lost.entities()).toEqual([]);
  expect(got.entities()).toEqual([]);
  expect(second).not.toBe(first);
});

test("change terms nest as any others", () => {
  const { world, entities } = makeWorld(8);
  const either = world.query(any(changed(Health), added(Frozen)), not(removed(Position)));
  const reader = either.reader({ from: "now" });
  world.set(entities[1], Health, { points: 1 });
  world.add(entities[3], Frozen);
  world.add(entities[4], Frozen);
  world.remove(entities[4], Position);
  world.remove(entities[6], Position);
  expect(places(entities, reader.entities())).toEqual([1, 3]);
  const untouched = world.query(Health, not(changed(Health))).reader({ from: "now" });
  world.set(entities[0], Health, { points: 1 });
  expect(places(entities, untouched.entities())).toEqual(RANGE(1, 8));
  const both = world.query(all(changed(Health), added(Frozen))).reader({ from: "now" });
  world.add(entities[0], Frozen);
  world.add(entities[1], Frozen);
  world.set(entities[1], Health, { points: 2 });
  expect(places(entities, both.entities())).toEqual([1]);
});

test("a tag has no values to change, and what is no component is no term", () => {
  expect(() => changed(Frozen)).toThrow(
    new EcsError(
      "E127",
      "changed(Frozen): Frozen is a tag, and has no values that could change. Use added(Frozen) or removed(Frozen).",
    ),
  );
  for (const term of [changed, added, removed]) {
    expect(() => term("Frozen" as never)).toThrow(
      new EcsError(
        "E120",
        `query: ${term.name}(Frozen) is not a term. Pass what component() or tag() returned.`,
      ),
    );
  }
});

test("sparse components are tracked in their store, to the row where they ask for it", () => {
  const Burning = component("Burning", { heat: f32 }, { storage: "sparse", track: "rows" });
  const Wet = component("Wet", { depth: f32 }, { storage: "sparse" });
  const { world, entities } = makeWorld(40);
  for (const entity of entities) {
    world.add(entity, Burning);
    world.add(entity, Wet);
  }
  const hot = world.query(Burning, changed(Burning)).reader({ from: "now" });
  const wet = world.query(Health, changed(Wet)).reader({ from: "now" });
  const put = world.query(any(added(Burning), removed(Burning))).reader({ from: "now" });
  const poll = () => [hot, wet, put].map((reader) => places(entities, reader.entities()));
  expect(poll()).toEqual([[], [], []]);
  world.set(entities[5], Burning, { heat: 1 });
  world.set(entities[20], Wet, { depth: 1 });
  world.remove(entities[7], Burning);
  world.query(Burning).each((burning, entity) => {
    if (entity === entities[9]) burning.heat = 2;
  });
  expect(poll()).toEqual([[5, 9], RANGE(16, 32), [7]]);
  world.add(entities[7], Burning);
  world.despawn(entities[8]);
  expect(poll()).toEqual([[7], [...RANGE(0, 8), ...RANGE(9, 16), ...RANGE(32, 40)], [7]]);
  for (const _ of world.query(Health)) {
    entities[8] = world.spawn(Health, Burning);
    expect(put.entities()).toEqual([]); // it waits for the loop's end
    break;
  }
  expect(poll()).toEqual([[8], [], [8]]);
  validate(world);
});

test("a relation is added with an entity's first pair, and removed with its last", () => {
  const Likes = relation("Likes");
  const { world, entities } = makeWorld(4);
  const got = world.query(added(Likes)).reader({ from: "now" });
  const lost = world.query(removed(Likes)).reader({ from: "now" });
  const poll = () => [got, lost].map((reader) => places(entities, reader.entities()));
  world.add(entities[0], Likes(entities[1]));
  world.add(entities[2], Likes(entities[1]));
  expect(poll()).toEqual([[0, 2], []]);
  world.add(entities[0], Likes(entities[3]));
  world.remove(entities[2], Likes(entities[1]));
  expect(poll()).toEqual([[], [2]]);
  world.despawn(entities[1]);
  expect(poll()).toEqual([[], []]);
  world.despawn(entities[3]);
  expect(poll()).toEqual([[], [0]]);
});
