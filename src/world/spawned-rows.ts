/**
 * SpawnedRows: a run of rows that `spawnMany` has just made, to be filled through their columns.
 *
 * Handed to the callback once per run; the same object each time, so keep nothing of it.
 */
import type { Chunk } from "../storage/chunk.ts";
import type {
  AnyComponent,
  Columns,
  Component,
  ComponentInput,
  ComponentValue,
  SchemaOf,
} from "../storage/component.ts";

/** The components that inputs are or were made of. */
export type SpawnedBy<Inputs extends readonly ComponentInput[]> = {
  [I in keyof Inputs]: Inputs[I] extends Component<infer S>
    ? Component<S>
    : Inputs[I] extends ComponentValue<infer S>
      ? Component<S>
      : never;
}[number];

export class SpawnedRows<Spawned extends AnyComponent = AnyComponent> {
  /** The run is rows `start` to `end` of one chunk's columns. */
  start = 0;
  end = 0;
  /** How many of the entities were in earlier runs: row `i` is number `offset + i - start`. */
  offset = 0;
  #chunk: Chunk | undefined;

  /** @internal */
  point(chunk: Chunk, start: number, end: number, offset: number): this {
    this.#chunk = chunk;
    this.start = start;
    this.end = end;
    this.offset = offset;
    return this;
  }

  /** @internal */
  describe(): string {
    return "the rows of spawnMany";
  }

  /** The handles, by row. To be read only. */
  get entities(): Uint32Array {
    return (this.#chunk as Chunk).entities;
  }

  /**
   * The component's columns, which hold the starting values already.
   * @throws {EcsError} E108 when the component is not among those spawned
   */
  write<C extends Spawned>(component: C): Columns<SchemaOf<C>> {
    return (this.#chunk as Chunk).write(component, this.start, this.end) as Columns<SchemaOf<C>>;
  }
}
