import { expect, test } from "vitest";
import { component, createWorld, f32, optional, tag, validate } from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Velocity = component("Velocity", { x: f32 });
const Marked = tag("Marked");

function makeWorld() {
  const world = createWorld();
  for (let i = 0; i < 3; i++) world.spawn(Position({ x: i }), Velocity({ x: 10 }));
  world.spawn(Position({ x: 3 }), Marked);
  return world;
}

// Seen to fail on purpose: cursors for each query; one level for all depths; a level that is not given back.
test("all queries of a world hand over the same cursor of a component, each depth its own", () => {
  const world = makeWorld();
  const seen: object[] = [];
  const other = createWorld();
  other.spawn(Position);
  for (const query of [world.query(Position), world.query(Position, Velocity)])
    query.each((p) => seen.push(p));
  expect(new Set(seen).size).toBe(1);
  other.query(Position).each((p) => seen.push(p));
  expect(new Set(seen).size).toBe(2);
  const inner = world.query(Position, Velocity);
  world.query(Position, Marked).each((p) => {
    expect(p).toBe(seen[0]);
    inner.each((q) => {
      expect(q).not.toBe(p);
      expect(p.x).toBe(3);
      q.y += p.x;
    });
    expect(p.x).toBe(3);
  });
  world.query(Velocity, Position).each((_, p) => {
    expect(p).toBe(seen[0]);
    expect(p.y).toBe(3);
  });
  validate(world);
});

test("a level is given back by a loop that throws", () => {
  const world = makeWorld();
  const query = world.query(Position);
  let first: object | undefined;
  query.each((p) => {
    first ??= p;
  });
  expect(() =>
    query.each(() => {
      world.query(Velocity).each(() => {
        throw new Error("inside");
      });
    }),
  ).toThrow("inside");
  expect(() =>
    query.at(query.first() as never, () => {
      throw new Error("at");
    }),
  ).toThrow("at");
  query.each((p) => expect(p).toBe(first));
});

test("a loop in between leaves no trace: what it wrote is stamped, what it did not is not", () => {
  const world = makeWorld();
  const both = world.query(Position, optional(Velocity));
  const before = world.changeCursor();
  world.query(Position).each((p) => void p.x);
  for (const chunk of both) expect(chunk.changedSince(Position, before)).toBe(false);
  both.each((_, v) => {
    if (v !== undefined) v.x = 1;
  });
  for (const chunk of both) {
    expect(chunk.changedSince(Position, before)).toBe(false);
    if (chunk.has(Velocity)) expect(chunk.changedSince(Velocity as never, before)).toBe(true);
  }
});
