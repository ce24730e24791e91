/**
 * RelationBulk: pairs of one relation added to, and taken from, many entities at once.
 *
 * Their rows get and lose the relation's tag elsewhere. Linear in the entities, also in hierarchies, whose depths
 * are worked out once.
 */
import type { Entity } from "../base/ids.ts";
import type { ComponentInput } from "../storage/component.ts";
import { type AnyPair, Pair } from "../storage/pair.ts";
import type { PairTable } from "../storage/pair-table.ts";
import type { Storage } from "../storage/storage.ts";
import { checkCycle } from "./cycle-check.ts";
import { splitByPairs } from "./pair-removal.ts";
import type { BulkChange, PairBulk, PairHost } from "./pair-rules.ts";
import { link, tellOutgoing, unlinkOutgoing, writePair } from "./pair-steps.ts";

/** What it asks of its relation. */
interface PairTableSource {
  tableOf(storage: Storage): PairTable | undefined;
  tableFor(host: PairHost): PairTable;
}

export class RelationBulk implements PairBulk {
  readonly split = splitByPairs;
  readonly #rules: PairTableSource;

  constructor(rules: PairTableSource) {
    this.#rules = rules;
  }

  prepare(host: PairHost, pair: AnyPair, sources: readonly Entity[]): void {
    const { storage } = host;
    const table = this.#rules.tableFor(host);
    if (table.kind.isAcyclic) {
      for (const source of sources)
        checkCycle(table.kind, storage.index, table, "query.add", source, pair.target);
    }
    table.ensure(sources.length, storage.index.indexCount);
  }

  announceAll(host: PairHost, pair: AnyPair, change: BulkChange): void {
    const table = this.#rules.tableFor(host);
    if (table.hearing === undefined || !table.kind.isExclusive) return;
    const sources = change.matched();
    for (const source of sources)
      if (table.find(source, pair.target) === 0) tellOutgoing(table, source);
    // Hooks may have spawned, and taken the room.
    table.ensure(sources.length, host.storage.index.indexCount);
  }

  announceLoss(storage: Storage, what: ComponentInput, change: BulkChange): void {
    const table = this.#rules.tableOf(storage);
    if (table?.hearing === undefined) return;
    for (const source of change.matched()) {
      if (!(what instanceof Pair)) tellOutgoing(table, source);
      else if (table.find(source, what.target) !== 0)
        table.hearing.ending(table, source, what.target);
    }
  }

  linkAll(storage: Storage, pair: AnyPair, sources: readonly Entity[]): void {
    const table = this.#rules.tableOf(storage) as PairTable;
    for (const source of sources) {
      let made = table.find(source, pair.target);
      if (made === 0) {
        made = link(table, source, pair.target, false);
        table.hearing?.made(table, source, pair.target);
      }
      writePair(table, made, pair);
    }
    table.depths?.rebuild(); // once, or a chain whose links move one by one would take quadratic time
  }

  unlinkAll(storage: Storage, what: ComponentInput, sources: readonly Entity[]): void {
    const table = this.#rules.tableOf(storage);
    if (table === undefined) return;
    for (const source of sources) {
      if (!(what instanceof Pair)) unlinkOutgoing(table, source, false);
      else {
        const pair = table.find(source, what.target);
        if (pair !== 0) table.unlink(pair, false);
      }
    }
    table.depths?.rebuild();
  }
}
