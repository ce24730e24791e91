/**
 * RowImage: the words that a row is about to start with, put together before anything changes.
 *
 * For rows whose every column is one 32-bit number: each value of a program's object is read once, checked and put
 * here at once. Others are checked first and written later, by `row-values.ts`.
 */
import { ElementKind } from "../base/element.ts";
import type { Chunk } from "./chunk.ts";
import { type AnyComponent, fieldIndexOf } from "./component.ts";
import { MAX_IMAGE_COLUMNS } from "./component-set.ts";
import { valueProblem } from "./field-value.ts";
import { checkObject, unknownField, wrongValue } from "./value-errors.ts";

export class RowImage {
  /** The columns that have been given values, a bit each. */
  #given = 0;
  readonly #u32 = new Uint32Array(MAX_IMAGE_COLUMNS);
  readonly #f32 = new Float32Array(this.#u32.buffer);

  /** Forgets all values. */
  clear(): void {
    this.#given = 0;
  }

  /**
   * Takes the values of a component whose columns begin at `first`.
   *
   * @throws {EcsError} E106 no such field · E107 a value its field cannot hold
   */
  take(
    component: AnyComponent,
    first: number,
    values: Readonly<Record<string, unknown>>,
    verb: string,
  ): void {
    checkObject(component, values, verb);
    const { fields } = component;
    const f32 = this.#f32;
    let given = 0;
    let guess = 0;
    for (const name in values) {
      let index = guess++;
      if (index >= fields.length || fields[index].name !== name) {
        index = fieldIndexOf(component, name, 0);
        if (index < 0) throw unknownField(component, name, verb);
      }
      const value = values[name];
      const field = fields[index];
      if (typeof value === "number" && field.element === ElementKind.F32) {
        f32[first + index] = value;
      } else {
        if (value === undefined) continue;
        const problem = valueProblem(field, value);
        if (problem !== undefined) throw wrongValue(component, name, problem, verb);
        this.#u32[first + index] = value as number;
      }
      given |= 1 << (first + index);
    }
    this.#given |= given;
  }

  /** Writes all columns of a row: what was given, and for the rest its starting values. */
  write(chunk: Chunk, row: number): void {
    const { byteOffsets } = chunk;
    const { u32 } = chunk.slab;
    const { initialWords } = chunk.set.freshColumns;
    const words = this.#u32;
    const given = this.#given;
    for (let column = 0; column < byteOffsets.length; column++) {
      const word = ((given >>> column) & 1) === 0 ? initialWords[column] : words[column];
      u32[(byteOffsets[column] >> 2) + row] = word;
    }
  }
}
