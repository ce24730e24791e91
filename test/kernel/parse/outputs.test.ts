/** What bodies give back: as trees, as minifiers write it, and as it is refused. */
import { expect, test } from "vitest";
import { calledFunctions } from "../../../src/kernel/parse/called-functions.ts";
import type { TreeOptions } from "../../../src/kernel/parse/tree-of.ts";
import type { KernelTree } from "../../../src/kernel/tree.ts";
import { assign, binary, field, local, name, number, placedTreeOf, when } from "./trees.ts";

function treeOf(text: string, options?: TreeOptions): Omit<KernelTree, "parameters"> {
  const { statements, outputs } = placedTreeOf(text, options);
  const bare = JSON.stringify({ statements, outputs }, (key, value) =>
    key === "at" ? undefined : value,
  );
  return JSON.parse(bare);
}

const alive = { name: "alive", kind: "count", value: binary(field("p.x"), ">", number(0)) };

test("a return of an object at the end makes outputs, each with its place", () => {
  expect(
    treeOf("(p) => { p.x = 1; return { alive: count(p.x > 0), 'all x': sum(p.x) }; }"),
  ).toEqual({
    statements: [assign(field("p.x"), number(1))],
    outputs: [alive, { name: "all x", kind: "sum", value: field("p.x") }],
  });
  expect(placedTreeOf("(p) => ({\n  n: where(p.x) })").outputs?.[0].at).toEqual({
    line: 2,
    column: 11,
  });
});

test("outputs see the locals of the body, and are worked out in the order of the text", () => {
  expect(
    treeOf("(p) => { let a = p.x; { let a = 2; p.x = a; } return { a: min(a), b: max(a += 1) }; }"),
  ).toEqual({
    statements: [
      local("a", field("p.x")),
      local("a#2", number(2)),
      assign(field("p.x"), name("a#2")),
      local("#2", name("a")),
      local("#1", binary(name("a"), "+", number(1))),
      assign(name("a"), name("#1")),
    ],
    outputs: [
      { name: "a", kind: "min", value: name("#2") },
      { name: "b", kind: "max", value: name("#1") },
    ],
  });
});

test.each([
  "(p) => (p.x = 1, { alive: count(p.x > 0) })",
  "(p) => (p.x = 1, { alive: count$1(p.x > 0) })",
  "(p) => (p.x = 1, { alive: count2(p.x > 0) })",
  "p => { return p.x = 1, ({ alive: (0, m.count)(p.x > 0) }) }",
  'function (p) { p.x = 1; return { "alive": c(p.x > 0) } }',
])("minifiers and bundlers may write %s", (text) => {
  const options = { callNames: new Map([["c", "count"]]) };
  expect(treeOf(text, options)).toEqual({
    statements: [assign(field("p.x"), number(1))],
    outputs: [alive],
  });
});

test("ifs before the end are kept as they are", () => {
  expect(treeOf("(p) => { if (p.x > 0) p.x = 1; return { alive: count(p.x > 0) }; }")).toEqual({
    statements: [when(binary(field("p.x"), ">", number(0)), [assign(field("p.x"), number(1))])],
    outputs: [alive],
  });
});

test("functions that outputs call are among those that are called", () => {
  const tree = placedTreeOf("(p) => ({ n: sum(half(p.x)) })");
  expect(calledFunctions(tree)).toEqual(["half"]);
});

const NOT_AN_OUTPUT =
  "is no value of kernels. Give each output a name and make it by one of [sum, min, max, count, where], of one value: { alive: count(p.life > 0) }. [E315]";
const NOT_AT_END =
  "is no statement of kernels. Only a kernel's body gives outputs back, in one return at its end, which every row comes to: put it there, and make conditions part of what is counted or selected. [E312]";
const NOT_ALONE =
  "is no statement of kernels. A body that gives outputs back has no other return, so that every row comes to them: write if and else, and make conditions part of what is counted or selected. [E312]";

test.each([
  ["(p) => ({ x: p.x })", `kernel: body:1:11: x: p.x ${NOT_AN_OUTPUT}`],
  ["(p) => ({ x: random(1) })", `kernel: body:1:11: x: random(1) ${NOT_AN_OUTPUT}`],
  ["(p) => ({ x: sum(p.x, p.y) })", `kernel: body:1:11: x: sum(p.x, p.y) ${NOT_AN_OUTPUT}`],
  ["(p) => ({ [p]: sum(p.x) })", `kernel: body:1:11: [p]: sum(p.x) ${NOT_AN_OUTPUT}`],
  ["(p) => ({ ...p })", `kernel: body:1:11: ...p ${NOT_AN_OUTPUT}`],
  ["(p) => { const n = 1; return { n }; }", `kernel: body:1:32: n ${NOT_AN_OUTPUT}`],
  [
    "(p) => { if (p.x > 0) return { n: count(true) }; }",
    `kernel: body:1:30: { n: count(true) } ${NOT_AT_END}`,
  ],
  [
    "(p) => { if (p.x > 0) return; return { n: count(true) }; }",
    `kernel: body:1:38: { n: count(true) } ${NOT_ALONE}`,
  ],
])("%s is refused", (text, message) => {
  expect(() => placedTreeOf(text)).toThrow(message);
});
