import { describe, expect, test } from "vitest";
import {
  array,
  component,
  createWorld,
  type Entity,
  f32,
  f64,
  i16,
  tag,
  u8,
  validate,
  type World,
} from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Burning = component("Burning", { heat: f32(10), stage: u8 }, { storage: "sparse" });
const Wide = component("Wide", { fine: f64(0.5), lanes: array(i16(-1), 3) }, { storage: "sparse" });
const Marked = tag("Marked", { storage: "sparse" });

function smallWorld(): World {
  return createWorld({ capacity: 0, chunkRows: { min: 16, max: 16, window: 16 } });
}

function place(world: World, entity: Entity): number {
  return world.storage.index.locationOf(entity);
}

describe("a sparse component", () => {
  test("is added, read, written and removed by the calls of any other, and moves no row", () => {
    const world = smallWorld();
    const [a, b] = [world.spawn(Position({ x: 1, y: 2 })), world.spawn(Position)];
    const before = place(world, a);
    world.add(a, Burning({ stage: 3 }));
    expect(world.has(a, Burning)).toBe(true);
    expect(world.has(b, Burning)).toBe(false);
    expect(world.get(a, Burning)).toEqual({ heat: 10, stage: 3 });
    expect(world.get(a, Burning, "heat")).toBe(10);
    world.set(a, Burning, { heat: 20 });
    expect(world.get(a, Burning)).toEqual({ heat: 20, stage: 3 });
    world.add(a, Burning); // has it already: keeps its values
    world.add(a, Burning({ stage: 4 }));
    expect(world.get(a, Burning)).toEqual({ heat: 20, stage: 4 });
    expect(place(world, a)).toBe(before);
    world.remove(a, Burning);
    world.remove(a, Burning);
    expect(world.has(a, Burning)).toBe(false);
    expect(world.get(a, Position)).toEqual({ x: 1, y: 2 });
    expect(place(world, a)).toBe(before);
    expect(world.memory().archetypes.map((row) => row.components)).toEqual([["Position"]]);
    validate(world);
  });

  test("starts from its defaults when it is added again", () => {
    const world = smallWorld();
    const a = world.spawn(Burning({ heat: 99 }));
    world.remove(a, Burning);
    world.add(a, Burning);
    expect(world.get(a, Burning)).toEqual({ heat: 10, stage: 0 });
  });

  test("keeps each entity's values when others lose it, whatever its columns are made of", () => {
    const world = smallWorld();
    const entities = Array.from({ length: 100 }, (_, i) =>
      world.spawn(Wide({ fine: i / 3, lanes: [i, -i, i * 2] })),
    );
    for (let i = 0; i < 100; i += 3) world.remove(entities[i], Wide);
    for (let i = 0; i < 100; i++) {
      expect(world.has(entities[i], Wide)).toBe(i % 3 !== 0);
      if (i % 3 !== 0)
        expect(world.get(entities[i], Wide)).toEqual({ fine: i / 3, lanes: [i, -i, i * 2] });
    }
    validate(world);
  });

  test("may be a tag, which holds no values", () => {
    const world = smallWorld();
    const a = world.spawn(Position, Marked);
    expect(world.has(a, Marked)).toBe(true);
    world.add(a, Marked());
    expect(() => world.set(a, Marked, {})).toThrow(
      "set: Marked is a tag and holds no values. Use world.has(entity, Marked). [E102]",
    );
    expect(() => world.get(a, Marked)).toThrow(
      "get: Marked is a tag and holds no values. Use world.has(entity, Marked). [E102]",
    );
    world.remove(a, Marked);
    expect(world.has(a, Marked)).toBe(false);
    validate(world);
  });

  test("goes with its entity, and a later entity of the same index has none of it", () => {
    const world = smallWorld();
    const a = world.spawn(Burning({ heat: 1 }), Marked);
    const b = world.spawn(Burning({ heat: 2 }));
    world.despawn(a);
    const c = world.spawn();
    expect(c >>> 10).toBe(a >>> 10);
    expect(world.has(a, Burning)).toBe(false);
    expect(world.has(c, Burning)).toBe(false);
    expect(world.has(c, Marked)).toBe(false);
    expect(world.get(b, Burning, "heat")).toBe(2);
    world.query().despawn();
    validate(world);
    const d = world.spawn();
    expect(world.has(d, Burning)).toBe(false);
  });

  test("is named among what an entity has", () => {
    const world = smallWorld();
    const a = world.spawn(Position, Burning);
    expect(() => world.get(a, Wide)).toThrow(
      "get: entity 1v0 has [Position, Burning], not Wide. Add it first, or check world.has(entity, Wide). [E102]",
    );
    expect(() => world.set(a, Wide, { fine: 1 })).toThrow(
      "set: entity 1v0 has [Position, Burning], not Wide. Add it first, or check world.has(entity, Wide). [E102]",
    );
  });

  test("is refused twice in one spawn", () => {
    const world = smallWorld();
    expect(() => world.spawn(Burning, Position, Burning({ heat: 1 }))).toThrow(
      "spawn: Burning is given twice. Pass each component once. [E110]",
    );
    expect(() => world.spawn(Position, Burning, Position)).toThrow(
      "spawn: Position is given twice. Pass each component once. [E110]",
    );
    expect(world.entityCount).toBe(0);
  });

  test("belongs to its world alone", () => {
    const [one, other] = [smallWorld(), smallWorld()];
    const a = one.spawn(Burning({ heat: 1 }));
    const b = other.spawn();
    expect(b).toBe(a);
    expect(other.has(b, Burning)).toBe(false);
  });
});

