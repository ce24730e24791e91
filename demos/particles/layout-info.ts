/**
 * What the page says about each memory layout, and the colour each has everywhere on it.
 */
import type { LayoutName } from "./particle-store.ts";

export interface LayoutInfo {
  readonly title: string;
  /** A few words under the title. */
  readonly blurb: string;
  /** Accent on near-black; told apart by lightness too. */
  readonly color: string;
  /** Where this layout's cost comes from, in a sentence or two. */
  readonly reason: string;
}

export const LAYOUT_INFO: Readonly<Record<LayoutName, LayoutInfo>> = {
  objects: {
    title: "Objects",
    blurb: "one object each, as allocated",
    color: "#ffb454",
    reason:
      "Every particle is an object behind a pointer, and most of its numbers are boxes behind pointers of their own. Fresh from one loop they lie in order, which is as good as it gets.",
  },
  churned: {
    title: "Objects after churn",
    blurb: "the same, on a heap that has lived",
    color: "#ff5f7a",
    reason:
      "The same objects and the same loops. They were replaced one by one among other garbage, as in a game that has run for minutes, so neighbours in the array are strangers in memory and each one waits for its cache lines.",
  },
  interleaved: {
    title: "Interleaved",
    blurb: "rows of 64 bytes in one buffer",
    color: "#b79bff",
    reason:
      "All 16 fields of a particle share one cache line. In plain JavaScript that is about as fast as columns; it loses where a system needs one field and loads all sixteen, and more so the less fits the caches.",
  },
  columns: {
    title: "Columns",
    blurb: "Colonnade: chunks of typed columns",
    color: "#3fe0b8",
    reason:
      "One column per field, in chunks of a world. A system loads only the fields it names, Pixi uploads the same bytes without a copy, and spawning and despawning are real entities, recycled.",
  },
  bitecs: {
    title: "bitECS",
    blurb: "global typed arrays, by entity id",
    color: "#6cb2ff",
    reason:
      "Typed arrays indexed by entity id. Each loop reads the query's list of ids first and then jumps to where it points.",
  },
};

/** Where the differences come from, on the whole; under every layout's own reason. */
export const HONEST_TEXT =
  "Objects lose by pointer chasing and heap order. Columns and interleaved rows differ little in plain JavaScript, except in narrow systems such as age: V8's loops are bound by instructions, not by memory. What turns layout into speed is SIMD, and kernels that run on these same columns are next.";
