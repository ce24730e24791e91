/** What lowering refuses, with the whole message; `docs/errors.md` has a section for each code. */
import { expect, test } from "vitest";
import type { KernelTree, Statement } from "../../src/kernel/tree.ts";
import { component } from "../../src/storage/define-component.ts";
import { array, bool, entity, f32, i32, oneOf, string, u32 } from "../../src/storage/field.ts";
import {
  bin,
  body,
  call,
  cond,
  local,
  lower,
  member,
  name,
  num,
  put,
  ret,
  signatureOf,
  un,
  when,
} from "./run-tree.ts";

const Body = component("Body", {
  x: f32,
  n: i32,
  is: bool,
  m: array(f32, 3),
  target: entity,
  label: string,
  mood: oneOf("calm", "angry"),
});
const Speed = component("Speed", { x: f32 });

const clamp = body("x", when(bin("x", ">", 1), [ret(1)], [ret("x")]));
const signature = signatureOf({
  label: "move",
  terms: [
    { component: Body, access: "write" },
    { component: Speed, access: "read" },
  ],
  uniforms: [{ name: "dt", type: "f32" }],
  functions: {
    clamp,
    ping: body("x", ret(call("pong", "x"))),
    pong: body("x", ret(call("ping", "x"))),
    half: body("x", when(bin("x", ">", 1), [ret("x")])),
    writes: body("p", put("p.x", 1), ret(1)),
    empty: body("x", ret()),
    both: body("x", when(bin("x", ">", 1), [ret("x")], [ret(true)])),
  },
});

const messageOf = (tree: KernelTree): string => {
  try {
    lower(tree, signature);
  } catch (error) {
    return String(error);
  }
  return "nothing was thrown";
};
const refused = (...statements: Statement[]): string => messageOf(body("p v u", ...statements));

test("names that mean nothing are refused", () => {
  expect(refused(put("p.x", "speed"))).toBe(
    'EcsError: kernel move: there is no "speed" here; a kernel sees [p, v, u] and nothing from outside. Pass the number as a uniform. [E320]',
  );
  expect(refused(put("p.x", "v"))).toBe(
    'EcsError: kernel move: "v" stands for a row, and is used as if it were a number. Name a part of it: v.x. [E320]',
  );
  expect(refused(put("p.x", "u"))).toBe(
    'EcsError: kernel move: "u" stands for the uniforms, and is used as if it were a number. Name a part of it: u.dt. [E320]',
  );
  expect(refused(put("p.x", "q.x"))).toBe(
    `EcsError: kernel move: "q" in "q.x" is neither a row nor the uniforms; the body's parameters are [p, v, u]. Name one of them. [E320]`,
  );
  expect(refused(put("p.x", call("Math.tan", "p.x")))).toBe(
    "EcsError: kernel move: there is no function \"Math.tan\" in a kernel; it can call [random, clamp, ping, pong, half, writes, empty, both] and Math's [sqrt, sign, sin, cos, exp, log, floor, ceil, round, trunc, abs, fround, atan2, pow, imul, min, max, hypot]. Pass it among the kernel's functions. [E320]",
  );
});

test("fields and uniforms that are not there are refused", () => {
  expect(refused(put("p.x", "v.y"))).toBe(
    'EcsError: kernel move: "v.y" names no field; Speed has [x]. Name one of them. [E321]',
  );
  expect(refused(put("p.x", "u.dtt"))).toBe(
    'EcsError: kernel move: "u.dtt" names no uniform; the kernel has [dt]. Declare it, or name one of them. [E321]',
  );
});

test("a component that cannot be switched off is not asked whether it is on, and none is switched", () => {
  expect(refused(put("p.is", "v.isEnabled"))).toBe(
    'EcsError: kernel move: "v.isEnabled" asks whether Speed is switched on, and it cannot be switched. Define it with { toggle: true }. [E321]',
  );
  const Shield = component("Shield", { left: f32 }, { toggle: true });
  const terms = [{ component: Shield, access: "read" as const }];
  expect(() =>
    lower(body("s", put("s.isEnabled", false)), signatureOf({ label: "move", terms })),
  ).toThrow(
    'kernel move: "s.isEnabled" cannot be assigned to, because hooks are told of what is switched. Return the rows, { rows: where(...) }, and call world.enable or world.disable with Shield for each. [E322]',
  );
});

