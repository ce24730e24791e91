/**
 * Card: one memory pattern that the lab shows and measures, by two or more sides that do the same
 * work.
 *
 * Invariant: at one size and seed, the n-th `run` of each side returns the same checksum, so sums
 * must be exact in any order (whole numbers). A test holds that for every card.
 */
import type { Drawing } from "./drawing.ts";

/** One side, set up at one size: what is measured. */
export interface Subject {
  /** Does the work once and returns a number that depends on all of it. */
  run(): number;
  /** Puts things back after each `run`, outside the clock; a run should then take 0.1 ms or more. */
  reset?(): void;
  /** Bytes that the data takes; left out where only the heap knows, which Node can read. */
  readonly bytes?: number;
  /** Bytes that one run asks for; left out where only the heap knows. */
  readonly allocatedBytes?: number;
  dispose?(): void;
}

export interface Side<Data> {
  readonly label: string;
  /** The functions that do the work (or what else can say its text): the page shows them as they run. */
  readonly source: readonly { toString(): string }[];
  make(data: Data, size: number): Subject;
}

export interface CardSpec<Data> {
  /** Lower case; the card's file and anchor. */
  readonly id: string;
  readonly title: string;
  /** Two sentences: what the pattern is, and what it costs or saves. */
  readonly pattern: string;
  /** One sentence: what this means for a game, as measured. */
  readonly meaning: string;
  /** From small to large; the first two are what tests run. */
  readonly sizes: readonly number[];
  /** What `sizes` count: "elements", or "bytes", which are written as KiB and MiB. */
  readonly sizeName: string;
  /** What one operation is: "element" gives "ns per element". */
  readonly operation: string;
  /** Operations in one run; the size unless told. */
  operations?(size: number): number;
  /** The size that the headline is about; the largest measured unless told, or not measured. */
  readonly headlineSize?: number;
  /** For sweeps: the headline compares the last side at this size with itself at `headlineSize`. */
  readonly headlineFrom?: number;
  /** Whether the plot's vertical axis is logarithmic: for sides that lie a factor of ten apart. */
  readonly isLogarithmic?: boolean;
  /** Whether the headline compares the longest pauses, too: for sides that leave garbage. */
  readonly hasPauses?: boolean;
  /** Made once per size and seed, and given to every side. */
  prepare(size: number, seed: number): Data;
  /** The costly side first, the pattern last: the headline is the ratio of these two. */
  readonly sides: readonly Side<Data>[];
  /** A picture of the card's own data, at a small size. */
  picture(seed: number): Drawing;
}

/** A card of any data: what lists of cards hold. */
export type Card = CardSpec<unknown>;

/** Checks the sides against the data that `prepare` makes, then forgets its type. */
export function defineCard<Data>(spec: CardSpec<Data>): Card {
  return spec as unknown as Card;
}

/** The text of a side's functions, as they run. */
export function sourceOf(side: Side<unknown>): string {
  return side.source.map((work) => work.toString()).join("\n\n");
}

/** 4 KiB, 16 MiB, 100,000 or 1M. */
export function formatSize(card: Pick<Card, "sizeName">, size: number): string {
  return card.sizeName === "bytes" ? formatBytes(size) : formatCount(size);
}

export function formatBytes(bytes: number | undefined): string {
  if (bytes === undefined) return "-";
  if (bytes < 1024) return `${Math.round(bytes)} B`;
  const [unit, by] = bytes < 1024 ** 2 ? ["KiB", 1024] : ["MiB", 1024 ** 2];
  const amount = bytes / by;
  return `${amount >= 100 || Number.isInteger(amount) ? Math.round(amount) : amount.toFixed(1)} ${unit}`;
}

function formatCount(count: number): string {
  if (count >= 1e6 && count % 1e5 === 0) return `${count / 1e6}M`;
  return count.toLocaleString("en");
}
