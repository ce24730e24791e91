/**
 * PairValues: the values of a relation's pairs, in columns like those of a component.
 *
 * Held in a chunk of its own that belongs to no archetype and has a row per pair, so that reading
 * and writing values is what it is for components.
 */
import type { ChangeClock } from "./change-clock.ts";
import { Chunk } from "./chunk.ts";
import type { AnyComponent } from "./component.ts";
import { ComponentSet } from "./component-set.ts";
import type { FieldCodec } from "./field-codec.ts";
import { poisonRow } from "./poison.ts";
import { clearRefs } from "./row-refs.ts";
import { copyRow, copyRows, makeTransfer, type RowTransfer } from "./row-transfer.ts";
import { fillRowDefaults } from "./row-values.ts";
import type { BlockSource } from "./word-columns.ts";

/** What pairs need of the storage they stand in. */
export interface PairSpace extends BlockSource {
  readonly index: { readonly generationBits: number };
  readonly clock: ChangeClock;
  readonly codec: FieldCodec;
  readonly chunkRows: { readonly window: number };
  readonly isPoisoned: boolean;
}

export class PairValues {
  /** Row `pair` holds the values of that pair. There is one once there is a pair. */
  chunk: Chunk | undefined;
  readonly #set: ComponentSet;
  /** From the values of one pair to another's place. */
  readonly #transfer: RowTransfer;
  readonly #space: PairSpace;

  constructor(payload: AnyComponent, space: PairSpace) {
    this.#set = new ComponentSet([payload], space.codec);
    this.#transfer = makeTransfer(this.#set, this.#set);
    this.#space = space;
  }

  /**
   * Room for pairs below `capacity`; keeps the values of those below `usedEnd`.
   *
   * @throws {EcsError} E010/E011 no memory. Nothing changes.
   */
  resize(capacity: number, usedEnd: number): void {
    const { clock, chunkRows } = this.#space;
    const old = this.chunk;
    if (old !== undefined && old.capacity === capacity) return; // made by a call that failed later
    if (capacity === 0) this.chunk = undefined;
    else {
      const layout = this.#set.layoutFor(capacity, chunkRows.window);
      const block = this.#space.allocate(layout.byteLength);
      this.chunk = new Chunk(-1, -1, this.#set, block, layout, clock, chunkRows.window);
      if (old !== undefined) copyRows(this.#transfer, old, 0, this.chunk, 0, usedEnd);
    }
    if (old !== undefined) this.#space.free(old.block);
  }

  /** Bytes of its chunk at another capacity. */
  bytesFor(capacity: number): number {
    return this.#set.layoutFor(capacity, this.#space.chunkRows.window).byteLength;
  }

  /** Gives a new pair the starting values. */
  clear(pair: number): void {
    fillRowDefaults(this.chunk as Chunk, this.#set.freshColumns, pair);
  }

  /** Moves the values of a pair to another number. */
  move(pair: number, to: number): void {
    if (pair === to) return;
    const chunk = this.chunk as Chunk;
    copyRow(this.#transfer, chunk, pair, chunk, to);
    if (chunk.refs !== undefined) clearRefs(chunk, pair, pair + 1);
  }

  /** Lets go of what a pair that ends refers to and, where freed rows are poisoned, makes it read as garbage. */
  release(pair: number): void {
    const chunk = this.chunk as Chunk;
    if (chunk.refs !== undefined) clearRefs(chunk, pair, pair + 1);
    if (this.#space.isPoisoned) poisonRow(chunk, pair);
  }
}