test("values of other entities are read, and not too many", () => {
  const Far = component("Far", { x: f32, m: array(f32, 32), n: array(f32, 32) });
  const gathered = { component: Far, access: "gather" as const };
  const terms = [{ component: Body, access: "write" as const }, ...Array(5).fill(gathered)];
  const lowered = (...statements: Statement[]) =>
    lower(body("p a b c d e", ...statements), signatureOf({ label: "move", terms }));
  expect(() => lowered(put("a.x", 1))).toThrow(
    'kernel move: "a.x" cannot be assigned to, because it is another entity\'s. Write it in a kernel over the rows of that entity. [E322]',
  );
  expect(() => lowered(put("p.is", "a.isEnabled"))).toThrow(
    'kernel move: "a.isEnabled" names no field; Far has [x, m, n]. Name one of them. [E321]',
  );
  expect(() => lowered(put("p.is", "p.exists"))).toThrow('"p.exists" names no field');
  expect(() => lowered(put("p.x", "a"))).toThrow("Name a part of it: a.x.");
  const lanes = [..."abcd"].flatMap((row) =>
    Array.from({ length: 64 }, (_, i) => put("p.x", `${row}.${i < 32 ? "m" : "n"}[${i % 32}]`)),
  );
  expect(lowered(...lanes).columns.length).toBe(257);
  expect(() => lowered(...lanes, put("p.x", "e.x"))).toThrow(
    "kernel move: its body names 257 values of other entities, and 256 are possible. Make two kernels of it. [E323]",
  );
});

test("assignments to what is not the kernel's to write are refused", () => {
  expect(refused(put("v.x", 1))).toBe(
    'EcsError: kernel move: "v.x" cannot be assigned to, because the kernel only reads Speed. Declare the term as write(Speed). [E322]',
  );
  expect(refused(put("u.dt", 1))).toBe(
    'EcsError: kernel move: "u.dt" cannot be assigned to, because "u" is no row. Assign to a field of a row that the kernel writes. [E322]',
  );
  expect(refused(put("q.x", 1))).toBe(
    'EcsError: kernel move: "q.x" cannot be assigned to, because "q" is not there. Assign to a field of a row that the kernel writes. [E322]',
  );
  expect(refused({ kind: "assign", to: name("speed"), value: num(1) })).toBe(
    'EcsError: kernel move: "speed" is no local variable, and cannot be assigned to. Declare it with let, or assign to a field of a row. [E322]',
  );
  expect(refused(put("p.x", call("writes", "p")))).toBe(
    `EcsError: kernel move: "p.x" is assigned to in function "writes", and functions only compute a value. Return it, and assign it in the kernel's body. [E322]`,
  );
});

test("fields that are no numbers, and lanes that are not there, are refused", () => {
  expect(refused(put("p.x", "p.label"))).toBe(
    'EcsError: kernel move: "p.label" is a string, and a kernel works with numbers and bools only. Keep a number beside it, or use a loop over chunks. [E323]',
  );
  expect(refused(put("p.mood", 1))).toBe(
    'EcsError: kernel move: "p.mood" is a oneOf(calm, angry), and a kernel works with numbers and bools only. Keep a number beside it, or use a loop over chunks. [E323]',
  );
  expect(refused(put("p.x", "p.m"))).toBe(
    'EcsError: kernel move: "p.m" does not say which of the 3 lanes. Write p.m[0] to p.m[2]. [E323]',
  );
  expect(refused(put("p.x", "p.m[3]"))).toBe(
    'EcsError: kernel move: "p.m[3]" does not say which of the 3 lanes. Write p.m[0] to p.m[2]. [E323]',
  );
  expect(refused(put("p.x[0]", 1))).toBe(
    'EcsError: kernel move: "p.x[0]" asks for a lane of a field that has one value a row. Write p.x. [E323]',
  );
  expect(refused(put("p.n", bin("p.target", "+", 1)))).toBe(
    'EcsError: kernel move: "p.target" refers to an entity, and can only be compared. Write p.target === ... or !== ..., with another reference or a u32. [E323]',
  );
  expect(refused(put("p.target", 1))).toBe(
    'EcsError: kernel move: "p.target" refers to an entity, and a kernel can only compare it. Set it with world.set, or in a loop over chunks. [E323]',
  );
});

