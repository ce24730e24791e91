/**
 * Pair loops: one row of a chunk against a run of rows of the same or another chunk, with two sets of cursors.
 *
 * The text is repeated on purpose, as in `row-loops.ts`: V8 keeps one record of what it has seen per
 * piece of source text, so a loop that two queries shared would inline neither callback.
 */
import type { CurrentRow } from "./row-cursor.ts";

/** The most components `forEachPair` hands over for each of the two rows. */
export const MAX_PAIR_COMPONENTS = 4;

/**
 * Rows `start` to `end` of the second cursors, whose row is `row`, against the row that the first ones
 * stand on, which is `entity`'s.
 */
export type PairLoop = (
  run: (...pair: unknown[]) => void,
  start: number,
  end: number,
  row: CurrentRow,
  on: readonly unknown[],
  over: readonly unknown[],
  entity: number,
  entities: Uint32Array,
) => void;

// biome-ignore format: one copy a line
const LOOPS: readonly (readonly PairLoop[])[] = [
 [ // no components
  (run, start, end, row, _on, _over, entity, entities) => { for (let j = start; j < end; j++) { row.index = j; run(entity, entities[j]); } },
  (run, start, end, row, _on, _over, entity, entities) => { for (let j = start; j < end; j++) { row.index = j; run(entity, entities[j]); } },
 ],
 [ // one component
  (run, start, end, row, on, over, entity, entities) => { const a1 = on[0]; const a2 = over[0]; for (let j = start; j < end; j++) { row.index = j; run(a1, a2, entity, entities[j]); } },
  (run, start, end, row, on, over, entity, entities) => { const a1 = on[0]; const a2 = over[0]; for (let j = start; j < end; j++) { row.index = j; run(a1, a2, entity, entities[j]); } },
  (run, start, end, row, on, over, entity, entities) => { const a1 = on[0]; const a2 = over[0]; for (let j = start; j < end; j++) { row.index = j; run(a1, a2, entity, entities[j]); } },
  (run, start, end, row, on, over, entity, entities) => { const a1 = on[0]; const a2 = over[0]; for (let j = start; j < end; j++) { row.index = j; run(a1, a2, entity, entities[j]); } },
 ],
 [ // 2 components
  (run, start, end, row, on, over, entity, entities) => { const a1 = on[0]; const a2 = over[0]; const b1 = on[1]; const b2 = over[1]; for (let j = start; j < end; j++) { row.index = j; run(a1, b1, a2, b2, entity, entities[j]); } },
  (run, start, end, row, on, over, entity, entities) => { const a1 = on[0]; const a2 = over[0]; const b1 = on[1]; const b2 = over[1]; for (let j = start; j < end; j++) { row.index = j; run(a1, b1, a2, b2, entity, entities[j]); } },
  (run, start, end, row, on, over, entity, entities) => { const a1 = on[0]; const a2 = over[0]; const b1 = on[1]; const b2 = over[1]; for (let j = start; j < end; j++) { row.index = j; run(a1, b1, a2, b2, entity, entities[j]); } },
  (run, start, end, row, on, over, entity, entities) => { const a1 = on[0]; const a2 = over[0]; const b1 = on[1]; const b2 = over[1]; for (let j = start; j < end; j++) { row.index = j; run(a1, b1, a2, b2, entity, entities[j]); } },
 ],
 [ // 3 components
  (run, start, end, row, on, over, entity, entities) => { const a1 = on[0]; const a2 = over[0]; const b1 = on[1]; const b2 = over[1]; const c1 = on[2]; const c2 = over[2]; for (let j = start; j < end; j++) { row.index = j; run(a1, b1, c1, a2, b2, c2, entity, entities[j]); } },
  (run, start, end, row, on, over, entity, entities) => { const a1 = on[0]; const a2 = over[0]; const b1 = on[1]; const b2 = over[1]; const c1 = on[2]; const c2 = over[2]; for (let j = start; j < end; j++) { row.index = j; run(a1, b1, c1, a2, b2, c2, entity, entities[j]); } },
 ],
 [ // 4 components
  (run, start, end, row, on, over, entity, entities) => { const a1 = on[0]; const a2 = over[0]; const b1 = on[1]; const b2 = over[1]; const c1 = on[2]; const c2 = over[2]; const d1 = on[3]; const d2 = over[3]; for (let j = start; j < end; j++) { row.index = j; run(a1, b1, c1, d1, a2, b2, c2, d2, entity, entities[j]); } },
  (run, start, end, row, on, over, entity, entities) => { const a1 = on[0]; const a2 = over[0]; const b1 = on[1]; const b2 = over[1]; const c1 = on[2]; const c2 = over[2]; const d1 = on[3]; const d2 = over[3]; for (let j = start; j < end; j++) { row.index = j; run(a1, b1, c1, d1, a2, b2, c2, d2, entity, entities[j]); } },
 ],
];

const taken = LOOPS.map(() => 0);

/** Runs a loop; all go through this one call, for the reason that `callLoop` gives. */
export function callPairLoop(
  loop: PairLoop,
  run: (...pair: unknown[]) => void,
  start: number,
  end: number,
  row: CurrentRow,
  on: readonly unknown[],
  over: readonly unknown[],
  entity: number,
  entities: Uint32Array,
): void {
  loop(run, start, end, row, on, over, entity, entities);
}

/** Lets `callPairLoop` see more than one target, also in a program with a single query. */
export function primeCallPairLoop(row: CurrentRow): void {
  const nothing = (): void => {};
  const none = new Uint32Array(0);
  for (let i = 0; i < 128; i++) {
    callPairLoop(LOOPS[0][0], nothing, 0, 0, row, [], [], 0, none);
    callPairLoop(LOOPS[0][1], nothing, 0, 0, row, [], [], 0, none);
    callPairLoop(LOOPS[3][0], nothing, 0, 0, row, [], [], 0, none);
  }
}

/** A loop that hands over `arity` cursors for each row; a copy nobody else has, while they last. */
export function takePairLoop(arity: number): PairLoop {
  const copies = LOOPS[arity];
  return copies[taken[arity]++ % copies.length];
}
