/**
 * SparseStore: the rows of one component that are kept apart from the rows of their entities.
 *
 * Not to be confused with an archetype, although one holds the rows: having a row here says nothing of
 * the entity's other components, and taking one moves none of them. Pages by entity index lead to the rows:
 *   page[index & 1023]   0: the entity lacks the component; else 1 + (chunk << 14 | row), chunks counted in this store
 * Invariant: the owner of each row is alive, and its place in its page leads back to the row.
 */
import type { Entity } from "../base/ids.ts";
import type { MemoryUser } from "../memory/memory-user.ts";
import type { Block } from "../memory/slab-allocator.ts";
import { Archetype } from "./archetype.ts";
import type { Chunk } from "./chunk.ts";
import type { AnyComponent } from "./component.ts";
import { ComponentSet } from "./component-set.ts";
import { chunkIdOf, type EntityIndex, MAX_CHUNK_ROWS, ROW_BITS, rowOf } from "./entity-index.ts";
import type { FieldCodec } from "./field-codec.ts";
import { poisonRow } from "./poison.ts";
import { clearRefs } from "./row-refs.ts";
import { copyRow } from "./row-transfer.ts";
import { fillRowDefaults, writeValues } from "./row-values.ts";

const PAGE_BITS = 10;
const PAGE_ENTRIES = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_ENTRIES - 1;
const PAGE_BYTES = PAGE_ENTRIES * 4;
/** Stands where no entity has the component, so that looking one up needs no second test. */
const NO_PAGE: Uint32Array = new Uint32Array(PAGE_ENTRIES);
/** The id of what holds a store's rows; no archetype of entities has it. */
export const STORE_ID = -1;

/** What a store takes its memory from. */
export interface SparseHost {
  readonly index: EntityIndex;
  readonly codec: FieldCodec;
  readonly isPoisoned: boolean;
  readonly memoryUsers: MemoryUser[];
  allocate(bytes: number): Block;
  free(block: Block): void;
  ensureRows(archetype: Archetype, rows: number): void;
  releaseEmpty(archetype: Archetype): number;
}

/** What is told of each entity that gets, or loses, the component. */
export interface EntityNotes {
  note(entity: Entity): void;
}

export class SparseStore {
  readonly component: AnyComponent;
  /** The chunks with the rows, each beside its owner's handle; no query matches it. */
  readonly rows: Archetype;

  /** The most entities that ever had the component at one time. */
  peakCount = 0;

  /** Where it is noted when entities get the component and lose it, once readers ask. */
  added: EntityNotes | undefined;
  removed: EntityNotes | undefined;
  /** Whether readers ask what happened here. */
  isWatched = false;

  readonly #host: SparseHost;
  readonly #indexShift: number;
  readonly #pages: Uint32Array[] = [];
  readonly #blocks: (Block | undefined)[] = [];

  constructor(component: AnyComponent, host: SparseHost) {
    this.component = component;
    this.rows = new Archetype(STORE_ID, new ComponentSet([component], host.codec));
    this.#host = host;
    this.#indexShift = host.index.generationBits;
  }

  /** Entities that have the component. */
  get count(): number {
    return this.rows.count;
  }

  /** The blocks of the pages; those of the chunks come on top. */
  pageBlocks(): readonly Block[] {
    return this.#blocks.filter((block) => block !== undefined);
  }

  /** Whether a living entity has the component. 2 ns. */
  has(entity: Entity): boolean {
    return this.placeOf(entity) !== 0;
  }

  /** Where a living entity's row is: 0 when it has none; `chunkAt` and `rowAt` take it apart. */
  placeOf(entity: Entity): number {
    const index = entity >>> this.#indexShift;
    const page = index >>> PAGE_BITS;
    return page < this.#pages.length ? this.#pages[page][index & PAGE_MASK] : 0;
  }

  chunkAt(place: number): Chunk {
    return this.rows.chunks[(place - 1) >>> ROW_BITS];
  }

  rowAt(place: number): number {
    return (place - 1) & (MAX_CHUNK_ROWS - 1);
  }

  /**
   * Sets the bit of each row of a chunk whose entity has the component (row `r` is bit `r % 32` of word
   * `r / 32`) and clears the others. 2 ns a row, or 4 ns an owner where there are few.
   */
  markOwners(chunk: Chunk, mask: Uint32Array): void {
    if (this.count * 4 < chunk.count) this.#markFewOwners(chunk, mask);
    else this.#markRows(chunk, mask);
  }

  /** Makes room for `count` more rows, so that taking them cannot fail; pages come on top. @throws as `Storage.ensureRows` */
  ensureRows(count: number): void {
    this.#host.ensureRows(this.rows, count);
  }

