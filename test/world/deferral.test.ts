import { expect, test } from "vitest";
import { component, createWorld, type Entity, f32, not, tag, validate } from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Health = component("Health", { points: f32(100) });
const Frozen = tag("Frozen");
const Burning = tag("Burning");

/** A world with `count` entities that have a Position whose x is their place in the list. */
function worldOf(count: number) {
  const world = createWorld({ capacity: 64 });
  const entities = Array.from({ length: count }, (_, x) => world.spawn(Position({ x })));
  return { world, entities, movers: world.query(Position) };
}

/** Runs `inside` once, while a loop over everything is running. */
function duringLoop(world: ReturnType<typeof createWorld>, inside: () => void): void {
  let isDone = false;
  for (const _ of world.query()) {
    if (!isDone) inside();
    isDone = true;
  }
  expect(isDone).toBe(true);
  validate(world);
}

test("an entity spawned in a loop can be read and written at once and joins queries at its end", () => {
  const { world, movers } = worldOf(1);
  let spawned = 0 as Entity;
  duringLoop(world, () => {
    spawned = world.spawn(Position({ x: 7 }));
    expect(world.isAlive(spawned)).toBe(true);
    expect(world.get(spawned, Position)).toEqual({ x: 7, y: 0 });
    world.set(spawned, Position, { y: 9 });
    expect(movers.count).toBe(1);
    expect(movers.has(spawned)).toBe(false);
    expect(movers.at(spawned, () => {})).toBe(false);
    expect(world.entityCount).toBe(2);
    validate(world);
  });
  expect(movers.count).toBe(2);
  expect(movers.has(spawned)).toBe(true);
  expect(world.get(spawned, Position)).toEqual({ x: 7, y: 9 });
});

test("no row moves while a loop runs, whatever is despawned, added or removed", () => {
  const { world, entities, movers } = worldOf(5);
  const seen: number[] = [];
  for (const chunk of movers) {
    for (let row = 0; row < chunk.count; row++) {
      seen.push(chunk.entities[row]);
      world.despawn(entities[0]);
      world.add(entities[1], Frozen);
      world.remove(entities[2], Position);
      movers.despawn();
      expect(world.isAlive(entities[0])).toBe(true);
      expect(world.has(entities[1], Frozen)).toBe(false);
      expect(world.has(entities[2], Position)).toBe(true);
    }
  }
  expect(seen).toEqual(entities);
  validate(world);
  expect(world.entityCount).toBe(1); // the one that had lost its Position before the bulk despawn
  expect(world.isAlive(entities[2])).toBe(true);
});

test("the commands of one entity become one move: it is never in an archetype between", () => {
  const { world, entities } = worldOf(1);
  duringLoop(world, () => {
    world.add(entities[0], Frozen);
    world.add(entities[0], Health({ points: 5 }));
    world.remove(entities[0], Position);
  });
  const archetypes = world.memory().archetypes.map((row) => row.components);
  expect(archetypes).toEqual([["Position"], ["Health", "Frozen"]]);
  expect(world.get(entities[0], Health)).toEqual({ points: 5 });
});

test("values follow the recorded order, and a component removed and added again starts afresh", () => {
  const { world, entities } = worldOf(3);
  duringLoop(world, () => {
    world.add(entities[0], Position({ x: 50 }));
    world.add(entities[0], Position({ y: 60 }));
    world.remove(entities[1], Position);
    world.add(entities[1], Position({ y: 61 }));
    world.add(entities[2], Health({ points: 1 }));
    world.remove(entities[2], Health);
    world.add(entities[2], Health);
  });
  expect(world.get(entities[0], Position)).toEqual({ x: 50, y: 60 });
  expect(world.get(entities[1], Position)).toEqual({ x: 0, y: 61 });
  expect(world.get(entities[2], Health)).toEqual({ points: 100 });
});

test("set happens at once, but behind commands that wait on the same entity", () => {
  const { world, entities } = worldOf(2);
  duringLoop(world, () => {
    world.set(entities[0], Position, { x: 5 });
    expect(world.get(entities[0], Position, "x")).toBe(5);
    world.add(entities[1], Health);
    world.set(entities[1], Health, { points: 3 });
    world.set(entities[1], Position, { x: 6 });
    expect(world.get(entities[1], Position, "x")).toBe(1);
  });
  expect(world.get(entities[1], Health)).toEqual({ points: 3 });
  expect(world.get(entities[1], Position)).toEqual({ x: 6, y: 0 });
});