test("bools among numbers are refused", () => {
  expect(refused(put("p.x", bin("p.is", "+", 1)))).toBe(
    'EcsError: kernel move: + is given a bool where it takes numbers, or a number beside a bool. Make a number with "b ? 1 : 0", a bool with "x !== 0". [E324]',
  );
  expect(refused(put("p.x", cond("p.is", 1, true)))).toMatch(/^EcsError: kernel move: \? : is/);
  expect(refused(put("p.x", un("-", "p.is")))).toMatch(/^EcsError: kernel move: - is given a bool/);
  expect(refused(put("p.x", call("Math.sqrt", true)))).toMatch(/: Math.sqrt is given a bool/);
  expect(refused(put("p.x", call("random", "p.is")))).toMatch(/: random is given a bool/);
  expect(refused(put("p.is", "p.x"))).toBe(
    'EcsError: kernel move: "p.is" is of type bool, and is assigned a number. Make a number with "b ? 1 : 0", a bool with "x !== 0". [E324]',
  );
  expect(refused(put("p.x", true))).toBe(
    'EcsError: kernel move: "p.x" is of type f32, and is assigned a bool. Make a number with "b ? 1 : 0", a bool with "x !== 0". [E324]',
  );
  expect(refused(local("n", "p.x"), put("n", bin("p.x", ">", 1)))).toMatch(/"n" is of type f32/);
  expect(refused(put("p.x", call("both", "p.x")))).toBe(
    "EcsError: kernel move: both returns a number in one place and a bool in another. Return one or the other. [E324]",
  );
});

test("calls with too many or too few values are refused", () => {
  expect(refused(put("p.x", call("Math.atan2", "p.x")))).toBe(
    "EcsError: kernel move: Math.atan2 is given 1 values and takes 2. Pass as many. [E325]",
  );
  expect(refused(put("p.x", call("Math.min")))).toBe(
    "EcsError: kernel move: Math.min is given 0 values and takes 1 to 16. Pass as many. [E325]",
  );
  expect(refused(put("p.x", call("clamp", 1, 2)))).toBe(
    "EcsError: kernel move: clamp(x) is given 2 values. Pass 1. [E325]",
  );
  expect(messageOf(body("p v u w", put("p.x", 1)))).toBe(
    `EcsError: kernel move: its body takes [p, v, u, w], and is given a row for each of its 2 terms, then the uniforms. Take 3 parameters at most. [E325]`,
  );
});

test("functions that call themselves, or have no value, are refused", () => {
  expect(refused(put("p.x", call("ping", "p.x")))).toBe(
    "EcsError: kernel move: ping calls pong calls ping, and a kernel's functions are written out where they are called, so none can call itself. Compute it without, or in a loop over chunks. [E326]",
  );
  expect(refused(put("p.x", call("half", "p.x")))).toBe(
    "EcsError: kernel move: half does not return a value on every way through it. End it with a return. [E327]",
  );
  expect(refused(put("p.x", call("empty", "p.x")))).toBe(
    "EcsError: kernel move: this return of empty has no value. Return a number or a bool. [E327]",
  );
  expect(refused(ret("p.x"))).toBe(
    "EcsError: kernel move: the body returns a value of a row, and there is nobody to take it. Write it to a field, or return outputs of all rows at the end: { total: sum(...) }. [E327]",
  );
});

test("a message begins with the place, as far as the tree knows it", () => {
  const at = { line: 3, column: 14 };
  const statements: Statement[] = [
    { kind: "assign", to: member("p.x"), value: { kind: "name", name: "speed", at } },
  ];
  const tree: KernelTree = { parameters: ["p"], statements };
  expect(messageOf(tree)).toMatch(/^EcsError: kernel move:3:15: there is no "speed" here/);
  expect(messageOf({ ...tree, file: "src/move.ts" })).toMatch(
    /^EcsError: kernel: src\/move.ts:3:15: there is no "speed" here/,
  );
});

test("references are compared with one another and with u32, and nothing else", () => {
  const Hunter = component("Hunter", { target: entity, last: entity, id: u32, is: bool });
  const terms = [{ component: Hunter, access: "write" as const }];
  const tree = body("h", put("h.is", bin("h.target", "===", "h.last")));
  expect(lower(tree, signatureOf({ terms })).columns.length).toBe(3);
  const zero = body("h", put("h.is", bin("h.target", "!==", 0)));
  expect(lower(zero, signatureOf({ terms })).columns.length).toBe(2);
});
