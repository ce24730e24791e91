/** Row cost: about how long a kernel takes for a row, from what it does; to decide what is worth sharing. */
import type { KernelProgram, Operation, Step, Value } from "./program.ts";

const CALLS: ReadonlySet<Operation> = /* @__PURE__ */ new Set<Operation>([
  "sin",
  "cos",
  "exp",
  "log",
  "atan2",
  "pow",
  "rem",
]);
/** Nanoseconds a row: of an operation, of a column, of a call. */
const SIMD = { operation: 0.025, column: 0.02, call: 10 };
const SCALAR = { operation: 0.1, column: 0.1, call: 10 };

/** Nanoseconds; within a factor of two or three. */
export function rowNs(program: KernelProgram, isSimd: boolean): number {
  const costs = isSimd ? SIMD : SCALAR;
  const ofValue = (value: Value): number => {
    if (value.kind !== "operation") return 0;
    const own = CALLS.has(value.operation) ? costs.call : costs.operation;
    return value.inputs.reduce((ns, input) => ns + ofValue(input), own);
  };
  const ofSteps = (steps: readonly Step[]): number =>
    steps.reduce(
      (ns, step) =>
        ns +
        (step.kind === "set"
          ? ofValue(step.value)
          : ofValue(step.test) + ofSteps(step.then) + ofSteps(step.otherwise)),
      0,
    );
  return ofSteps(program.steps) + program.columns.length * costs.column;
}
