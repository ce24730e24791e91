import { expect, test } from "vitest";
import { defineCard } from "../../demos/lab/card.ts";
import { cardById } from "../../demos/lab/cards.ts";
import { type MeasurePlan, measureCard } from "../../demos/lab/measure.ts";
import { cardMarkdown, headline } from "../../demos/lab/report.ts";

const plan: MeasurePlan = { sizes: [1000, 4000], rounds: 2, turnMs: 1, warmUpMs: 1, seed: 3 };

test("every side has a point for each size, and progress goes from 0 up to 1", () => {
  const card = cardById("list");
  const shares: number[] = [];
  const result = measureCard(card, plan, { onProgress: (share) => shares.push(share) });
  expect(result.sides.map((side) => side.points.map((point) => point.size))).toEqual(
    card.sides.map(() => plan.sizes),
  );
  for (const side of result.sides) {
    for (const point of side.points) {
      expect(point.medianNs).toBeGreaterThan(0);
      expect(point.minNs).toBeLessThanOrEqual(point.medianNs);
      expect(point.maxNs).toBeGreaterThanOrEqual(point.medianNs);
      expect(point.pauseMs).toBeGreaterThanOrEqual(0);
    }
  }
  expect(shares[0]).toBe(0);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.length).toBe(plan.sizes.length * (plan.rounds + 1));
  expect(Math.max(...shares)).toBeLessThan(1);
  const text = cardMarkdown(card, result);
  expect(text).toContain("| 4,000, ChunkedList |");
  expect(text).toContain(headline(card, result).ratio);
});

function toy(sums: readonly number[], calls: string[] = []) {
  return defineCard<number>({
    id: "toy",
    title: "Toy",
    pattern: "",
    meaning: "",
    sizes: [1, 2],
    sizeName: "elements",
    operation: "element",
    prepare: (size) => size,
    picture: () => ({ width: 1, height: 1, shapes: [], caption: "" }),
    sides: sums.map((sum, i) => ({
      label: `side ${i}`,
      source: [],
      make: () => ({
        run() {
          calls.push("run");
          return sum;
        },
        reset: () => calls.push("reset"),
        dispose: () => calls.push("dispose"),
        bytes: 64,
      }),
    })),
  });
}

test("sides that disagree are an error that says who returned what", () => {
  expect(() => measureCard(toy([1, 2]), { ...plan, sizes: [5] })).toThrow(
    'The sides of "toy" disagree at size 5: side 0: 1, side 1: 2.',
  );
});

test("each run is followed by its reset, and the end by dispose", () => {
  const calls: string[] = [];
  measureCard(toy([1, 1], calls), { ...plan, sizes: [5] });
  const text = calls.join(" ");
  expect(text).toMatch(/^(run reset )+dispose dispose$/);
});

test("what the heap says becomes bytes and allocations where a side does not know", () => {
  let used = 0;
  const grow = (bytes: number) => {
    used += bytes;
    return 1;
  };
  const subjects = [
    () => ({ run: () => grow(30), made: grow(500) }),
    () => ({ run: () => grow(70), bytes: 64, allocatedBytes: 8 }),
  ];
  const card = defineCard({
    ...toy([]),
    sides: subjects.map((make, i) => ({ label: `side ${i}`, source: [], make })),
  });
  // Looking takes 7 itself.
  const result = measureCard(card, { ...plan, sizes: [5] }, { usedBytes: () => (used += 7) });
  expect(result.sides[0].points[0]).toMatchObject({ bytes: 507, allocatedBytes: 30 });
  expect(result.sides[1].points[0]).toMatchObject({ bytes: 64, allocatedBytes: 8 });
});

test("a sweep's headline compares the last side with itself at two sizes", () => {
  const point = (size: number, medianNs: number) => ({
    ...{ size, medianNs, minNs: 1, maxNs: 1, pauseMs: 0 },
    ...{ bytes: undefined, allocatedBytes: undefined },
  });
  const result = {
    id: "toy",
    sides: [
      { label: "side 0", points: [point(1, 90), point(2, 80)] },
      { label: "side 1", points: [point(1, 30), point(2, 10)] },
    ],
  };
  const card = toy([1, 1]);
  expect(headline(card, result)).toEqual({
    ratio: "8.0×",
    text: "as long: “side 0” against “side 1”, at 2 elements",
  });
  expect(headline({ ...card, headlineFrom: 1 }, result)).toEqual({
    ratio: "3.0×",
    text: "as long: “side 1”, at 1 against 2 elements",
  });
});
