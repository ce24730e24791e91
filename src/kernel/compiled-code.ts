/** CompiledCode: the code of a kernel that is compiled where it runs, each part when an engine first asks for it. */
import type { FlatProgram } from "./javascript/flat-program.ts";
import { flatten } from "./javascript/flatten.ts";
import type { KernelCode } from "./kernel-code.ts";
import type { KernelProgram } from "./program.ts";
import { rowNs } from "./row-cost.ts";
import { emitScalar } from "./wasm/scalar.ts";
import { emitSimd } from "./wasm/simd.ts";
import { shownProgram } from "./words.ts";

export class CompiledCode implements KernelCode {
  readonly frame: KernelProgram;

  constructor(program: KernelProgram) {
    this.frame = program;
  }

  module(engine: "simd" | "scalar", isShared: boolean): Uint8Array<ArrayBuffer> {
    const emit = engine === "simd" ? emitSimd : emitScalar;
    return emit(this.frame, { shared: isShared });
  }

  flat(): FlatProgram {
    return flatten(this.frame);
  }

  rowNs(isSimd: boolean): number {
    return rowNs(this.frame, isSimd);
  }

  shown(): string {
    return shownProgram(this.frame);
  }
}
