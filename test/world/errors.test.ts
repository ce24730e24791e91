import { expect, test } from "vitest";
import {
  array,
  bool,
  type Chunk,
  component,
  createWorld,
  type Entity,
  entity,
  f32,
  f32x2,
  i8,
  NO_ENTITY,
  not,
  tag,
  u8,
  validate,
} from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Health = component("Health", { points: u8(100), drift: i8 });
const Body = component("Body", { place: f32x2, isSolid: bool, owner: entity });
const Frozen = tag("Frozen");

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing was thrown";
}

test("E101 says what the dead entity's index is now", () => {
  const world = createWorld({ generationBits: 2 });
  const dead = world.spawn(Position);
  world.despawn(dead);
  const remedy = "Check world.isAlive(entity) first. [E101]";
  expect(messageOf(() => world.despawn(dead))).toBe(
    `despawn: entity 1v0 is dead (index 1 is free). ${remedy}`,
  );
  world.spawn();
  expect(messageOf(() => world.add(dead, Frozen))).toBe(
    `add: entity 1v0 is dead (index 1 is now v1). ${remedy}`,
  );
  for (let i = 0; i < 3; i++) {
    world.query().despawn();
    world.spawn();
  }
  world.query().despawn();
  expect(messageOf(() => world.get(dead, Position))).toBe(
    `get: entity 1v0 is dead (index 1 is retired). ${remedy}`,
  );
  expect(messageOf(() => world.remove(400 as Entity, Position))).toBe(
    `remove: entity 100v0 is dead (index 100 was never used). ${remedy}`,
  );
  expect(messageOf(() => world.set(NO_ENTITY, Position, { x: 1 }))).toBe(
    `set: entity 0v0 is dead (index 0 was never used). ${remedy}`,
  );
  validate(world);
});

test("E101 says when what was passed is no handle at all", () => {
  const world = createWorld();
  const pass = (value: unknown) => messageOf(() => world.despawn(value as Entity));
  const remedy = "is not an entity. Pass a handle that spawn() returned. [E101]";
  expect(pass(undefined)).toBe(`despawn: undefined ${remedy}`);
  expect(pass("hero")).toBe(`despawn: hero ${remedy}`);
  expect(pass(0.5)).toBe(`despawn: 0.5 ${remedy}`);
});

test("E102 names the components that the entity has", () => {
  const world = createWorld();
  const [bare, hero] = [world.spawn(), world.spawn(Health, Frozen)];
  expect(messageOf(() => world.get(hero, Position))).toBe(
    "get: entity 2v0 has [Health, Frozen], not Position. Add it first, or check world.has(entity, Position). [E102]",
  );
  expect(messageOf(() => world.set(bare, Position, { x: 1 }))).toBe(
    "set: entity 1v0 has [], not Position. Add it first, or check world.has(entity, Position). [E102]",
  );
  expect(messageOf(() => world.get(hero, Frozen))).toBe(
    "get: Frozen is a tag and holds no values. Use world.has(entity, Frozen). [E102]",
  );
  expect(messageOf(() => world.query().set(Frozen, {}))).toBe(
    "query.set: Frozen is a tag and holds no values. Use query.add(Frozen). [E102]",
  );
});

test("E104 says that the world is full of chunks", () => {
  const world = createWorld();
  world.storage.chunks.length = 2 ** 18; // as if all were in use
  expect(messageOf(() => world.spawn(Position))).toBe(
    "spawn: the world has 262144 chunks, the most there can be. Use fewer component combinations, or larger chunks. [E104]",
  );
  expect(world.entityCount).toBe(0);
});

