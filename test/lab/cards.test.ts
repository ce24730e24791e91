import { describe, expect, test } from "vitest";
import { sourceOf } from "../../demos/lab/card.ts";
import { CARDS, cardById } from "../../demos/lab/cards.ts";

test("ids are unique, and an unknown one names those there are", () => {
  expect(new Set(CARDS.map((card) => card.id)).size).toBe(CARDS.length);
  expect(() => cardById("nothing")).toThrow(/has no card "nothing". Use one of .*list/);
});

describe.each(CARDS.map((card) => [card.id, card] as const))("%s", (_id, card) => {
  test.each(card.sizes.slice(0, 2))("all sides agree at size %i, run after run", (size) => {
    const checksums = card.sides.map((side) => {
      const subject = side.make(card.prepare(size, 11), size);
      const sums = [1, 2, 3].map(() => {
        const sum = subject.run();
        subject.reset?.();
        return sum;
      });
      subject.dispose?.();
      return sums;
    });
    for (const sums of checksums) expect(sums).toEqual(checksums[0]);
    for (const sum of checksums[0]) expect(Number.isSafeInteger(sum) && sum !== 0).toBe(true);
  });

  test("the checksum depends on the seed or the size", () => {
    const sumAt = (size: number, seed: number) => {
      const subject = card.sides[0].make(card.prepare(size, seed), size);
      const sum = subject.run();
      subject.dispose?.();
      return sum;
    };
    const sums = [sumAt(card.sizes[0], 11), sumAt(card.sizes[0], 12), sumAt(card.sizes[1], 11)];
    expect(new Set(sums).size).toBeGreaterThan(1);
  });

  test("has a picture, sources and two sides or more", () => {
    const drawing = card.picture(7);
    expect(drawing.shapes.length).toBeGreaterThan(8);
    expect(drawing.caption).toMatch(/\.$/);
    for (const shape of drawing.shapes) {
      if (shape.kind === "path") expect(shape.d).not.toContain("NaN");
      else expect(Number.isFinite(shape.x) && Number.isFinite(shape.y)).toBe(true);
    }
    expect(card.sides.length).toBeGreaterThan(1);
    for (const side of card.sides) expect(sourceOf(side)).toMatch(/^function \w+\(/);
  });
});
