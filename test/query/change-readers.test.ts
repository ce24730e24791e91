import { expect, test } from "vitest";
import {
  added,
  type Chunk,
  changed,
  component,
  createWorld,
  EcsError,
  type Entity,
  f32,
  optional,
  removed,
  tag,
  validate,
} from "../../src/index.ts";
import { LAST_STAMP } from "../../src/storage/change-clock.ts";

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

test("a new reader has seen nothing, and one from now everything", () => {
  const { world, entities } = makeWorld(20);
  for (const term of [changed(Health), changed(Position), added(Health), added(Frozen)]) {
    const all20 = term.describe() === "added(Frozen)" ? [] : RANGE(0, 20);
    const query = world.query(term);
    const reader = query.reader();
    expect(places(entities, reader.entities())).toEqual(all20);
    expect(reader.entities()).toEqual([]);
    expect(query.reader({ from: "now" }).entities()).toEqual([]);
  }
  expect(world.query(removed(Frozen)).reader().entities()).toEqual([]);
});

test("a pass sees what the last one wrote, unless it is skipped", () => {
  const { world, entities } = makeWorld(4);
  const reader = world.query(Health, changed(Health)).reader({ from: "now" });
  world.set(entities[2], Health, { points: 1 });
  let calls = 0;
  const heal = () =>
    reader.each((health) => {
      health.points += 1;
      calls++;
    });
  heal();
  heal();
  expect(calls).toBe(2);
  reader.skip();
  heal();
  expect(calls).toBe(2);
  expect(world.get(entities[2], Health, "points")).toBe(3);
});

test("count, isEmpty, first and has look and leave it to be seen", () => {
  const { world, entities } = makeWorld();
  const reader = world.query(changed(Health)).reader({ from: "now" });
  expect([reader.count, reader.isEmpty, reader.first()]).toEqual([0, true, undefined]);
  world.set(entities[5], Health, { points: 1 });
  world.set(entities[80], Health, { points: 1 });
  for (let i = 0; i < 2; i++) {
    expect([reader.count, reader.isEmpty, reader.first()]).toEqual([2, false, entities[5]]);
    expect([reader.has(entities[80]), reader.has(entities[81])]).toEqual([true, false]);
  }
  expect(reader.entities()).toHaveLength(2);
  expect(reader.count).toBe(0);
  world.despawn(entities[80]);
  expect(reader.has(entities[80])).toBe(false);
});

test("runs hand out the rows, and a loop that is left early or throws is made again", () => {
  const { world, entities } = makeWorld();
  const reader = world.query(Health, changed(Health)).reader({ from: "now" });
  for (const place of [3, 4, 5, 64]) world.set(entities[place], Health, { points: 1 });
  const runs = () => Array.from(reader.runs(), (rows) => [rows.start, rows.end]);
  for (const _ of reader.runs()) break;
  expect(() =>
    reader.each(() => {
      throw new Error("stop");
    }),
  ).toThrow("stop");
  expect(() => {
    for (const _ of reader.runs()) throw new Error("stop");
  }).toThrow("stop");
  expect(runs()).toEqual([
    [3, 6],
    [0, 1],
  ]);
  expect(runs()).toEqual([]);
  for (const place of [1, 70]) world.set(entities[place], Health, { points: 1 });
  for (const _ of reader.runs()) expect(runs()).toHaveLength(2);
  expect(runs()).toEqual([]);
});

test("what changes while a pass runs is seen by the next, wherever it stands", () => {
  const { world, entities } = makeWorld();
  const reader = world.query(Health, changed(Health)).reader({ from: "now" });
  world.set(entities[50], Health, { points: 1 });
  for (const _ of reader.runs()) world.set(entities[10], Health, { points: 1 });
  expect(places(entities, reader.entities())).toEqual([10]);
});

test("structural changes made in a pass come after it began", () => {
  const { world, entities } = makeWorld(3);
  const reader = world.query(added(Health)).reader();
  const spawned: Entity[] = [];
  for (const _ of reader.runs()) {
    spawned.push(world.spawn(Health));
    world.remove(entities[0], Health);
    world.add(entities[0], Health);
  }
  expect(reader.entities().sort()).toEqual([...spawned].sort()); // Health was there before and is there after
  validate(world);
});

