import type { Entity } from "../base/ids.ts";
import type { AnyPair } from "../storage/pair.ts";
import type { PairTable } from "../storage/pair-table.ts";
import { writeValues } from "../storage/row-values.ts";

/** Makes a pair that there is not, in place of the one of an exclusive relation. */
export function link(table: PairTable, source: Entity, target: Entity, isSettling = true): number {
  const replaced = table.kind.isExclusive ? table.firstOut(source) : 0;
  if (replaced === 0) return table.link(source, target, isSettling);
  table.retarget(replaced, target, isSettling);
  table.values?.clear(replaced);
  return replaced;
}

/** Tells whoever wants to hear of it that every pair of a source is about to end. */
export function tellOutgoing(table: PairTable, source: Entity): void {
  const { hearing } = table;
  if (hearing === undefined) return;
  // The lists are fetched anew for each pair: hooks may spawn, and longer ones take their place.
  for (let pair = table.firstOut(source); pair !== 0; pair = table.outgoing.next[pair])
    hearing.ending(table, source, table.targets[pair]);
}

/** Ends every pair of a source. */
export function unlinkOutgoing(table: PairTable, source: Entity, isSettling = true): void {
  let pair = table.firstOut(source);
  while (pair !== 0) {
    table.unlink(pair, isSettling);
    pair = table.firstOut(source);
  }
}

/** Writes the values given with a pair, where some were. */
export function writePair(table: PairTable, made: number, { value }: AnyPair): void {
  const chunk = table.values?.chunk;
  if (chunk !== undefined && value !== undefined)
    writeValues(chunk, made, value.component, value.values);
}
