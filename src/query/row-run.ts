/**
 * RowRun: rows of one chunk that stand side by side and all match, as `query.runs()` hands them out.
 *
 * The same object for every run of a loop, so keep nothing of it.
 */
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent, Columns, ReadonlyColumns, SchemaOf } from "../storage/component.ts";

/** @typeParam Readable - the components whose columns may be asked for */
export class RowRun<Readable extends AnyComponent = AnyComponent> {
  /** The run is rows `start` to `end` (not included) of the columns. */
  start = 0;
  end = 0;
  #chunk: Chunk | undefined;

  /** @internal */
  point(chunk: Chunk, start: number, end: number): this {
    this.#chunk = chunk;
    this.start = start;
    this.end = end;
    return this;
  }

  /** @internal */
  get chunk(): Chunk {
    return this.#chunk as Chunk;
  }

  /** The handles, by row. To be read only. */
  get entities(): Uint32Array {
    return (this.#chunk as Chunk).entities;
  }

  /** The component's columns, to read; rows outside of the run belong to others. @throws {EcsError} E108 no such columns */
  read<C extends Readable>(component: C): ReadonlyColumns<SchemaOf<C>> {
    return (this.#chunk as Chunk).read(component) as ReadonlyColumns<SchemaOf<C>>;
  }

  /** The component's columns, to write; stamps only the rows of the run as changed. @throws {EcsError} E108 no such columns */
  write<C extends Readable>(component: C): Columns<SchemaOf<C>> {
    return (this.#chunk as Chunk).write(component, this.start, this.end) as Columns<SchemaOf<C>>;
  }

  /** Whether the rows have the component (a tag, too); a toggle component also where it is off. */
  has(component: AnyComponent): boolean {
    return (this.#chunk as Chunk).has(component);
  }
}
