/**
 * Relation terms: `Likes(bob)` and `Likes.to(Enemy)` in a query.
 *
 * The tag says which archetypes can match; their rows decide. A term about a target that has died stays a
 * term and matches nothing.
 */
import type { Entity } from "../base/ids.ts";
import { conditionOf } from "../query/condition.ts";
import {
  Match,
  type RowCondition,
  type RowContext,
  RowTerm,
  type RowWorld,
} from "../query/row-term.ts";
import {
  dataTermsOf,
  describeTerm,
  FilterTerm,
  OptionalTerm,
  rowTermsOf,
  type Term,
} from "../query/term.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import type { ComponentSet } from "../storage/component-set.ts";
import { chunkIdOf, rowOf } from "../storage/entity-index.ts";
import { Pair } from "../storage/pair.ts";
import type { PairTable } from "../storage/pair-table.ts";
import type { Storage } from "../storage/storage.ts";

abstract class RelationTerm extends RowTerm<never> {
  readonly components: readonly AnyComponent[];
  protected readonly relation: AnyComponent;

  constructor(relation: AnyComponent) {
    super();
    this.relation = relation;
    this.components = [relation];
  }

  matchSet(set: ComponentSet): Match {
    return set.has(this.relation) ? Match.Some : Match.None;
  }

  test(chunk: Chunk, row: number, context: RowContext): boolean {
    const table = this.tableOf(context);
    return table !== undefined && this.holds(table, chunk.entityAt(row), context);
  }

  protected tableOf({ world }: RowContext): PairTable | undefined {
    return world.storage.pairs?.of(this.relation.id);
  }

  /** Whether a source, one with a pair, fits. */
  protected abstract holds(table: PairTable, source: number, context: RowContext): boolean;

  fillMask(chunk: Chunk, mask: Uint32Array, context: RowContext): Match {
    const table = this.tableOf(context);
    if (table === undefined) return Match.None;
    mask.fill(0, 0, (chunk.count + 31) >>> 5);
    for (let row = 0; row < chunk.count; row++) {
      if (this.holds(table, chunk.entityAt(row), context)) mask[row >>> 5] |= 1 << (row & 31);
    }
    return Match.Some;
  }
}

/** Holds for the sources of one target. */
export class PairTerm extends RelationTerm {
  readonly key: string;
  readonly #target: Entity;

  constructor(relation: AnyComponent, target: Entity) {
    super(relation);
    this.#target = target;
    this.key = `${relation.id}(${target})`;
  }

  describe(): string {
    return `${this.relation.label}(${this.#target})`;
  }

  protected holds(table: PairTable, source: number): boolean {
    return table.find(source, this.#target) !== 0;
  }

  /** Goes through the target's sources where they are fewer than the chunk's rows. */
  override fillMask(chunk: Chunk, mask: Uint32Array, context: RowContext): Match {
    const table = this.tableOf(context);
    const count = table?.countIn(this.#target) ?? 0;
    if (table === undefined || count === 0) return Match.None;
    if (count >= chunk.count) return super.fillMask(chunk, mask, context);
    const { index } = context.world.storage;
    mask.fill(0, 0, (chunk.count + 31) >>> 5);
    for (let pair = table.firstIn(this.#target); pair !== 0; pair = table.incoming.next[pair]) {
      const location = index.locationOf(table.sources[pair] as Entity);
      if (chunkIdOf(location) !== chunk.id) continue;
      const row = rowOf(location);
      mask[row >>> 5] |= 1 << (row & 31);
    }
    return Match.Some;
  }
}

/** Holds for sources with a target that fits terms of its own. */
export class TargetTerm extends RelationTerm {
  readonly key: string;
  override readonly needsReader: boolean;
  readonly #terms: readonly Term[];
  readonly #condition: RowCondition;

  /** @throws {EcsError} E120 something is no term */
  constructor(relation: AnyComponent, terms: readonly Term[]) {
    super(relation);
    dataTermsOf(terms);
    this.#terms = terms;
    this.#condition = conditionOf(terms);
    this.needsReader = terms.flatMap(rowTermsOf).some((term) => term.needsReader);
    this.key = `${relation.id}.to(${terms.map(keyOf).join()})`;
  }

  override prepare(world: RowWorld): void {
    for (const term of this.#terms.flatMap(rowTermsOf)) term.prepare(world);
  }

  describe(): string {
    return `${this.relation.label}.to(${this.#terms.map(describeTerm).join(", ")})`;
  }

  protected holds(table: PairTable, source: number, context: RowContext): boolean {
    const { storage } = context.world;
    for (let pair = table.firstOut(source); pair !== 0; pair = table.outgoing.next[pair]) {
      if (this.#fits(storage, table.targets[pair] as Entity, context)) return true;
    }
    return false;
  }

  #fits(storage: Storage, target: Entity, context: RowContext): boolean {
    const location = storage.index.locationOf(target);
    const chunk = storage.chunks[chunkIdOf(location)] as Chunk;
    const match = this.#condition.matchSet(chunk.set);
    return match === Match.Some
      ? this.#condition.test(chunk, rowOf(location), context)
      : match === Match.All;
  }
}

/** Keys of row terms that are objects, by number. */
const objectKeys = new WeakMap<object, number>();
let objectKeyCount = 0;

/** Text that two terms share exactly when they mean the same. */
function keyOf(term: Term): string {
  if (term instanceof Pair) return `p${term.component.id}(${term.target})`;
  if (term instanceof OptionalTerm) return `o${term.component.id}`;
  if (term instanceof RowTerm) return `r${textOf(term.key)}`;
  if (term instanceof FilterTerm) return `${term.kind}(${term.operands.map(keyOf).join()})`;
  return String(term.id);
}

function textOf(key: unknown): string {
  if (typeof key !== "object" || key === null) return `${typeof key}:${String(key)}`;
  let number = objectKeys.get(key);
  if (number === undefined) {
    number = objectKeyCount++;
    objectKeys.set(key, number);
  }
  return `object:${number}`;
}
