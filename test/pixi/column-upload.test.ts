import { expect, test } from "vitest";
import { component, createWorld, f32 } from "../../src/index.ts";
import { ColumnUpload } from "../../src/pixi/column-upload.ts";
import type { GpuColumn } from "../../src/pixi/gpu-column.ts";
import { RowLayout } from "../../src/pixi/row-layout.ts";
import { Staging } from "../../src/pixi/staging.ts";

const Position = component("Position", { x: f32 });

/** A GPU column that keeps what it gets, and the ranges in which it came. */
class FakeColumn implements GpuColumn {
  readonly resource = undefined as never;
  readonly rows: number[] = [];
  ranges: string[] = [];
  begin(): boolean {
    return false;
  }
  upload(
    firstRow: number,
    source: Float32Array | Uint32Array,
    sourceRow: number,
    rowCount: number,
  ): void {
    this.ranges.push(`${firstRow}+${rowCount}`);
    for (let i = 0; i < rowCount; i++) this.rows[firstRow + i] = source[sourceRow + i];
  }
  destroy(): void {}
}

/** A world whose chunks have `chunkRows` rows each, and `rowCount` rows that count up. */
function setUp(chunkRows: number, rowCount: number, directRows: number) {
  const world = createWorld({ chunkRows: { min: chunkRows, max: chunkRows } });
  const query = world.query(Position);
  let next = 0;
  world.spawnMany(rowCount, [Position], (rows) => {
    const { x } = rows.write(Position);
    for (let row = rows.start; row < rows.end; row++) x[row] = next++;
  });
  const layout = new RowLayout();
  const column = new FakeColumn();
  const upload = new ColumnUpload({ component: Position, field: "x" }, true, new Staging());
  let cursor = 0;
  const sync = (isFresh = false): number => {
    const taken = world.changeCursor();
    column.ranges = [];
    layout.refresh(query, directRows);
    const bytes = upload.run(layout, column, cursor, isFresh);
    cursor = taken;
    return bytes;
  };
  return { query, column, sync };
}

test("small chunks are gathered into one upload", () => {
  const { column, sync } = setUp(64, 400, 16_384);
  expect(sync()).toBe(1600);
  expect(column.ranges).toEqual(["0+400"]);
  expect(column.rows).toEqual(Array.from({ length: 400 }, (_, i) => i));
});

test("from the first changed small chunk to the last is one upload", () => {
  const { query, column, sync } = setUp(64, 320, 16_384);
  sync();
  let nth = 0;
  for (const chunk of query) {
    if (nth === 1 || nth === 3) chunk.write(Position).x[0] = -nth;
    nth++;
  }
  expect(sync()).toBe(192 * 4);
  expect(column.ranges).toEqual(["64+192"]);
  expect([column.rows[64], column.rows[128], column.rows[192]]).toEqual([-1, 128, -3]);
});

test("large chunks are uploaded one by one, the rest after them", () => {
  const { column, sync } = setUp(1024, 2048 + 320, 1024);
  sync();
  expect(column.ranges).toEqual(["0+1024", "1024+1024", "2048+320"]);
  expect(column.rows).toEqual(Array.from({ length: 2368 }, (_, i) => i));
});

test("a large chunk leaves out unchanged windows at both ends", () => {
  const { query, column, sync } = setUp(4096, 4096, 4096);
  sync();
  for (const chunk of query) chunk.write(Position, 1500, 2100).x[1500] = -1;
  expect(sync()).toBe(2048 * 4);
  expect(column.ranges).toEqual(["1024+2048"]);
  expect(column.rows[1500]).toBe(-1);
});

test("nothing is uploaded when nothing changed, everything when the GPU has forgotten", () => {
  const { column, sync } = setUp(1024, 3000, 1024);
  sync();
  expect(sync()).toBe(0);
  expect(column.ranges).toEqual([]);
  expect(sync(true)).toBe(3000 * 4);
});
