/**
 * What hurts the users of other engines, and does not happen here: a named test for each.
 *
 * Silence, capacities, patched prototypes, code made from text, strings built per call, frames that
 * wait, one world for each component, lists that change under a loop.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  component,
  createSchedule,
  createWorld,
  type Entity,
  f32,
  f32x2,
  not,
  system,
  tag,
  u8,
  validate,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Velocity = component("Velocity", { x: f32(1) });
const Frozen = tag("Frozen");

const root = join(import.meta.dirname, "../../src");
const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({ name, text: withoutComments(readFileSync(join(root, name), "utf8")) }));

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

// elics: writes past its capacity went nowhere. Here every call on a dead handle that would write says so.
test("no write to a dead entity is swallowed, outside a loop or inside one", () => {
  const world = createWorld();
  const dead = world.spawn(Position);
  world.spawn(Position);
  world.despawn(dead);
  const writes = [
    () => world.set(dead, Position, { x: 1 }),
    () => world.add(dead, Velocity),
    () => world.remove(dead, Position),
    () => world.despawn(dead),
    () => world.get(dead, Position),
  ];
  for (const write of writes) expect(write).toThrow("[E101]");
  for (const _ of world.query(Position))
    for (const write of writes) expect(write).toThrow("[E101]");
  validate(world);
});

// The one case that cannot be refused, because it happens later, is counted.
test("a command whose entity died before its turn is counted", () => {
  const world = createWorld();
  const [one, two] = [world.spawn(Position), world.spawn(Position)];
  for (const _ of world.query(Position)) {
    world.query(Position).despawn();
    world.add(one, Frozen);
    world.add(two, Frozen);
  }
  expect([world.entityCount, world.droppedCommandCount]).toEqual([0, 2]);
});

// koota and bitECS with 8-bit generations: the 256th reuse is taken for the first.
test("a handle is not mistaken for another after its index was used up 300 times", () => {
  const world = createWorld({ generationBits: 8 });
  const first = world.spawn(Position);
  const later = new Set<Entity>();
  world.despawn(first);
  for (let i = 0; i < 300; i++) {
    const entity = world.spawn(Position);
    later.add(entity);
    expect(world.isAlive(first)).toBe(false);
    world.despawn(entity);
  }
  expect(later.has(first)).toBe(false);
  expect(later.size).toBe(300);
});

// Ids packed into 32 bits came out negative in programs on other engines, and their look-ups missed.
test("a handle is never negative, also with the top bit in use", () => {
  const world = createWorld({ generationBits: 16 });
  world.spawnMany(40_000, [Position]);
  const wrong: Entity[] = [];
  for (const chunk of world.query(Position)) {
    for (let row = 0; row < chunk.count; row++) {
      const entity = chunk.entities[row] as Entity;
      if (entity <= 0 || !world.isAlive(entity)) wrong.push(entity);
    }
  }
  expect(wrong).toEqual([]);
  expect(Math.max(...world.query(Position).entities())).toBeGreaterThan(2 ** 31);
});

// Where columns are indexed by entity, the data of the one before is there when an index is used again.
test("a row that is used again starts from its defaults, not from what the last entity left", () => {
  const Health = component("Health", { points: u8(100), armour: f32 });
  const world = createWorld();
  for (let round = 0; round < 3; round++) {
    const entity = world.spawn(Health);
    expect(world.get(entity, Health)).toEqual({ points: 100, armour: 0 });
    world.set(entity, Health, { points: 1, armour: 9 });
    world.despawn(entity);
  }
  const other = world.spawn(Position);
  world.add(other, Health);
  expect(world.get(other, Health)).toEqual({ points: 100, armour: 0 });
  world.remove(other, Health);
  world.add(other, Health);
  expect(world.get(other, Health)).toEqual({ points: 100, armour: 0 });
});

// bitECS, elics and miniplex hand out live lists: what is added inside a loop is visited by it.
test("entities that come to match inside a loop are not visited by it, and all of them by the next", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 16, window: 16 } });
  world.spawnMany(20, [Position]);
  const query = world.query(Position);
  let visits = 0;
  query.each(() => {
    visits++;
    world.spawn(Position);
  });
  expect([visits, query.count]).toEqual([20, 40]);
  visits = 0;
  for (const chunk of query) {
    for (let row = 0; row < chunk.count; row++) {
      visits++;
      world.add(chunk.entities[row] as Entity, Frozen);
    }
  }
  expect(visits).toBe(40);
  expect(world.query(Position, Frozen).count).toBe(40);
});

// ecsy, bitECS: removing the component that the loop is over skips entities.
test("removing the component that a loop is over, or despawning as it goes, skips no entity", () => {
  const world = createWorld();
  world.spawnMany(100, [Position, Velocity]);
  const seen = new Set<Entity>();
  world.query(Velocity).each((_velocity, entity) => {
    seen.add(entity);
    world.remove(entity, Velocity);
  });
  expect([seen.size, world.query(Velocity).count]).toEqual([100, 0]);
  seen.clear();
  world.query(Position).each((_position, entity) => {
    seen.add(entity);
    world.despawn(entity);
  });
  expect([seen.size, world.entityCount]).toEqual([100, 0]);
});

// bitECS: a removal does not show in queries before the next one is made.
test("a change shows in every query as soon as the call returns", () => {
  const world = createWorld();
  const moving = world.query(Position, Velocity);
  const still = world.query(Position, not(Velocity));
  const entity = world.spawn(Position, Velocity);
  expect([moving.count, still.count]).toEqual([1, 0]);
  world.remove(entity, Velocity);
  expect([moving.count, still.count]).toEqual([0, 1]);
  world.despawn(entity);
  expect([moving.count, still.count]).toEqual([0, 0]);
});

// Membership kept as bit masks has a last bit: 31 components a word in bitECS.
test("a query made first sees entities and components that come later, past any number of components", () => {
  const world = createWorld();
  const many = Array.from({ length: 130 }, (_, i) => tag(`Tag${i}`));
  const queries = many.map((one) => world.query(one));
  for (const one of many) world.spawn(one, Position);
  expect(queries.map((query) => query.count)).toEqual(many.map(() => 1));
  expect(world.query(Position).count).toBe(130);
});

// koota puts methods on Number.prototype.
test("loading the engine patches nothing that programs share", () => {
  for (const shared of [Number, Object, Array, Function, Map, Uint32Array]) {
    const added = Object.getOwnPropertyNames(shared.prototype).filter((name) =>
      /despawn|destroy|isAlive|entity|component/i.test(name),
    );
    expect(added).toEqual([]);
  }
  for (const { name, text } of sources) {
    expect(text, name).not.toMatch(/\b(Number|Object|Array|Function|Map)\.prototype\.\w+\s*=/);
    expect(text, name).not.toMatch(/globalThis\.\w+\s*=[^=]/);
  }
});

// koota, becsy and javelin: a content security policy without `unsafe-eval` breaks them.
test("no code is made from text", () => {
  expect(sources.length).toBeGreaterThan(100);
  for (const { name, text } of sources) {
    expect(text, name).not.toMatch(/new Function\b|\beval\s*\(|setTimeout\(\s*["'`]/);
  }
});

// becsy, woven, thyseus and sim-ecs await systems: a frame is spread over several turns of the event loop.
test("a frame never waits: systems are not awaited, and nothing of the engine's loop is async", () => {
  const world = createWorld();
  const order: string[] = [];
  const schedule = createSchedule(world, [
    system({ name: "one", run: () => void order.push("one") }),
    system({ name: "two", after: "one", run: () => void order.push("two") }),
  ]);
  const result: unknown = schedule.runFrame(0.016);
  order.push("after");
  expect(order).toEqual(["one", "two", "after"]);
  expect(result).not.toBeInstanceOf(Promise);
  for (const { name, text } of sources.filter((source) => source.name.startsWith("schedule"))) {
    expect(text, name).not.toMatch(/\basync\b|\bawait\b/);
  }
});

// bitECS builds a string for every query call, koota copies its results.
test("asking for a query again gives the same object, whatever order other queries were made in", () => {
  const world = createWorld();
  const query = world.query(Position, not(Frozen));
  world.query(Frozen, Position);
  world.query(Position, Frozen);
  expect(world.query(Position, not(Frozen))).toBe(query);
  expect(world.query(Position, not(Velocity))).not.toBe(query);
});

// Proton and others show a reused particle with the last one's colours: values are whole or not at all.
test("a spawn that is refused for one wrong value leaves nothing behind", () => {
  const world = createWorld();
  const Look = component("Look", { alpha: u8 });
  expect(() => world.spawn(Position({ x: 1 }), Look({ alpha: 300 }))).toThrow("[E107]");
  expect(() => world.spawnMany(5, [Position({ x: 1 }), Look({ alpha: 300 })])).toThrow("[E107]");
  expect(world.entityCount).toBe(0);
  validate(world);
});

// A value object that is filled anew for each entity must not be shared by commands that wait.
test("values passed to a command that waits are those of the call, although their object is used again", () => {
  const Look = component("Look", { alpha: u8, at: f32x2 });
  const world = createWorld();
  const entities = Array.from({ length: 3 }, () => world.spawn(Position));
  const scratch = { alpha: 0, at: [0, 0] as [number, number] };
  const fill = (i: number) => {
    scratch.alpha = i;
    scratch.at[0] = i;
    return scratch;
  };
  for (const _ of world.query(Position)) {
    for (const [i, entity] of entities.entries()) world.add(entity, Look(fill(i + 1)));
    fill(99);
  }
  const looks = () => entities.map((entity) => world.get(entity, Look));
  expect(looks()).toEqual([1, 2, 3].map((i) => ({ alpha: i, at: [i, 0] })));
  for (const _ of world.query(Position)) {
    for (const [i, entity] of entities.entries()) {
      world.add(entity, Frozen); // so that the next call must wait its turn
      world.set(entity, Look, fill(i + 4));
    }
    fill(99);
  }
  expect(looks()).toEqual([4, 5, 6].map((i) => ({ alpha: i, at: [i, 0] })));
  for (const _ of world.query(Position)) {
    const add = [Velocity({ x: 5 })];
    world.query(Position).set(Look, fill(7));
    world.query(Position).change({ add, remove: [Frozen] });
    fill(99);
    add.pop();
  }
  expect(looks()).toEqual([7, 7, 7].map((i) => ({ alpha: i, at: [i, 0] })));
  expect(entities.map((entity) => world.get(entity, Velocity, "x"))).toEqual([5, 5, 5]);
});
