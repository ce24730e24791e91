/**
 * Row loops: the loop behind `each`, in several copies.
 *
 * V8 keeps one record of what it has seen per piece of source text. Were the loop shared, a second
 * system with another callback would stop it from being inlined in both: 3 ns a row become 14.
 * So each query takes a copy of its own, for as long as there are any; gzip folds them to a few bytes.
 */
import type { RowPlace } from "./row-place.ts";

export type RowLoop = (
  // biome-ignore lint/suspicious/noExplicitAny: Query.each keeps the callback's type; here it is only called.
  run: (...row: any[]) => void,
  start: number,
  end: number,
  row: RowPlace,
  on: readonly unknown[],
  entities: Uint32Array,
) => void;

/** The most components `each` can hand to its callback. */
export const MAX_EACH_COMPONENTS = 6;

// By number of components; one copy a line.
// biome-ignore format: one copy a line
const PLAIN: readonly (readonly RowLoop[])[] = [
 [],
 [ // one component
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
  (run, start, end, row, on) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a); } },
 ],
 [ // 2 components
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b); } },
 ],
 [ // 3 components
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c); } },
 ],
 [ // 4 components
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d); } },
 ],
 [ // 5 components
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e); } },
 ],
 [ // 6 components
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; const f = on[5]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, f); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; const f = on[5]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, f); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; const f = on[5]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, f); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; const f = on[5]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, f); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; const f = on[5]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, f); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; const f = on[5]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, f); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; const f = on[5]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, f); } },
  (run, start, end, row, on) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; const f = on[5]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, f); } },
 ],
];

// The same for callbacks that take the entity, whose load costs 0.5 ns a row even where it goes unused.
// biome-ignore format: one copy a line
const WITH_ENTITY: readonly (readonly RowLoop[])[] = [
 [ // no components
  (run, start, end, row, _on, entities) => { for (let i = start; i < end; i++) { row.index = i; run(entities[i]); } },
  (run, start, end, row, _on, entities) => { for (let i = start; i < end; i++) { row.index = i; run(entities[i]); } },
  (run, start, end, row, _on, entities) => { for (let i = start; i < end; i++) { row.index = i; run(entities[i]); } },
  (run, start, end, row, _on, entities) => { for (let i = start; i < end; i++) { row.index = i; run(entities[i]); } },
  (run, start, end, row, _on, entities) => { for (let i = start; i < end; i++) { row.index = i; run(entities[i]); } },
  (run, start, end, row, _on, entities) => { for (let i = start; i < end; i++) { row.index = i; run(entities[i]); } },
  (run, start, end, row, _on, entities) => { for (let i = start; i < end; i++) { row.index = i; run(entities[i]); } },
  (run, start, end, row, _on, entities) => { for (let i = start; i < end; i++) { row.index = i; run(entities[i]); } },
 ],
 [ // one component
  (run, start, end, row, on, entities) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; for (let i = start; i < end; i++) { row.index = i; run(a, entities[i]); } },
 ],
 [ // 2 components
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; for (let i = start; i < end; i++) { row.index = i; run(a, b, entities[i]); } },
 ],
 [ // 3 components
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, entities[i]); } },
 ],
 [ // 4 components
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, entities[i]); } },
 ],
 [ // 5 components
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, entities[i]); } },
 ],
 [ // 6 components
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; const f = on[5]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, f, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; const f = on[5]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, f, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; const f = on[5]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, f, entities[i]); } },
  (run, start, end, row, on, entities) => { const a = on[0]; const b = on[1]; const c = on[2]; const d = on[3]; const e = on[4]; const f = on[5]; for (let i = start; i < end; i++) { row.index = i; run(a, b, c, d, e, f, entities[i]); } },
 ],
];

const taken = { plain: PLAIN.map(() => 0), withEntity: WITH_ENTITY.map(() => 0) };

/**
 * Runs a loop. All loops go through this one call, so that V8 sees many targets here and inlines
 * none: a loop inlined into its caller uses up the room in which the callback would be inlined,
 * and a row then costs 26 ns instead of 4.
 */
export function callLoop(
  loop: RowLoop,
  run: (...row: unknown[]) => void,
  start: number,
  end: number,
  row: RowPlace,
  on: readonly unknown[],
  entities: Uint32Array,
): void {
  loop(run, start, end, row, on, entities);
}

/** Lets `callLoop` see more than one target, also in a program with a single query. About 2 us. */
export function primeCallLoop(row: RowPlace): void {
  const nothing = (): void => {};
  const none = new Uint32Array(0);
  // V8 starts to record targets after a number of calls only.
  for (let i = 0; i < 128; i++) {
    callLoop(PLAIN[1][0], nothing, 0, 0, row, [], none);
    callLoop(WITH_ENTITY[1][0], nothing, 0, 0, row, [], none);
  }
}

/** A loop that hands `arity` cursors to its callback; a copy nobody else has, while they last. */
export function takePlainLoop(arity: number): RowLoop {
  const copies = PLAIN[arity];
  return copies[taken.plain[arity]++ % copies.length];
}

/** A loop that hands `arity` cursors and the entity to its callback. */
export function takeEntityLoop(arity: number): RowLoop {
  const copies = WITH_ENTITY[arity];
  return copies[taken.withEntity[arity]++ % copies.length];
}
