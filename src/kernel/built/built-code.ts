/**
 * BuiltCode: the code of a kernel that a build has compiled, as it stands in the page: modules of WebAssembly, and
 * the loops of the JavaScript engine. `built-source.ts` writes it.
 */
import type { ElementKind } from "../../base/element.ts";
import type { FlatProgram } from "../javascript/flat-program.ts";
import type { KernelCode } from "../kernel-code.ts";
import type { ProgramColumn, ProgramFrame, ProgramOutput, ProgramUniform } from "../program.ts";

export interface BuiltKernel {
  /** Of the terms and uniforms that it was compiled for: see `shapeHash`. */
  readonly shape: number;
  /** By column: its numbers in the order of `COLUMN_NUMBERS`. */
  readonly columns: readonly (readonly number[])[];
  readonly outputs: readonly ProgramOutput[];
  readonly needsEntity: boolean;
  readonly flat: FlatProgram;
  /** About how long a row takes, by SIMD and by scalar code. */
  readonly rowNs: readonly [simd: number, scalar: number];
  /** The modules for memory that is not shared, in hexadecimal digits, which compress better than others. */
  readonly simd: string;
  readonly scalar: string;
  /** The byte of each that says which memory it takes. */
  readonly memoryFlag: readonly [simd: number, scalar: number];
}

/** What the memory flag of a module for shared memory is. */
export const SHARED_FLAG = 3;

export class BuiltCode implements KernelCode {
  readonly frame: ProgramFrame;
  readonly #built: BuiltKernel;

  constructor(built: BuiltKernel, uniforms: readonly ProgramUniform[]) {
    const { columns, outputs, needsEntity, flat } = built;
    this.#built = built;
    this.frame = {
      columns: columns.map(columnOf),
      variables: flat.variables.map((column) => ({ name: "", type: flat.types[column] })),
      uniforms,
      outputs,
      needsEntity,
    };
  }

  module(engine: "simd" | "scalar", isShared: boolean): Uint8Array<ArrayBuffer> {
    const built = this.#built;
    const bytes = Uint8Array.from(built[engine].match(/../g) ?? [], (digits) =>
      Number.parseInt(digits, 16),
    );
    if (isShared) bytes[built.memoryFlag[engine === "simd" ? 0 : 1]] = SHARED_FLAG;
    return bytes;
  }

  flat(): FlatProgram {
    return this.#built.flat;
  }

  rowNs(isSimd: boolean): number {
    return this.#built.rowNs[isSimd ? 0 : 1];
  }

  shown(): string {
    return "(compiled by the build; a development build shows its steps)";
  }
}

function columnOf(numbers: readonly number[]): ProgramColumn {
  const [term, field, lanes, lane, element, variable, uses, targetLane] = numbers;
  return {
    term,
    field,
    lanes,
    lane,
    element: element as ElementKind,
    variable,
    isRead: (uses & 1) !== 0,
    isWritten: (uses & 2) !== 0,
    isRare: (uses & 4) !== 0,
    ...(targetLane === undefined ? {} : { targetLane }),
  };
}
