import { describe, expect, test } from "vitest";
import {
  component,
  createWorld,
  f32,
  f64,
  not,
  tag,
  u8,
  validate,
  type World,
} from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Burning = component("Burning", { heat: f32(10), stage: u8 }, { storage: "sparse" });
const Wide = component("Wide", { fine: f64(0.5) }, { storage: "sparse" });
const Marked = tag("Marked", { storage: "sparse" });

function smallWorld(): World {
  return createWorld({ capacity: 0, chunkRows: { min: 16, max: 16, window: 16 } });
}

describe("by query", () => {
  test("all matching entities get it, and those that have it get the values", () => {
    const world = smallWorld();
    const entities = Array.from({ length: 40 }, (_, x) => world.spawn(Position({ x })));
    const other = world.spawn();
    world.add(entities[5], Burning({ heat: 1, stage: 9 }));
    world.query(Position).add(Burning({ heat: 2 }), Marked, Wide);
    expect(world.get(entities[4], Burning)).toEqual({ heat: 2, stage: 0 });
    expect(world.get(entities[5], Burning)).toEqual({ heat: 2, stage: 9 });
    expect(world.memory().sparse.map((row) => row.entityCount)).toEqual([40, 40, 40]);
    expect(world.has(other, Burning)).toBe(false);
    world.query(Position).remove(Burning, Wide);
    expect(world.memory().sparse.map((row) => row.entityCount)).toEqual([0, 40, 0]);
    validate(world);
  });

  test("it comes along with components that move the rows", () => {
    const world = smallWorld();
    const Frozen = tag("Frozen");
    world.spawnMany(40, [Position({ x: 3 })]);
    world.query(Position).add(Frozen, Burning({ heat: 4 }));
    const [first] = world.query(Frozen).entities();
    expect(world.get(first, Burning, "heat")).toBe(4);
    world.query(Position, not(component("Other", { x: f32 }))).remove(Burning, Frozen);
    expect(world.has(first, Burning)).toBe(false);
    expect(world.query(Frozen).count).toBe(0);
    validate(world);
  });
});

describe("a definition", () => {
  test("that is sparse requires nothing, and nothing requires it", () => {
    expect(() =>
      component("Smoke", { x: f32 }, { storage: "sparse", requires: [Position] }),
    ).toThrow(
      'component("Smoke"): it is sparse and requires Position. Leave out storage or requires: adding a sparse component moves no row. [E165]',
    );
    expect(() => tag("Alight", { requires: [Position, Burning] })).toThrow(
      'tag("Alight"): it requires Burning, which is sparse. Require components in columns only, and add Burning beside Alight. [E165]',
    );
  });

  test("has a storage that there is", () => {
    // @ts-expect-error: no such storage
    expect(() => tag("Odd", { storage: "dense" })).toThrow(
      'tag("Odd"): storage is dense. Pass "columns" or "sparse". [E105]',
    );
    expect(tag("Plain", { storage: "columns" }).isSparse).toBe(false);
  });
});
