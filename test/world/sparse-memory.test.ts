import { describe, expect, test } from "vitest";
import {
  component,
  createWorld,
  f32,
  f64,
  string,
  tag,
  u8,
  validate,
  type World,
} from "../../src/index.ts";
import { failAfter, failWhere, restoreMemory } from "./failing-memory.ts";

const Position = component("Position", { x: f32 });
const Big = component("Big", { a: f64, b: f64, c: f64, d: f64 });
const Burning = component("Burning", { heat: f32(10), stage: u8 }, { storage: "sparse" });
const Marked = tag("Marked", { storage: "sparse" });
const Frozen = tag("Frozen");

describe("memory", () => {
  test("is reported under the component, and comes back", () => {
    const world = createWorld({ capacity: 0, chunkRows: { min: 16, max: 64 } });
    expect(world.memory().sparse).toEqual([]);
    world.spawnMany(3000, [Burning]);
    const { sparse, components, parts } = world.memory();
    expect(sparse).toMatchObject([
      { components: ["Burning"], entityCount: 3000, usedBytes: 27_000 },
    ]);
    expect(components).toContainEqual({
      label: "Burning",
      entityCount: 3000,
      bytes: sparse[0].rowCapacity * 9,
      usedBytes: 27_000,
      peakBytes: sparse[0].rowCapacity * 9,
      shrinkableBytes: 0,
    });
    expect(parts).toContainEqual({
      label: "index of Burning",
      place: "slabs",
      bytes: 3 * 4096,
      usedBytes: 12_000,
      peakBytes: 12_000,
      shrinkableBytes: 0,
    });
    validate(world);
    world.query().despawn();
    world.shrink();
    expect(world.memory().sparse).toEqual([]);
    expect(world.memory().usedBytes).toBe(world.memory().entityIndexBytes);
    validate(world);
  });

  test("shrink gives back the pages between those in use", () => {
    const world = createWorld({ capacity: 0, poison: false });
    const entities = Array.from({ length: 5000 }, (_, stage) =>
      world.spawn(Burning({ stage: stage % 256 })),
    );
    for (let i = 0; i < 4999; i++) world.remove(entities[i], Burning);
    world.shrink();
    expect(world.memory().parts[0]).toMatchObject({ bytes: 4096, usedBytes: 4, peakBytes: 20_000 });
    expect(world.get(entities[4999], Burning, "stage")).toBe(4999 % 256);
    expect(world.has(entities[0], Burning)).toBe(false);
    world.add(entities[0], Burning({ stage: 1 }));
    expect(world.get(entities[0], Burning, "stage")).toBe(1);
    validate(world);
  });

  test("holds strings that shrink must not let go of", () => {
    const Named = component("Named", { text: string }, { storage: "sparse" });
    const world = createWorld();
    const [a, b] = [world.spawn(Named({ text: "one" })), world.spawn(Named({ text: "two" }))];
    world.despawn(a);
    expect(world.shrink().bytes).toBeGreaterThan(0);
    expect(world.get(b, Named, "text")).toBe("two");
  });

  test("of a disposed world is given back", () => {
    const world = createWorld();
    world.reserve(2000, [Burning]);
    world.spawnMany(100, [Burning, Marked]);
    world.dispose();
    expect(world.memory().reservedBytes).toBe(0);
    validate(world);
  });

  test("freed rows read as poison", () => {
    const world = createWorld({ poison: true });
    const a = world.spawn(Burning);
    const store = world.storage.sparse.list[0];
    const chunk = store.rows.chunks[0];
    world.remove(a, Burning);
    expect(chunk.read(Burning).stage[0]).toBe(0xdd);
    expect(chunk.entityAt(0)).toBe(0xdddddddd);
  });
});

