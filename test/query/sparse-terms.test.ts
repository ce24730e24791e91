import { describe, expect, test } from "vitest";
import {
  all,
  any,
  component,
  createWorld,
  type Entity,
  not,
  optional,
  u8,
  validate,
} from "../../src/index.ts";
import { Burning, Frozen, Marked, Position, Wet, world100 } from "./sparse-world.ts";

describe("a sparse component as a term", () => {
  test("is answered row by row, bare and in filters", () => {
    const { world, numbers, where } = world100();
    expect(numbers(world.query(Burning).entities())).toEqual(where((i) => i % 3 === 0));
    expect(numbers(world.query(Position, Marked).entities())).toEqual(where((i) => i % 5 === 0));
    expect(numbers(world.query(Position, not(Burning)).entities())).toEqual(
      where((i) => i % 3 !== 0),
    );
    expect(numbers(world.query(any(Burning, Frozen), not(Wet, Marked)).entities())).toEqual(
      where((i) => (i % 3 === 0 || i % 2 === 0) && i % 4 !== 0 && i % 5 !== 0),
    );
    expect(numbers(world.query(not(all(Burning, Wet))).entities())).toEqual(
      where((i) => i % 12 !== 0),
    );
    expect(world.query(optional(Burning), Frozen).count).toBe(50);
    expect(world.query(Position, all(Burning, Wet)).count).toBe(9);
  });

  test("is known to count, first, has, isEmpty and explain", () => {
    const { world, entities } = world100();
    const query = world.query(Burning, not(Frozen));
    expect(query.decidesByRow).toBe(true);
    expect(query.count).toBe(17);
    expect(query.first()).toBe(query.entities()[0]);
    expect(query.has(query.first() as Entity)).toBe(true);
    expect(query.has(entities[3])).toBe(true);
    expect(query.has(entities[4])).toBe(false);
    expect(query.explain()).toContain("17 of 50 rows in 7 chunks, decided row by row");
    world.query().remove(Burning);
    expect(query.isEmpty).toBe(true);
    expect(query.count).toBe(0);
  });

  test("is up to date at once, without a new query", () => {
    const { world, entities } = world100();
    const query = world.query(Position, Wet);
    const before = query.count;
    world.add(entities[1], Wet);
    expect(query.count).toBe(before + 1);
    world.despawn(entities[1]);
    expect(query.count).toBe(before);
  });

  test("finds few among many as it finds many", () => {
    const world = createWorld();
    const entities = Array.from({ length: 5000 }, () => world.spawn(Position));
    const query = world.query(Position, Burning);
    const expected: Entity[] = [];
    for (let i = 0; i < 5000; i += i < 2500 ? 700 : 3) {
      world.add(entities[i], Burning);
      expected.push(entities[i]);
      if (i % 7 === 0) expect(query.entities()).toEqual(expected);
    }
    expect(query.entities()).toEqual(expected);
  });

  test("leaves out what was spawned in the iteration that runs", () => {
    const { world } = world100();
    const query = world.query(Burning);
    for (const _ of query.runs()) {
      world.spawn(Burning);
      expect(query.count).toBe(34);
      break;
    }
    expect(query.count).toBe(35);
  });
});

describe("runs", () => {
  test("stand side by side and give columns of what is in columns", () => {
    const { world, where } = world100();
    world.query().remove(Frozen);
    const seen: number[] = [];
    for (const rows of world.query(Position, Burning).runs()) {
      const { x } = rows.read(Position);
      for (let i = rows.start; i < rows.end; i++) seen.push(x[i]);
    }
    expect(seen.sort((a, b) => a - b)).toEqual(where((i) => i % 3 === 0));
  });

  test("have no columns of a sparse component, and say what to do", () => {
    const { world } = world100();
    const query = world.query(Position, Burning);
    const message =
      "Burning is sparse, and chunks have none of its rows. Use query.each(), which hands it over, or world.get and world.set. [E166]";
    for (const rows of query.runs()) {
      expect(() => rows.read(Burning)).toThrow(`columns: ${message}`);
      expect(() => rows.write(Burning)).toThrow(`columns: ${message}`);
      expect(() => rows.has(Burning)).toThrow(
        "has: Burning is sparse, and chunks have none of its rows. Use query.each(), which hands it over, or world.get and world.set. [E166]",
      );
    }
    for (const chunk of world.query(Position, optional(Burning))) {
      expect(() => chunk.read(Burning)).toThrow(`columns: ${message}`);
      expect(() => chunk.has(Burning)).toThrow(`has: ${message}`);
      expect(() => chunk.changedSince(Burning, 0)).toThrow(`changedSince: ${message}`);
    }
    expect(() => query.sorted(Burning, "heat")).toThrow(`columns: ${message}`);
    expect(() => world.spawnMany(3, [Position, Burning], (rows) => rows.write(Burning))).toThrow(
      `columns: ${message}`,
    );
    validate(world);
  });
});

describe("a bulk change of what a sparse term matches", () => {
  test("touches those rows alone", () => {
    const { world, numbers, where } = world100();
    world.query(Burning).add(Marked, Frozen);
    expect(numbers(world.query(Frozen).entities())).toEqual(
      where((i) => i % 2 === 0 || i % 3 === 0),
    );
    expect(numbers(world.query(Marked).entities())).toEqual(
      where((i) => i % 5 === 0 || i % 3 === 0),
    );
    world.query(not(Burning)).despawn();
    expect(world.entityCount).toBe(34);
    world.query(Marked, Wet).remove(Burning, Marked);
    expect(numbers(world.query(Burning).entities())).toEqual(
      where((i) => i % 3 === 0 && i % 4 !== 0),
    );
    validate(world);
  });

  test("is refused for what others require only where such rows match", () => {
    const Sprite = component("Sprite", { frame: u8 }, { requires: [Position] });
    const { world, entities } = world100();
    world.add(entities[3], Sprite); // burns
    world.add(entities[4], Sprite);
    expect(() => world.query(Burning).remove(Position)).toThrow(
      "query.remove: 1 entities of [Position, Sprite] have Sprite, which requires Position. Remove Sprite first. [E115]",
    );
    world.remove(entities[3], Burning);
    world.query(Burning).remove(Position);
    expect(world.query(Position).count).toBe(67);
    validate(world);
  });

  test("sets values of the sparse component itself", () => {
    const { world, entities } = world100();
    world.query(Marked).set(Burning, { stage: 9 });
    expect(world.get(entities[15], Burning)).toEqual({ heat: 15, stage: 9 });
    expect(world.get(entities[3], Burning)).toEqual({ heat: 3, stage: 0 });
    expect(world.has(entities[5], Burning)).toBe(false);
    world.query(Position).set(Burning, { heat: 0 });
    expect(world.get(entities[3], Burning)).toEqual({ heat: 0, stage: 0 });
  });
});
