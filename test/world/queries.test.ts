import { expect, test } from "vitest";
import {
  all,
  component,
  createWorld,
  type Entity,
  f32,
  not,
  type Query,
  tag,
  u8,
} from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Velocity = component("Velocity", { x: f32(1), y: f32 });
const Health = component("Health", { points: u8(100) });
const Frozen = tag("Frozen");
const Burning = tag("Burning");

function smallWorld() {
  return createWorld({ capacity: 256, chunkRows: { min: 16, max: 16, window: 16 } });
}

function entitiesOf(query: Query): Entity[] {
  const entities: Entity[] = [];
  for (const chunk of query)
    entities.push(...([...chunk.entities.subarray(0, chunk.count)] as Entity[]));
  return entities;
}

test("the same terms give the same query object; the order of terms makes another", () => {
  const world = createWorld();
  const movers = world.query(Position, Velocity, not(Frozen));
  expect(world.query(Position, Velocity, not(Frozen))).toBe(movers);
  expect(world.query(Position, Velocity).not(Frozen)).toBe(movers);
  expect(world.query(Velocity, Position, not(Frozen))).not.toBe(movers);
  expect(world.query(Position).with(Health)).toBe(world.query(Position, all(Health)));
  expect(world.query(Position).with(Health)).not.toBe(world.query(Position, Health));
  expect(createWorld().query(Position, Velocity, not(Frozen))).not.toBe(movers);
});

test("a query made before, between and after its archetypes matches all of them", () => {
  const world = createWorld();
  const before = world.query(Position, not(Frozen));
  const first = world.spawn(Position);
  const between = world.query(not(Frozen), Position);
  const second = world.spawn(Position, Velocity);
  world.spawn(Position, Frozen);
  const third = world.spawn();
  world.add(third, Position);
  const after = world.query(Position).not(Frozen);
  expect(after).toBe(before);
  const fresh = world.query(all(Position), not(Frozen));
  for (const query of [before, between, fresh])
    expect(entitiesOf(query).sort()).toEqual([first, second, third].sort());
});

test("with and not narrow a query, and narrow each other", () => {
  const world = createWorld();
  const plain = world.spawn(Position);
  const frozen = world.spawn(Position, Frozen);
  const burning = world.spawn(Position, Burning, Health);
  const positions = world.query(Position);
  expect(entitiesOf(positions)).toEqual([plain, frozen, burning]);
  expect(entitiesOf(positions.with(Frozen))).toEqual([frozen]);
  expect(entitiesOf(positions.not(Frozen))).toEqual([plain, burning]);
  expect(entitiesOf(positions.not(Frozen, Burning))).toEqual([plain]);
  expect(entitiesOf(positions.not(Frozen).with(Health, Burning))).toEqual([burning]);
  expect(entitiesOf(positions.with(Frozen).not(Frozen))).toEqual([]);
});

test("count follows every kind of change, and loops skip chunks without rows", () => {
  const world = smallWorld();
  const query = world.query(Position);
  const entities = Array.from({ length: 40 }, () => world.spawn(Position));
  expect([query.count, query.isEmpty, [...query].length]).toEqual([40, false, 3]);
  world.add(entities[0], Frozen);
  world.remove(entities[1], Position);
  world.despawn(entities[2]);
  expect(query.count).toBe(38);
  for (const entity of entities.slice(3)) world.despawn(entity);
  expect([query.count, [...query].map((chunk) => chunk.count)]).toEqual([1, [1]]);
  query.despawn();
  expect([query.count, query.isEmpty, [...query].length]).toEqual([0, true, 0]);
});

