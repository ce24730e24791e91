/**
 * The operations of the model test that iterate: loops over chunks, `each`, and `spawnMany`'s callback,
 * with operations inside.
 *
 * Inside, no row may move; afterwards the world must have caught up with the model.
 */
import type { AnyComponent, Entity, Query, SpawnedRows } from "../../src/index.ts";
import { rivalCode } from "./body.ts";
import { type Columns, compareColumns, noteWritten, writeColumns, writeRow } from "./columns.ts";
import { insist, isSameSet, isSparse } from "./comparison.ts";
import { type Cursor, compareCursor, writeCursor } from "./cursors.ts";
import type { Operation, Scope } from "./operations.ts";
import { STOP, type Subject } from "./subject.ts";
import type { KeptQuery } from "./terms.ts";

/** Operations carried out at each stop of a loop, so that they meet different states of it. */
const OPERATIONS_PER_VISIT = 3;
const MOST_ALIVE = 120;

/** Carries an operation out and compares. */
type Run = (operation: Operation) => void;

/** The operations inside an iteration, taken a few at a time. */
class Inside {
  visitCount = 0;
  readonly #left: Operation[];
  readonly #run: Run;

  constructor(operations: readonly Operation[], run: Run) {
    this.#run = run;
    this.#left = [...operations];
  }

  visit(): void {
    this.visitCount++;
    for (const operation of this.#left.splice(0, OPERATIONS_PER_VISIT)) {
      this.#run(operation);
    }
  }
}

export function runScope(subject: Subject, scope: Scope, run: Run): void {
  const { model } = subject;
  const kept = subject.queryOf(scope.query);
  if (scope.style === "each" && subject.running.has(kept.query)) {
    subject.attempt("E122", () => kept.query.each(() => {}));
    return;
  }
  const expected = model.matching(kept.terms);
  const inside = new Inside(scope.inside, run);
  const seen: number[] = [];
  const { switchedCount } = subject;
  let error: unknown;
  model.depth++;
  try {
    if (scope.style === "chunks") loopOverChunks(subject, scope, kept, inside, seen);
    else loopOverRows(subject, scope, kept, inside, seen);
  } catch (caught) {
    if (!subject.isExpectedError(caught)) throw caught;
    error = caught;
  } finally {
    model.depth--;
  }
  subject.settle(error);
  const isWhole = scope.end === "whole" || inside.visitCount === 0;
  insist(error !== STOP || scope.end === "throw", () => "the loop stopped");
  if (isWhole && subject.switchedCount === switchedCount)
    insist(isSameSet(seen, expected), () => `the loop saw [${seen}], not [${expected}]`);
}

function loopOverChunks(
  subject: Subject,
  scope: Scope,
  { query, terms }: KeptQuery,
  inside: Inside,
  seen: number[],
): void {
  const component = terms.data.find((of) => !of.isTag && !of.isSparse);
  if (query.decidesByRow) {
    loopOverRuns(subject, scope, query, component, inside, seen);
    return;
  }
  for (const chunk of query) {
    const rows = chunk.entities.slice(0, chunk.count);
    seen.push(...rows);
    insist(chunk.count > 0, () => "the loop came to an empty chunk");
    if (component !== undefined) {
      compareColumns(subject, chunk, component, 0, chunk.count);
      if (scope.write > 0) writeColumns(subject, chunk, component, 0, chunk.count, scope.write);
    }
    inside.visit();
    const after = chunk.entities.slice(0, chunk.count);
    insist(after.join() === rows.join(), () => `rows moved: [${rows}] became [${after}]`);
    if (scope.end === "throw" && !subject.isRisky) throw STOP;
    if (scope.end !== "whole") break;
  }
  // Thrown in the loop, it would hide that memory was short when the loop ended.
  if (scope.end === "throw" && seen.length > 0) throw STOP;
}

/** The same where rows decide what matches. */
function loopOverRuns(
  subject: Subject,
  scope: Scope,
  query: Query,
  component: AnyComponent | undefined,
  inside: Inside,
  seen: number[],
): void {
  for (const rows of query.runs()) {
    const { start, end } = rows;
    const run = rows.entities.slice(start, end);
    seen.push(...run);
    insist(end > start, () => "the loop came to an empty run");
    if (component !== undefined) {
      compareColumns(subject, rows, component, start, end);
      if (scope.write > 0) writeColumns(subject, rows, component, start, end, scope.write);
    }
    inside.visit();
    insist(rows.start === start && rows.end === end, () => "the run changed");
    const after = rows.entities.slice(start, end);
    insist(after.join() === run.join(), () => `rows moved: [${run}] became [${after}]`);
    if (scope.end === "throw" && !subject.isRisky) throw STOP;
    if (scope.end !== "whole") break;
  }
  // Thrown in the loop, it would hide that memory was short when the loop ended.
  if (scope.end === "throw" && seen.length > 0) throw STOP;
}

