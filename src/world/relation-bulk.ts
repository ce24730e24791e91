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
import type { PairBulk, PairHost } from "./pair-rules.ts";
import { link, unlinkOutgoing, writePair } from "./pair-steps.ts";

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

  linkAll(storage: Storage, pair: AnyPair, sources: readonly Entity[]): void {
    const table = this.#rules.tableOf(storage) as PairTable;
    for (const source of sources) {
      let made = table.find(source, pair.target);
      if (made === 0) made = link(table, source, pair.target, false);
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
