/** What the page and the lab's worker say to each other. */
import type { Drawing } from "./drawing.ts";
import type { CardResult, MeasurePlan } from "./measure.ts";

export type LabOrder =
  | { readonly kind: "describe" }
  | { readonly kind: "measure"; readonly id: string; readonly plan: MeasurePlan };

/** What only the thread that runs a card knows: its data, and its functions as they are there. */
export interface CardDescription {
  readonly drawing: Drawing;
  /** The text of each side's functions. */
  readonly sources: readonly string[];
}

export type LabReport =
  | { readonly kind: "described"; readonly id: string; readonly description: CardDescription }
  | { readonly kind: "progress"; readonly share: number; readonly text: string }
  | { readonly kind: "done"; readonly result: CardResult }
  | { readonly kind: "failed"; readonly message: string };
