/** PairTables: the pairs of one world, relation by relation. */
import type { MemoryUser, PartMemory } from "../memory/memory-user.ts";
import type { Block } from "../memory/slab-allocator.ts";
import type { EntityIndex } from "./entity-index.ts";
import type { PairKind } from "./pair-memory.ts";
import { PairTable } from "./pair-table.ts";
import type { PairSpace } from "./pair-values.ts";

export class PairTables implements MemoryUser {
  readonly label = "pairs";
  /** In the order of first use. */
  readonly all: PairTable[] = [];
  readonly #space: PairSpace;
  readonly #byId: (PairTable | undefined)[] = [];

  constructor(space: PairSpace) {
    this.#space = space;
  }

  /** The table of a relation, by its id; undefined while the world has had no pair of it. */
  of(relationId: number): PairTable | undefined {
    return this.#byId[relationId];
  }

  make(kind: PairKind): PairTable {
    const table = new PairTable(kind, this.#space);
    this.all.push(table);
    this.#byId[kind.relation.id] = table;
    return table;
  }

  /** Lets the pairs of entities that were spawned in a loop join, now that it has ended. */
  joinWaiting(index: EntityIndex): void {
    for (let i = 0; i < this.all.length; i++) this.all[i].joinWaiting(index);
  }

  memory(): readonly PartMemory[] {
    return this.all.map((table) => ({
      label: `pairs of ${table.kind.relation.label}`,
      place: "slabs",
      bytes: table.blocks().reduce((bytes, block) => bytes + block.byteLength, 0),
      usedBytes: table.count * table.bytesPerPair,
      peakBytes: table.peakCount * table.bytesPerPair,
      shrinkableBytes: table.shrinkableBytes,
    }));
  }

  blocks(): readonly Block[] {
    return this.all.flatMap((table) => table.blocks());
  }

  shrink(): number {
    let bytes = 0;
    for (const table of this.all) bytes += table.shrink();
    return bytes;
  }

  dispose(): void {
    for (const table of this.all) table.dispose();
  }
}
