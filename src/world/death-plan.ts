/**
 * DeathPlan: who dies with whom, and which pairs of the survivors end, before anything changes.
 *
 * Works through lists, so that a chain of 100,000 is no danger to the stack, and visits each pair of
 * the dying once. Kept by its world: planning makes no garbage.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { PairTable } from "../storage/pair-table.ts";
import type { PairTables } from "../storage/pair-tables.ts";
import type { Storage } from "../storage/storage.ts";

export class DeathPlan {
  /** Those who die: first the ones asked for, then sources of the ones before them. */
  readonly dying: Entity[] = [];
  count = 0;
  /** Survivors that lose their last pair of a relation, `lossCount` of them, and the table it is in. */
  readonly losers: Entity[] = [];
  readonly lostFrom: PairTable[] = [];
  lossCount = 0;

  readonly #storage: Storage;
  readonly #tables: readonly PairTable[];
  /** By entity index: the stamp of the plan it dies by, and of the last look at it. */
  #marks: Uint32Array = new Uint32Array(0);
  #looks: Uint32Array = new Uint32Array(0);
  #stamp = 0;
  #look = 0;

  constructor(storage: Storage, pairs: PairTables) {
    this.#storage = storage;
    this.#tables = pairs.all;
  }

  begin(): void {
    const { capacity } = this.#storage.index;
    if (this.#marks.length < capacity || this.#look > 0xffff_0000) {
      this.#marks = new Uint32Array(capacity);
      this.#looks = new Uint32Array(capacity);
      this.#stamp = 0;
      this.#look = 0;
    }
    this.#stamp++;
    this.count = 0;
    this.lossCount = 0;
  }

  isDying(entity: number): boolean {
    return this.#marks[entity >>> this.#storage.index.generationBits] === this.#stamp;
  }

  add(entity: Entity): void {
    if (this.isDying(entity)) return;
    this.#marks[entity >>> this.#storage.index.generationBits] = this.#stamp;
    this.dying[this.count++] = entity;
  }

  /** @throws {EcsError} E153 a survivor's relation refuses */
  complete(verb: string): void {
    for (let i = 0; i < this.count; i++) this.#addSources(this.dying[i]);
    for (let i = 0; i < this.#tables.length; i++) {
      const table = this.#tables[i];
      if (table.count === 0) continue;
      if (table.kind.onTargetDespawn === "refuse") this.#checkRefusals(table, verb);
      else if (table.kind.onTargetDespawn === "remove") this.#findLosses(table);
    }
  }

  #addSources(target: Entity): void {
    for (let i = 0; i < this.#tables.length; i++) {
      const table = this.#tables[i];
      if (table.kind.onTargetDespawn !== "despawn") continue;
      for (let pair = table.firstIn(target); pair !== 0; pair = table.incoming.next[pair])
        this.add(table.sources[pair] as Entity);
    }
  }

  #checkRefusals(table: PairTable, verb: string): void {
    for (let i = 0; i < this.count; i++) {
      const target = this.dying[i];
      for (let pair = table.firstIn(target); pair !== 0; pair = table.incoming.next[pair]) {
        if (!this.isDying(table.sources[pair])) throw this.#refusal(table, pair, verb);
      }
    }
  }

  #refusal({ kind, sources, targets }: PairTable, pair: number, verb: string): EcsError {
    const { index } = this.#storage;
    const [source, target] = [index.describe(sources[pair]), index.describe(targets[pair])];
    const { label } = kind.relation;
    return new EcsError(
      "E153",
      `${verb}: entity ${target} is the target of ${label} from entity ${source}, which lives on, and ${label} refuses that. Remove the pair or despawn ${source} first.`,
    );
  }

  #findLosses(table: PairTable): void {
    this.#look++;
    for (let i = 0; i < this.count; i++) {
      const target = this.dying[i];
      for (let pair = table.firstIn(target); pair !== 0; pair = table.incoming.next[pair]) {
        const source = table.sources[pair] as Entity;
        if (!this.isDying(source) && this.#losesAll(table, source)) {
          this.losers[this.lossCount] = source;
          this.lostFrom[this.lossCount++] = table;
        }
      }
    }
  }

  /** True once for a source all of whose targets die. Looks at each source once, up to its first living target. */
  #losesAll(table: PairTable, source: Entity): boolean {
    const index = source >>> this.#storage.index.generationBits;
    if (this.#looks[index] === this.#look) return false;
    this.#looks[index] = this.#look;
    for (let pair = table.firstOut(source); pair !== 0; pair = table.outgoing.next[pair]) {
      if (!this.isDying(table.targets[pair])) return false;
    }
    return true;
  }
}
