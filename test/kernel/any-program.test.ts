/** The random programs that engines are compared by: that they are programs at all, and leave nothing out. */
import { expect, test } from "vitest";
import { firstValues } from "../../src/kernel/first-values.ts";
import type { KernelProgram, Step, Value } from "../../src/kernel/program.ts";
import { programCase } from "./any-program.ts";
import { rounded, runReference } from "./reference.ts";

const CASES = Array.from({ length: 400 }, (_, seed) => programCase(1 + (seed % 12), seed, 4, {}));

function eachValue({ steps }: KernelProgram, see: (value: Value) => void): void {
  const into = (value: Value): void => {
    see(value);
    if (value.kind === "operation") value.inputs.forEach(into);
  };
  const walk = (list: readonly Step[]): void => {
    for (const step of list) {
      into(step.kind === "if" ? step.test : step.value);
      if (step.kind !== "if") continue;
      walk(step.then);
      walk(step.otherwise);
    }
  };
  walk(steps);
}

test("every operation, type, element kind, source of values and kind of output is among them", () => {
  const seen = { operations: new Set(), types: new Set(), elements: new Set(), kinds: new Set() };
  const outputs = new Set<string>();
  for (const { program } of CASES) {
    for (const { kind, variable } of program.outputs)
      outputs.add(`${kind} ${program.variables[variable].type}`);
    for (const { element } of program.columns) seen.elements.add(element);
    eachValue(program, (value) => {
      seen.kinds.add(value.kind);
      seen.types.add(value.type);
      if (value.kind === "operation") seen.operations.add(value.operation);
    });
  }
  expect(seen.operations.size).toBe(40);
  expect(seen.types.size).toBe(5);
  expect(seen.elements.size).toBe(8);
  expect(seen.kinds.size).toBe(5);
  expect(outputs.size).toBe(7);
});

test("no variable is read before it is set or loaded, and what is loaded is marked as read", () => {
  for (const { program } of CASES) {
    const { loaded, cleared } = firstValues(program);
    expect(cleared).toEqual([]);
    const read = program.columns.flatMap((one, i) => (one.isRead ? [i] : []));
    expect(loaded).toEqual(read);
  }
});

test("inputs have the type that their operation takes", () => {
  const wrong: Value[] = [];
  for (const { program } of CASES) {
    eachValue(program, (value) => {
      if (value.kind !== "operation") return;
      const isSelect = value.operation === "select";
      const [first, ...others] = isSelect ? value.inputs : [undefined, ...value.inputs];
      const isRight =
        others.every((input) => input?.type === value.of) &&
        (!isSelect || (first?.type === "bool" && value.type === value.of));
      if (!isRight) wrong.push(value);
    });
  }
  expect(wrong).toEqual([]);
});

test("columns hold what their type can hold, before and after", () => {
  for (const { program, columns, uniforms, entities } of CASES) {
    const heldBy = () =>
      columns.map((column, i) => {
        const { type } = program.variables[program.columns[i].variable];
        return column.map((value) => rounded(type, value));
      });
    expect(columns).toEqual(heldBy());
    runReference(program, columns, uniforms, entities);
    expect(columns).toEqual(heldBy());
  }
});
