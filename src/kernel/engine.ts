/**
 * Kernel engines: which of the three runs a program, and the program made ready for a slab.
 *
 * WebAssembly where the page allows to compile it, SIMD where the machine has it; else the JavaScript engine. All
 * give the same bits. No program is a reason against SIMD: even one that does nothing but call `Math.pow` runs no
 * slower than row by row (48 ns a row against 50), others 1.2 to 11 times faster.
 */
import type { Slab } from "../memory/slab.ts";
import { javascriptEngine } from "./javascript.ts";
import type { KernelCode } from "./kernel-code.ts";
import type { RunRows } from "./program.ts";
import { compileModule, instantiate } from "./wasm/instance.ts";

export type KernelEngine = "simd" | "scalar" | "javascript";

/** From the one that runs everywhere to the best. */
const RANKS: readonly KernelEngine[] = ["javascript", "scalar", "simd"];

/** An empty module, and one that makes and drops a v128. */
const EMPTY = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const WITH_SIMD = [1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 0x41, 0, 0xfd, 15, 0x1a, 0x0b];

let support: KernelEngine | undefined;

/** The best that the page allows. A content security policy without `wasm-unsafe-eval` forbids to compile. */
export function supportedEngine(): KernelEngine {
  if (support !== undefined) return support;
  support = "javascript";
  try {
    new WebAssembly.Module(Uint8Array.from(EMPTY));
    support = "scalar";
    new WebAssembly.Module(Uint8Array.from([...EMPTY, ...WITH_SIMD]));
    support = "simd";
  } catch {
    // What could be compiled is what is supported.
  }
  return support;
}

/** A program as one engine runs it. */
export class Engine {
  readonly kind: KernelEngine;
  /** Why not SIMD; undefined where it is. What is asked for and cannot run here, a simpler engine does. */
  readonly reason: string | undefined;
  readonly #code: KernelCode;
  readonly #modules: (WebAssembly.Module | undefined)[] = [undefined, undefined];
  readonly #runs = new BySlab((slab) => this.#make(slab, "run"));
  readonly #lists = new BySlab((slab) =>
    this.kind === "simd" ? this.#make(slab, "rows") : listRunner(this.on(slab), slab),
  );

  constructor(code: KernelCode, wanted: KernelEngine | undefined) {
    this.#code = code;
    const best = supportedEngine();
    this.kind = RANKS[Math.min(RANKS.indexOf(wanted ?? best), RANKS.indexOf(best))];
    this.reason = reasonAgainst(this.kind, best);
  }

  /** The program on a slab's bytes; made when first asked for, and kept while the slab lives. */
  on(slab: Slab): RunRows {
    return this.#runs.of(slab);
  }

  /**
   * The same for single rows: its `start` and `end` are byte offsets of a list in the slab, of the rows' numbers
   * as ascending u32.
   */
  onRows(slab: Slab): RunRows {
    return this.#lists.of(slab);
  }

  /** The module for shared memory; there is one once a shared slab has been asked for, and WebAssembly runs it. */
  get sharedModule(): WebAssembly.Module | undefined {
    return this.#modules[1];
  }

  #make(slab: Slab, name: "run" | "rows"): RunRows {
    const { kind } = this;
    const code = this.#code;
    if (kind === "javascript") return javascriptEngine(code.frame, code.flat(), slab);
    const isShared =
      typeof SharedArrayBuffer !== "undefined" && slab.buffer instanceof SharedArrayBuffer;
    const at = Number(isShared);
    const module = this.#modules[at] ?? compileModule(code.module(kind, isShared));
    this.#modules[at] = module;
    return instantiate(module, slab.memory, code.frame, name);
  }
}

/** What was made for each slab; the newest is at hand. */
class BySlab {
  readonly #make: (slab: Slab) => RunRows;
  readonly #known = new WeakMap<Slab, RunRows>();
  #slab: Slab | undefined;
  #run: RunRows | undefined;

  constructor(make: (slab: Slab) => RunRows) {
    this.#make = make;
  }

  of(slab: Slab): RunRows {
    if (slab === this.#slab) return this.#run as RunRows;
    let run = this.#known.get(slab);
    if (run === undefined) {
      run = this.#make(slab);
      this.#known.set(slab, run);
    }
    this.#slab = slab;
    this.#run = run;
    return run;
  }
}

/** @internal For engines that run neighbours only: rows of a list that stand side by side are run together. */
export function listRunner(run: RunRows, { u32 }: Pick<Slab, "u32">): RunRows {
  return (columns, entities, start, end, uniforms, results) => {
    const last = end >>> 2;
    for (let i = start >>> 2; i < last; ) {
      const row = u32[i++];
      let stop = row + 1;
      for (; i < last && u32[i] === stop; i++) stop++;
      run(columns, entities, row, stop, uniforms, results);
    }
  };
}

/** Why not SIMD. */
function reasonAgainst(kind: KernelEngine, best: KernelEngine): string | undefined {
  if (kind === "simd") return undefined;
  if (kind !== best) return "it was asked for";
  return best === "scalar"
    ? "WebAssembly has no SIMD here"
    : "WebAssembly may not be compiled here (a content security policy without wasm-unsafe-eval)";
}
