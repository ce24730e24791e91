/**
 * What the page says about each memory layout, and the colour each has everywhere on it.
 */
import type { LayoutName } from "./particle-store.ts";

export interface LayoutInfo {
  readonly title: string;
  /** A few words beside the title. */
  readonly blurb: string;
  /** Accent on near-black; told apart by lightness too. */
  readonly color: string;
  /** Where this layout's cost comes from, in two lines of the panel. */
  readonly reason: string;
}

export const LAYOUT_INFO: Readonly<Record<LayoutName, LayoutInfo>> = {
  objects: {
    title: "Objects",
    blurb: "one each, as allocated",
    color: "#ffb454",
    reason:
      "A pointer to each particle, and another to most of its numbers. Still in the order of allocation: the best case.",
  },
  churned: {
    title: "Objects after churn",
    blurb: "on a lived-in heap",
    color: "#ff5f7a",
    reason:
      "The same code, but neighbours in the array are strangers in memory: each particle waits for its own cache lines.",
  },
  interleaved: {
    title: "Interleaved",
    blurb: "rows in one buffer",
    color: "#b79bff",
    reason:
      "All 16 fields share a cache line: about as fast as columns in JavaScript, until a system needs one field of sixteen.",
  },
  columns: {
    title: "Columns",
    blurb: "Colonnade's chunks",
    color: "#3fe0b8",
    reason:
      "A system loads only the fields it names, and Pixi uploads the same bytes. Every respawn recycles an entity.",
  },
  kernel: {
    title: "Kernel",
    blurb: "kernels over columns",
    color: "#f4f1de",
    reason:
      "The same columns, four particles an instruction: the systems were compiled to WebAssembly SIMD when the page was built.",
  },
  workers: {
    title: "Kernel, workers",
    blurb: "on all cores",
    color: "#ff9ae0",
    reason:
      "The same kernels over shared memory: worker threads take stretches of the rows, this thread the rest, and a frame awaits nothing.",
  },
  bitecs: {
    title: "bitECS",
    blurb: "arrays by entity id",
    color: "#6cb2ff",
    reason:
      "Typed arrays indexed by entity id: each loop reads the query's list of ids, then jumps to where it points.",
  },
};

/** Where the differences come from, on the whole; for every layout. */
export const HONEST_TEXT =
  "Objects lose by pointer chasing and heap order. Columns and interleaved rows differ little in plain JavaScript, except in narrow systems such as age: its loops are bound by instructions, not memory. SIMD kernels over these columns are what turns layout into speed.";
