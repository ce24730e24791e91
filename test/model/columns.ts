/** Columns as the model test reads and writes them in its loops. */
import type { AnyComponent, Chunk, Entity, RowRun } from "../../src/index.ts";
import { insist } from "./comparison.ts";
import { fromColumn, givenValues, overwrite, toColumn } from "./components.ts";
import type { Subject } from "./subject.ts";

export type Columns = Record<string, { [element: number]: unknown }>;

/** Columns as views: another way to the bytes than `get`. */
export function compareColumns(
  subject: Subject,
  chunk: Chunk | RowRun,
  component: AnyComponent,
  start: number,
  end: number,
): void {
  const columns = chunk.read(component) as Columns;
  for (let row = start; row < end; row++) {
    const entity = chunk.entities[row] as Entity;
    const expected = subject.model.alive.get(entity)?.get(component);
    const found = component.fields.flatMap((field) =>
      Array.from({ length: field.lanes }, (_, lane) =>
        fromColumn(subject.world, field, columns[field.name][row * field.lanes + lane]),
      ),
    );
    insist(found.join() === expected?.join(), () => `row ${row} is [${found}], not [${expected}]`);
  }
}

export function writeColumns(
  subject: Subject,
  chunk: Chunk | RowRun,
  component: AnyComponent,
  start: number,
  end: number,
  seed: number,
): void {
  const columns = chunk.write(component) as Columns;
  noteWritten(subject, chunk.entities, component, start, end);
  for (let row = start; row < end; row += 3)
    writeRow(subject, columns, row, chunk.entities[row] as Entity, component, seed + row);
}

/** Whoever asks for columns to write to is taken to have written all their rows. */
export function noteWritten(
  { model }: Subject,
  entities: Uint32Array,
  component: AnyComponent,
  start: number,
  end: number,
): void {
  for (let row = start; row < end; row++) model.history.written(entities[row] as Entity, component);
}

/** Writes one row through columns, and the model's. */
export function writeRow(
  subject: Subject,
  columns: Columns,
  row: number,
  entity: Entity,
  component: AnyComponent,
  seed: number,
): void {
  const given = givenValues(component, seed, 7);
  for (const field of component.fields) {
    const { name, lanes } = field;
    for (let lane = 0; lane < lanes; lane++) {
      const value = lanes === 1 ? given[name] : (given[name] as number[])[lane];
      columns[name][row * lanes + lane] = toColumn(subject.world, field, value);
    }
  }
  const values = subject.model.alive.get(entity)?.get(component);
  insist(values !== undefined, () => `${entity} is in a chunk and has no ${component.label}`);
  overwrite(values as number[], component, given);
}