test("a reader of any other query reads as the query does", () => {
  const { world, entities } = makeWorld(70);
  world.remove(entities[9], Position);
  const reader = world.query(Health, optional(Position)).reader();
  for (let pass = 0; pass < 2; pass++) {
    expect(reader.count).toBe(70);
    expect(reader.entities()).toHaveLength(70);
    let seen = 0;
    reader.each((health, position) => {
      seen += health.points + (position === undefined ? 1 : 0);
    });
    expect(seen).toBe(7001);
  }
});

test("a query that asks what happened since is read by readers only", () => {
  const { world } = makeWorld(2);
  const query = world.query(Health, changed(Health));
  const told = new EcsError(
    "E126",
    "query: query(Health, changed(Health)) asks what happened since, and a query remembers nothing. Make a reader once: const reader = query.reader().",
  );
  const asks = [
    () => [...(query as Iterable<Chunk>)],
    () => query.each(() => {}),
    () => [...query.runs()],
    () => query.count,
    () => query.isEmpty,
    () => query.first(),
    () => query.single(),
    () => query.entities(),
    () => query.sorted(Health, "points"),
    () => query.has(world.query(Health).first() as Entity),
    () => query.at(world.query(Health).first() as Entity, () => {}),
    () => query.add(Frozen),
    () => query.remove(Frozen),
    () => query.change({ add: [Frozen] }),
    () => query.set(Health, { points: 1 }),
    () => query.despawn(),
  ];
  for (const ask of asks) expect(ask).toThrow(told);
  validate(world);
  expect(query.reader().describe()).toBe("query(Health, changed(Health)).reader()");
  expect(query.explain()).toContain(
    "  [Health, Position]: some of 2 rows in 1 chunks, decided row by row, for each reader",
  );
});

test("a reader starts at the start or now", () => {
  const { world } = makeWorld(1);
  const query = world.query(changed(Health));
  expect(() => query.reader({ from: "later" as "now" })).toThrow(
    new EcsError(
      "E127",
      'reader: from is later. Pass "start" to see all that exists, or "now" to see what happens next.',
    ),
  );
});

test("readers go on where the clock lowers its stamps", () => {
  const { world, entities } = makeWorld(40);
  const health = world.query(changed(Health)).reader({ from: "now" });
  const position = world.query(changed(Position)).reader({ from: "now" });
  const got = world.query(added(Frozen)).reader({ from: "now" });
  const lost = world.query(removed(Frozen)).reader({ from: "now" });
  const poll = () =>
    [health, position, got, lost].map((reader) => places(entities, reader.entities()));
  world.storage.clock.now = LAST_STAMP - 8;
  poll();
  for (let round = 0; round < 12; round++) {
    world.set(entities[round], Health, { points: 1 });
    world.set(entities[20], Position, { x: 1 });
    world.add(entities[round], Frozen);
    if (round > 0) world.remove(entities[round - 1], Frozen);
    validate(world);
    const [changes, windows, adds, removals] = poll();
    expect(changes).toEqual([round]);
    expect(windows).toEqual(expect.arrayContaining([20]));
    expect(adds).toEqual([round]);
    expect(removals).toEqual(round > 0 ? [round - 1] : []);
  }
  expect(world.storage.clock.now).toBeLessThan(LAST_STAMP / 2 + 60);
  expect(world.storage.clock.base).toBe(2 ** 29);
});

test("a look from inside a hook, at a change half done, leaves everything to be seen", () => {
  const { world, entities } = makeWorld(2);
  world.remove(entities[1], Position);
  world.query(Health).add(Frozen);
  const lost = world.query(removed(Frozen)).reader({ from: "now" });
  const found: number[] = [];
  const stop = world.onRemove(Frozen, () => {
    found.push(lost.entities().length);
    lost.skip();
  });
  world.query(Health).remove(Frozen);
  stop();
  expect(found).toEqual([0, 0]);
  expect(places(entities, lost.entities())).toEqual([0, 1]);
  expect(lost.isEmpty).toBe(true);
});