test("E105 says what is wrong with a definition", () => {
  expect(messageOf(() => component("", { x: f32 }))).toBe(
    'component(""): a component needs a name. Give it one that its messages can use. [E105]',
  );
  expect(messageOf(() => tag(""))).toBe(
    'tag(""): a component needs a name. Give it one that its messages can use. [E105]',
  );
  expect(messageOf(() => component("Empty", {}))).toBe(
    'component("Empty"): it has 0 fields, and 1 to 64 are possible. Use tag("Empty") for none; split a larger one. [E105]',
  );
  const wide = Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`f${i}`, f32]));
  expect(messageOf(() => component("Wide", wide))).toBe(
    'component("Wide"): it has 65 fields, and 1 to 64 are possible. Use tag("Wide") for none; split a larger one. [E105]',
  );
  expect(messageOf(() => component("Odd", { x: 3 as unknown as typeof f32 }))).toBe(
    'component("Odd"): field "x" is 3, not a field type. Use f32, u8(100), array(f32, 4) and the like. [E105]',
  );
  expect(messageOf(() => u8(300))).toBe(
    "u8(300): the field is u8 and cannot hold 300. Pass 0 to 255, or use a wider field type. [E105]",
  );
  expect(messageOf(() => u8(0.5))).toBe(
    "u8(0.5): the field is u8 and cannot hold 0.5, which is no whole number. Round it, or use f32. [E105]",
  );
  expect(messageOf(() => f32x2([1] as unknown as [number, number]))).toBe(
    "f32x2(an array): the field has 2 lanes and was given 1. Pass an array of 2 numbers. [E105]",
  );
  for (const length of [1, 33, 2.5]) {
    expect(messageOf(() => array(f32, length))).toBe(
      `array(f32, ${length}): the length must be a whole number from 2 to 32 and the type a single number. Use the type itself for one lane, several fields for more. [E105]`,
    );
  }
});

test("E106 names the fields that there are", () => {
  const world = createWorld();
  const hero = world.spawn(Position, Frozen);
  const wrong = { z: 1 } as object;
  const fields = 'Position has no field "z". Its fields: x, y. [E106]';
  expect(messageOf(() => world.spawn(Position(wrong)))).toBe(`spawn: ${fields}`);
  expect(messageOf(() => world.add(hero, Position(wrong)))).toBe(`add: ${fields}`);
  expect(messageOf(() => world.set(hero, Position, wrong))).toBe(`set: ${fields}`);
  expect(messageOf(() => world.spawnMany(2, [Position(wrong)]))).toBe(`spawnMany: ${fields}`);
  expect(messageOf(() => world.query().add(Position(wrong)))).toBe(`query.add: ${fields}`);
  expect(messageOf(() => world.query().set(Position, wrong))).toBe(`query.set: ${fields}`);
  expect(messageOf(() => world.get(hero, Position, "constructor" as "x"))).toBe(
    'get: Position has no field "constructor". Its fields: x, y. [E106]',
  );
  expect(messageOf(() => world.set(hero, Frozen, wrong))).toBe(
    'set: Frozen has no field "z". Its fields: none, it is a tag and holds no values. [E106]',
  );
  expect(world.get(hero, Position)).toEqual({ x: 0, y: 0 });
});

test("E107 says what the field holds and what it was given, and nothing is written", () => {
  const world = createWorld();
  const hero = world.spawn(Health, Body);
  const health = (values: object) => messageOf(() => world.set(hero, Health, values));
  const body = (values: object) => messageOf(() => world.set(hero, Body, values));
  expect(health({ drift: 1, points: 256 })).toBe(
    "set: Health.points is u8 and cannot hold 256. Pass 0 to 255, or use a wider field type. [E107]",
  );
  expect(health({ points: 1, drift: -129 })).toBe(
    "set: Health.drift is i8 and cannot hold -129. Pass -128 to 127, or use a wider field type. [E107]",
  );
  expect(health({ points: Number.NaN })).toBe(
    "set: Health.points is u8 and cannot hold NaN. Pass 0 to 255, or use a wider field type. [E107]",
  );
  expect(health({ points: 1.5 })).toBe(
    "set: Health.points is u8 and cannot hold 1.5, which is no whole number. Round it, or use f32. [E107]",
  );
  expect(health({ points: "5" })).toBe(
    "set: Health.points is u8 and was given 5 (string). Pass a number. [E107]",
  );
  expect(body({ isSolid: 1 })).toBe(
    "set: Body.isSolid is bool and was given 1 (number). Pass a boolean. [E107]",
  );
  expect(body({ owner: null })).toBe(
    "set: Body.owner is entity and was given null (object). Pass a number. [E107]",
  );
  expect(body({ place: [1, 2, 3] })).toBe(
    "set: Body.place has 2 lanes and was given 3. Pass an array of 2 numbers. [E107]",
  );
  expect(body({ place: 7 })).toBe(
    "set: Body.place has 2 lanes and was given 7. Pass an array of 2 numbers. [E107]",
  );
  expect(body({ place: [1, "2"] })).toBe(
    "set: Body.place is f32x2 and was given 2 (string). Pass a number. [E107]",
  );
  expect(world.get(hero, Health)).toEqual({ points: 100, drift: 0 });
  expect(world.get(hero, Body)).toEqual({ place: [0, 0], isSolid: false, owner: NO_ENTITY });
  expect(messageOf(() => world.reserve(-1))).toBe(
    "reserve: the count is -1. Pass a whole number of entities. [E107]",
  );
});

