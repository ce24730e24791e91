import fc from "fast-check";
import { expect, test } from "vitest";
import { createWorld, endMessageFrame, f64, message, shrinkMessages } from "../../src/index.ts";
import { FULL_SCALE, IS_USUAL, SEED } from "../model/soak.ts";

const Count = message("Count", { n: f64 });

/** A reader of the model: the numbers of all messages ever sent that it has not read. */
interface ModelReader {
  unread: number[];
  missed: number;
}

test("readers behave as lists of unread messages from which whole frames fall off", () => {
  const op = fc.record({
    kind: fc.constantFrom("send", "send", "sendMany", "each", "eachRun", "frame", "skip", "more"),
    n: fc.nat(99),
  });
  let most = 0;
  let missed = 0;
  let longest = 0;

  const run = (ops: readonly { kind: string; n: number }[]) => {
    const world = createWorld();
    const readers = [Count.reader(world), Count.reader(world)];
    const model: ModelReader[] = readers.map(() => ({ unread: [], missed: 0 }));
    let sent = 0;
    let previous: number[] = [];
    let current: number[] = [];
    const note = () => {
      current.push(sent);
      for (const reader of model) reader.unread.push(sent);
      sent++;
    };
    for (const { kind, n } of ops) {
      const which = n % readers.length;
      const reader = readers[which];
      const expected = model[which];
      const seen: number[] = [];
      if (kind === "send") {
        Count.send(world, { n: sent });
        note();
      } else if (kind === "sendMany") {
        Count.sendMany(world, n, (columns, start, end) => {
          for (let i = start; i < end; i++) columns.n[i] = sent + i - start;
        });
        for (let i = 0; i < n; i++) note();
      } else if (kind === "each") {
        const all = expected.unread;
        expected.unread = [];
        reader.each((m) => {
          seen.push(m.n);
          if (m.n % 5 !== 0) return;
          Count.send(world, { n: sent });
          note();
        });
        expect(seen).toEqual(all);
      } else if (kind === "eachRun") {
        reader.eachRun((columns, start, end) => {
          for (let i = start; i < end; i++) seen.push(columns.n[i]);
        });
        expect(seen).toEqual(expected.unread);
        expected.unread = [];
      } else if (kind === "frame") {
        endMessageFrame(world);
        for (const it of model) {
          const kept = it.unread.filter((one) => !previous.includes(one));
          it.missed += it.unread.length - kept.length;
          it.unread = kept;
        }
        previous = current;
        current = [];
        if (n % 4 === 0) shrinkMessages(world);
      } else if (kind === "skip") {
        reader.skip();
        expected.unread = [];
      } else if (kind === "more") {
        readers.push(Count.reader(world));
        model.push({ unread: [...previous, ...current], missed: 0 });
      }
      for (let i = 0; i < readers.length; i++) {
        expect(readers[i].count).toBe(model[i].unread.length);
        expect(readers[i].missedCount).toBe(model[i].missed);
      }
      most = Math.max(most, previous.length + current.length);
    }
    for (const one of model) missed += one.missed;
    longest = Math.max(longest, ops.length);
  };

  fc.assert(fc.property(fc.array(op, { maxLength: 60, size: "max" }), run), {
    numRuns: 200 * FULL_SCALE,
    seed: SEED,
  });
  if (!IS_USUAL) return;
  expect(longest).toBeGreaterThan(50);
  expect(most).toBeGreaterThan(300);
  expect(missed).toBeGreaterThan(100);
});