function loopOverRows(
  subject: Subject,
  scope: Scope,
  { query, terms }: KeptQuery,
  inside: Inside,
  seen: number[],
): void {
  const component = terms.data.find((of) => !of.isTag);
  const expected = subject.model.matching(terms);
  const { switchedCount } = subject;
  const each = query.each.bind(query) as unknown as (run: (...row: unknown[]) => void) => void;
  subject.running.add(query);
  try {
    each((...row) => {
      const entity = row.at(-1) as Entity;
      seen.push(entity);
      insist(
        subject.switchedCount > switchedCount || expected.includes(entity),
        () => `each came to ${entity}`,
      );
      if (component !== undefined) {
        const cursor = row[0] as Cursor;
        compareCursor(subject, cursor, entity, component);
        if (scope.write > 0 && seen.length % 3 === 1)
          writeCursor(subject, cursor, entity, component, scope.write + seen.length);
      }
      inside.visit();
      if (component !== undefined) compareCursor(subject, row[0] as Cursor, entity, component);
      if (scope.end !== "whole") throw STOP;
    });
  } catch (error) {
    if (scope.end !== "break" || error !== STOP) throw error;
  } finally {
    subject.running.delete(query);
  }
}

type SpawnMany = Extract<Operation, { kind: "spawnMany" }>;

export function runSpawnMany(subject: Subject, operation: SpawnMany, run: Run): void {
  const { world, model } = subject;
  const outerDepth = model.depth;
  const count = model.alive.size > MOST_ALIVE ? operation.count % 8 : operation.count;
  const inputs = operation.inputs.map((choice) => subject.inputOf(choice));
  const component = inputs.find(({ of }) => !of.isTag && !of.isSparse)?.of;
  // Where commands wait from an earlier failure, the call's end carries them out, and may despawn
  // what it has spawned: only a callback can see the handles then.
  const hasFill = operation.fill !== "none" || (outerDepth === 0 && model.pending.length > 0);
  const inside = new Inside(operation.inside, run);
  let spawned: Entity[] = [];
  let offset = 0;
  const learn = () => {
    spawned = newEntities(subject);
    insist(spawned.length === count, () => `${spawned.length} were spawned, not ${count}`);
    for (const entity of spawned) {
      subject.learn(entity);
      model.spawn(entity, inputs);
    }
    model.depth++;
  };
  const isPast = model.alive.size + count > subject.maxEntities;
  let error: unknown;
  try {
    const list = inputs.map((input) => subject.argumentOf(input));
    if (!hasFill) world.spawnMany(count, list);
    else
      world.spawnMany(count, list, (rows) => {
        if (offset === 0) learn();
        subject.check();
        insist(rows.offset === offset, () => `offset is ${rows.offset}, not ${offset}`);
        const shown = rows.entities.slice(rows.start, rows.end);
        insist(
          shown.every((entity) => spawned.includes(entity as Entity)),
          () => "unknown rows",
        );
        if (component !== undefined)
          noteWritten(subject, rows.entities, component, rows.start, rows.end);
        for (let i = rows.start; component !== undefined && i < rows.end; i += 2) {
          const columns = (rows as SpawnedRows).write(component) as unknown as Columns;
          writeRow(subject, columns, i, rows.entities[i] as Entity, component, operation.seed + i);
        }
        const { start, end } = rows;
        subject.fillCount++;
        try {
          inside.visit();
        } finally {
          subject.fillCount--;
        }
        insist(rows.start === start && rows.end === end, () => "the run of rows changed");
        offset += end - start;
        if (operation.fill === "throw") throw STOP;
      });
  } catch (caught) {
    const { code } = caught as { code?: string };
    const isLimit = code !== undefined && code === (rivalCode(inputs) ?? (isPast ? "E103" : ""));
    if (!isLimit && !subject.isExpectedError(caught)) throw caught;
    error = caught;
  }
  if (error === undefined && !hasFill && count > 0) learn();
  model.depth = outerDepth;
  if (error === undefined)
    insist(
      !isPast && rivalCode(inputs) === undefined && (!hasFill || offset === count),
      () => `only ${offset} of ${count} were shown`,
    );
  subject.settle(error);
}

/** Every entity that has a row and is not known yet. */
function newEntities({ world, model }: Subject): Entity[] {
  const found: Entity[] = [];
  for (const chunk of world.storage.chunks) {
    if (chunk === undefined || isSparse(chunk)) continue;
    for (let row = 0; row < chunk.count; row++) {
      const entity = chunk.entities[row] as Entity;
      if (!model.alive.has(entity)) found.push(entity);
    }
  }
  return found;
}
