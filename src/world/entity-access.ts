/**
 * EntityAccess: what a world does with single entities: checks the call, then acts or records.
 *
 * The checks are here; the changes themselves are `EntityChanges`, the waiting ones `Deferral`.
 *
 * Invariant: a call that throws has changed nothing.
 */
import { DEV } from "../base/dev.ts";
import type { Entity } from "../base/ids.ts";
import type { Chunk } from "../storage/chunk.ts";
import { type AnyComponent, type ComponentInput, ComponentValue } from "../storage/component.ts";
import { chunkIdOf, type EntityIndex, rowOf } from "../storage/entity-index.ts";
import { notComponent } from "../storage/misplaced.ts";
import { type AnyPair, Pair } from "../storage/pair.ts";
import { checkValues, readNamed, readValues } from "../storage/row-values.ts";
import type { Storage } from "../storage/storage.ts";
import { Command } from "./command-buffer.ts";
import type { Deferral } from "./deferral.ts";
import type { EntityChanges } from "./entity-changes.ts";
import { deadEntity, lacksComponent } from "./entity-errors.ts";
import { checkInput } from "./input-checks.ts";
import { type PairRules, pairRulesOf } from "./pair-rules.ts";
import { stillRequired } from "./required.ts";
import type { SparseChanges } from "./sparse-changes.ts";
import type { Structure } from "./structure.ts";
import { Toggling } from "./toggling.ts";
import { checkWhole } from "./value-check.ts";

type Values = Record<string, unknown>;

export class EntityAccess {
  readonly toggling: Toggling;
  readonly #storage: Storage;
  // Kept beside it: one load less each in the hottest calls.
  readonly #index: EntityIndex;
  readonly #chunks: Storage["chunks"];
  readonly #structure: Structure;
  readonly #changes: EntityChanges;
  readonly #deferral: Deferral;
  readonly #sparse: SparseChanges;

  constructor(
    storage: Storage,
    structure: Structure,
    changes: EntityChanges,
    deferral: Deferral,
    sparse: SparseChanges,
  ) {
    this.#storage = storage;
    this.#index = storage.index;
    this.#chunks = storage.chunks;
    this.#structure = structure;
    this.#changes = changes;
    this.#deferral = deferral;
    this.#sparse = sparse;
    this.toggling = new Toggling(storage, structure, changes, deferral, this);
  }

