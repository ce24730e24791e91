/**
 * RowTerm: a condition that rows of one archetype may answer differently; the seam for toggles, sparse
 * components, changes and relations.
 *
 * Not to be confused with what the components of an archetype decide for all its rows at once.
 *
 * Invariant: `fillMask` and `test` are asked only about chunks whose components leave it open.
 */
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import type { ComponentSet } from "../storage/component-set.ts";
import type { Storage } from "../storage/storage.ts";

/** For how many of some rows a condition holds. In this order: `all` is the least of its operands, `any` the greatest. */
export const Match = { None: 0, Some: 1, All: 2 } as const;
export type Match = (typeof Match)[keyof typeof Match];

/** The part of a world that row terms may look into. */
export interface RowWorld {
  /** @internal */
  readonly storage: Storage;
  extension<T>(key: object, make: (world: RowWorld) => T): T;
}

/** On whose behalf rows are chosen. */
export interface RowContext {
  readonly world: RowWorld;
  /** What the reader has seen already, as `world.changeCursor()` counts; 0 for a query itself. */
  readonly cursor: number;
  /** When the reader was made; what it may know of began then. */
  readonly madeAt: number;
}

/** Something that holds for rows: what terms are made into. */
export interface RowCondition {
  /** Whether it can be `Match.Some` for any component set. */
  readonly decidesByRow: boolean;
  /** What the components of an archetype alone decide. */
  matchSet(set: ComponentSet): Match;
  /**
   * Sets the bit of each row that fits (row `r` is bit `r % 32` of word `r / 32`) and clears the others, in the
   * words of the chunk's rows; bits past `chunk.count` may be left as they come. Returns `Match.Some`; or
   * `All` or `None` where that is found sooner, and then `mask` may hold anything.
   */
  fillMask(chunk: Chunk, mask: Uint32Array, context: RowContext): Match;
  /** The same for one row. */
  test(chunk: Chunk, row: number, context: RowContext): boolean;
}

/** @typeParam C - the components mentioned, which chunks of the query let one read */
export abstract class RowTerm<C extends AnyComponent = AnyComponent> implements RowCondition {
  /** Carries the types of the components mentioned; never set. */
  declare readonly mentions: C;
  readonly decidesByRow = true;
  /** Whether it can be answered only on behalf of a reader. */
  readonly needsReader: boolean = false;

  /** Two terms with the same key mean the same: they find the same query. */
  abstract readonly key: unknown;
  /** The components it is about. */
  abstract readonly components: readonly AnyComponent[];
  abstract matchSet(set: ComponentSet): Match;
  abstract fillMask(chunk: Chunk, mask: Uint32Array, context: RowContext): Match;
  abstract test(chunk: Chunk, row: number, context: RowContext): boolean;
  abstract describe(): string;

  /** Called when a reader is made, before it is asked anything. @throws {EcsError} E010/E011 no memory */
  prepare(_world: RowWorld): void {}
}
