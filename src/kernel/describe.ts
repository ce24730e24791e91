/**
 * A kernel's program as text: what `kernel.explain()` shows. Made for reading; nothing parses it.
 */
import { ElementKind } from "../base/element.ts";
import type { KernelProgram, Operation, ProgramColumn, Step, Value } from "./program.ts";

const INFIX: { readonly [Name in Operation]?: string } = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  rem: "%",
  and: "&",
  or: "|",
  xor: "^",
  shl: "<<",
  shr: ">>",
  lt: "<",
  le: "<=",
  gt: ">",
  ge: ">=",
  eq: "===",
  ne: "!==",
};

const ELEMENT_NAMES = new Map<ElementKind, string>(
  Object.entries(ElementKind).map(([name, kind]) => [kind, name.toLowerCase()]),
);

/**
 * One line a step, with the types of variables where they are set first, below a line for each column.
 *
 * ```text
 * column p.x: f32, read, written
 * column v.x: f32, read
 * uniform dt: f32
 * p.x = p.x + v.x * u.dt
 * ```
 */
export function describeProgram(program: KernelProgram): string {
  const lines = program.columns.map((column) => columnLine(program, column));
  for (const { name, type } of program.uniforms) lines.push(`uniform ${name}: ${type}`);
  const named = new Set(program.columns.map((column) => column.variable));
  stepLines(program, program.steps, "", named, lines);
  const outputs = program.outputs.map(
    ({ name, kind, variable }) => `${name}: ${kind}(${variableName(program, variable)})`,
  );
  if (outputs.length > 0) lines.push(`return { ${outputs.join(", ")} }`);
  return lines.join("\n");
}

function columnLine({ variables }: KernelProgram, column: ProgramColumn): string {
  const { name, type } = variables[column.variable];
  const element = column.lanes === 0 ? "a bit" : ELEMENT_NAMES.get(column.element);
  const words = [element === type ? type : `${element} as ${type}`];
  if (column.targetLane !== undefined) words.push("gathered");
  if (column.isRead) words.push("read");
  if (column.isWritten) words.push(column.isRare ? "written by some rows" : "written");
  return `column ${name}: ${words.join(", ")}`;
}

/** `named` holds the variables whose type has been said. */
function stepLines(
  program: KernelProgram,
  steps: readonly Step[],
  indent: string,
  named: Set<number>,
  lines: string[],
): void {
  for (const step of steps) {
    if (step.kind === "set") {
      const { type } = program.variables[step.variable];
      const suffix = named.has(step.variable) ? "" : `: ${type}`;
      named.add(step.variable);
      const name = variableName(program, step.variable);
      lines.push(`${indent}${name}${suffix} = ${valueText(program, step.value)}`);
      continue;
    }
    lines.push(`${indent}if ${valueText(program, step.test)} {`);
    stepLines(program, step.then, `${indent}  `, named, lines);
    if (step.otherwise.length > 0) {
      lines.push(`${indent}} else {`);
      stepLines(program, step.otherwise, `${indent}  `, named, lines);
    }
    lines.push(`${indent}}`);
  }
}

/** Its name, with a number behind it from the second variable of the name on. */
function variableName({ variables }: KernelProgram, index: number): string {
  const { name } = variables[index];
  let before = 0;
  for (let i = 0; i < index; i++) if (variables[i].name === name) before++;
  return before === 0 ? name : `${name}#${before + 1}`;
}

function valueText(program: KernelProgram, value: Value, isInside = false): string {
  switch (value.kind) {
    case "constant":
      return constantText(value.type, value.value);
    case "variable":
      return variableName(program, value.index);
    case "uniform":
      return `u.${program.uniforms[value.index].name}`;
    case "entity":
      return "entity";
    case "operation": {
      const text = operationText(program, value);
      return isInside && text.includes(" ") && !/^\w+\([^()]*\)$/.test(text) ? `(${text})` : text;
    }
  }
}

function operationText(
  program: KernelProgram,
  value: Extract<Value, { kind: "operation" }>,
): string {
  const { operation, inputs, of } = value;
  const texts = inputs.map((input) => valueText(program, input, true));
  if (operation === "select") return `${texts[0]} ? ${texts[1]} : ${texts[2]}`;
  if (operation === "neg") return `-${texts[0]}`;
  if (operation === "not") return of === "bool" ? `!${texts[0]}` : `~${texts[0]}`;
  const infix = operation === "shr" && of === "u32" ? ">>>" : INFIX[operation];
  if (of === "bool" && (operation === "and" || operation === "or"))
    return texts.join(` ${infix}${infix} `);
  if (infix !== undefined) return texts.join(` ${infix} `);
  const plain = inputs.map((input) => valueText(program, input));
  return `${operation}(${plain.join(", ")})`;
}

function constantText(type: Value["type"], value: number): string {
  if (type === "bool") return value === 1 ? "true" : "false";
  if (Object.is(value, -0)) return "-0";
  return type === "f32" ? shortest(value) : String(value);
}

/** The shortest digits that name the f32: 0.1, not 0.10000000149011612. */
function shortest(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return String(text);
  }
  return String(value);
}
