/**
 * Relations: pairs of entities with a name, `world.add(ann, Likes(bob))`.
 *
 * A relation is a tag that entities have while they have a pair of it, and a function that makes
 * pairs. Not to be confused with a field of type `entity`: pairs can be found from both ends and end when
 * either end dies.
 */
import { checkFunction, wrongArgument } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import { shown } from "../base/shown.ts";
import { Moment, type PairHook, type Unsubscribe } from "../query/observer.ts";
import type { RowTerm } from "../query/row-term.ts";
import type { Term } from "../query/term.ts";
import {
  type Component,
  ComponentValue,
  type Tag,
  type Values,
  type ValuesInput,
} from "../storage/component.ts";
import { component, defineTagAs } from "../storage/define-component.ts";
import type { Schema } from "../storage/field.ts";
import { Pair } from "../storage/pair.ts";
import type { TargetPolicy } from "../storage/pair-memory.ts";
import type { PairTable } from "../storage/pair-table.ts";
import { hearPairs } from "./pair-hooks.ts";
import { RelationRules } from "./relation-rules.ts";
import { TargetTerm } from "./relation-terms.ts";
import type { World } from "./world.ts";
import { checkWorld } from "./world-check.ts";

export interface PairReplayOptions {
  /** Calls the hook at once for the pairs that are there already. */
  readonly replayExisting?: boolean;
}

export interface RelationOptions {
  /** An entity has one pair at most; adding another replaces it in place. Default false. */
  readonly exclusive?: boolean;
  /**
   * What the death of a target does: `"remove"` (default) ends its pairs, `"despawn"` despawns its
   * sources, too, and `"refuse"` makes despawning it throw E153 while it has sources that stay alive.
   */
  readonly onTargetDespawn?: TargetPolicy;
}

/** What `relation` returns: usable wherever a tag is, and a function that makes pairs. Given no world, its calls throw E129. */
export interface Relation<S extends Schema = Record<never, never>> extends Pick<Tag, keyof Tag> {
  /** The pair with a target, for `spawn`, `add`, `has`, `get`, `set`, `remove` and queries. */
  (target: Entity, values?: ValuesInput<S>): Pair<S>;
  /**
   * A term for queries: a pair whose target fits these terms, `query(Position, Likes.to(Enemy, not(Dead)))`.
   * `Likes(target)` is one for a pair with that target, and `Likes` itself one for any pair, the fastest of them.
   */
  to(...terms: Term[]): RowTerm<never>;
  /** The target of an entity's first pair; undefined without. The only one where the relation is exclusive. 10 ns. */
  target(world: World, source: Entity): Entity | undefined;
  /** The targets of an entity, in the order in which they were added, as a fresh array. */
  targets(world: World, source: Entity): Entity[];
  /** The entities that have a pair with this target, as a fresh array, in the order in which they got it. */
  sources(world: World, target: Entity): Entity[];
  /** How many entities have a pair with this target. 10 ns. */
  sourceCount(world: World, target: Entity): number;
  /**
   * Calls `hook` with the source and the target of every pair that is made, when the change is complete: by `spawn` and
   * `add`, one by one, in bulk and deferred. An exclusive pair that gets another target ends, and another is made.
   *
   * As `world.onAdd` in all else; `world.onAdd(Likes, hook)` itself hears of an entity's first pair only. About 50 ns a pair,
   * nothing for relations that nobody listens to. Returns what ends the subscription.
   * @throws {EcsError} E143 no function
   */
  onPairAdd(world: World, hook: PairHook, options?: PairReplayOptions): Unsubscribe;
  /**
   * Calls `hook` with the source and the target of every pair that is about to end, by `remove`, by another target or with
   * either entity, while both are alive and its values can be read.
   *
   * @throws {EcsError} E143 no function · E146 `replayExisting`
   */
  onPairRemove(world: World, hook: PairHook): Unsubscribe;
  /** Calls `visit` for each target, without garbage. Structural changes made inside wait until it ends. */
  forEachTarget(world: World, source: Entity, visit: (target: Entity) => void): void;
  /** Calls `visit` for each source, without garbage. Structural changes made inside wait until it ends. */
  forEachSource(world: World, target: Entity, visit: (source: Entity) => void): void;
}

const POLICIES: readonly string[] = ["remove", "despawn", "refuse"] satisfies TargetPolicy[];

/**
 * Defines a relation: `relation("Likes", { amount: f32 })`, or `relation("Owes")` without values.
 *
 * Entities that have a pair share an archetype, whatever their targets: 100,000 pairs with
 * as many targets make one. Adding or removing an entity's first or last pair moves its row, which makes it about three
 * times as dear as a tag (190 ns), and pairs between them 80 ns; a pair takes 24 bytes and its values, each entity
 * index below the highest in use 12.
 * @throws {EcsError} E105 when the name is empty or a field is not a field type · E154 a wrong option
 */
export function relation<const S extends Schema = Record<never, never>>(
  label: string,
  schema?: S,
  options: RelationOptions = {},
): Relation<S> {
  return defineRelation(label, schema, options, false);
}

