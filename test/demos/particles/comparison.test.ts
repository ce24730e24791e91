import { expect, test } from "vitest";
import {
  compareLayouts,
  comparisonTable,
  formatNs,
  formatRatio,
  type LayoutSample,
  median,
  toMarkdown,
} from "../../../demos/particles/comparison.ts";
import type { StoreName } from "../../../demos/particles/particle-store.ts";

function sample(layout: StoreName, stepNs: number, ageNs: number): LayoutSample {
  const systemNs = { age: ageNs, forces: 2, move: 3, bounce: 4, look: 5, respawn: 6 };
  return { layout, stepNs, systemNs };
}

const samples = [
  sample("churned", 100, 10),
  sample("columns", 10, 1),
  sample("churned", 130, 30),
  sample("columns", 14, 1.5),
  sample("churned", 110, 20),
  sample("columns", 11, 0.5),
];

test("the median is the middle, or the mean of the two in the middle", () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([10, 9, 100])).toBe(10);
  expect(median([])).toBeNaN();
});

test("the median leaves its argument in order", () => {
  const values = [3, 1, 2];
  median(values);
  expect(values).toEqual([3, 1, 2]);
});

test("a row holds medians, the range and the ratio to columns", () => {
  expect(compareLayouts(samples)).toEqual([
    {
      layout: "churned",
      stepNs: 110,
      minNs: 100,
      maxNs: 130,
      systemNs: { age: 20, forces: 2, move: 3, bounce: 4, look: 5, respawn: 6 },
      ratio: 10,
    },
    {
      layout: "columns",
      stepNs: 11,
      minNs: 10,
      maxNs: 14,
      systemNs: { age: 1, forces: 2, move: 3, bounce: 4, look: 5, respawn: 6 },
      ratio: 1,
    },
  ]);
});

test("the reference can be another layout, or one that was not measured", () => {
  expect(compareLayouts(samples, "churned").map((row) => row.ratio)).toEqual([1, 0.1]);
  expect(compareLayouts(samples, "hand").map((row) => row.ratio)).toEqual([Number.NaN, Number.NaN]);
});

test("the table copies as Markdown", () => {
  expect(toMarkdown(comparisonTable(compareLayouts(samples)))).toBe(
    [
      "| layout | ns per particle | range | ratio | age | forces | move | bounce | look | respawn |",
      "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
      "| churned | 110 | 100 - 130 | 10.00x | 20.0 | 2.00 | 3.00 | 4.00 | 5.00 | 6.00 |",
      "| columns | 11.0 | 10.0 - 14.0 | 1.00x | 1.00 | 2.00 | 3.00 | 4.00 | 5.00 | 6.00 |",
    ].join("\n"),
  );
});

test("figures keep three digits, and what was not measured is a dash", () => {
  expect([0.4123, 3.049, 58.14, 203.6, Number.NaN].map(formatNs)).toEqual([
    "0.412",
    "3.05",
    "58.1",
    "204",
    "-",
  ]);
  expect([7.256, Number.NaN].map(formatRatio)).toEqual(["7.26x", "-"]);
});
