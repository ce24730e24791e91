/** Programs in few words, for tests of the engines: what `lower` would make of a body. */
import { ElementKind } from "../../src/base/element.ts";
import type {
  KernelProgram,
  Operation,
  ProgramColumn,
  Step,
  Value,
  ValueType,
} from "../../src/kernel/program.ts";

export const constant = (type: ValueType, value: number): Value => ({
  kind: "constant",
  type,
  value,
});
export const variable = (type: ValueType, index: number): Value => ({
  kind: "variable",
  type,
  index,
});
export const uniform = (type: ValueType, index: number): Value => ({
  kind: "uniform",
  type,
  index,
});
export const set = (index: number, value: Value): Step => ({ kind: "set", variable: index, value });
export const when = (test: Value, then: Step[], otherwise: Step[] = []): Step => ({
  kind: "if",
  test,
  then,
  otherwise,
});

const COMPARISONS: readonly Operation[] = ["lt", "le", "gt", "ge", "eq", "ne"];
const CONVERSIONS: readonly Operation[] = ["f32", "f64", "i32", "u32", "bool"];

/** An operation, its types worked out from its inputs. */
export function op(operation: Operation, ...inputs: Value[]): Value {
  const of = inputs[operation === "select" ? 1 : 0].type;
  let type = of;
  if (COMPARISONS.includes(operation)) type = "bool";
  if (CONVERSIONS.includes(operation)) type = operation as ValueType;
  return { kind: "operation", type, operation, of, inputs };
}

export type ColumnPlan = { readonly element: ElementKind; readonly type?: "bool" } & Partial<
  Pick<ProgramColumn, "lanes" | "lane" | "isRead" | "isWritten">
>;

/** A program whose first variables are its columns', in order, read and written unless the plan says less. */
export function programOf(
  columns: readonly ColumnPlan[],
  locals: readonly ValueType[],
  uniforms: readonly ValueType[],
  steps: readonly Step[],
  needsEntity = false,
): KernelProgram {
  return {
    columns: columns.map((plan, index) => ({
      term: 0,
      field: index,
      lanes: plan.lanes ?? 1,
      lane: plan.lane ?? 0,
      element: plan.element,
      isRead: plan.isRead ?? true,
      isWritten: plan.isWritten ?? true,
      isRare: false,
      variable: index,
    })),
    variables: [
      ...columns.map((plan, index) => ({
        name: `c${index}`,
        type: plan.type ?? held(plan.element),
      })),
      ...locals.map((type, index) => ({ name: `v${index}`, type })),
    ],
    uniforms: uniforms.map((type, index) => ({ name: `u${index}`, type })),
    steps,
    outputs: [],
    needsEntity,
  };
}

function held(element: ElementKind): ValueType {
  if (element === ElementKind.F32) return "f32";
  if (element === ElementKind.F64) return "f64";
  return element === ElementKind.U32 ? "u32" : "i32";
}