test("E108 says which columns a chunk does not have", () => {
  const world = createWorld();
  world.spawn(Health, Frozen);
  const [chunk] = [...world.query(Health)] as unknown as Chunk[];
  const missing =
    "the rows of this chunk are [Health, Frozen] and have no Position. Name Position in the query. [E108]";
  expect(messageOf(() => chunk.read(Position))).toBe(`columns: ${missing}`);
  expect(messageOf(() => chunk.write(Position))).toBe(`columns: ${missing}`);
  expect(messageOf(() => chunk.changedSince(Position, 0))).toBe(`changedSince: ${missing}`);
  expect(messageOf(() => chunk.windowChangedSince(Position, 0, 0))).toBe(
    `windowChangedSince: ${missing}`,
  );
  expect(messageOf(() => chunk.read(Frozen))).toBe(
    "columns: Frozen is a tag and has no columns. Use chunk.has(Frozen) to test for it. [E108]",
  );
  world.spawnMany(1, [Health], (rows) => {
    expect(messageOf(() => rows.write(Position as unknown as typeof Health))).toContain(
      "have no Position.",
    );
  });
});

test("E109 names the loop that rows must not move under", () => {
  const world = createWorld();
  world.spawn(Position);
  const calls = ["shrink", "flush", "dispose"] as const;
  for (const _ of world.query(Position, not(Frozen))) {
    for (const call of calls) {
      expect(messageOf(() => world[call]())).toBe(
        `${call}: an iteration over query(Position, not(Frozen)) is running, and rows must not move under it. Call ${call} after the loop has ended. [E109]`,
      );
    }
  }
  world.spawnMany(1, [Position], () => {
    expect(messageOf(() => world.shrink())).toBe(
      "shrink: an iteration over the rows of spawnMany is running, and rows must not move under it. Call shrink after the loop has ended. [E109]",
    );
  });
  for (const call of calls) world[call]();
});

test("E110 names the component that was given twice", () => {
  const world = createWorld();
  const message = "Position is given twice. Pass each component once. [E110]";
  expect(messageOf(() => world.spawn(Position, Frozen, Position({ x: 1 })))).toBe(
    `spawn: ${message}`,
  );
  expect(messageOf(() => world.spawnMany(2, [Position, Position]))).toBe(`spawnMany: ${message}`);
  expect(messageOf(() => world.reserve(2, [Position, Position]))).toBe(`reserve: ${message}`);
  const lists = { add: [Frozen, Position({ x: 1 })], remove: [Health, Position] };
  expect(messageOf(() => world.query().change(lists))).toBe(
    "query.change: Position is to be added and to be removed. Name it in one of the two lists. [E110]",
  );
  const Visible = tag("Visible", { requires: [Position] });
  expect(messageOf(() => world.query().change({ add: [Visible], remove: [Position] }))).toBe(
    "query.change: Visible is to be added and requires Position, which is to be removed. Name one of the two. [E110]",
  );
  expect(world.entityCount).toBe(0);
});