  /** Makes sure of the page in which an entity index has its place. @throws {EcsError} E010/E011 no memory. Nothing changes. */
  ensurePage(index: number): void {
    const page = index >>> PAGE_BITS;
    if (this.#blocks[page] === undefined) this.#makePage(page);
  }

  /** Gives an entity that has none a row at its defaults; room was made for it, and for its place. */
  append(entity: Entity): void {
    const chunk = this.rows.chunkWithRoom();
    const row = chunk.count++;
    this.peakCount = Math.max(this.peakCount, ++this.rows.count);
    chunk.slab.u32[chunk.entityWord + row] = entity;
    this.#place(entity, ((this.rows.tail << ROW_BITS) | row) + 1);
    chunk.stampRow(0, row);
    fillRowDefaults(chunk, chunk.set.freshColumns, row);
    this.added?.note(entity);
  }

  /** Counts an entity's row, if it has one, as come and written just now. */
  touch(entity: Entity): void {
    const place = this.placeOf(entity);
    if (place === 0) return;
    const chunk = this.chunkAt(place);
    chunk.stampRow(0, this.rowAt(place));
    chunk.stampVersions(this.rowAt(place), this.rowAt(place) + 1);
    this.added?.note(entity);
  }

  /** Frees the entity's row, if it has one: the store's last row fills the hole. Returns whether it had one. */
  remove(entity: Entity): boolean {
    const place = this.placeOf(entity);
    if (place === 0) return false;
    const chunk = this.chunkAt(place);
    const row = this.rowAt(place);
    const last = this.rows.chunks[this.rows.tail];
    const lastRow = last.count - 1;
    if (last !== chunk || lastRow !== row) {
      copyRow(this.rows.selfEdge.transfer, last, lastRow, chunk, row);
      const moved = last.entityAt(lastRow) as Entity;
      chunk.slab.u32[chunk.entityWord + row] = moved;
      this.#place(moved, place);
      chunk.stampRow(0, row);
    }
    this.#place(entity, 0);
    this.removed?.note(entity);
    last.stampRow(0, lastRow);
    last.count = lastRow;
    this.rows.count--;
    if (last.refs !== undefined) clearRefs(last, lastRow, lastRow + 1);
    if (this.#host.isPoisoned) poisonRow(last, lastRow);
    this.rows.settleTail();
    return true;
  }

  /** Writes checked values into the row of an entity that has one. */
  write(entity: Entity, values: Readonly<Record<string, unknown>>): void {
    const place = this.placeOf(entity);
    const chunk = this.chunkAt(place);
    const row = this.rowAt(place);
    writeValues(chunk, row, this.component, values);
    chunk.stampRowWritten(1, row);
  }

  /** Gives back empty chunks, and pages in which nobody has a place unless room was reserved; returns their bytes. Walks the pages. */
  release(): number {
    let bytes = this.#host.releaseEmpty(this.rows);
    for (const page of this.#sparePages()) {
      const block = this.#blocks[page] as Block;
      bytes += block.byteLength;
      this.#host.free(block);
      this.#blocks[page] = undefined;
      this.#pages[page] = NO_PAGE;
    }
    return bytes;
  }

  /** Bytes of the pages that `release` would give back. Walks the pages. */
  get sparePageBytes(): number {
    return this.#sparePages().length * PAGE_BYTES;
  }

  #sparePages(): number[] {
    const pages = this.rows.reservedRows > 0 ? [] : [...this.#pages.keys()];
    return pages.filter(
      (page) => this.#blocks[page] !== undefined && this.#pages[page].every((place) => place === 0),
    );
  }

  /** Looks every row's entity up. */
  #markRows(chunk: Chunk, mask: Uint32Array): void {
    const u32 = chunk.slab.u32;
    const { count, entityWord } = chunk;
    const shift = this.#indexShift;
    const pages = this.#pages;
    const pageCount = pages.length;
    for (let start = 0; start < count; start += 32) {
      const end = Math.min(start + 32, count);
      let bits = 0;
      for (let row = start; row < end; row++) {
        const index = u32[entityWord + row] >>> shift;
        const page = index >>> PAGE_BITS;
        if (page < pageCount && pages[page][index & PAGE_MASK] !== 0) bits |= 1 << (row & 31);
      }
      mask[start >>> 5] = bits;
    }
  }

  /** Looks every owner up, which wins where most rows' entities are none. */
  #markFewOwners(chunk: Chunk, mask: Uint32Array): void {
    mask.fill(0, 0, (chunk.count + 31) >>> 5);
    const { index } = this.#host;
    const { chunks, tail } = this.rows;
    for (let i = 0; i <= tail; i++) {
      const owners = chunks[i];
      for (let j = 0; j < owners.count; j++) {
        const location = index.locationOf(owners.entityAt(j) as Entity);
        if (chunkIdOf(location) !== chunk.id) continue;
        const row = rowOf(location);
        mask[row >>> 5] |= 1 << (row & 31);
      }
    }
  }

  #place(entity: Entity, place: number): void {
    const index = entity >>> this.#indexShift;
    this.#pages[index >>> PAGE_BITS][index & PAGE_MASK] = place;
  }

  #makePage(page: number): void {
    const block = this.#host.allocate(PAGE_BYTES);
    const entries = new Uint32Array(block.slab.buffer, block.byteOffset, PAGE_ENTRIES);
    entries.fill(0);
    while (this.#pages.length <= page) {
      this.#pages.push(NO_PAGE);
      this.#blocks.push(undefined);
    }
    this.#pages[page] = entries;
    this.#blocks[page] = block;
  }
}
