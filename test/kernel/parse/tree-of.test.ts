import { expect, test } from "vitest";
import {
  assign,
  binary,
  boolean,
  call,
  choose,
  field,
  local,
  name,
  number,
  placedTreeOf,
  result,
  statementsOf,
  unary,
  when,
} from "./trees.ts";

test("a tree says where each part stands: lines from 1, columns from 0", () => {
  const text = "(p, v, u) => {\n  p.x += v.x * u.dt;\n}";
  expect(placedTreeOf(text, { file: "src/move.ts" })).toEqual({
    parameters: ["p", "v", "u"],
    statements: [
      {
        kind: "assign",
        to: { kind: "member", object: "p", name: "x", at: { line: 2, column: 2 } },
        value: {
          kind: "binary",
          operator: "+",
          left: { kind: "member", object: "p", name: "x", at: { line: 2, column: 2 } },
          right: {
            kind: "binary",
            operator: "*",
            left: { kind: "member", object: "v", name: "x", at: { line: 2, column: 9 } },
            right: { kind: "member", object: "u", name: "dt", at: { line: 2, column: 15 } },
            at: { line: 2, column: 9 },
          },
          at: { line: 2, column: 2 },
        },
        at: { line: 2, column: 2 },
      },
    ],
    file: "src/move.ts",
  });
});

test("a tree is the same after it was written as JSON", () => {
  const tree = placedTreeOf(
    "(p) => { p.x = -0 + 1e999 - NaN * Infinity; if (p.y) return; p.z = Math.PI; }",
  );
  expect(JSON.parse(JSON.stringify(tree))).toEqual(tree);
});

test("locals, steps, lanes, brackets and function expressions are read", () => {
  expect(
    statementsOf(`function (p, u) {
      "use strict";
      const half = (u.dt * .5), whole = 0x10;
      let count = -3;
      count++;
      --p.n[2];
      p["x"] **= half;
      ;
      { p.y = +count; }
    }`),
  ).toEqual([
    local("half", binary(field("u.dt"), "*", number(0.5))),
    local("whole", number(16)),
    local("count", number(-3)),
    assign(name("count"), binary(name("count"), "+", number(1))),
    assign(field("p.n", 2), binary(field("p.n", 2), "-", number(1))),
    assign(field("p.x"), binary(field("p.x"), "**", name("half"))),
    assign(field("p.y"), unary("+", name("count"))),
  ]);
});

test("functions are called by name, and constants of Math are numbers", () => {
  expect(
    statementsOf(
      "(p, u) => { p.x = Math.min(wrap(p.x, 0, Math.PI), random(u.seed), Math.SQRT1_2); }",
    ),
  ).toEqual([
    assign(
      field("p.x"),
      call(
        "Math.min",
        call("wrap", field("p.x"), number(0), number(Math.PI)),
        call("random", field("u.seed")),
        number(Math.SQRT1_2),
      ),
    ),
  ]);
});

test("imported functions are called by their own names, however the text reaches them", () => {
  const text = "(p) => { p.x = r(1) + colonnade.random(2) + (0, __vi_import_0__.random)(3); }";
  expect(statementsOf(text, { callNames: new Map([["r", "random"]]) })).toEqual([
    assign(
      field("p.x"),
      binary(
        binary(call("random", number(1)), "+", call("random", number(2))),
        "+",
        call("random", number(3)),
      ),
    ),
  ]);
});

test("comparisons, bits, choices and bools are read; equal means strictly equal", () => {
  expect(
    statementsOf("(p) => { p.on = p.a == 1 && !(p.b != 2) || ~p.c >>> 3 & 1 ? true : !1; }"),
  ).toEqual([
    assign(
      field("p.on"),
      choose(
        binary(
          binary(
            binary(field("p.a"), "===", number(1)),
            "&&",
            unary("!", binary(field("p.b"), "!==", number(2))),
          ),
          "||",
          binary(binary(unary("~", field("p.c")), ">>>", number(3)), "&", number(1)),
        ),
        boolean(true),
        boolean(false),
      ),
    ),
  ]);
});

test("a name that is declared twice is two locals, each seen in its own block", () => {
  expect(
    statementsOf(`(p) => {
      const a = 1;
      if (p.x > 0) { const a = 2; p.x = a; } else { const a = 3; p.x = a; }
      p.y = a;
    }`),
  ).toEqual([
    local("a", number(1)),
    when(
      binary(field("p.x"), ">", number(0)),
      [local("a#2", number(2)), assign(field("p.x"), name("a#2"))],
      [local("a#3", number(3)), assign(field("p.x"), name("a#3"))],
    ),
    assign(field("p.y"), name("a")),
  ]);
});

test("a local may hide a parameter in a block", () => {
  expect(statementsOf("(p, v) => { { const v = p.x; p.y = v; } p.z = v.x; }")).toEqual([
    local("v#2", field("p.x")),
    assign(field("p.y"), name("v#2")),
    assign(field("p.z"), field("v.x")),
  ]);
});

test("what an arrow returns without a block is its value", () => {
  expect(statementsOf("(x, low) => x < low ? low : x")).toEqual([
    result(choose(binary(name("x"), "<", name("low")), name("low"), name("x"))),
  ]);
});
