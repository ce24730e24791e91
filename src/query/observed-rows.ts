/**
 * ObservedRows: a run of rows that something happened to, as an observer with `batch: true` gets it.
 *
 * The same object each time, and rows move once the hooks are done: keep nothing of it.
 */
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent, Columns, ReadonlyColumns, SchemaOf } from "../storage/component.ts";

export class ObservedRows<Readable extends AnyComponent = AnyComponent> {
  /** The run is rows `start` to `end` of one chunk's columns. */
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

  /** The handles, by row: those from `start` to `end` are meant. To be read only. */
  get entities(): Uint32Array {
    return (this.#chunk as Chunk).entities;
  }

  /** Whether these rows have the component (a tag, too). */
  has(component: AnyComponent): boolean {
    return (this.#chunk as Chunk).has(component);
  }

  /** The component's columns, to read. About 3 ns. @throws {EcsError} E108 when the rows have no such columns */
  read<C extends Readable>(component: C): ReadonlyColumns<SchemaOf<C>> {
    return (this.#chunk as Chunk).read(component);
  }

  /** The component's columns, to write; rows `start` to `end` count as changed. @throws {EcsError} E108 as `read` */
  write<C extends Readable>(component: C): Columns<SchemaOf<C>> {
    return (this.#chunk as Chunk).write(component, this.start, this.end);
  }
}
