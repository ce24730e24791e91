/**
 * Change detection: what it costs to write rows that are tracked, and to look for those that changed.
 *
 * `npm run bench -- changes`. 100,000 rows, components of two fields, beside the same loops without.
 */
import {
  added,
  changed,
  component,
  createWorld,
  type Entity,
  f32,
  not,
  type RowRun,
  tag,
} from "../../src/index.ts";
import {
  consume,
  describeMachine,
  measureInterleaved,
  measurementTable,
  printTable,
  type Subject,
  sinkTotal,
} from "./harness.ts";

const ROWS = 100_000;
const Plain = component("Plain", { x: f32, y: f32 });
const Tracked = component("Tracked", { x: f32, y: f32 }, { track: "rows" });
const Frozen = tag("Frozen");

const world = createWorld({ capacity: 2 * ROWS });
for (let i = 0; i < 100; i++) world.spawn(Plain, Frozen);
const entities: Entity[] = [];
world.spawnMany(ROWS, [Plain, Tracked], (rows) => {
  for (let i = rows.start; i < rows.end; i++) entities.push(rows.entities[i] as Entity);
});
const onePercent = entities.filter((_, i) => i % 100 === 0);

interface Xy {
  x: number;
  y: number;
}
const sumRow = (one: Xy): void => {
  consume(one.x);
};
const values = { x: 2 };

function writing(): Subject[] {
  const plain = world.query(Plain, not(Frozen));
  const tracked = world.query(Tracked, not(Frozen));
  const moveTracked = (one: Xy): void => {
    one.x += 1;
    one.y += 1;
  };
  const movePlain = (one: Xy): void => {
    one.x += 1;
    one.y += 1;
  };
  return [
    {
      name: "chunk loop that writes 2 fields, by windows",
      operations: ROWS,
      run: () => {
        for (const chunk of plain) {
          const { x, y } = chunk.write(Plain);
          for (let i = 0; i < chunk.count; i++) {
            x[i] += 1;
            y[i] += 1;
          }
        }
        return 1;
      },
    },
    {
      name: "chunk loop that writes 2 fields, by rows",
      operations: ROWS,
      run: () => {
        for (const chunk of tracked) {
          const { x, y } = chunk.write(Tracked);
          for (let i = 0; i < chunk.count; i++) {
            x[i] += 1;
            y[i] += 1;
          }
        }
        return 1;
      },
    },
    {
      name: "each that writes 2 fields, by windows",
      operations: ROWS,
      run: () => {
        plain.each(movePlain);
        return 1;
      },
    },
    {
      name: "each that writes 2 fields, by rows",
      operations: ROWS,
      run: () => {
        tracked.each(moveTracked);
        return 1;
      },
    },
    {
      name: "set one field, by windows",
      operations: ROWS,
      run: () => {
        for (let i = 0; i < ROWS; i++) world.set(entities[i], Plain, values);
        return 1;
      },
    },
    {
      name: "set one field, by rows",
      operations: ROWS,
      run: () => {
        for (let i = 0; i < ROWS; i++) world.set(entities[i], Tracked, values);
        return 1;
      },
    },
  ];
}

/** Each marks rows before it looks for them; what marking costs by itself is the line before. */
function looking(): Subject[] {
  const all = world.query(Plain, Tracked, not(Frozen));
  const byWindows = world.query(Plain, changed(Plain)).reader();
  const byRows = world.query(Tracked, changed(Tracked)).reader();
  const got = world.query(Plain, added(Plain)).reader();
  const walk = (runs: Iterable<RowRun<typeof Plain | typeof Tracked>>): number => {
    let count = 0;
    for (const rows of runs) count += rows.end - rows.start;
    return count;
  };
  const sumAll = world.query(Tracked, not(Frozen));
  byWindows.skip();
  byRows.skip();
  got.skip();
  return [
    {
      name: "full each that reads",
      operations: ROWS,
      run: () => {
        sumAll.each(sumRow);
        return 1;
      },
    },
    {
      name: "changed, by windows, nothing changed",
      operations: ROWS,
      run: () => walk(byWindows.runs()),
    },
    {
      name: "changed, by rows, nothing changed",
      operations: ROWS,
      run: () => walk(byRows.runs()),
    },
    { name: "added, nothing added", operations: ROWS, run: () => walk(got.runs()) },
    {
      name: "mark 1 % of the rows with set",
      operations: ROWS,
      run: () => {
        for (const entity of onePercent) world.set(entity, Tracked, values);
        byRows.skip();
        return 1;
      },
    },
    {
      name: "the same, and each over the changed rows",
      operations: ROWS,
      run: () => {
        for (const entity of onePercent) world.set(entity, Tracked, values);
        byRows.each(sumRow);
        return 1;
      },
    },
    {
      name: "mark all rows with chunk.write",
      operations: ROWS,
      run: () => {
        for (const chunk of all) chunk.write(Tracked);
        byRows.skip();
        return 1;
      },
    },
    {
      name: "the same, and each over the changed rows, all",
      operations: ROWS,
      run: () => {
        for (const chunk of all) chunk.write(Tracked);
        byRows.each(sumRow);
        return 1;
      },
    },
  ];
}

console.log(describeMachine());
printTable("Writing 100,000 rows, ns a row", measurementTable(measureInterleaved(writing())));
printTable("Looking at 100,000 rows, ns a row", measurementTable(measureInterleaved(looking())));
consume(sinkTotal());
