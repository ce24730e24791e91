/** Uniforms: the values that are the same for all rows of one run of a kernel. */

import { checkOptions } from "../base/argument-checks.ts";
import { ElementKind } from "../base/element.ts";
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import type { AnyFieldType, Schema } from "../storage/field.ts";
import type { ProgramUniform, ValueType } from "./program.ts";

/** What the accessors of a draft write to. */
class Draft {
  declare readonly values: Float64Array;

  constructor(values: Float64Array) {
    Object.defineProperty(this, "values", { value: values });
  }
}

export class Uniforms {
  readonly types: readonly ProgramUniform[];
  readonly #label: string;
  readonly #values: Float64Array;

  /** @throws {EcsError} E305 a type that no uniform can have */
  constructor(label: string, schema: Schema) {
    this.#label = label;
    checkOptions(schema, `kernel ${label}`);
    this.types = Object.keys(schema).map((name) => ({
      name,
      type: uniformType(label, name, schema[name]),
    }));
    this.#values = new Float64Array(this.types.length);
  }

  /** An object whose fields are the uniforms, at 0 and false; what it is given is kept unboxed. */
  draft(): object {
    const values = new Float64Array(this.types.length);
    const draft = new Draft(values);
    this.types.forEach(({ name, type }, i) => {
      Object.defineProperty(draft, name, {
        get: type === "bool" ? () => values[i] !== 0 : () => values[i],
        set: (value: number) => {
          values[i] = value;
        },
        enumerable: true,
      });
    });
    return draft;
  }

  /** The values in the order of `types`; the same array each time. @throws {EcsError} E303 one is missing or wrong */
  read(given: Readonly<Record<string, unknown>> | undefined): Float64Array {
    if (given instanceof Draft) return given.values;
    for (let i = 0; i < this.types.length; i++) {
      const { name, type } = this.types[i];
      const value = given?.[name];
      if (typeof value !== (type === "bool" ? "boolean" : "number")) {
        throw new EcsError(
          "E303",
          `run: ${name} is ${String(value)}, and kernel ${this.#label} takes a ${type}. Pass { ${name}: ... }.`,
        );
      }
      this.#values[i] = Number(value);
    }
    return this.#values;
  }
}

function uniformType(label: string, name: string, type: AnyFieldType | undefined): ValueType {
  if (type?.lanes === 1 && type.meaning === "bool") return "bool";
  if (type?.lanes === 1 && type.meaning === "number") {
    if (type.element === ElementKind.F32) return "f32";
    if (type.element === ElementKind.F64) return "f64";
    if (type.element === ElementKind.I32) return "i32";
    if (type.element === ElementKind.U32) return "u32";
  }
  throw new EcsError(
    "E305",
    `kernel ${label}: the uniform ${name} is ${type?.typeName ?? shown(type)}. Use f32, f64, i32, u32 or bool.`,
  );
}
