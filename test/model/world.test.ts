/** Worlds of every kind against their model, with freed memory poisoned; `world-unpoisoned.test.ts` is the other half. */
import { test } from "vitest";
import { timeoutMs } from "./soak.ts";
import { tryLists } from "./world-lists.ts";

// Seen to fail on purpose, one at a time: a generation that is not counted up, or wraps; a swapped row
// whose place is not noted; wide or narrow columns not copied; starting values not written; a tail that
// stays on an empty chunk; full chunks handed over behind the tail; bulk values written to too many rows
// or too few; no room, or no claim on it, before a bulk move; a refused call that keeps its chunks;
// reclaimed chunks that waiting rows were to join; a query not told of archetypes or chunks; a despawn
// at once in a loop; a `set` that does not wait; commands linked across a bulk change, or to a chain
// that is done; a `set` that looks for its component in the last commands only; empty archetypes that
// beget others in bulk changes; freed neighbours not joined; slabs kept by shrink; a grown index not copied, or not freed;
// of sparse rows: a swapped one whose place is not noted, the place of a removed one kept, rows kept through a despawn
// or a bulk one, starting values not written, pages in use given back, a removal not carried out after a loop, a bulk change
// for whole archetypes only, few owners marked whatever their chunk or over marks left before, a cursor that stays;
// of strings and references: one not moved by row or by run, kept in the row that it left (also a sparse one, or in an emptied
// chunk), not reset with its row, not cleared by undefined, given to one row too few; a swept string that a row still holds, a
// starting text of another world; a dead entity that can be read;
// of toggles: a switch that overtakes commands; of readers: a pass taken to have begun earlier than it did; of relations: survivors
// of a bulk despawn that die because they come to match it, pairs folded with other commands; of prefabs: fields, or pairs, that
// lead to the template's parts instead of the instance's own; of hooks: none for whole archetypes that end, or for rows that waited
// to join; of poison: the row poisoned that fills a hole; of shrink: the bytes of waiting chunks, or of all steps but the last,
// not counted; of archetypes that are cleaned up: edges that still lead there, queries that still match them.
test(
  "a world is what the model says after every step, whatever happens",
  () => tryLists(500, ["small", "limited"]),
  timeoutMs(600_000), // a busy machine takes its time
);
