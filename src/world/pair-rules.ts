/**
 * PairRules: what the world asks of a relation where a component would only be added or removed.
 *
 * The one implementation is reached through relations themselves, so that a program without them
 * does not carry it along.
 */
import type { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent, ComponentInput, ComponentValue } from "../storage/component.ts";
import type { AnyPair } from "../storage/pair.ts";
import type { PairKind } from "../storage/pair-memory.ts";
import type { Storage } from "../storage/storage.ts";
import type { Command, CommandBuffer } from "./command-buffer.ts";

/** A world's rows, and who is told of what happens to them. */
interface PairStructure {
  deaths: DeathRules | undefined;
  readonly observers: { deliver(): void } | undefined;
  chunkOf(entity: Entity): Chunk;
  archetypeOf(chunk: Chunk): Archetype;
  end(entity: Entity): void;
  endAll(archetypes: readonly Archetype[]): void;
}

/** What waits for the end of an iteration. */
export interface PairQueue {
  readonly commands: CommandBuffer;
  hasWaiting(entity: Entity): boolean;
  lastCommandOn(entity: Entity): number;
  record(kind: Command, entity: Entity, payload: AnyPair | undefined): void;
  append(kind: Command, entity: Entity, payload: AnyPair | undefined): void;
}

/** What the rules of relations work on: a world's storage, its rows, and moves of these without regard to pairs. */
export interface PairHost {
  readonly storage: Storage;
  readonly structure: PairStructure;
  /** Moves a row to where it has the tag that it lacks, or lacks the tag that it has. */
  moveAdding(entity: Entity, tag: AnyComponent): void;
  moveRemoving(entity: Entity, tag: AnyComponent): void;
}

/** A bulk change under way. */
export interface BulkChange {
  /** Every entity that is about to change. */
  matched(): readonly Entity[];
  /** Where rows get to that lose and get these components. */
  targetOf(
    source: Archetype,
    added: readonly ComponentInput[],
    removed: readonly ComponentInput[],
  ): Archetype;
  planSome(source: Archetype, target: Archetype, entities: readonly Entity[]): void;
}

export interface PairRules {
  readonly kind: PairKind;
  /** Throws unless the input is a pair of a living target and values that fit. */
  check(storage: Storage, verb: string, input: ComponentInput): void;
  add(host: PairHost, source: Entity, pair: AnyPair): void;
  /** Removes one pair, or all for the bare relation. */
  remove(host: PairHost, source: Entity, what: AnyComponent | AnyPair): void;
  has(storage: Storage, source: Entity, pair: AnyPair): boolean;
  /** All values, or one field's. */
  get(storage: Storage, source: Entity, pair: AnyPair, field: string | undefined): unknown;
  /** Writes values of a pair, now or behind the commands that wait for its source. Throws unless there is that pair and they fit. */
  set(
    queue: PairQueue,
    storage: Storage,
    source: Entity,
    pair: AnyPair,
    values: ComponentValue["values"],
  ): void;
  /** Writes the values given with a pair; returns whether there is that pair. */
  write(storage: Storage, source: Entity, pair: AnyPair): boolean;
  lacksPair(verb: string, source: Entity, pair: AnyPair, storage: Storage): EcsError;
  /** Makes room for `count` pairs of each input among `inputs` that is this relation's. */
  reserve(host: PairHost, inputs: readonly ComponentInput[], count: number): void;
  /** Makes the pair of the nth entity that is spawned with it; there is room for it. */
  linkSpawned(
    storage: Storage,
    source: Entity,
    pair: AnyPair,
    nth: number,
    isDeferred: boolean,
  ): void;
  /** Carries out a recorded command. */
  apply(host: PairHost, buffer: CommandBuffer, source: Entity, command: number): void;
  /** Checks the pairs among the inputs, those of other relations too, and makes room for `count` of each. */
  prepareSpawn(
    host: PairHost,
    inputs: readonly ComponentInput[],
    count: number,
    verb: string,
  ): void;
  /** Makes the pairs among the inputs, those of other relations too, for the nth entity that is spawned with them. */
  linkSpawn(
    storage: Storage,
    source: Entity,
    inputs: readonly ComponentInput[],
    nth: number,
    isDeferred: boolean,
  ): void;
  readonly bulk: PairBulk;
}

/** What the world asks of a relation in a change by query. */
export interface PairBulk {
  /** Throws where adding the pair to every one of these entities is refused, and makes room for it. */
  prepare(host: PairHost, pair: AnyPair, sources: readonly Entity[]): void;
  /** Tells of pairs that adding this one to every entity will replace. */
  announceAll(host: PairHost, pair: AnyPair, change: BulkChange): void;
  /** Tells of pairs that `unlinkAll` will end. */
  announceLoss(storage: Storage, what: ComponentInput, change: BulkChange): void;
  /** Adds the pair to every entity, whose rows get the relation's tag elsewhere. */
  linkAll(storage: Storage, pair: AnyPair, sources: readonly Entity[]): void;
  /** Ends one pair, or all for the bare relation, of every entity; the rows lose the tag elsewhere. */
  unlinkAll(storage: Storage, what: ComponentInput, sources: readonly Entity[]): void;
  /** Plans for these entities of an archetype a change that takes pairs away: some lose a tag with them, others not. */
  split(
    storage: Storage,
    change: BulkChange,
    source: Archetype,
    entities: readonly Entity[],
    added: readonly ComponentInput[],
    removed: readonly ComponentInput[],
  ): void;
}

/** The rules of a relation; undefined for a component. */
export function pairRulesOf(component: AnyComponent): PairRules | undefined {
  return component.pairRules as PairRules | undefined;
}

/** What happens when entities die in a world with relations; see `Structure.despawn`. */
export interface DeathRules {
  one(entity: Entity): void;
  all(archetypes: readonly Archetype[], entities: readonly Entity[], count: number): void;
  /** Tells of the end of every pair in the world. */
  announceEnd(): void;
  /** Records what becomes of entities that hooks spawned with a pair to one that was about to end. */
  recordOrphans(queue: PairQueue): void;
}
