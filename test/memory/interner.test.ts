import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Interner } from "../../src/memory/interner.ts";
import { FULL_SCALE, IS_USUAL, SEED } from "../model/soak.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

test("equal strings have one id, in the order of first appearance", () => {
  const names = new Interner();
  expect(names.intern("walk")).toBe(1);
  expect(names.intern("run")).toBe(2);
  expect(names.intern(["wa", "lk"].join(""))).toBe(1);
  expect(names.textOf(1)).toBe("walk");
  expect(names.textOf(2)).toBe("run");
});

test("the empty string has id 0 before anything is interned", () => {
  const names = new Interner();
  expect(names.count).toBe(1);
  expect(names.idOf("")).toBe(0);
  expect(names.intern("")).toBe(0);
  expect(names.textOf(0)).toBe("");
});

test("idOf finds what was interned and adds nothing", () => {
  const names = new Interner();
  names.intern("walk");
  expect(names.idOf("walk")).toBe(1);
  expect(names.idOf("run")).toBe(undefined);
  expect(names.count).toBe(2);
});

test("strings that objects inherit are no names until interned", () => {
  const names = new Interner();
  expect(names.idOf("constructor")).toBe(undefined);
  expect(names.intern("__proto__")).toBe(1);
  expect(names.textOf(1)).toBe("__proto__");
});

test("text bytes count one byte per unit up to ÿ and two beyond, once per distinct string", () => {
  const names = new Interner();
  names.intern("abc");
  names.intern("abc");
  expect(names.textBytes).toBe(3);
  names.intern("\u00ff");
  expect(names.textBytes).toBe(4);
  names.intern("a\u0100");
  expect(names.textBytes).toBe(8);
});

test("E013: what is not a string is refused, with its type", () => {
  const names = new Interner({ name: "states" });
  expect(() => names.intern(7 as never)).toThrow(
    'intern: interner "states" was given 7 (number). Pass a string. [E013]',
  );
  expect(() => names.intern(undefined as never)).toThrow(
    'intern: interner "states" was given undefined (undefined). Pass a string. [E013]',
  );
  expect(names.count).toBe(1);
});

test("E014: past maxCount a new string is refused, and known ones still have their ids", () => {
  const names = new Interner({ name: "states", maxCount: 3 });
  names.intern("walk");
  names.intern("run");
  expect(() => names.intern("sleep")).toThrow(
    'intern: interner "states" holds 3 strings of 7 bytes, and one more of 5 bytes is past its maxCount 3. ' +
      "Raise the limit, or intern only strings that repeat. [E014]",
  );
  expect(names.count).toBe(3);
  expect(names.textBytes).toBe(7);
  expect(names.idOf("sleep")).toBe(undefined);
  expect(names.intern("run")).toBe(2);
});

test("E014: past maxTextBytes a new string is refused, and a shorter one fits", () => {
  const names = new Interner({ maxTextBytes: 6 });
  names.intern("walk");
  expect(() => names.intern("run")).toThrow(
    'intern: interner "unnamed" holds 2 strings of 4 bytes, and one more of 3 bytes is past its maxTextBytes 6. ' +
      "Raise the limit, or intern only strings that repeat. [E014]",
  );
  expect(names.intern("hi")).toBe(2);
  expect(names.textBytes).toBe(6);
});

test("E015: an id that was never given is refused", () => {
  const names = new Interner({ name: "states" });
  names.intern("walk");
  const message = (id: string) =>
    `textOf: interner "states" has ids 0 to 1, and ${id} is none of them. ` +
    "Pass an id that its own intern() returned. [E015]";
  expect(() => names.textOf(2)).toThrow(message("2"));
  expect(() => names.textOf(-1)).toThrow(message("-1"));
  expect(() => names.textOf(0.5)).toThrow(message("0.5"));
  expect(() => names.textOf(Number.NaN)).toThrow(message("NaN"));
});

