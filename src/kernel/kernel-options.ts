/** What `kernel` takes besides terms, uniforms and a body. */
import type { KernelEngine } from "./engine.ts";

/** What `kernelFunction` returns. */
export type KernelFunction = (...inputs: never[]) => number | boolean;

export interface KernelOptions {
  /** For messages and `explain`; the labels of its components unless told. */
  readonly label?: string;
  /** Helper functions that the body calls, by the names it calls them. */
  readonly functions?: Readonly<Record<string, KernelFunction>>;
  /** Which engine is to run it; the best that the page allows unless told. All give the same bits. */
  readonly engine?: KernelEngine;
}
