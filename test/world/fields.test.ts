import { expect, test } from "vitest";
import {
  array,
  bool,
  component,
  createWorld,
  type Entity,
  entity,
  f32,
  f32x2,
  f64,
  i8,
  i16,
  i32,
  NO_ENTITY,
  u8,
  u16,
  u32,
} from "../../src/index.ts";

const Numbers = component("Numbers", {
  f32,
  f64,
  i8,
  u8,
  i16,
  u16,
  i32,
  u32,
});
const Started = component("Started", {
  a: f32(0.1),
  b: f64(0.1),
  c: i8(-128),
  d: u16(65_535),
  e: i32(-1),
  f: u32(4_294_967_295),
});
const Body = component("Body", {
  place: f32x2([1, 2]),
  matrix: array(f64, 4),
  bytes: array(u8(7), 3),
});
const Link = component("Link", { target: entity, isStrong: bool, isOpen: bool(true) });

test("every number kind holds its extremes, and floats round as their kind does", () => {
  const world = createWorld();
  const low = world.spawn(Numbers({ i8: -128, i16: -32_768, i32: -2_147_483_648, f64: 0.1 }));
  const high = world.spawn(
    Numbers({ i8: 127, u8: 255, i16: 32_767, u16: 65_535, i32: 2_147_483_647, u32: 4_294_967_295 }),
  );
  world.set(high, Numbers, { f32: 0.1 });
  expect(world.get(low, Numbers)).toEqual({
    f32: 0,
    f64: 0.1,
    i8: -128,
    u8: 0,
    i16: -32_768,
    u16: 0,
    i32: -2_147_483_648,
    u32: 0,
  });
  expect(world.get(high, Numbers)).toEqual({
    f32: 0.10000000149011612,
    f64: 0,
    i8: 127,
    u8: 255,
    i16: 32_767,
    u16: 65_535,
    i32: 2_147_483_647,
    u32: 4_294_967_295,
  });
});

test("starting values reach entities spawned alone, in bulk, by add, and by a bulk add", () => {
  const world = createWorld();
  const expected = {
    a: 0.10000000149011612,
    b: 0.1,
    c: -128,
    d: 65_535,
    e: -1,
    f: 4_294_967_295,
  };
  const alone = world.spawn(Started);
  const [added, swept] = [world.spawn(), world.spawn()];
  world.add(added, Started);
  world.query().not(Started).add(Started);
  world.spawnMany(70, [Started]);
  for (const one of [alone, added, swept]) expect(world.get(one, Started)).toEqual(expected);
  let count = 0;
  world.query(Started).each((started) => {
    expect({ ...expected, ...{ a: started.a, b: started.b, c: started.c } }).toEqual(expected);
    expect([started.d, started.e, started.f]).toEqual([65_535, -1, 4_294_967_295]);
    count++;
  });
  expect(count).toBe(73);
});

test("lanes are read as an array, written whole or not at all, and stand side by side in the column", () => {
  const world = createWorld();
  const one = world.spawn(Body({ matrix: [1, 2, 3, 4] }));
  const two = world.spawn(Body({ place: [5, 6] }));
  expect(world.get(one, Body)).toEqual({ place: [1, 2], matrix: [1, 2, 3, 4], bytes: [7, 7, 7] });
  expect(world.get(two, Body, "place")).toEqual([5, 6]);
  world.set(two, Body, { bytes: [1, 2, 255] });
  expect(world.get(two, Body)).toEqual({ place: [5, 6], matrix: [0, 0, 0, 0], bytes: [1, 2, 255] });
  for (const chunk of world.query(Body)) {
    const { place, bytes } = chunk.read(Body);
    expect(place.length).toBe(chunk.capacity * 2);
    expect([place[0], place[1], place[2], place[3]]).toEqual([1, 2, 5, 6]);
    expect([bytes[3], bytes[4], bytes[5]]).toEqual([1, 2, 255]);
  }
});

test("lanes move with their row", () => {
  const world = createWorld();
  const [first, last] = [world.spawn(Body), world.spawn(Body({ matrix: [1, 2, 3, 4] }))];
  world.set(last, Body, { bytes: [1, 2, 3], place: [8, 9] });
  world.despawn(first); // the last row fills the hole
  world.add(last, Link);
  world.remove(last, Link);
  expect(world.get(last, Body)).toEqual({ place: [8, 9], matrix: [1, 2, 3, 4], bytes: [1, 2, 3] });
});

test("each reads and writes lanes one by one and all at once", () => {
  const world = createWorld();
  const one = world.spawn(Body);
  world.query(Body).each((body) => {
    expect(body.place.length).toBe(2);
    expect([body.place[0], body.place[1]]).toEqual([1, 2]);
    body.place[1] = 20;
    body.matrix = [4, 3, 2, 1];
    body.bytes[2] += 1;
  });
  expect(world.get(one, Body)).toEqual({ place: [1, 20], matrix: [4, 3, 2, 1], bytes: [7, 7, 8] });
});

test("a bool reads as true or false and is 0 or 1 in its column", () => {
  const world = createWorld();
  const one = world.spawn(Link({ isStrong: true }));
  expect(world.get(one, Link)).toEqual({ target: NO_ENTITY, isStrong: true, isOpen: true });
  world.set(one, Link, { isOpen: false });
  expect(world.get(one, Link, "isOpen")).toBe(false);
  world.query(Link).each((link) => {
    expect([link.isStrong, link.isOpen]).toEqual([true, false]);
    link.isStrong = false;
    link.isOpen = true;
  });
  expect(world.get(one, Link)).toEqual({ target: NO_ENTITY, isStrong: false, isOpen: true });
  for (const chunk of world.query(Link)) {
    expect([chunk.read(Link).isStrong[0], chunk.read(Link).isOpen[0]]).toEqual([0, 1]);
  }
});

test("an entity field reads as absent once its target is dead, and its column keeps the handle", () => {
  const world = createWorld({ generationBits: 2 });
  const target = world.spawn();
  const one = world.spawn(Link({ target }));
  expect(world.get(one, Link, "target")).toBe(target);
  world.despawn(target);
  expect(world.get(one, Link, "target")).toBe(NO_ENTITY);
  const next = world.spawn(); // takes the same index
  expect(next >>> 2).toBe(target >>> 2);
  expect(world.get(one, Link)).toEqual({ target: NO_ENTITY, isStrong: false, isOpen: true });
  const column = () => world.query(Link).chunks()[0].read(Link).target;
  expect(column()[0]).toBe(target);
  world.query(Link).each((link) => {
    expect(link.target).toBe(NO_ENTITY);
    link.target = next;
    expect(link.target).toBe(next);
  });
  expect(world.get(one, Link, "target")).toBe(next);
  world.query(Link).each((link, owner) => {
    world.despawn(owner);
    world.despawn(next);
    expect(link.target).toBe(next); // until the loop ends
  });
  const other = world.spawn(Link({ target: next }));
  expect(world.get(other, Link, "target")).toBe(NO_ENTITY);
  world.set(other, Link, { target: 4_294_967_295 as Entity });
  expect([column()[0], world.get(other, Link, "target")]).toEqual([4_294_967_295, NO_ENTITY]);
});

test("fields left out keep their value, and undefined counts as left out", () => {
  const world = createWorld();
  const one = world.spawn(Numbers({ u8: 3 }));
  const given: { u8?: number; i8: number } = { i8: 4 };
  world.set(one, Numbers, { ...given, ...({ u8: undefined } as object) });
  expect([world.get(one, Numbers, "u8"), world.get(one, Numbers, "i8")]).toEqual([3, 4]);
});
