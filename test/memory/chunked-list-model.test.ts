import fc from "fast-check";
import { expect, test } from "vitest";
import { ChunkedList } from "../../src/memory/chunked-list.ts";
import { FULL_SCALE, IS_USUAL, SEED } from "../model/soak.ts";

test("a chunked list behaves as a plain array", () => {
  const op = fc.record({
    kind: fc.constantFrom("push", "push", "push", "pop", "set", "swapRemove", "clear", "shrink"),
    n: fc.nat(99),
    // One list in four may clear, or none would grow past a chunk.
    mayClear: fc.nat(99).map((n) => n === 0),
  });
  let longest = 0;
  let chunks = 0;
  const codes = new Set<string>();

  fc.assert(
    fc.property(fc.array(op, { maxLength: 200, size: "max" }), (ops) => {
      const list = new ChunkedList("i32", { chunkLength: 16 });
      const model: number[] = [];
      /** Runs `act`, which must throw exactly `code` when the model says so. */
      const expectCode = (code: string | undefined, act: () => void) => {
        if (code === undefined) return act();
        codes.add(code);
        expect(act).toThrow(expect.objectContaining({ code }));
      };
      ops.forEach(({ kind, n, mayClear }, step) => {
        // An index past the end now and then.
        const index = n % (model.length + 2);
        const code = index < model.length ? undefined : "E016";
        if (kind === "push") {
          list.push(step);
          model.push(step);
        } else if (kind === "pop") {
          expectCode(model.length === 0 ? "E017" : undefined, () => {
            expect(list.pop()).toBe(model.pop());
          });
        } else if (kind === "set") {
          expectCode(code, () => {
            list.set(index, -step);
            model[index] = -step;
          });
        } else if (kind === "swapRemove") {
          expectCode(code, () => {
            expect(list.swapRemove(index)).toBe(model[index]);
            const last = model.pop() as number;
            if (index < model.length) model[index] = last;
          });
        } else if (kind === "clear" && mayClear) {
          list.clear();
          model.length = 0;
        } else if (kind === "shrink") {
          list.shrink();
          expect(list.capacity).toBe(Math.ceil(model.length / 16) * 16);
        }
        const read: number[] = [];
        list.forEachChunk((values, count, start) => {
          expect(start).toBe(read.length);
          read.push(...values.subarray(0, count));
          chunks = Math.max(chunks, start / 16 + 1);
        });
        expect(read).toEqual(model);
        expect(list.length).toBe(model.length);
        expect(model.map((_, i) => list.get(i))).toEqual(model);
      });
      longest = Math.max(longest, ops.length);
    }),
    { numRuns: 100 * FULL_SCALE, seed: SEED },
  );
  if (!IS_USUAL) return;
  expect(longest).toBeGreaterThan(180);
  expect(chunks).toBeGreaterThanOrEqual(3);
  expect([...codes].sort()).toEqual(["E016", "E017"]);
});
