/**
 * Pass: what one walk over a kernel's tree makes. The types of locals may depend on what stands below them, so
 * the tree is walked until a walk learns nothing new; only the facts about locals outlive one.
 *
 * Invariant: a walk meets the declarations in the same order each time, whatever their types.
 */
import { commonType, type LocalFacts, type Operand, valueOperand } from "./operand.ts";
import type { ProgramOutput, ProgramVariable, Step, Value, ValueType } from "./program.ts";
import type { KernelSignature } from "./signature.ts";

/** One lane of one field that the body names. */
export interface TouchedColumn {
  readonly term: number;
  readonly field: number;
  readonly lane: number;
  readonly variable: number;
}

export class Pass {
  readonly signature: KernelSignature;
  readonly variables: ProgramVariable[] = [];
  readonly columns: TouchedColumn[] = [];
  readonly outputs: ProgramOutput[] = [];
  /** Where steps go now: those of the body, or of the branch that is being lowered. */
  steps: Step[] = [];
  /** Whether something was learnt that was not known when the walk began. */
  isStale = false;
  needsEntity = false;
  randomCalls = 0;
  /** The functions that are being written out, outermost first. */
  readonly calls: string[] = [];
  readonly #facts: LocalFacts[];
  #declarations = 0;

  constructor(signature: KernelSignature, facts: LocalFacts[]) {
    this.signature = signature;
    this.#facts = facts;
  }

  /** The facts of the next declaration. */
  declare(): LocalFacts {
    const at = this.#declarations++;
    this.#facts[at] ??= { type: undefined, isOpen: false, isAssigned: false, wanted: undefined };
    return this.#facts[at];
  }

  /** Makes a local's type hold another one, too. Whether that is possible. */
  widen(facts: LocalFacts, type: ValueType | undefined): boolean {
    if (type === undefined) return facts.type !== "bool";
    const common =
      facts.type === undefined
        ? facts.isOpen && type === "bool"
          ? undefined
          : type
        : commonType(facts.type, type);
    if (common === undefined) return false;
    if (common !== facts.type) this.isStale = true;
    facts.type = common;
    return true;
  }

  variable(name: string, type: ValueType): number {
    return this.variables.push({ name, type }) - 1;
  }

  read(variable: number): Value {
    return { kind: "variable", type: this.variables[variable].type, index: variable };
  }

  set(variable: number, value: Value): void {
    this.steps.push({ kind: "set", variable, value });
  }

  /** A value under a name of its own, so that it is worked out once and can be used twice. */
  kept(name: string, value: Value): Value {
    const variable = this.variable(name, value.type);
    this.set(variable, value);
    return this.read(variable);
  }

  keptOperand(name: string, operand: Operand): Operand {
    return operand.kind === "value" && operand.value.kind === "operation"
      ? valueOperand(this.kept(name, operand.value))
      : operand;
  }

  /** The steps that `lower` makes, apart from those around it. */
  branch(lower: () => void): Step[] {
    const outer = this.steps;
    const steps: Step[] = [];
    this.steps = steps;
    lower();
    this.steps = outer;
    return steps;
  }
}
