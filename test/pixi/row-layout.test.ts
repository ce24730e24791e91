import { expect, test } from "vitest";
import { component, createWorld, f32, tag } from "../../src/index.ts";
import { RowLayout } from "../../src/pixi/row-layout.ts";

const Position = component("Position", { x: f32 });
const Marked = tag("Marked");

function setUp() {
  const world = createWorld({ chunkRows: { min: 128, max: 128 } });
  const query = world.query(Position);
  return { world, query, layout: new RowLayout() };
}

/** First row and count of each slot. */
function slots(layout: RowLayout): (readonly [firstRow: number, count: number])[] {
  return layout.chunks.map((chunk, slot) => [layout.firstRows[slot], chunk.count] as const);
}

test("large chunks come first, and rows follow each other without gaps", () => {
  const { world, query, layout } = setUp();
  world.spawnMany(10, [Position]);
  world.spawnMany(128 + 20, [Position, Marked]);
  layout.refresh(query, 128);
  expect(slots(layout)).toEqual([
    [0, 128],
    [128, 10],
    [138, 20],
  ]);
  expect(layout).toMatchObject({ rowCount: 158, slotCount: 3, directCount: 1 });
});

test("only chunks that are new to their place count as moved", () => {
  const { world, query, layout } = setUp();
  world.spawnMany(128 + 10, [Position]);
  layout.refresh(query, 128);
  expect(layout.isMoved).toEqual([true, true]);
  layout.refresh(query, 128);
  expect(layout.isMoved).toEqual([false, false]);
  world.spawnMany(128, [Position]);
  layout.refresh(query, 128);
  expect(slots(layout)).toEqual([
    [0, 128],
    [128, 128],
    [256, 10],
  ]);
  expect(layout.isMoved).toEqual([false, false, true]);
});

test("a growing tail shifts the tails behind it", () => {
  const { world, query, layout } = setUp();
  world.spawnMany(10, [Position]);
  world.spawnMany(20, [Position, Marked]);
  layout.refresh(query, 128);
  world.spawnMany(1, [Position]);
  layout.refresh(query, 128);
  expect(slots(layout)).toEqual([
    [0, 11],
    [11, 20],
  ]);
  expect(layout.isMoved).toEqual([false, true]);
});

test("an empty query has no slots and keeps no chunk alive", () => {
  const { world, query, layout } = setUp();
  world.spawnMany(300, [Position]);
  layout.refresh(query, 128);
  query.despawn();
  layout.refresh(query, 128);
  expect(layout).toMatchObject({ rowCount: 0, slotCount: 0, directCount: 0, chunks: [] });
});