describe("spawnMany", () => {
  test("gives sparse components to all, with the values given", () => {
    const world = smallWorld();
    world.spawnMany(50, [Position, Burning({ heat: 7 }), Marked], (rows) => {
      const { x } = rows.write(Position);
      for (let i = rows.start; i < rows.end; i++) {
        x[i] = i;
        world.set(rows.entities[i] as Entity, Burning, { stage: rows.offset + i - rows.start });
      }
    });
    const stages = world
      .query(Position)
      .entities()
      .map((entity) => world.get(entity, Burning));
    expect(stages).toEqual(Array.from({ length: 50 }, (_, stage) => ({ heat: 7, stage })));
    validate(world);
  });

  test("reuses indices in places far apart", () => {
    const world = createWorld();
    const entities = Array.from({ length: 5000 }, () => world.spawn());
    for (let i = 0; i < 5000; i += 500) world.despawn(entities[i]);
    world.spawnMany(20, [Burning]);
    expect(world.memory().sparse.map((row) => row.entityCount)).toEqual([20]);
    validate(world);
  });
});

describe("inside an iteration", () => {
  test("adding and removing wait for its end, in the order they were asked for", () => {
    const world = smallWorld();
    const [a, b, c] = [world.spawn(Position), world.spawn(Position), world.spawn(Position)];
    world.add(b, Burning({ heat: 5 }));
    world.add(c, Burning({ heat: 5, stage: 5 }));
    for (const _ of world.query(Position)) {
      world.add(a, Burning({ heat: 1 }));
      world.set(a, Burning, { stage: 2 });
      world.remove(b, Burning);
      world.remove(c, Burning);
      world.add(c, Burning({ stage: 1 }));
      expect([a, b, c].map((entity) => world.has(entity, Burning))).toEqual([false, true, true]);
      expect(world.get(c, Burning)).toEqual({ heat: 5, stage: 5 });
    }
    expect(world.get(a, Burning)).toEqual({ heat: 1, stage: 2 });
    expect(world.has(b, Burning)).toBe(false);
    expect(world.get(c, Burning)).toEqual({ heat: 10, stage: 1 });
    validate(world);
  });

  test("a set is at once where nothing waits", () => {
    const world = smallWorld();
    const a = world.spawn(Position, Burning);
    for (const _ of world.query(Position)) {
      world.set(a, Burning, { heat: 3 });
      expect(world.get(a, Burning, "heat")).toBe(3);
    }
  });

  test("folds with changes of other components into one move", () => {
    const world = smallWorld();
    const a = world.spawn(Position({ x: 4 }));
    for (const _ of world.query(Position)) {
      world.add(a, Burning({ heat: 1 }));
      world.add(a, Wide);
      world.remove(a, Position);
      world.remove(a, Wide);
    }
    expect(world.has(a, Position)).toBe(false);
    expect(world.has(a, Wide)).toBe(false);
    expect(world.get(a, Burning)).toEqual({ heat: 1, stage: 0 });
    for (const _ of world.query()) {
      world.add(a, Wide);
      world.despawn(a);
    }
    expect(world.memory().sparse.map((row) => row.entityCount)).toEqual([0, 0]);
    validate(world);
  });

  test("what is spawned has it at once", () => {
    const world = smallWorld();
    world.spawn(Position);
    for (const _ of world.query(Position)) {
      const a = world.spawn(Position, Burning({ heat: 8 }), Marked);
      expect(world.get(a, Burning)).toEqual({ heat: 8, stage: 0 });
      expect(world.has(a, Marked)).toBe(true);
      validate(world);
      world.remove(a, Burning);
      expect(world.has(a, Burning)).toBe(true);
    }
    expect(
      world
        .query(Position)
        .entities()
        .map((entity) => world.has(entity, Burning)),
    ).toEqual([false, false]);
    validate(world);
  });
});