// Seen to fail on purpose: no room before a chain of commands, or before a bulk change; no claim on a store while the next
// makes room; a page for a fresh index where a freed one comes next.
describe("without memory", () => {
  function worldOf(count: number) {
    const world = createWorld({ capacity: 64, chunkRows: { min: 16, max: 16, window: 16 } });
    const entities = Array.from({ length: count }, () => world.spawn(Position));
    return { world, entities };
  }

  /** Lets the call fail time and again, each time later, and checks that nothing changed; empty chunks and pages are kept. Returns how often. */
  function failEverywhere(world: World, call: () => void): number {
    for (let count = 0; ; count++) {
      const before = JSON.stringify(countsOf(world));
      failAfter(world, count);
      try {
        call();
        return count;
      } catch (error) {
        expect((error as Error).message).toBe("no memory, on purpose");
      } finally {
        restoreMemory(world);
      }
      validate(world);
      expect(JSON.stringify(countsOf(world))).toBe(before);
    }
  }

  function countsOf(world: World) {
    const { archetypes, sparse, entityCount } = world.memory();
    return [
      entityCount,
      archetypes
        .filter((row) => row.entityCount > 0)
        .map((row) => [row.components, row.entityCount]),
      sparse.filter((row) => row.entityCount > 0).map((row) => [row.components, row.entityCount]),
    ];
  }

  test("add changes nothing", () => {
    const { world, entities } = worldOf(1);
    expect(failEverywhere(world, () => world.add(entities[0], Burning))).toBe(2); // a page and a chunk
  });

  test("spawn and spawnMany change nothing", () => {
    const { world } = worldOf(16);
    expect(failEverywhere(world, () => world.spawn(Position, Burning, Marked))).toBe(3);
    expect(failEverywhere(world, () => world.spawnMany(20, [Position, Burning, Marked]))).toBe(2);
    expect(world.memory().sparse.map((row) => row.entityCount)).toEqual([21, 21]);
  });

  test("a page is made for the index that comes next, not for a fresh one", () => {
    const world = createWorld();
    const entities = Array.from({ length: 5000 }, () => world.spawn());
    world.add(entities[4999], Burning); // the last page, in which a fresh index would stand
    world.despawn(entities[100]);
    failAfter(world, 0);
    expect(() => world.spawn(Burning)).toThrow("no memory, on purpose");
    expect(world.entityCount).toBe(4999);
    validate(world);
  });

  test("room in one store is not given back to make room in the next", () => {
    const { world } = worldOf(0);
    world.despawn(world.spawn(Burning)); // leaves an empty chunk
    failWhere(world, (call) => call === 2 || call > 3);
    expect(() => world.spawn(Burning, Marked)).toThrow("no memory, on purpose");
    expect(world.entityCount).toBe(0);
    restoreMemory(world);
    validate(world);
    world.spawn(Burning, Marked);
    validate(world);
  });

  test("spawn inside an iteration changes nothing", () => {
    const { world } = worldOf(16);
    for (const _ of world.query(Position)) {
      expect(failEverywhere(world, () => world.spawn(Position, Burning, Marked))).toBe(3);
    }
    expect(world.query(Position).count).toBe(17);
    validate(world);
  });

  test("a bulk change changes nothing", () => {
    const { world } = worldOf(20);
    const call = () => world.query(Position).add(Frozen, Burning, Marked);
    expect(failEverywhere(world, call)).toBe(4);
    expect(world.memory().sparse.map((row) => row.entityCount)).toEqual([20, 20]);
  });

  test("what was recorded stays so, and flush carries it out", () => {
    const { world, entities } = worldOf(1);
    failAfter(world, 3); // a chunk for Frozen, pages and a chunk for the first store
    expect(() => {
      for (const _ of world.query(Position)) {
        world.add(entities[0], Frozen);
        world.add(entities[0], Burning({ heat: 3 }));
        world.add(entities[0], Marked);
      }
    }).toThrow("no memory, on purpose");
    restoreMemory(world);
    validate(world);
    expect([Frozen, Burning, Marked].map((of) => world.has(entities[0], of))).toEqual([
      false,
      false,
      false,
    ]);
    world.flush();
    expect(world.get(entities[0], Burning, "heat")).toBe(3);
    expect([Frozen, Burning, Marked].every((of) => world.has(entities[0], of))).toBe(true);
    validate(world);
  });

  test("empty chunks of a store are given back for the rows of others", () => {
    const world = createWorld({
      capacity: 1000,
      chunkRows: { min: 16, max: 1024, window: 16 },
      maxBytes: 50_000,
    });
    world.spawnMany(900, [Burning]);
    world.query().despawn();
    expect(world.memory().usedBytes).toBeGreaterThan(20_000);
    world.spawnMany(900, [Big]); // fits only where the store's chunks were
    expect(world.memory().sparse).toEqual([]);
    validate(world);
  });

  test("after reserve, spawning as many takes none", () => {
    const world = createWorld({ capacity: 0 });
    world.reserve(3000, [Position, Burning]);
    world.shrink();
    failAfter(world, 0);
    world.spawnMany(2000, [Position, Burning]);
    for (let i = 0; i < 1000; i++) world.spawn(Position, Burning);
    validate(world);
  });
});
