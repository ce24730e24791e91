import { describe, expect, test } from "vitest";
import { all, type Entity, optional, validate } from "../../src/index.ts";
import { Burning, Position, Wet, world100 } from "./sparse-world.ts";

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

describe("forEachPair", () => {
  test("refuses a sparse component, and can be filtered by one", () => {
    const { world } = world100();
    expect(() => world.query(Position, optional(Burning)).forEachPair(() => {})).toThrow(
      "forEachPair: Burning is sparse, and its rows do not stand beside the others. Use all(Burning) to filter by it, and world.get. [E167]",
    );
    let sum = 0;
    world.query(Position, all(Burning, Wet)).forEachPair((a, b) => {
      sum += a.x * b.x;
    });
    const xs = [0, 12, 24, 36, 48, 60, 72, 84, 96];
    expect(sum).toBe((xs.reduce((a, x) => a + x, 0) ** 2 - xs.reduce((a, x) => a + x * x, 0)) / 2);
  });
});
