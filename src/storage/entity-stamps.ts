/**
 * EntityStamps: when something last happened to each entity, by entity index.
 *
 * Two u32 arrays in slab memory, eight bytes an index; they grow with the entity index:
 *   handles[index]  the entity that it happened to; another in its place has no stamp
 *   stamps[index]   when; stamps[0] is the latest of all, for index 0 names no entity
 *
 * Invariant: as long as every living entity's index, so noting a stamp cannot fail.
 */
import type { Entity } from "../base/ids.ts";
import type { MemoryUser, PartMemory } from "../memory/memory-user.ts";
import type { Block } from "../memory/slab-allocator.ts";
import { type ChangeClock, lowered, type StampKeeper } from "./change-clock.ts";
import type { IndexCompanion } from "./entity-index.ts";
import type { Storage } from "./storage.ts";

export class EntityStamps implements StampKeeper, IndexCompanion, MemoryUser {
  readonly label: string;
  readonly #storage: Storage;
  readonly #clock: ChangeClock;
  readonly #generationBits: number;
  #block: Block | undefined;
  #handles: Uint32Array = new Uint32Array(0);
  #stamps: Uint32Array = new Uint32Array(0);

  /**
   * @param label - what happens, as memory reports name it
   * @throws {EcsError} E010/E011 no memory. Nothing changes.
   */
  constructor(storage: Storage, label: string) {
    this.label = label;
    this.#storage = storage;
    this.#clock = storage.clock;
    this.#generationBits = storage.index.generationBits;
    this.ensureCapacity(Math.max(1, storage.index.capacity));
    storage.index.companions.push(this);
    storage.clock.keepers.push(this);
    storage.memoryUsers.push(this);
  }

  /** Whether it happened to any entity after the stamp. */
  isAnyAfter(stamp: number): boolean {
    return this.#stamps[0] > stamp;
  }

  /** When it last happened to the entity; 0 when it has not, as far as is known. */
  stampOf(entity: number): number {
    const index = entity >>> this.#generationBits;
    return this.#handles[index] === entity ? this.#stamps[index] : 0;
  }

  /** It happens to the entity now. 2 ns. */
  note(entity: Entity): void {
    const index = entity >>> this.#generationBits;
    const { now } = this.#clock;
    this.#handles[index] = entity;
    this.#stamps[index] = now;
    this.#stamps[0] = now;
  }

  /** @throws {EcsError} E010/E011 no memory. Nothing changes. */
  ensureCapacity(capacity: number): void {
    if (capacity <= this.#handles.length) return;
    const block = this.#storage.allocate(capacity * 8);
    const handles = new Uint32Array(block.slab.buffer, block.byteOffset, capacity);
    const stamps = new Uint32Array(block.slab.buffer, block.byteOffset + capacity * 4, capacity);
    handles.set(this.#handles);
    handles.fill(0, this.#handles.length);
    stamps.set(this.#stamps);
    stamps.fill(0, this.#stamps.length);
    if (this.#block !== undefined) this.#storage.allocator.free(this.#block);
    this.#block = block;
    this.#handles = handles;
    this.#stamps = stamps;
  }

  lowerStamps(by: number): void {
    for (let i = 0; i < this.#stamps.length; i++) {
      // Stays apart from 0, which says that it never happened.
      if (this.#stamps[i] > 0) this.#stamps[i] = Math.max(1, lowered(this.#stamps[i], by));
    }
  }

  /** Problems found, as sentences. Walks every index. */
  check(): string[] {
    const problems: string[] = [];
    let latest = 0;
    for (let i = 1; i < this.#stamps.length; i++) latest = Math.max(latest, this.#stamps[i]);
    if (this.#stamps.length < this.#storage.index.capacity)
      problems.push(
        `${this.label} has stamps for ${this.#stamps.length} of ${this.#storage.index.capacity} indices`,
      );
    if (latest > this.#stamps[0])
      problems.push(`${this.label} has stamp ${latest}, later than the latest`);
    if (this.#stamps[0] > this.#clock.now) problems.push(`${this.label} has a stamp of the future`);
    return problems;
  }

  memory(): readonly PartMemory[] {
    const bytes = this.#block?.byteLength ?? 0;
    const usedBytes = Math.min(bytes, this.#storage.index.indexCount * 8);
    return [{ label: this.label, place: "slabs", bytes, usedBytes, peakBytes: bytes }];
  }

  blocks(): readonly Block[] {
    return this.#block === undefined ? [] : [this.#block];
  }

  dispose(): void {
    if (this.#block !== undefined) this.#storage.allocator.free(this.#block);
    this.#block = undefined;
    this.#handles = new Uint32Array(0);
    this.#stamps = new Uint32Array(0);
  }
}