  despawn(entity: Entity): void {
    this.#checkAlive("despawn", entity);
    this.#storage.index.recorder?.record("despawn", entity, undefined);
    if (this.#deferral.isActive) this.#deferral.record(Command.Despawn, entity, undefined);
    else {
      this.#structure.despawn(entity);
      this.#settle();
    }
  }

  add(entity: Entity, input: ComponentInput): void {
    this.#checkAlive("add", entity);
    const component = checkInput(input, "add", this.#storage.codec);
    if (component.pairRules !== undefined)
      pairRulesOf(component)?.check(this.#storage, "add", input);
    if (DEV && component.problemOf !== undefined) {
      checkWhole("add", input, valuesOf(this, entity, component));
    }
    this.#storage.index.recorder?.record("add", entity, input);
    if (this.#deferral.isActive) this.#deferral.record(Command.Add, entity, input);
    else {
      this.#changes.add(entity, input);
      this.#settle();
    }
  }

  remove(entity: Entity, component: AnyComponent | AnyPair): void {
    this.#checkAlive("remove", entity);
    const checked = checkInput(component, "remove", this.#storage.codec);
    if (checked.requiredBy.length > 0) this.#checkNotRequired(entity, checked);
    const what = checked.pairRules === undefined ? checked : component;
    this.#storage.index.recorder?.record("remove", entity, what);
    if (this.#deferral.isActive) this.#deferral.record(Command.Remove, entity, what);
    else {
      this.#changes.remove(entity, what);
      this.#settle();
    }
  }

  has(entity: Entity, component: AnyComponent | AnyPair): boolean {
    if (!this.#storage.index.isAlive(entity)) return false;
    if (typeof component !== "function") return this.#hasPair(entity, component);
    if (this.#structure.chunkOf(entity).set.has(component)) return true;
    if (component.id === undefined) throw notComponent("has", component);
    return component.isSparse && this.#sparse.has(entity, component);
  }

  get(entity: Entity, component: AnyComponent | AnyPair, field: string | undefined): unknown {
    const index = this.#index;
    if (!index.isAlive(entity)) throw deadEntity("get", entity, this.#storage);
    if (typeof component !== "function") return this.#getPair(entity, component, field);
    const location = index.locationOf(entity);
    const chunk = this.#chunks[chunkIdOf(location)] as Chunk;
    const column = chunk.set.columnOf(component);
    if (column < 0) return this.#sparse.get(entity, component, field);
    return field === undefined
      ? readValues(chunk, rowOf(location), component)
      : readNamed(chunk, rowOf(location), component, column, field);
  }

  set(entity: Entity, component: AnyComponent | AnyPair, values: ComponentValue["values"]): void {
    this.#checkAlive("set", entity);
    if (component instanceof Pair) {
      rulesOf(component).set(this.#deferral, this.#storage, entity, component, values);
      return;
    }
    if (component?.id === undefined) throw notComponent("set", component);
    checkValues(component, values, "set", this.#storage.codec);
    const chunk = this.#structure.chunkOf(entity);
    const has = chunk.set.slotOf(component) > 0 || this.#sparse.hasValues(entity, component);
    if (DEV && has && component.problemOf !== undefined) {
      const input = new ComponentValue(component, values);
      checkWhole("set", input, valuesOf(this, entity, component));
    }
    if (this.#deferral.hasWaiting(entity)) {
      if (component.isTag || !this.#deferral.willHave(entity, component, has))
        throw lacksComponent("set", entity, component, this.#storage);
      this.#deferral.record(Command.Set, entity, new ComponentValue(component, values));
    } else if (has) {
      this.#structure.observers?.calls.checkRounds("set");
      this.#changes.write(entity, chunk, component, values);
      this.#settle();
    } else throw lacksComponent("set", entity, component, this.#storage);
  }

  /** Tells observers of what has just been done. */
  #settle(): void {
    const { observers } = this.#structure;
    if (observers !== undefined) this.#deferral.settle(observers);
  }

  #hasPair(entity: Entity, pair: AnyPair): boolean {
    if (!(pair instanceof Pair)) throw notComponent("has", pair);
    return rulesOf(pair).has(this.#storage, entity, pair);
  }

  #getPair(entity: Entity, pair: AnyPair, field: string | undefined): unknown {
    if (!(pair instanceof Pair)) throw notComponent("get", pair);
    return rulesOf(pair).get(this.#storage, entity, pair, field);
  }

  /** @throws {EcsError} E115 */
  #checkNotRequired(entity: Entity, component: AnyComponent): void {
    const { set } = this.#structure.chunkOf(entity);
    const isWaiting = this.#deferral.hasWaiting(entity);
    for (const requirer of component.requiredBy) {
      const has = set.has(requirer);
      const remains = isWaiting ? this.#deferral.willHave(entity, requirer, has) : has;
      if (!remains) continue;
      const owner = `entity ${this.#storage.index.describe(entity)} has`;
      throw stillRequired("remove", owner, component, requirer);
    }
  }

  #checkAlive(verb: string, entity: Entity): void {
    if (!this.#storage.index.isAlive(entity)) throw deadEntity(verb, entity, this.#storage);
  }
}

/** All values of a component that the entity may have; for development, and no method, so that a release is without it. */
function valuesOf(
  access: EntityAccess,
  entity: Entity,
  component: AnyComponent,
): Values | undefined {
  if (component.isTag || !access.has(entity, component)) return undefined;
  return access.get(entity, component, undefined) as Values;
}

function rulesOf(pair: AnyPair): PairRules {
  return pairRulesOf(pair.component) as PairRules;
}