test("structureVersion grows when the list of chunks changes, and only then", () => {
  const world = smallWorld();
  const query = world.query(Position);
  let last = query.structureVersion;
  const isChanged = () => {
    const version = query.structureVersion;
    const grew = version > last;
    last = version;
    return grew;
  };
  const first = world.spawn(Position);
  expect(isChanged()).toBe(true); // a first chunk
  for (let i = 0; i < 15; i++) world.spawn(Position);
  world.set(first, Position, { x: 1 });
  expect(isChanged()).toBe(false); // the same chunk
  world.spawn(Position);
  expect(isChanged()).toBe(true); // a second one
  world.spawn(Velocity);
  expect(isChanged()).toBe(false); // none of this query's
  query.add(Frozen);
  expect(isChanged()).toBe(true); // handed over
  query.despawn();
  expect(isChanged()).toBe(false); // the empty chunks are still listed
  world.shrink();
  expect(isChanged()).toBe(true);
});

test("columns have the chunk's capacity, and the same views are handed out again", () => {
  const world = smallWorld();
  world.spawn(Position({ x: 3 }), Velocity);
  for (const chunk of world.query(Position, Velocity)) {
    expect([chunk.capacity, chunk.count, chunk.windowRows]).toEqual([16, 1, 16]);
    const { x } = chunk.write(Position);
    expect(x).toBeInstanceOf(Float32Array);
    expect([x.length, x[0]]).toEqual([16, 3]);
    expect(chunk.read(Position).x).toBe(x);
    expect(chunk.entities).toHaveLength(16);
    expect(chunk.entities).toBe(chunk.entities);
    expect([chunk.has(Position), chunk.has(Health), chunk.has(Frozen)]).toEqual([
      true,
      false,
      false,
    ]);
  }
});

test("each walks the rows in chunk order, with or without the entity", () => {
  const world = smallWorld();
  const entities = Array.from({ length: 40 }, (_, x) => world.spawn(Position({ x }), Velocity));
  const seen: Entity[] = [];
  const xs: number[] = [];
  const movers = world.query(Position, Velocity);
  movers.each((position, velocity, entity) => {
    position.x += velocity.x;
    seen.push(entity);
  });
  movers.each((position) => {
    xs.push(position.x);
  });
  movers.each((position, velocity) => {
    velocity.y = position.x;
  });
  expect(seen).toEqual(entities);
  expect(xs).toEqual(Array.from({ length: 40 }, (_, x) => x + 1));
  expect(world.get(entities[39], Velocity)).toEqual({ x: 1, y: 40 });
});

test("each of a query of tags hands over the entity alone", () => {
  const world = createWorld();
  const frozen = world.spawn(Frozen, Position);
  world.spawn(Position);
  const seen: unknown[][] = [];
  world.query(Frozen, all(Position)).each((...row) => {
    seen.push(row);
  });
  expect(seen).toEqual([[frozen]]);
});

test("loops over one query nest, and each nests in the each of another", () => {
  const world = createWorld();
  for (let x = 1; x <= 3; x++) world.spawn(Position({ x }));
  const pairs: [number, number][] = [];
  const [one, other] = [world.query(Position), world.query(all(Position), Position)];
  for (const a of one) {
    for (const b of one) {
      for (let i = 0; i < a.count; i++)
        for (let j = 0; j < b.count; j++)
          pairs.push([a.read(Position).x[i], b.read(Position).x[j]]);
    }
  }
  const again: [number, number][] = [];
  one.each((p) => {
    const { x } = p;
    other.each((q) => {
      again.push([x, q.x]);
    });
    expect(p.x).toBe(x); // the inner loop has not moved the outer cursor
  });
  expect(pairs).toHaveLength(9);
  expect(again).toEqual(pairs);
});

test("every query works however many there are, and each takes any callback", () => {
  const world = createWorld();
  const tags = Array.from({ length: 40 }, (_, i) => tag(`Tag${i}`));
  world.spawn(Position({ x: 1 }), ...tags);
  for (const one of tags) {
    const query = world.query(Position, one);
    for (const add of [1, 2])
      query.each((position) => {
        position.x += add;
      });
  }
  expect(world.get(world.query(Position).entities()[0], Position, "x")).toBe(1 + 40 * 3);
});
