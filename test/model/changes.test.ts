import fc from "fast-check";
import { expect, test } from "vitest";
import type { Chunk, World } from "../../src/index.ts";
import { insist } from "./comparison.ts";
import { toStored } from "./components.ts";
import { anyOperations, anyQueries } from "./operations.ts";
import { apply } from "./run-operation.ts";
import { IS_USUAL, SCALE, SEED, timeoutMs } from "./soak.ts";
import { Subject } from "./subject.ts";
import { SMALL } from "./worlds.ts";

const WINDOW_ROWS = 16;

/** What the rows of one window hold: their entities, and one component's values. */
interface WindowContent {
  readonly chunk: Chunk;
  readonly component: Chunk["set"]["components"][number];
  readonly window: number;
  readonly content: string;
}

function windowsOf(world: World): Map<string, WindowContent> {
  const windows = new Map<string, WindowContent>();
  for (const chunk of world.query().chunks()) {
    for (const component of chunk.set.dataComponents) {
      const columns = chunk.read(component) as Record<string, ArrayLike<unknown>>;
      for (let start = 0; start < chunk.capacity; start += WINDOW_ROWS) {
        const end = Math.min(start + WINDOW_ROWS, chunk.count);
        const parts = component.fields.map((field) => {
          const [first, last] = [start * field.lanes, Math.max(start, end) * field.lanes];
          const rows = Array.from(columns[field.name]).slice(first, last);
          return rows.map((one) => (field.meaning === "ref" ? toStored(field, one) : one)).join();
        });
        const entities = chunk.entities.subarray(start, Math.max(start, end));
        const window = start / WINDOW_ROWS;
        windows.set(`${chunk.id} ${component.id} ${window}`, {
          chunk,
          component,
          window,
          content: `${entities.join()} ${parts.join(" ")}`,
        });
      }
    }
  }
  return windows;
}

/** Every window of `after` that differs from `before` must show as changed since the cursor. */
function checkStamps(
  before: ReadonlyMap<string, WindowContent>,
  after: ReadonlyMap<string, WindowContent>,
  cursor: number,
): number {
  let changedCount = 0;
  for (const [key, { chunk, component, window, content }] of after) {
    const earlier = before.get(key);
    if (earlier?.chunk === chunk && earlier.content === content) continue;
    changedCount++;
    insist(
      chunk.windowChangedSince(component, window, cursor) && chunk.changedSince(component, cursor),
      () => `window ${window} of ${component.label} changed from ${earlier?.content} to ${content}`,
    );
  }
  return changedCount;
}

// Seen to fail on purpose, one at a time: no stamp where swap-remove fills a hole or frees the last row,
// where rows are appended or a chunk is emptied, where a bulk change or `set` writes values, where a
// cursor has written, and where a component is removed and added again within one loop.
test(
  "whatever changes the rows of a window stamps it",
  () => {
    let changedCount = 0;
    fc.assert(
      fc.property(anyQueries, anyOperations, (queries, operations) => {
        const subject = new Subject(SMALL, queries);
        for (const operation of operations) {
          const before = windowsOf(subject.world);
          const cursor = subject.world.changeCursor();
          apply(subject, operation);
          changedCount += checkStamps(before, windowsOf(subject.world), cursor);
        }
      }),
      { numRuns: 100 * SCALE, seed: SEED },
    );
    if (!IS_USUAL) return; // other lists, or fewer, need not go everywhere
    expect(changedCount).toBeGreaterThan(6_000 * SCALE);
  },
  timeoutMs(120_000),
);
