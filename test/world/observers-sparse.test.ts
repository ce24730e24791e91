import { expect, test } from "vitest";
import { component, createWorld, type Entity, f32, not, tag, validate } from "../../src/index.ts";
import { Frozen, Health, taken } from "./hook-log.ts";

const Burning = component("Burning", { heat: f32(1) }, { storage: "sparse" });
const Wet = tag("Wet", { storage: "sparse" });

/** A world that writes down what hooks of sparse components are told, in the midst of those of others. */
function recorded() {
  const world = createWorld({ chunkRows: { min: 16, max: 16, window: 16 } });
  const log: string[] = [];
  const note = (name: string) => (entity: Entity) => {
    expect(world.isAlive(entity)).toBe(true);
    log.push(`${name} ${world.has(entity, Burning) ? world.get(entity, Burning, "heat") : "-"}`);
  };
  world.onSpawn(note("spawn"));
  world.onAdd(Wet, note("wet"));
  world.onAdd(Burning, note("burn"));
  world.onAdd(Health, note("health"));
  world.onSet(Burning, note("set"));
  world.onRemove(Burning, note("quench"));
  world.onRemove(Wet, note("dry"));
  world.onRemove(Health, note("die"));
  world.onDespawn(note("despawn"));
  return { world, log };
}

test("hooks of sparse components are called after those of others and before onSet and onDespawn", () => {
  const { world, log } = recorded();
  const entity = world.spawn(Wet, Burning({ heat: 2 }), Health);
  expect(taken(log)).toEqual(["spawn 2", "health 2", "burn 2", "wet 2", "set 2"]);
  world.remove(entity, Burning);
  world.remove(entity, Burning);
  world.add(entity, Burning);
  world.add(entity, Burning({ heat: 3 }));
  world.set(entity, Burning, { heat: 4 });
  expect(taken(log)).toEqual(["quench 2", "burn 1", "set 3", "set 4"]);
  world.despawn(entity);
  expect(log).toEqual(["die 4", "quench 4", "dry 4", "despawn 4"]);
  validate(world);
});

test("many at once: hook by hook, in the order of the rows", () => {
  const { world, log } = recorded();
  world.spawnMany(2, [Burning({ heat: 5 })]);
  expect(taken(log)).toEqual(["spawn 5", "spawn 5", "burn 5", "burn 5", "set 5", "set 5"]);
  const all = world.query();
  all.add(Wet, Burning({ heat: 6 }));
  expect(taken(log)).toEqual(["wet 6", "wet 6", "set 6", "set 6"]);
  world.spawn();
  taken(log);
  all.set(Burning, { heat: 7 });
  expect(taken(log)).toEqual(["set 7", "set 7"]);
  all.change({ add: [Health], remove: [Wet, Burning] });
  expect(taken(log)).toEqual([
    "dry 7",
    "dry 7",
    "quench 7",
    "quench 7",
    ..."---".split("").map(() => "health -"),
  ]);
  world.query(Health).add(Burning);
  taken(log);
  all.despawn();
  expect(log).toEqual([
    ...["die 1", "die 1", "die 1"],
    ...["quench 1", "quench 1", "quench 1"],
    ...["despawn 1", "despawn 1", "despawn 1"],
  ]);
  validate(world);
});

test("commands of one entity are told all in all", () => {
  const { world, log } = recorded();
  const [a, b] = [world.spawn(Burning({ heat: 2 })), world.spawn()];
  taken(log);
  for (const _ of world.query()) {
    world.remove(a, Burning);
    world.add(a, Burning);
    world.add(b, Burning({ heat: 3 }));
    world.remove(b, Burning);
    world.add(b, Wet);
    const spawned = world.spawn(Burning({ heat: 4 }));
    world.set(spawned, Burning, { heat: 5 });
    expect(taken(log)).toEqual([]);
    break;
  }
  expect(taken(log)).toEqual(["spawn 5", "burn 5", "set 5", "set 5", "set 1", "wet -"]);
  for (const _ of world.query()) {
    world.set(a, Burning, { heat: 9 });
    world.add(a, Health);
    world.remove(a, Burning);
    world.remove(b, Wet);
    world.despawn(b);
    break;
  }
  expect(log).toEqual(["set 9", "quench 9", "health -", "dry -", "despawn -"]);
  validate(world);
});

test("batches are rows of the component's own store, and replay leaves out what waits to join", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 16, window: 16 } });
  const runs: number[][] = [];
  const first = world.spawn(Burning({ heat: 3 }));
  for (const _ of world.query()) {
    const waiting = world.spawn(Burning({ heat: 4 }));
    world.onAdd(Burning, ({ entities, start, end }) => runs.push([end - start, entities[start]]), {
      batch: true,
      replayExisting: true,
    });
    expect(runs.splice(0)).toEqual([[1, first]]);
    world.onRemove(Burning, (rows) => runs.push([rows.read(Burning).heat[rows.start]]), {
      batch: true,
    });
    world.onSet(
      Burning,
      (rows) => runs.push([rows.entities[rows.start], rows.write(Burning).heat[rows.start]]),
      { batch: true },
    );
    expect(waiting).not.toBe(first);
  }
  expect(runs.splice(0).map(([count]) => count)).toEqual([1]);
  world.query(not(Frozen)).remove(Burning);
  expect(runs).toEqual([[3], [4]]);
  validate(world);
});

test("a hook that is subscribed while rows are filled, and called for them at once, is not called for them again", () => {
  const world = createWorld();
  const told: string[] = [];
  world.onAdd(Health, () => told.push("health"));
  world.spawnMany(1, [Health, Burning], () => {
    world.onAdd(Burning, () => told.push("burning"), { replayExisting: true });
  });
  expect(told).toEqual(["burning", "health"]);
});
