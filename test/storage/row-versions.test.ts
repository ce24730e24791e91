import { expect, test } from "vitest";
import {
  type AnyComponent,
  array,
  bool,
  component,
  createWorld,
  EcsError,
  type Entity,
  f32,
  oneOf,
  tag,
  u8,
  validate,
  type World,
} from "../../src/index.ts";
import { chunkIdOf, rowOf } from "../../src/storage/entity-index.ts";
import { rowVersionOf } from "../../src/storage/row-versions.ts";

const Health = component("Health", { points: u8(100), armour: f32 }, { track: "rows" });
const Mixed = component(
  "Mixed",
  { isOn: bool, mode: oneOf("idle", "run"), path: array(f32, 3) },
  { track: "rows" },
);
const Position = component("Position", { x: f32, y: f32 });
const Frozen = tag("Frozen");

/** Entities of several chunks, four windows each. */
function makeWorld(count = 100) {
  const world = createWorld({ chunkRows: { min: 64, max: 64, window: 16 } });
  const entities = Array.from({ length: count }, () => world.spawn(Health, Position));
  return { world, entities };
}

/** The places in `entities` of those whose version rose while `act` ran. */
function changedBy(
  world: World,
  entities: readonly Entity[],
  act: () => void,
  of: AnyComponent = Health,
) {
  const since = world.storage.clock.stampOf(world.changeCursor());
  act();
  validate(world);
  const places: number[] = [];
  for (let i = 0; i < entities.length; i++) {
    const version = versionOf(world, entities[i], of);
    if (version !== undefined && version > since) places.push(i);
  }
  return places;
}

function versionOf(world: World, entity: Entity, of: AnyComponent) {
  const { chunks, index } = world.storage;
  if (!index.isAlive(entity)) return undefined;
  const location = index.locationOf(entity);
  const chunk = chunks[chunkIdOf(location)];
  const slot = chunk?.set.slotOf(of) ?? 0;
  return slot > 0 ? chunk && rowVersionOf(chunk, slot, rowOf(location)) : undefined;
}

test("set marks one row, and add with values the row it writes to", () => {
  const { world, entities } = makeWorld();
  expect(changedBy(world, entities, () => world.set(entities[70], Health, { armour: 1 }))).toEqual([
    70,
  ]);
  expect(changedBy(world, entities, () => world.add(entities[3], Health({ points: 1 })))).toEqual([
    3,
  ]);
  expect(changedBy(world, entities, () => world.add(entities[3], Health))).toEqual([]);
});

test("each marks the rows it wrote to and no others, whatever the kind of field", () => {
  const { world, entities } = makeWorld();
  const odd = new Set([1, 33, 99].map((i) => entities[i]));
  const write = () =>
    world.query(Health, Position).each((health, position, entity) => {
      if (odd.has(entity)) health.points = 7;
      else position.x = health.points;
    });
  expect(changedBy(world, entities, write)).toEqual([1, 33, 99]);
  const mixed = [0, 1, 2, 3].map(() => world.spawn(Mixed));
  const writeOne = () => {
    let row = 0;
    world.query(Mixed).each((one) => {
      if (row === 1) one.isOn = true;
      if (row === 2) one.mode = "run";
      if (row === 3) one.path[2] = 1;
      row++;
    });
  };
  expect(changedBy(world, mixed, writeOne, Mixed)).toEqual([1, 2, 3]);
  expect(world.get(mixed[3], Mixed)).toEqual({ isOn: false, mode: "idle", path: [0, 0, 1] });
});

test("a row that one each wrote is newer than a cursor taken inside the same loop before it", () => {
  const { world, entities } = makeWorld(4);
  let since = 0;
  world.query(Health).each((health, entity) => {
    if (entity === entities[2]) since = world.storage.clock.stampOf(world.changeCursor());
    health.points = 1;
  });
  const isNew = entities.map((entity) => (versionOf(world, entity, Health) ?? 0) > since);
  expect(isNew).toEqual([false, false, true, true]);
});