/** `isAcyclic` makes it a hierarchy, which is exclusive and has depths. */
export function defineRelation<S extends Schema>(
  label: string,
  schema: S | undefined,
  options: RelationOptions,
  isAcyclic: boolean,
): Relation<S> {
  checkRelationOptions(label, options);
  if (schema === null || (typeof schema !== "object" && schema !== undefined))
    throw wrongArgument(`relation("${label}")`, schema, "an object with a type for each field");
  const hasValues = schema !== undefined && Object.keys(schema).length > 0;
  const payload = hasValues ? component(label, schema) : undefined;
  const make = (target: Entity, values?: ValuesInput<S>): Pair<S> =>
    new Pair<S>(definition, target, values === undefined ? undefined : makeValue(values));
  const makeValue = (values: Readonly<Partial<Values<S>>>): ComponentValue<S> =>
    new ComponentValue((payload ?? definition) as Component<S>, values);
  const rules = new RelationRules();
  const definition: Relation<S> = Object.assign(defineTagAs(make, label, rules), readersOf(rules), {
    to: (...terms: Term[]) => new TargetTerm(definition, terms),
    onPairAdd: (world: World, hook: PairHook, hearing: PairReplayOptions = {}) =>
      hearPairs(world, rules, Moment.PairAdd, hook, hearing),
    onPairRemove: (world: World, hook: PairHook, hearing: PairReplayOptions = {}) =>
      hearPairs(world, rules, Moment.PairRemove, hook, hearing),
  });
  rules.define({
    relation: definition,
    payload,
    isExclusive: isAcyclic || (options.exclusive ?? false),
    isAcyclic,
    onTargetDespawn: options.onTargetDespawn ?? "remove",
  });
  return definition;
}

type Readers = Pick<
  Relation,
  "target" | "targets" | "sources" | "sourceCount" | "forEachTarget" | "forEachSource"
>;

function readersOf(rules: RelationRules): Readers {
  const tableOf = (world: World, entity: Entity, verb: string): PairTable | undefined => {
    checkWorld(world, verb);
    return typeof entity === "number" ? rules.tableOf(world.storage) : undefined;
  };
  return {
    target(world, source) {
      const table = tableOf(world, source, "target");
      const pair = table?.firstOut(source) ?? 0;
      return pair === 0 ? undefined : (table?.targets[pair] as Entity);
    },
    targets(world, source) {
      const targets: Entity[] = [];
      const table = tableOf(world, source, "targets");
      if (table === undefined) return targets;
      for (let pair = table.firstOut(source); pair !== 0; pair = table.outgoing.next[pair])
        targets.push(table.targets[pair] as Entity);
      return targets;
    },
    sources(world, target) {
      const sources: Entity[] = [];
      const table = tableOf(world, target, "sources");
      if (table === undefined) return sources;
      for (let pair = table.firstIn(target); pair !== 0; pair = table.incoming.next[pair])
        sources.push(table.sources[pair] as Entity);
      return sources;
    },
    sourceCount(world, target) {
      return tableOf(world, target, "sourceCount")?.countIn(target) ?? 0;
    },
    forEachTarget(world, source, visit) {
      checkFunction(visit, "forEachTarget");
      const table = tableOf(world, source, "forEachTarget");
      const first = table?.firstOut(source) ?? 0;
      if (table === undefined || first === 0) return;
      world.iterations.beginIteration(rules);
      try {
        for (let pair = first; pair !== 0; pair = table.outgoing.next[pair])
          visit(table.targets[pair] as Entity);
      } finally {
        world.iterations.endIteration();
      }
    },
    forEachSource(world, target, visit) {
      checkFunction(visit, "forEachSource");
      const table = tableOf(world, target, "forEachSource");
      const first = table?.firstIn(target) ?? 0;
      if (table === undefined || first === 0) return;
      world.iterations.beginIteration(rules);
      try {
        for (let pair = first; pair !== 0; pair = table.incoming.next[pair])
          visit(table.sources[pair] as Entity);
      } finally {
        world.iterations.endIteration();
      }
    },
  };
}

function checkRelationOptions(label: string, options: RelationOptions): void {
  const fail = (problem: string): never => {
    throw new EcsError("E154", `relation("${label}"): ${problem}.`);
  };
  if (typeof options !== "object" || options === null)
    fail(`its options are ${shown(options)}. Pass an object, after the schema or undefined`);
  for (const name of Object.keys(options)) {
    if (name !== "exclusive" && name !== "onTargetDespawn")
      fail(`"${name}" is not an option. Pass exclusive or onTargetDespawn`);
  }
  const { exclusive, onTargetDespawn = "remove" } = options;
  if (exclusive !== undefined && typeof exclusive !== "boolean")
    fail(`exclusive is ${shown(exclusive)}. Pass true or false`);
  if (!POLICIES.includes(onTargetDespawn))
    fail(`onTargetDespawn is ${shown(onTargetDespawn)}. Pass "${POLICIES.join('", "')}"`);
}