test("sweep lets go of strings that are not marked, and gives their ids out again", () => {
  const names = new Interner({ name: "states", maxCount: 5 });
  for (const text of ["walk", "run", "sleep", "\u0100"]) names.intern(text);
  expect(names.sweep(Uint8Array.of(0, 0, 1))).toBe(3); // all but "" and "run"
  expect([names.count, names.idLimit, names.textBytes]).toEqual([2, 5, 3]);
  expect([names.idOf(""), names.idOf("walk"), names.idOf("run")]).toEqual([0, undefined, 2]);
  expect(() => names.textOf(3)).toThrow(
    'textOf: interner "states" let the string of id 3 go when it was swept. Mark the ids that you keep before you call sweep(). [E015]',
  );
  expect([names.tryTextOf(2), names.tryTextOf(3)]).toEqual(["run", undefined]);
  expect(["a", "b", "c"].map((text) => names.intern(text)).sort()).toEqual([1, 3, 4]);
  expect(() => names.intern("d")).toThrow("[E014]");
  expect(names.sweep(new Uint8Array(0))).toBe(4);
  expect(names.sweep(new Uint8Array(5))).toBe(0);
  expect([names.count, names.textBytes, names.textOf(0)]).toEqual([1, 0, ""]);
});

test("E001 names the bad limit", () => {
  expect(() => new Interner({ maxCount: 0 })).toThrow(
    "new Interner: maxCount is 0. Pass a whole number from 1 to 16777216. [E001]",
  );
  expect(() => new Interner({ maxTextBytes: -1 })).toThrow(
    "new Interner: maxTextBytes is -1. Pass a whole number from 0 to 9007199254740991. [E001]",
  );
});

test("a name that was cut out of a large text does not keep the text alive", () => {
  const names = new Interner();
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 20; i++) {
    const text = JSON.parse(JSON.stringify(`${i} is a long enough name `.repeat(50_000))) as string;
    names.intern(text.slice(0, 20));
  }
  collect();
  // 20 texts of a million characters, of which the last may still be referred to by the stack.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(5_000_000);
  expect(names.count).toBe(21);
});

test("looking up known strings leaves no garbage", () => {
  const names = new Interner();
  const texts = Array.from({ length: 100 }, (_, i) => `name ${i}`);
  let sum = 0;
  const frame = () => {
    for (const text of texts)
      sum += names.intern(text) + names.textOf(names.idOf(text) as number).length;
  };
  for (let i = 0; i < 500; i++) frame();
  // Short windows, so that no collection hides what one made; the least, because V8 compiles meanwhile.
  const windows = Array.from({ length: 9 }, () => {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 20; i++) frame();
    return process.memoryUsage().heapUsed - before;
  });
  expect(sum).toBeGreaterThan(0);
  // 20 frames of 100 boxed numbers would be 24,000 bytes.
  expect(Math.min(...windows)).toBeLessThan(10_000);
});

test("an interner behaves as a list of distinct strings that is searched from the front", () => {
  const text = fc.oneof(
    fc.constantFrom("", "a", "b", "ab", "__proto__", "\ud800", "\u0100", "name"),
    fc.string({ unit: "binary", maxLength: 20 }),
  );
  let most = 0;
  const run = (texts: readonly string[]) => {
    const names = new Interner({ maxCount: 30 });
    const model = [""];
    for (const one of texts) {
      const known = model.indexOf(one);
      expect(names.idOf(one)).toBe(known < 0 ? undefined : known);
      if (known < 0 && model.length === 30) {
        expect(() => names.intern(one)).toThrow(expect.objectContaining({ code: "E014" }));
      } else {
        expect(names.intern(one)).toBe(known < 0 ? model.push(one) - 1 : known);
      }
      expect(names.count).toBe(model.length);
    }
    for (let id = 0; id < model.length; id++) expect(names.textOf(id)).toBe(model[id]);
    most = Math.max(most, model.length);
  };
  fc.assert(fc.property(fc.array(text, { maxLength: 80, size: "max" }), run), {
    numRuns: 200 * FULL_SCALE,
    seed: SEED,
  });
  if (!IS_USUAL) return;
  expect(most).toBe(30);
});
