import { describe, expect, test } from "vitest";
import {
  all,
  any,
  component,
  createWorld,
  type Entity,
  f32,
  not,
  optional,
  tag,
  u8,
  validate,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Frozen = tag("Frozen");
const Burning = component("Burning", { heat: f32(10), stage: u8 }, { storage: "sparse" });
const Wet = component("Wet", { depth: f32 }, { storage: "sparse" });
const Marked = tag("Marked", { storage: "sparse" });

/** Every third burns, every fourth is wet, every fifth is marked, every second is frozen; rows 0 to 99. */
function world100() {
  const world = createWorld({ capacity: 0, chunkRows: { min: 16, max: 16, window: 16 } });
  const entities = Array.from({ length: 100 }, (_, x) => world.spawn(Position({ x })));
  for (let i = 0; i < 100; i++) {
    if (i % 3 === 0) world.add(entities[i], Burning({ heat: i }));
    if (i % 4 === 0) world.add(entities[i], Wet({ depth: i / 4 }));
    if (i % 5 === 0) world.add(entities[i], Marked);
    if (i % 2 === 0) world.add(entities[i], Frozen);
  }
  const numbers = (found: readonly Entity[]) =>
    found.map((one) => entities.indexOf(one)).sort((a, b) => a - b);
  const where = (holds: (i: number) => boolean) =>
    entities.map((_, i) => i).filter((i) => holds(i));
  return { world, entities, numbers, where };
}

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

describe("each", () => {
  test("hands over a cursor on the entity's own row", () => {
    const { world, entities } = world100();
    const query = world.query(Position, Burning, Wet);
    const seen: number[][] = [];
    query.each((position, burning, wet, one) => {
      seen.push([entities.indexOf(one), position.x, burning.heat, wet.depth]);
      burning.heat = -position.x;
      burning.stage = 7;
      position.x = 1000;
    });
    expect(seen).toHaveLength(9);
    for (const [i, x, heat, depth] of seen) {
      expect([x, heat, depth]).toEqual([i, i, i / 4]);
      expect(world.get(entities[i], Burning)).toEqual({ heat: -i, stage: 7 });
      expect(world.get(entities[i], Position)).toEqual({ x: 1000 });
    }
    expect(world.get(entities[3], Burning)).toEqual({ heat: 3, stage: 0 });
  });

  test("hands over undefined for an optional one that is not there", () => {
    const { world, numbers } = world100();
    const hot: Entity[] = [];
    let cold = 0;
    world.query(optional(Burning), Position).each((burning, position, one) => {
      if (burning === undefined) cold++;
      else if (burning.heat === position.x) hot.push(one);
    });
    expect(hot).toHaveLength(34);
    expect(numbers(hot)[1]).toBe(3);
    expect(cold).toBe(66);
  });

  test("works with a callback that takes the cursors alone, and for one entity", () => {
    const { world, entities } = world100();
    const query = world.query(Burning);
    let sum = 0;
    query.each((burning) => {
      sum += burning.heat;
    });
    expect(sum).toBe(1683);
    expect(query.at(entities[6], (burning) => (burning.heat += 1))).toBe(true);
    expect(world.get(entities[6], Burning, "heat")).toBe(7);
    expect(query.at(entities[7], () => {})).toBe(false);
  });

  test("stamps what was written, and nothing else", () => {
    const { world, entities } = world100();
    const chunks = world.storage.sparse.of(Burning).rows.chunks;
    const cursor = world.changeCursor();
    world.query(Burning).each((burning) => burning.heat);
    expect(chunks.map((chunk) => chunk.changedSince(Burning, cursor))).toEqual([
      false,
      false,
      false,
    ]);
    world.query(Burning).each((burning, one) => {
      if (one === entities[60]) burning.heat = 0; // the 21st that burns
    });
    expect(chunks.map((chunk) => chunk.changedSince(Burning, cursor))).toEqual([
      false,
      true,
      false,
    ]);
  });

  test("stamps what was written before the callback threw", () => {
    const { world } = world100();
    const { chunks } = world.storage.sparse.of(Burning).rows;
    const cursor = world.changeCursor();
    expect(() =>
      world.query(Burning).each((burning) => {
        burning.heat = 1;
        throw new Error("stop");
      }),
    ).toThrow("stop");
    expect(chunks.filter((chunk) => chunk.changedSince(Burning, cursor))).toHaveLength(1);
  });

  test("may remove what it stands on, when it has ended", () => {
    const { world, where } = world100();
    const seen: number[] = [];
    world.query(Burning).each((burning, one) => {
      seen.push(burning.heat);
      if (burning.heat % 2 === 0) world.remove(one, Burning);
      expect(world.has(one, Burning)).toBe(true);
    });
    expect(seen.sort((a, b) => a - b)).toEqual(where((i) => i % 3 === 0));
    expect(world.query(Burning).count).toBe(17);
    validate(world);
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
      expect(() => rows.has(Burning)).toThrow(`has: ${message}`);
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