test("chunk.write marks the rows it was asked for", () => {
  const { world, entities } = makeWorld(64);
  const [chunk] = [...world.query(Health, Position)];
  const places = (start: number, end: number) =>
    changedBy(world, entities, () => chunk.write(Health, start, end));
  expect(places(30, 34)).toEqual([30, 31, 32, 33]);
  expect(places(62, 1_000_000)).toEqual([62, 63]);
  expect(places(-3, 1)).toEqual([0]);
  expect(changedBy(world, entities, () => chunk.write(Health))).toHaveLength(64);
  expect(changedBy(world, entities, () => chunk.read(Health))).toEqual([]);
  expect(changedBy(world, entities, () => chunk.write(Position))).toEqual([]);
});

test("a row that only moves keeps its version: a hole filled, another component, a whole chunk", () => {
  const { world, entities } = makeWorld(130);
  expect(changedBy(world, entities, () => world.despawn(entities[0]))).toEqual([]);
  expect(changedBy(world, entities, () => world.add(entities[9], Frozen))).toEqual([]);
  expect(changedBy(world, entities, () => world.remove(entities[9], Position))).toEqual([]);
  expect(changedBy(world, entities, () => world.query(Health).add(Frozen))).toEqual([]);
  expect(changedBy(world, entities, () => world.query(Health).remove(Position))).toEqual([]);
});

test("a component that is new to its entity counts as written, by every way to get one", () => {
  const { world, entities } = makeWorld(70);
  const bare = [0, 1, 2].map(() => world.spawn(Position));
  expect(changedBy(world, bare, () => world.add(bare[1], Health))).toEqual([1]);
  expect(changedBy(world, bare, () => world.query(Position).add(Health))).toEqual([0, 2]);
  expect(changedBy(world, bare, () => world.query(Position).add(Health({ points: 3 })))).toEqual([
    0, 1, 2,
  ]);
  const again = () => {
    for (const _ of world.query(Health)) {
      world.remove(entities[5], Health);
      world.add(entities[5], Health);
    }
  };
  expect(changedBy(world, entities.slice(0, 8), again)).toEqual([5]);
  const spawned: Entity[] = [];
  const spawn = () => {
    spawned.push(world.spawn(Health));
    world.spawnMany(2, [Health], (rows) => {
      for (let i = rows.start; i < rows.end; i++) spawned.push(rows.entities[i] as Entity);
    });
  };
  expect(changedBy(world, spawned, spawn)).toEqual([0, 1, 2]);
});

test("an entity spawned inside a loop is new to whoever looked before it joined", () => {
  const { world } = makeWorld(3);
  let since = 0;
  let spawned = 0 as Entity;
  for (const _ of world.query(Health)) {
    spawned = world.spawn(Health);
    since = world.storage.clock.stampOf(world.changeCursor());
  }
  expect(versionOf(world, spawned, Health)).toBeGreaterThan(since);
});

test("a recycled row carries no old mark, and a new one none from before", () => {
  const { world, entities } = makeWorld(2);
  world.set(entities[1], Health, { points: 1 });
  world.despawn(entities[1]);
  const since = world.storage.clock.stampOf(world.changeCursor());
  const next = world.spawn(Health, Position);
  expect(versionOf(world, next, Health)).toBe(since + 1);
});

test("versions are accounted for where the bytes of their component are", () => {
  const world = createWorld({ chunkRows: { min: 64, max: 64 } });
  world.spawn(Health);
  const health = world.memory().components.find(({ label }) => label === "Health");
  expect(health?.bytes).toBe(64 * (1 + 4 + 4));
});

test("an unknown way to track is refused", () => {
  expect(() => component("Speed", { value: f32 }, { track: "columns" as "rows" })).toThrow(
    new EcsError("E105", 'component("Speed"): track is columns. Pass "windows" or "rows".'),
  );
});
