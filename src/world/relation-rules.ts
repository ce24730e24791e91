/**
 * RelationRules: how pairs of one relation are made, replaced, read and ended.
 *
 * Invariant: an entity has the relation's tag exactly while it has a pair. Whatever can fail (a wrong
 * input, a cycle, room) is settled before the first change.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import { shown } from "../base/shown.ts";
import {
  type AnyComponent,
  type ComponentInput,
  ComponentValue,
  componentOf,
} from "../storage/component.ts";
import type { FieldCodec } from "../storage/field-codec.ts";
import { type AnyPair, Pair } from "../storage/pair.ts";
import type { PairKind } from "../storage/pair-memory.ts";
import type { PairTable } from "../storage/pair-table.ts";
import { PairTables } from "../storage/pair-tables.ts";
import { checkValues, readNamed, readValues } from "../storage/row-values.ts";
import type { Storage } from "../storage/storage.ts";
import type { CommandBuffer } from "./command-buffer.ts";
import { checkCycle } from "./cycle-check.ts";
import { Deaths } from "./deaths.ts";
import { applyPair, setPair } from "./pair-commands.ts";
import type { PairHost, PairQueue, PairRules } from "./pair-rules.ts";
import { linkPairs, preparePairs } from "./pair-spawning.ts";
import { link, tellOutgoing, unlinkOutgoing, writePair } from "./pair-steps.ts";
import { RelationBulk } from "./relation-bulk.ts";
import { PairTerm } from "./relation-terms.ts";

export class RelationRules implements PairRules {
  readonly prepareSpawn: PairRules["prepareSpawn"] = preparePairs;
  readonly linkSpawn: PairRules["linkSpawn"] = linkPairs;
  #kind!: PairKind;
  #id = -1;
  readonly bulk = new RelationBulk(this);

  get kind(): PairKind {
    return this.#kind;
  }

  /** Called once the relation is defined, of which the rules are a part. */
  define(kind: PairKind): void {
    this.#kind = kind;
    this.#id = kind.relation.id;
  }

  /** The relation's pairs in a world; undefined when it has had none. */
  tableOf(storage: Storage): PairTable | undefined {
    return storage.pairs?.of(this.#id);
  }

  termOf({ component, target }: AnyPair): PairTerm {
    return new PairTerm(component, target);
  }

  describe(): string {
    return `the pairs of ${this.kind.relation.label}`;
  }

  check(storage: Storage, verb: string, input: ComponentInput): void {
    const { label } = this.kind.relation;
    if (!(input instanceof Pair)) {
      throw new EcsError(
        "E150",
        `${verb}: ${label} is a relation and was given without a target. Pass ${label}(target).`,
      );
    }
    const { target } = input;
    if (!storage.index.isAlive(target)) {
      const what = Number.isInteger(target)
        ? `entity ${storage.index.describe(target)} is dead (${storage.index.describeIndex(target)})`
        : `${shown(target)} is not an entity`;
      throw new EcsError(
        "E151",
        `${verb}: the target of ${label} cannot be had, ${what}. Check world.isAlive(target) first.`,
      );
    }
    checkPairValues(verb, input, storage.codec);
  }

  set(
    queue: PairQueue,
    storage: Storage,
    source: Entity,
    pair: AnyPair,
    values: ComponentValue["values"],
  ): void {
    setPair(this, queue, storage, source, this.#withValues(storage, "set", pair, values));
  }

  apply(host: PairHost, buffer: CommandBuffer, source: Entity, command: number): void {
    applyPair(this, host, buffer, source, command);
  }

  /** The pair, with values to be set. @throws {EcsError} E106/E107 values that do not fit */
  #withValues(
    storage: Storage,
    verb: string,
    { component, target }: AnyPair,
    values: ComponentValue["values"],
  ): AnyPair {
    const pair = new Pair(
      component,
      target,
      new ComponentValue(this.kind.payload ?? component, values),
    );
    checkPairValues(verb, pair, storage.codec);
    return pair;
  }

  add(host: PairHost, source: Entity, pair: AnyPair): void {
    const { storage } = host;
    const table = this.tableFor(host);
    let made = table.find(source, pair.target);
    if (made === 0) {
      if (this.kind.isAcyclic)
        checkCycle(this.kind, storage.index, table, "add", source, pair.target);
      const isFirst = table.firstOut(source) === 0;
      table.ensure(1, 1 + Math.max(indexOf(storage, source), indexOf(storage, pair.target)));
      if (isFirst) this.#ensureTagRoom(host, source);
      if (!isFirst && this.kind.isExclusive) tellOutgoing(table, source);
      made = link(table, source, pair.target);
      if (isFirst) host.moveAdding(source, this.kind.relation);
      table.hearing?.made(table, source, pair.target);
    }
    writePair(table, made, pair);
    pair.place(table, made);
  }

  remove(host: PairHost, source: Entity, what: AnyComponent | AnyPair): void {
    const table = this.tableOf(host.storage);
    const first = table?.firstOut(source) ?? 0;
    if (table === undefined || first === 0) return;
    if (what instanceof Pair) {
      const pair = table.find(source, what.target);
      if (pair === 0) return;
      if (first !== pair || table.outgoing.next[pair] !== 0) {
        table.hearing?.ending(table, source, what.target);
        table.unlink(pair);
        return;
      }
    }
    if (table.hearing !== undefined) this.#tellLosing(host, table, source);
    host.moveRemoving(source, this.kind.relation);
    unlinkOutgoing(table, source);
  }

  has(storage: Storage, source: Entity, { target }: AnyPair): boolean {
    return (this.tableOf(storage)?.find(source, target) ?? 0) !== 0;
  }

  get(storage: Storage, source: Entity, pair: AnyPair, field: string | undefined): unknown {
    const table = this.tableOf(storage);
    const row = table?.find(source, pair.target) ?? 0;
    const chunk = table?.values?.chunk;
    const { payload } = this.kind;
    if (row === 0 || chunk === undefined || payload === undefined)
      throw this.lacksPair("get", source, pair, storage);
    if (field === undefined) return readValues(chunk, row, payload);
    return readNamed(chunk, row, payload, chunk.set.columnOf(payload), field);
  }

  write(storage: Storage, source: Entity, pair: AnyPair): boolean {
    const table = this.tableOf(storage);
    const made = table?.find(source, pair.target) ?? 0;
    if (table === undefined || made === 0) return false;
    writePair(table, made, pair);
    return true;
  }

  lacksPair(verb: string, source: Entity, pair: AnyPair, { index }: Storage): EcsError {
    const { relation, payload } = this.kind;
    const name = `${relation.label}(${index.describe(pair.target)})`;
    return new EcsError(
      "E102",
      payload === undefined
        ? `${verb}: the pairs of ${relation.label} hold no values. Use world.has(entity, ${relation.label}(target)).`
        : `${verb}: entity ${index.describe(source)} has no ${name}. Add it first, or check world.has(entity, ${relation.label}(target)).`,
    );
  }

  reserve(host: PairHost, inputs: readonly ComponentInput[], count: number): void {
    const { storage } = host;
    let pairs = 0;
    let indexEnd = storage.index.indexCount + count;
    for (let i = 0; i < inputs.length; i++) {
      const input = inputs[i];
      if (componentOf(input) !== this.kind.relation) continue;
      pairs++;
      // Of several targets each is alive, and below the index's end.
      indexEnd = Math.max(indexEnd, 1 + indexOf(storage, (input as AnyPair).target));
    }
    this.tableFor(host).ensure(pairs * count, indexEnd);
  }

  linkSpawned(
    storage: Storage,
    source: Entity,
    pair: AnyPair,
    nth: number,
    isDeferred: boolean,
  ): void {
    const table = this.tableOf(storage) as PairTable;
    const target = pair.targetFor(nth);
    let made = table.find(source, target);
    if (made === 0) {
      made = isDeferred ? table.linkWaiting(source, target) : table.link(source, target);
      if (!isDeferred) table.hearing?.made(table, source, target);
    }
    writePair(table, made, pair);
  }

  /** The relation's pairs in a world, in which there may be none so far. */
  tableFor(host: PairHost): PairTable {
    let { pairs } = host.storage;
    if (pairs === undefined) {
      pairs = new PairTables(host.storage);
      host.storage.pairs = pairs;
      host.storage.memoryUsers.push(pairs);
      host.structure.deaths = new Deaths(host, pairs);
    }
    return pairs.of(this.kind.relation.id) ?? pairs.make(this.kind);
  }

  /** Tells of all pairs of an entity, whose row will lose the tag: hooks may spawn, but not take its room. */
  #tellLosing(host: PairHost, table: PairTable, source: Entity): void {
    const { storage } = host;
    const { target } = storage.edgeByRemoving(
      host.structure.archetypeOf(host.structure.chunkOf(source)),
      this.kind.relation,
    );
    storage.ensureRows(target, 1);
    target.claimedRows++;
    tellOutgoing(table, source);
    target.claimedRows--;
  }

  /** Makes sure that the row of an entity that gets its first pair finds room. */
  #ensureTagRoom(host: PairHost, source: Entity): void {
    const { storage } = host;
    const edge = storage.edgeByAdding(
      host.structure.archetypeOf(host.structure.chunkOf(source)),
      this.kind.relation,
    );
    if (!edge.target.hasRoom) storage.ensureRows(edge.target, 1);
  }
}

function checkPairValues(verb: string, { value }: AnyPair, codec: FieldCodec): void {
  if (value !== undefined) checkValues(value.component, value.values, verb, codec);
}

function indexOf(storage: Storage, entity: Entity): number {
  return entity >>> storage.index.generationBits;
}
