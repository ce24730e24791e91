/**
 * Pair: a relation and a target, with values or without, as `Likes(bob, { amount: 3 })` makes them.
 *
 * For a component's value, see `ComponentValue`. To whoever knows nothing of relations a pair is the value of a
 * tag, and that is what it does to an entity's archetype.
 */
import type { Entity } from "../base/ids.ts";
import { type AnyComponent, ComponentValue } from "./component.ts";
import type { Schema } from "./field.ts";
import type { PairTable } from "./pair-table.ts";

const NO_VALUES = {};

export class Pair<S extends Schema = Schema> extends ComponentValue<Record<never, never>> {
  readonly target: Entity;
  /** @internal The values of the pair itself; undefined when none were given. */
  readonly value: ComponentValue<S> | undefined;
  /** Carries the type of the values; never set. */
  declare readonly pairSchema: S;

  /** @internal Call the relation instead. */
  constructor(relation: AnyComponent, target: Entity, value: ComponentValue<S> | undefined) {
    super(relation, NO_VALUES);
    this.target = target;
    this.value = value;
  }

  /** @internal The target for the nth of the entities that are spawned with this pair. */
  targetFor(_nth: number): Entity {
    return this.target;
  }

  /** @internal Puts the pair in its place among its target's, where one was asked for. */
  place(_table: PairTable, _pair: number): void {}

  /** @internal */
  override own(): void {
    this.value?.own();
  }
}

// biome-ignore lint/suspicious/noExplicitAny: stands for "a pair of any relation".
export type AnyPair = Pair<any>;

/** Pairs with a list of targets, one for each entity of a `spawnMany`. */
export class PairList extends Pair<Record<never, never>> {
  readonly #targets: ArrayLike<number>;

  /** @param targets - one living entity for each that is spawned, in their order */
  constructor(relation: AnyComponent, targets: ArrayLike<number>) {
    super(relation, targets[0] as Entity, undefined);
    this.#targets = targets;
  }

  override targetFor(nth: number): Entity {
    return this.#targets[nth] as Entity;
  }
}
