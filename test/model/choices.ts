/** What an operation of the model test names: inputs and queries, by the places of components in their list. */
export interface InputChoice {
  readonly component: number;
  readonly seed: number;
  /** Which fields are given, bit by bit; 0 passes the bare component. */
  readonly mask: number;
}

/** Components by their place, relations behind them; "everything" finds templates and what is disabled, too. */
export type QueryChoice =
  | "everything"
  | {
      readonly data: readonly number[];
      readonly all: readonly number[];
      readonly not: readonly number[];
      readonly any: readonly number[];
      /** Toggles by their place among them. */
      readonly off: readonly number[];
    };
