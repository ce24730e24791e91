import { expect, test } from "vitest";
import {
  assign,
  binary,
  boolean,
  choose,
  field,
  local,
  name,
  number,
  result,
  statementsOf,
  unary,
  when,
} from "./trees.ts";

test("a body without a block is done for its effects", () => {
  expect(statementsOf("(p,v,u)=>{p.x+=v.x*u.dt}")).toEqual(statementsOf("(p,v,u)=>p.x+=v.x*u.dt"));
  expect(statementsOf("p=>(p.x=1,p.y=2)")).toEqual([
    assign(field("p.x"), number(1)),
    assign(field("p.y"), number(2)),
  ]);
  expect(statementsOf("p=>void p.x--")).toEqual([
    assign(field("p.x"), binary(field("p.x"), "-", number(1))),
  ]);
});

test("and, or and choices in place of statements are ifs", () => {
  expect(statementsOf("p=>{p.a&&(p.x=1,p.y=2),p.b||(p.x=3);p.c?p.x=!0:p.d&&(p.x=!1)}")).toEqual([
    when(field("p.a"), [assign(field("p.x"), number(1)), assign(field("p.y"), number(2))]),
    when(unary("!", field("p.b")), [assign(field("p.x"), number(3))]),
    when(
      field("p.c"),
      [assign(field("p.x"), boolean(true))],
      [when(field("p.d"), [assign(field("p.x"), boolean(false))])],
    ),
  ]);
});

test("a return may say void, and do something first", () => {
  expect(statementsOf("p=>{if(p.a)return void(p.x=1);if(p.b)return p.y=2,void 0;p.z=3}")).toEqual([
    when(
      field("p.a"),
      [assign(field("p.x"), number(1))],
      [when(field("p.b"), [assign(field("p.y"), number(2))], [assign(field("p.z"), number(3))])],
    ),
  ]);
  expect(statementsOf("p=>{return p.a?void(p.x=1):void 0}")).toEqual([
    when(field("p.a"), [assign(field("p.x"), number(1))]),
  ]);
});

test("a test may do something first", () => {
  expect(statementsOf("p=>{let t=0;if(t=p.x*2,t>1)p.x=t}")).toEqual([
    local("t", number(0)),
    assign(name("t"), binary(field("p.x"), "*", number(2))),
    when(binary(name("t"), ">", number(1)), [assign(field("p.x"), name("t"))]),
  ]);
});

test("an assignment inside an expression is made before it, and gives what was stored", () => {
  expect(statementsOf("p=>{p.x=p.y=0}")).toEqual([
    assign(field("p.y"), number(0)),
    assign(field("p.x"), number(0)),
  ]);
  expect(statementsOf("p=>{p.x=(p.y=p.a*2)+1}")).toEqual([
    local("#1", binary(field("p.a"), "*", number(2))),
    assign(field("p.y"), name("#1")),
    assign(field("p.x"), binary(name("#1"), "+", number(1))),
  ]);
});

test("what was read before such an assignment keeps its value", () => {
  expect(statementsOf("p=>{p.x=p.y+p.z+(p.y=2)}")).toEqual([
    local("#1", binary(field("p.y"), "+", field("p.z"))),
    assign(field("p.y"), number(2)),
    assign(field("p.x"), binary(name("#1"), "+", number(2))),
  ]);
  expect(statementsOf("p=>{p.x=p.n+++--p.n}")).toEqual([
    local("#1", field("p.n")),
    assign(field("p.n"), binary(name("#1"), "+", number(1))),
    local("#2", binary(field("p.n"), "-", number(1))),
    assign(field("p.n"), name("#2")),
    assign(field("p.x"), binary(name("#1"), "+", name("#2"))),
  ]);
  expect(statementsOf("p=>{p.x+=p.x=3}")).toEqual([
    local("#1", field("p.x")),
    assign(field("p.x"), number(3)),
    assign(field("p.x"), binary(name("#1"), "+", number(3))),
  ]);
});

test("an assignment in one way of a choice is made in that way alone", () => {
  expect(statementsOf("p=>{p.x=p.a>0?(p.a=1,p.b):p.c}")).toEqual([
    local("#1", binary(field("p.a"), ">", number(0))),
    when(name("#1"), [assign(field("p.a"), number(1))]),
    assign(field("p.x"), choose(name("#1"), field("p.b"), field("p.c"))),
  ]);
  expect(statementsOf("p=>{p.x=p.a||(p.b=p.c)}")).toEqual([
    when(unary("!", field("p.a")), [assign(field("p.b"), field("p.c"))]),
    assign(field("p.x"), binary(field("p.a"), "||", field("p.c"))),
  ]);
});

test("assignments with and and or are ifs", () => {
  expect(statementsOf("p=>{p.a&&=p.b;p.x=p.c||=p.d}")).toEqual([
    when(field("p.a"), [assign(field("p.a"), field("p.b"))]),
    when(unary("!", field("p.c")), [assign(field("p.c"), field("p.d"))]),
    assign(field("p.x"), field("p.c")),
  ]);
});

test("a function that does something first and returns a value has both", () => {
  expect(statementsOf("x=>(x<0&&(x=-x),x*2)")).toEqual([
    when(binary(name("x"), "<", number(0)), [assign(name("x"), unary("-", name("x")))]),
    result(binary(name("x"), "*", number(2))),
  ]);
});
