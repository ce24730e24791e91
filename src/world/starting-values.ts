/**
 * StartingValues: checks what a spawn gives before it changes anything, and writes it into the new row after.
 *
 * Rows of plain words are put together while they are checked, so that each value is looked at once; other rows'
 * inputs are checked, and read again when the row is there.
 */
import { DEV } from "../base/dev.ts";
import type { Chunk } from "../storage/chunk.ts";
import { type ComponentInput, componentOf } from "../storage/component.ts";
import type { ComponentSet } from "../storage/component-set.ts";
import type { FieldCodec } from "../storage/field-codec.ts";
import { RowImage } from "../storage/row-image.ts";
import { checkValues, fillRowDefaults, writeValues } from "../storage/row-values.ts";
import { checkInput } from "./input-checks.ts";
import { checkWhole } from "./value-check.ts";

export class StartingValues {
  readonly #codec: FieldCodec;
  /** Out until it is put back: a call inside a call, or after one that failed, makes another. */
  #spare: RowImage | undefined = new RowImage();

  constructor(codec: FieldCodec) {
    this.#codec = codec;
  }

  /**
   * Checks the inputs, all of which are components of the set, and puts their values together; undefined for rows
   * that no image can hold. May run the program's code, which may change the world.
   *
   * @throws {EcsError} E106/E107 wrong value · E116 refused by a `validate`
   */
  prepare(inputs: readonly ComponentInput[], set: ComponentSet): RowImage | undefined {
    if (!set.fitsImage) {
      checkInputs(inputs, "spawn", this.#codec);
      return undefined;
    }
    const image = this.#spare ?? new RowImage();
    this.#spare = undefined;
    for (let i = 0; i < inputs.length; i++) {
      const input = inputs[i];
      if (typeof input !== "function") {
        const { component, values } = input;
        if (component.isSparse) checkValues(component, values, "spawn", this.#codec);
        else image.take(component, set.columnOf(component), values, "spawn");
      }
      if (DEV && componentOf(input).problemOf !== undefined) checkWhole("spawn", input, undefined);
    }
    return image;
  }

  /** Gives a row its starting values, from an image of them or else from the inputs, which were checked. */
  write(
    chunk: Chunk,
    row: number,
    image: RowImage | undefined,
    inputs: readonly ComponentInput[],
  ): void {
    if (image !== undefined) {
      image.write(chunk, row);
      image.clear();
      this.#spare = image;
      return;
    }
    fillRowDefaults(chunk, chunk.set.freshColumns, row);
    for (let i = 0; i < inputs.length; i++) {
      const input = inputs[i];
      if (typeof input !== "function" && !input.component.isSparse)
        writeValues(chunk, row, input.component, input.values);
    }
  }
}

/** @throws {EcsError} E106/E107 wrong value · E113 no component · E116 refused by a `validate` */
export function checkInputs(
  inputs: readonly ComponentInput[],
  verb: string,
  codec: FieldCodec,
): void {
  for (let i = 0; i < inputs.length; i++) {
    const component = checkInput(inputs[i], verb, codec, i);
    if (DEV && component.problemOf !== undefined) checkWhole(verb, inputs[i], undefined);
  }
}
