import { expect, test } from "vitest";
import { SYSTEM_NAMES } from "../../../demos/particles/particle-store.ts";
import {
  estimateStep,
  estimateSystem,
  SYSTEM_FIELDS,
} from "../../../demos/particles/work-estimate.ts";

/** Objects as Node lays them out, and as Chrome does, with compressed pointers. */
const NODE = { pointerBytes: 8, boxBytes: 16, headerBytes: 24 };
const CHROME = { pointerBytes: 4, boxBytes: 12, headerBytes: 12 };

test("the systems touch 1, 5, 4, 4, 3 and 1 fields", () => {
  expect(SYSTEM_NAMES.map((system) => SYSTEM_FIELDS[system].length)).toEqual([1, 5, 4, 4, 3, 1]);
});

test("columns load what they touch: 4 bytes and a sixteenth of a line per field", () => {
  for (const layout of ["columns", "hand"] as const) {
    expect(estimateSystem(layout, "age")).toEqual({ bytesTouched: 4, cacheLines: 1 / 16 });
    expect(estimateSystem(layout, "forces")).toEqual({ bytesTouched: 20, cacheLines: 5 / 16 });
    expect(estimateStep(layout)).toEqual({ bytesTouched: 72, cacheLines: 18 / 16 });
  }
});

test("bitECS loads columns and the id of each entity", () => {
  expect(estimateSystem("bitecs", "age")).toEqual({ bytesTouched: 8, cacheLines: 2 / 16 });
  expect(estimateStep("bitecs")).toEqual({ bytesTouched: 96, cacheLines: 24 / 16 });
});

test("an interleaved row is one line, however little of it is touched", () => {
  expect(estimateSystem("interleaved", "age")).toEqual({ bytesTouched: 4, cacheLines: 1 });
  expect(estimateSystem("interleaved", "forces")).toEqual({ bytesTouched: 20, cacheLines: 1 });
  expect(estimateStep("interleaved")).toEqual({ bytesTouched: 72, cacheLines: 6 });
});

test("an object touches its slot, its map, and a pointer and a boxed number per field", () => {
  expect(estimateSystem("objects", "age", NODE).bytesTouched).toBe(8 + 8 + (8 + 8));
  expect(estimateSystem("objects", "age", CHROME).bytesTouched).toBe(4 + 4 + (4 + 8));
  expect(estimateSystem("churned", "move", NODE).bytesTouched).toBe(8 + 8 + 4 * (8 + 8));
});

test("objects in allocation order share lines with their neighbours, churned ones with nobody", () => {
  for (const model of [NODE, CHROME]) {
    for (const system of SYSTEM_NAMES) {
      const { cacheLines } = estimateSystem("objects", system, model);
      const churned = estimateSystem("churned", system, model);
      expect(cacheLines).toBeGreaterThan(1);
      expect(churned.cacheLines).toBeGreaterThanOrEqual(cacheLines);
      expect(churned.cacheLines).toBeLessThan(8);
    }
  }
  expect(estimateStep("churned", CHROME).cacheLines).toBeGreaterThan(
    estimateStep("objects", CHROME).cacheLines,
  );
});

test("the lines of an object are those its fields lie in, averaged over where it starts", () => {
  // age in Node: 8 of 64 bytes of the array; map at 0 and life at 56 of an object that starts at
  // any multiple of 8, so both share a line in one case of eight; and the 8 bytes of one box.
  expect(estimateSystem("churned", "age", NODE).cacheLines).toBe(1 / 8 + (1 + 7 / 8) + 1);
});
