/** onSet, onEnter and onExit. */
import { expect, test } from "vitest";
import { createWorld, type Entity, not, validate } from "../../src/index.ts";
import { Frozen, Health, Position, taken } from "./hook-log.ts";

/** A world that writes down each time values are given, and the arrival hooks around it. */
function recorded() {
  const world = createWorld({ chunkRows: { min: 16, max: 16, window: 16 } });
  const log: string[] = [];
  const note = (name: string) => (entity: Entity) => {
    log.push(`${name} ${world.has(entity, Position) ? world.get(entity, Position, "x") : "-"}`);
  };
  const movers = world.query(Position, not(Frozen));
  movers.onEnter(note("enter"));
  world.onSet(Health, note("set Health"));
  world.onSet(Position, note("set"));
  world.onAdd(Position, note("add"));
  movers.onExit(note("exit"));
  world.onRemove(Position, note("remove"));
  return { world, log, movers };
}

test("onSet is called when spawn, add and set give values, after onAdd and before onEnter", () => {
  const { world, log } = recorded();
  const entity = world.spawn(Position({ x: 1 }), Health);
  expect(taken(log)).toEqual(["add 1", "set 1", "enter 1"]);
  world.add(entity, Position);
  world.add(entity, Position({ x: 2 }));
  world.set(entity, Position, { x: 3 });
  world.set(entity, Position, {});
  expect(taken(log)).toEqual(["set 2", "set 3", "set 3"]);
  world.remove(entity, Position);
  world.add(entity, Position);
  expect(taken(log)).toEqual(["exit 3", "remove 3", "add 0", "enter 0"]);
  for (const chunk of world.query(Position)) chunk.write(Position).x[0] = 9;
  expect(log).toEqual([]);
});

test("onSet is called for values given to many at once, in groups of one component", () => {
  const { world, log, movers } = recorded();
  world.spawnMany(2, [Health({ points: 1 }), Position({ x: 5 })], (rows) => {
    world.set(rows.entities[rows.start] as Entity, Position, { x: 6 });
    expect(log).toEqual([]);
  });
  expect(taken(log)).toEqual([
    ...["add 6", "add 5"],
    ...["set Health 6", "set Health 5", "set 6", "set 5", "set 6"],
    ...["enter 6", "enter 5"],
  ]);
  world.spawn(Position({ x: 7 }));
  taken(log);
  movers.add(Health({ points: 2 }), Position({ y: 1 }));
  expect(taken(log)).toEqual([
    ...["set Health 6", "set Health 5", "set 6", "set 5"], // they stay where they are
    ...["set Health 7", "set 7"], // this one moves
  ]);
  movers.set(Position, { y: 2 });
  expect(log).toEqual(["set 6", "set 5", "set 7"]);
  validate(world);
});

test("onSet with batch gets runs of rows", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 16, window: 16 } });
  const runs: string[] = [];
  world.onSet(Position, (rows) => runs.push(`${rows.start}-${rows.end}`), { batch: true });
  world.spawnMany(20, [Position({ x: 1 })]);
  expect(runs.splice(0)).toEqual(["0-16", "0-4"]);
  for (const _ of world.query()) {
    world.spawnMany(14, [Position({ x: 2 })]);
    break;
  }
  expect(runs.splice(0).join()).toBe(
    [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1].map((row) => `${row}-${row + 1}`).join(),
  );
  world.query(Position).add(Frozen);
  world.query(Position).add(Position({ y: 1 }));
  expect(runs).toEqual(["0-16", "0-16", "0-2"]);
});

test("values given in a loop are told when it ends, those of spawned entities after their onAdd", () => {
  const { world, log, movers } = recorded();
  const entity = world.spawn(Position({ x: 1 }));
  taken(log);
  for (const _ of movers) {
    world.set(entity, Position, { x: 2 });
    expect(taken(log)).toEqual(["set 2"]); // set is no structural change, nor is it told later
    const spawned = world.spawn(Position({ x: 3 }));
    world.set(spawned, Position, { x: 4 });
    world.add(spawned, Health({ points: 1 }));
    world.set(spawned, Position, { x: 5 });
    expect(log).toEqual([]);
  }
  expect(log).toEqual(["add 4", "set 4", "set 4", "enter 4", "set Health 5", "set 5"]);
  validate(world);
});

test("a component removed and added again in one loop is neither, but its values were set", () => {
  const { world, log } = recorded();
  const [a, b, c] = [1, 2, 3].map((x) => world.spawn(Position({ x })));
  taken(log);
  for (const _ of world.query(Position)) {
    world.remove(a, Position);
    world.add(a, Position);
    world.remove(b, Position);
    world.add(b, Position({ x: 6 }));
    world.add(c, Position({ x: 7 }));
    world.remove(c, Position);
    world.add(c, Health({ points: 1 }));
    world.remove(c, Health);
    world.add(c, Health);
  }
  expect(log).toEqual(["set 0", "set 6", "exit 3", "remove 3"]);
  validate(world);
});

test("onEnter and onExit follow what matches, also when a component added makes an entity leave", () => {
  const { world, log, movers } = recorded();
  const entity = world.spawn(Frozen, Position);
  expect(taken(log)).toEqual(["add 0"]);
  world.remove(entity, Frozen);
  expect(taken(log)).toEqual(["enter 0"]);
  world.add(entity, Health);
  movers.add(Frozen);
  world.add(entity, Frozen);
  expect(taken(log)).toEqual(["exit 0"]);
  world.query(Frozen).remove(Frozen);
  world.query().despawn();
  expect(log).toEqual(["enter 0", "exit 0", "remove 0"]);
});

test("replayExisting calls onSet for what has the component, and onEnter for what matches", () => {
  const { world, movers } = recorded();
  const seen: Entity[] = [];
  const note = (entity: Entity) => seen.push(entity);
  const free = world.spawn(Position);
  const frozen = world.spawn(Position, Frozen);
  world.onSet(Position, note, { replayExisting: true });
  expect(seen.splice(0)).toEqual([free, frozen]);
  movers.onEnter(note, { replayExisting: true });
  expect(seen).toEqual([free]);
});

test("values that a hook gives are told when the hooks before them are done", () => {
  const { world, log } = recorded();
  world.onAdd(Position, (added) => world.set(added, Position, { x: 8 }));
  world.onSet(Position, (changed) => {
    log.push(`hook ${world.get(changed, Position, "x")}`);
    if (world.get(changed, Position, "x") === 8) world.set(changed, Position, { x: 9 });
  });
  const entity = world.spawn(Position);
  expect(taken(log)).toEqual(["add 0", "set 8", "hook 8", "set 9", "hook 9", "enter 9"]);
  world.onRemove(Position, () => world.set(entity, Position, { x: 10 }));
  world.remove(entity, Position);
  expect(log).toEqual(["exit 9", "remove 9", "set 10", "hook 10"]);
});
