/**
 * Wrong arguments: every public call answers every value that it does not take by an `EcsError`, and nothing changes.
 *
 * A call that is new has to be added to the tables of `test/misuse/*-calls.ts`; a test here says which is missing.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as ecs from "../../src/index.ts";
import { DEFINITION_CALLS } from "../misuse/definition-calls.ts";
import { MEMORY_CALLS } from "../misuse/memory-calls.ts";
import { QUERY_CALLS } from "../misuse/query-calls.ts";
import { TOOL_CALLS } from "../misuse/tool-calls.ts";
import { WORLD_CALLS } from "../misuse/world-calls.ts";
import { type Call, problemsOf, Stage } from "../misuse/wrong-arguments.ts";

const OF_WORLDS: readonly Call[] = [...WORLD_CALLS, ...QUERY_CALLS];
const OTHERS: readonly Call[] = [...DEFINITION_CALLS, ...MEMORY_CALLS, ...TOOL_CALLS];

/** Not tried here, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  EcsError: "made by the engine",
  InternalError: "made by the engine",
  SystemError: "made by the engine",
  MemoryTracker: "takes nothing",
  "RowTerm.prepare": "called by the engine",
  animationFrames: "takes nothing, and needs a page",
  ref: "takes nothing",
  kernel: "kernels have codes of their own, which their own tests try",
  kernelFunction: "as kernel",
  builtKernel: "called by what a build has written",
  sum: "stands in kernels' bodies; called, it throws E306",
  min: "as sum",
  max: "as sum",
  count: "as sum",
  where: "as sum",
  random: "as sum",
  "Kernel.run": "as kernel",
  "RowSet.at": "as kernel",
};

/** The names of all functions that are exported, and of all methods of what is exported that take something. */
function publicCalls(): string[] {
  const functions = Object.entries(ecs).filter(
    ([, value]) => typeof value === "function" && !("typeName" in value) && !("isTag" in value),
  );
  const report = readFileSync(join(import.meta.dirname, "public-api.txt"), "utf8");
  const index = /^## index\.d\.ts\n([\s\S]*?)^## /m.exec(report)?.[1] ?? "";
  const exported = new Set(index.match(/\w+/g));
  const methods: string[] = [];
  for (const [, name, body] of report.matchAll(
    /^export declare (?:abstract )?class (\w+)[^\n]*\{\n([\s\S]*?)^\}/gm,
  )) {
    if (!exported.has(name)) continue;
    for (const [, method] of body.matchAll(/^ {4}(\w+)(?:<[^(]*>)?\((?!\))/gm))
      if (method !== "constructor") methods.push(`${name}.${method}`);
  }
  // What a world and a query inherit is in no report.
  const { world, query } = new Stage();
  for (const [name, object] of Object.entries({ World: world, Query: query })) {
    for (let at = Object.getPrototypeOf(Object.getPrototypeOf(object)); at !== Object.prototype; ) {
      const own = Object.entries(Object.getOwnPropertyDescriptors(at));
      for (const [method, { value }] of own)
        if (method !== "constructor" && value?.length > 0) methods.push(`${name}.${method}`);
      at = Object.getPrototypeOf(at);
    }
  }
  return [...functions.map(([name]) => name), ...methods];
}

// Seen to fail on purpose: a call taken off a table.
test("every public function and method that takes something is tried", () => {
  const tried = new Set([...OF_WORLDS, ...OTHERS].map(([name]) => name.split(" ")[0]));
  const calls = publicCalls();
  expect(calls.length).toBeGreaterThan(150);
  expect(calls.filter((name) => !tried.has(name) && !(name in ELSEWHERE))).toEqual([]);
});

// Seen to fail on purpose: a function that is not asked whether it is one, a message that puts a symbol into text,
// a call that begins before it has looked at its arguments.
test("what a call of a world does not take is refused by an EcsError, and the world is as before", () => {
  expect(OF_WORLDS.flatMap((call) => problemsOf(call, true))).toEqual([]);
});

test("what a definition or a tool does not take is refused by an EcsError", () => {
  expect(OTHERS.flatMap((call) => problemsOf(call, false))).toEqual([]);
});
