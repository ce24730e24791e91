import { expect, test } from "vitest";
import {
  assign,
  binary,
  boolean,
  field,
  local,
  name,
  number,
  result,
  statementsOf,
  unary,
  when,
} from "./trees.ts";

test("what follows an if that returns is done where its test is false", () => {
  expect(
    statementsOf("(p) => { if (p.dead) return; p.x = 1; if (!p.y) return; p.x = 2; }"),
  ).toEqual([
    when(unary("!", field("p.dead")), [
      assign(field("p.x"), number(1)),
      when(field("p.y"), [assign(field("p.x"), number(2))]),
    ]),
  ]);
});

test("what follows an else that returns is done after the first way", () => {
  expect(
    statementsOf("(p) => { if (p.a) { p.x = 1; } else { p.x = 2; return; } p.y = 3; }"),
  ).toEqual([
    when(
      field("p.a"),
      [assign(field("p.x"), number(1)), assign(field("p.y"), number(3))],
      [assign(field("p.x"), number(2))],
    ),
  ]);
});

test("nothing is left of what follows a return, and of returns at the end", () => {
  expect(statementsOf("(p) => { p.x = 1; return; p.x = 2; }")).toEqual([
    assign(field("p.x"), number(1)),
  ]);
  expect(statementsOf("(p) => { if (p.a) { p.x = 1; return; } else return; p.x = 2; }")).toEqual([
    when(field("p.a"), [assign(field("p.x"), number(1))]),
  ]);
  expect(statementsOf("(p) => { if (p.a) return; }")).toEqual([]);
});

test("a local says that the row has ended where a way returns only sometimes", () => {
  expect(
    statementsOf(`(p) => {
      if (p.a) { if (p.b) return; p.x = 1; }
      p.x += 2;
      if (p.c) { if (p.d) { p.x = 3; return; } }
      p.x = 4;
    }`),
  ).toEqual([
    local("#1", boolean(false)),
    when(field("p.a"), [
      when(field("p.b"), [assign(name("#1"), boolean(true))], [assign(field("p.x"), number(1))]),
    ]),
    when(unary("!", name("#1")), [
      assign(field("p.x"), binary(field("p.x"), "+", number(2))),
      when(field("p.c"), [
        when(field("p.d"), [assign(field("p.x"), number(3)), assign(name("#1"), boolean(true))]),
      ]),
      when(unary("!", name("#1")), [assign(field("p.x"), number(4))]),
    ]),
  ]);
});

test("in a function with a value, every way that goes on has what follows", () => {
  expect(statementsOf("(x) => { if (x < 0) { if (x < -1) return 1; x = 2; } return x; }")).toEqual([
    when(
      binary(name("x"), "<", number(0)),
      [
        when(
          binary(name("x"), "<", number(-1)),
          [result(number(1))],
          [assign(name("x"), number(2)), result(name("x"))],
        ),
      ],
      [result(name("x"))],
    ),
  ]);
});