test("set finds what waits for its entity among the commands of many, across bulk changes", () => {
  const { world, entities, movers } = worldOf(300);
  duringLoop(world, () => {
    for (const entity of entities) world.add(entity, Health);
    movers.add(Burning);
    for (const [i, entity] of entities.entries()) {
      world.add(entity, Frozen);
      world.set(entity, Health, { points: i });
    }
    for (const entity of entities) world.remove(entity, Position);
    expect(() => world.set(entities[7], Position, { x: 1 })).toThrow("[E102]");
  });
  expect(entities.map((entity) => world.get(entity, Health, "points"))).toEqual(
    Array.from({ length: 300 }, (_, i) => i),
  );
});

test("set on a component that waits to be removed, or on a tag that waits to be added, is refused", () => {
  const { world, entities } = worldOf(1);
  duringLoop(world, () => {
    world.add(entities[0], Frozen);
    expect(() => world.set(entities[0], Frozen, {})).toThrow("[E102]");
    world.remove(entities[0], Position);
    expect(() => world.set(entities[0], Position, { x: 1 })).toThrow("[E102]");
  });
});

test("a command on an entity that dies before its turn is dropped and counted", () => {
  const { world, entities, movers } = worldOf(3);
  duringLoop(world, () => {
    world.despawn(entities[0]);
    world.add(entities[0], Frozen);
    world.despawn(entities[0]);
    movers.not(Frozen).despawn();
    world.add(entities[1], Burning);
    world.remove(entities[2], Position);
    expect(world.droppedCommandCount).toBe(0);
  });
  expect(world.droppedCommandCount).toBe(4);
  expect(world.entityCount).toBe(0);
});

test("a set whose component a bulk change removes before its turn is dropped and counted", () => {
  const Heat = component("Heat", { degrees: f32 }, { storage: "sparse" });
  const { world, entities, movers } = worldOf(4);
  for (const entity of entities) world.add(entity, Heat);
  duringLoop(world, () => {
    for (const entity of entities) world.add(entity, Burning);
    movers.remove(Position, Heat);
    world.set(entities[0], Position, { x: 5 });
    world.set(entities[1], Heat, { degrees: 5 });
    world.set(entities[2], Position, { x: 5 });
    world.set(entities[2], Heat, { degrees: 5 });
    world.despawn(entities[2]);
    world.add(entities[3], Heat);
    world.set(entities[3], Heat, { degrees: 5 });
    world.add(entities[3], Position);
    world.set(entities[3], Position, { x: 6 });
    world.remove(entities[3], Position);
  });
  expect(world.droppedCommandCount).toBe(4); // all but those on the last entity
  expect(world.get(entities[3], Heat, "degrees")).toBe(5);
});

test("a bulk change divides the commands: what was recorded before it happens before it", () => {
  const { world, entities, movers } = worldOf(4);
  duringLoop(world, () => {
    world.add(entities[0], Frozen);
    movers.with(Frozen).remove(Position);
    world.add(entities[1], Frozen);
    world.query(Position, not(Frozen)).add(Burning, Health({ points: 8 }));
    world.remove(entities[2], Burning);
  });
  const has = (entity: Entity) =>
    [Position, Health, Frozen, Burning].filter((c) => world.has(entity, c)).map((c) => c.label);
  expect(entities.map(has)).toEqual([
    ["Frozen"],
    ["Position", "Frozen"],
    ["Position", "Health"],
    ["Position", "Health", "Burning"],
  ]);
  expect(world.get(entities[3], Health, "points")).toBe(8);
});

test("changes wait for the end of the outermost loop", () => {
  const { world, entities, movers } = worldOf(2);
  for (const _ of movers) {
    movers.each(() => world.despawn(entities[0]));
    expect(world.isAlive(entities[0])).toBe(true);
    for (const __ of movers) break;
    expect(world.isAlive(entities[0])).toBe(true);
  }
  expect(world.isAlive(entities[0])).toBe(false);
  expect(world.droppedCommandCount).toBe(1);
});

test("a loop left by break, return or throw carries out its changes", () => {
  const { world, entities, movers } = worldOf(4);
  for (const _ of movers) {
    world.despawn(entities[0]);
    break;
  }
  const leave = () => {
    for (const _ of movers) {
      world.despawn(entities[1]);
      return;
    }
  };
  leave();
  const fail = (how: () => void) => expect(how).toThrow("stop");
  fail(() => {
    for (const _ of movers) {
      world.despawn(entities[2]);
      throw new Error("stop");
    }
  });
  fail(() =>
    movers.each((_, entity) => {
      world.despawn(entity);
      throw new Error("stop");
    }),
  );
  expect(world.entityCount).toBe(0);
  world.shrink(); // would be refused if an iteration were still running
});
