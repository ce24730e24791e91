/**
 * What it takes to make a kernel of 52 operations and run it for the first time, from its tree to moved rows, or from
 * what a build has compiled.
 *
 * Cold is in a process that has made none: V8 reads and runs each function of the compiler for the first time. So
 * each measurement of it is a process of its own, which runs this same bundle.
 */

import { runInNewContext } from "node:vm";
import { median } from "../../demos/particles/comparison.ts";
import {
  builtKernel,
  component,
  createWorld,
  f32,
  type Kernel,
  type KernelTree,
  kernel,
  write,
} from "../../src/index.ts";
import type { BuiltKernel } from "../../src/kernel/built/built-code.ts";
import { builtSource } from "../../src/kernel/built/built-source.ts";
import type { BinaryOperator, Expression, Place, Statement } from "../../src/kernel/tree.ts";
import { answerParent, runChild } from "./harness.ts";

const field = (name: string): Place => ({ kind: "member", object: "p", name });
const given = (name: string): Expression => ({ kind: "member", object: "u", name });
const binary = (operator: BinaryOperator, left: Expression, right: Expression): Expression => {
  return { kind: "binary", operator, left, right };
};
const assign = (to: Place, value: Expression): Statement => ({ kind: "assign", to, value });
const move = (to: string, by: string): Statement =>
  assign(field(to), binary("+", field(to), binary("*", field(by), given("dt"))));
const bounce = (
  to: string,
  velocity: string,
  side: BinaryOperator,
  limit: Expression,
): Statement => ({
  kind: "if",
  test: binary(side, field(to), limit),
  // biome-ignore lint/suspicious/noThenProperty: a statement of a tree is awaited by nobody
  then: [
    assign(field(to), limit),
    assign(field(velocity), { kind: "unary", operator: "-", of: field(velocity) }),
  ],
  otherwise: [],
});

/** No two are alike, as V8 keeps what it compiled: 52 operations, `limit` among them. */
function treeWith(limit: number): KernelTree {
  const edge: Expression = { kind: "number", value: limit };
  const step: readonly Statement[] = [
    move("x", "vx"),
    move("y", "vy"),
    bounce("x", "vx", "<", edge),
    bounce("x", "vx", ">", given("width")),
    bounce("y", "vy", "<", edge),
    bounce("y", "vy", ">", given("height")),
    assign(field("life"), binary("-", field("life"), given("dt"))),
  ];
  return { parameters: ["p", "u"], statements: [step, step, step, step].flat() };
}

const F32S = { x: f32, y: f32, vx: f32, vy: f32, life: f32 };
const UNIFORMS = { dt: f32, width: f32, height: f32 };

/** By kernel, the first one first: milliseconds to make it, and to compile and run it for 100 rows. */
export type Making = readonly (readonly [make: number, firstRun: number])[];

const Particle = component("Particle", F32S);
type Make = () => Kernel<typeof UNIFORMS, unknown>;

/** Makes kernels one after the other in this process. */
function makeKernels(makers: readonly Make[]): Making {
  const world = createWorld();
  for (let i = 0; i < 100; i++) world.spawn(Particle({ x: i, vx: 1 }));
  const query = world.query(Particle);
  const made: [number, number][] = [];
  for (const make of makers) {
    const start = performance.now();
    const step = make();
    const ready = performance.now();
    step.run(query, { dt: 0.01, width: 100, height: 100 });
    made.push([ready - start, performance.now() - ready]);
  }
  return made;
}

const FROM_TREES = "--make-kernels";
const FROM_BUILD = "--make-built-kernel";

/** Answers `makingRows` if this process was started by it. */
export function answerAboutMaking(): boolean {
  const { argv } = process;
  if (argv.includes(FROM_TREES)) {
    const trees = Array.from({ length: 1_000 }, (_, i) => treeWith(i / 1_000));
    // The plugin puts the tree there.
    const maker = (tree: object) => () => kernel([write(Particle)], UNIFORMS, () => {}, tree);
    answerParent(makeKernels(trees.map(maker)));
    return true;
  }
  const at = argv.indexOf(FROM_BUILD);
  if (at < 0) return false;
  const built: BuiltKernel = runInNewContext(`(${argv[at + 1]})`);
  answerParent(makeKernels([() => builtKernel([write(Particle)], UNIFORMS, built)]));
  return true;
}

/** The kernel as a build writes it: made in the asking process, as the asked one is to begin without a compiler. */
function builtText(): string {
  const uniforms = Object.keys(UNIFORMS).map((name) => ({ name, type: "f32" as const }));
  const terms = [write(Particle)];
  return builtSource(treeWith(1), { label: "Particle", terms, uniforms, functions: {} });
}

/** Rows of a table: the first, the second and the median of many later kernels, medians over processes. */
export function makingRows(processes: number): string[][] {
  const text = builtText();
  const all: Making[] = [];
  const built: Making[] = [];
  for (let i = 0; i < processes; i++) {
    all.push(runChild<Making>([FROM_TREES]));
    built.push(runChild<Making>([FROM_BUILD, text]));
  }
  const row = (name: string, of: (making: Making) => Making[0], from = all): string[] => {
    const make = median(from.map((making) => of(making)[0]));
    const run = median(from.map((making) => of(making)[1]));
    return [name, make.toFixed(2), run.toFixed(2), (make + run).toFixed(2)];
  };
  const later = (making: Making): Making[0] => {
    const last = making.slice(-100);
    return [median(last.map(([make]) => make)), median(last.map(([, run]) => run))];
  };
  return [
    row("cold: the first of a process", (making) => making[0]),
    row("the second", (making) => making[1]),
    row("the tenth", (making) => making[9]),
    row("warm: after 900", later),
    row("compiled by a build: the first of a process", (making) => making[0], built),
  ];
}
