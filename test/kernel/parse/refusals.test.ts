import { expect, test } from "vitest";
import { placedTreeOf } from "./trees.ts";

const options = { file: "src/move.ts" };

test.each([
  [
    "async (p) => {}",
    "kernel: src/move.ts:1:1: async (p) => {} is no function that a kernel can be made from. Write an arrow function that is neither async nor a generator, (p, v, u) => { ... }. [E310]",
  ],
  [
    "move(p, v)",
    "kernel: src/move.ts:1:1: move(p, v) is no function that a kernel can be made from. Write an arrow function that is neither async nor a generator, (p, v, u) => { ... }. [E310]",
  ],
  [
    "(p, { x }) => {}",
    "kernel: src/move.ts:1:5: { x } is no plain name. Name the parameter, and read its fields in the body. [E311]",
  ],
  [
    "(p) => {\n  for (let i = 0; i < 4; i++) {\n    p.x += i;\n  }\n}",
    "kernel: src/move.ts:2:3: for (let i = 0; i < 4; i++) { p.x += i; } is no statement of kernels. Write its steps one after the other: a kernel runs once for every row. [E312]",
  ],
  [
    "(p) => { switch (p.state) { case 1: p.x = 1; break; case 2: p.x = 2; } }",
    "kernel: src/move.ts:1:10: switch (p.state) { case 1: p.x = 1; break; ca... is no statement of kernels. Write if and else. [E312]",
  ],
  [
    "(p) => { throw p.x; }",
    "kernel: src/move.ts:1:10: throw p.x; is no statement of kernels. Write const, let, assignments, if, else and return. [E312]",
  ],
  [
    "(p) => { function f() {} }",
    "kernel: src/move.ts:1:10: function f() {} is no statement of kernels. Make it a kernelFunction outside the body. [E312]",
  ],
  [
    "(p) => { var x = 1; }",
    "kernel: src/move.ts:1:10: var x = 1; declares nothing that kernels have. Write const or let. [E313]",
  ],
  [
    "(p) => { const { x } = p; }",
    "kernel: src/move.ts:1:10: const { x } = p; declares nothing that kernels have. Declare one name at a time. [E313]",
  ],
  [
    "(p) => { let x; x = p.y; }",
    "kernel: src/move.ts:1:10: let x; declares nothing that kernels have. Give the local its first value, which says whether it is a number or a bool. [E313]",
  ],
  [
    "(p) => { const x = 1; x += p.y; }",
    "kernel: src/move.ts:1:23: x cannot be assigned to. It is a const: declare it with let. [E314]",
  ],
  [
    "(p) => { total += p.y; }",
    "kernel: src/move.ts:1:10: total cannot be assigned to. A kernel writes its locals and the fields of its row only: declare it in the body, or keep the result in a field. [E314]",
  ],
  [
    "(p) => { total.sum += p.y; }",
    "kernel: src/move.ts:1:10: total.sum cannot be assigned to. A kernel writes the fields of its row only. [E314]",
  ],
  [
    "(p) => { [p.x, p.y] = [p.y, p.x]; }",
    "kernel: src/move.ts:1:10: [p.x, p.y] cannot be assigned to. Assign to one local or to one field, as in p.x = 1, at a time. [E314]",
  ],
  [
    "(p) => { p.x = 'north'; }",
    "kernel: src/move.ts:1:16: 'north' is no value of kernels. Use numbers, true and false, locals, fields, operators and calls. [E315]",
  ],
  [
    "(p) => { p.x = 1n; }",
    "kernel: src/move.ts:1:16: 1n is no value of kernels. Use numbers, true and false, locals, fields, operators and calls. [E315]",
  ],
  [
    "(p) => { p.x = Math.max(...p.y); }",
    "kernel: src/move.ts:1:25: ...p.y is no value of kernels. Use numbers, true and false, locals, fields, operators and calls. [E315]",
  ],
  [
    "(p) => { const half = (x) => x / 2; }",
    "kernel: src/move.ts:1:23: (x) => x / 2 is no value of kernels. Make it a kernelFunction outside the body, and call that by its name. [E315]",
  ],
  [
    "(p) => { let i = 1; p.x = p.y[i]; }",
    "kernel: src/move.ts:1:27: p.y[i] is no value of kernels. Read a field of a parameter as in p.x, and a lane of it by a whole number, as in p.x[2]. [E315]",
  ],
  [
    "(p) => { const q = p; p.x = q.y; }",
    "kernel: src/move.ts:1:29: q.y is no value of kernels. Only parameters have fields: read one as in p.x, and a lane of it by a whole number, as in p.x[2]. [E315]",
  ],
  [
    "(p) => { p.x = p.y ?? 1; }",
    "kernel: src/move.ts:1:16: p.y ?? 1 uses ??, which kernels do not have. Compute with numbers and bools: + - * / % **, comparisons, && || and the operators of bits. [E316]",
  ],
  [
    "(p) => { p.x ??= 1; }",
    "kernel: src/move.ts:1:10: p.x ??= 1 uses ??, which kernels do not have. Compute with numbers and bools: + - * / % **, comparisons, && || and the operators of bits. [E316]",
  ],
  [
    "(p) => { p.x = p?.y; }",
    "kernel: src/move.ts:1:16: p?.y uses ?., which kernels do not have. Every field of a row is there: write a dot. [E316]",
  ],
  [
    "(p) => { p.x = typeof p.y; }",
    "kernel: src/move.ts:1:16: typeof p.y uses typeof, which kernels do not have. Its unary operators are - + ! and ~. [E316]",
  ],
  [
    "(p) => { p.x += GRAVITY; }",
    "kernel: src/move.ts:1:17: GRAVITY comes from outside the body. Give it as a uniform and read it from the last parameter, or give a kernelFunction's result to it as an input. [E317]",
  ],
  [
    "(p) => { p.x += settings.gravity; }",
    "kernel: src/move.ts:1:17: settings.gravity comes from outside the body. Give it as a uniform and read it from the last parameter, or give a kernelFunction's result to it as an input. [E317]",
  ],
  [
    "(p) => { p.x = p.wrap(1); }",
    "kernel: src/move.ts:1:16: p.wrap(1) calls something that has no name in kernels. Call a function of Math, random, or a kernelFunction by its name. [E318]",
  ],
  [
    "(p) => { p.x + 1; }",
    "kernel: src/move.ts:1:10: p.x + 1 has no effect. Assign its value to a field or a local, or take it out. [E319]",
  ],
])("%s is refused", (text, message) => {
  expect(() => placedTreeOf(text, options)).toThrow(message);
});

test("without a file, the place is one in the body", () => {
  expect(() => placedTreeOf("(p) => {\n  p.x = y;\n}")).toThrow("kernel: body:2:9: y comes");
});

test("a name means nothing before it is declared in its block", () => {
  expect(() => placedTreeOf("(p) => { let x = 1; { p.x = x; let x = 2; } }")).toThrow(
    "kernel: body:1:29: x comes from outside the body.",
  );
});
