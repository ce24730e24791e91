import { checkFunction } from "../base/argument-checks.ts";
import type { Entity } from "../base/ids.ts";
import { checkProfile, type WorldProfile } from "../base/profile.ts";
import { FrameArena } from "../memory/frame-arena.ts";
import { addMemoryUser, type MemoryUser } from "../memory/memory-user.ts";
import type { WorkerPlan } from "../memory/worker-plan.ts";
import type { IterationScope } from "../query/chunk-iterator.ts";
import type { Observer, Unsubscribe } from "../query/observer.ts";
import type { Query } from "../query/query.ts";
import type { QueryCache } from "../query/query-cache.ts";
import type { Term } from "../query/term.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent, Component, ComponentInput, Values } from "../storage/component.ts";
import type { Schema } from "../storage/field.ts";
import type { AnyPair, Pair } from "../storage/pair.ts";
import { Storage } from "../storage/storage.ts";
import { Bulk } from "./bulk.ts";
import { Deferral } from "./deferral.ts";
import { dispose } from "./disposal.ts";
import { EntityAccess } from "./entity-access.ts";
import { EntityChanges } from "./entity-changes.ts";
import { checkCount, checkList } from "./input-checks.ts";
import { InputLists } from "./input-lists.ts";
import type { MemoryReport } from "./memory-report.ts";
import { NamedWorld } from "./named-world.ts";
import type { Observers } from "./observers.ts";
import type { PairHost } from "./pair-rules.ts";
import { Shrinking, type ShrinkOptions, type ShrinkResult } from "./shrinking.ts";
import { SparseBulk } from "./sparse-bulk.ts";
import { SparseChanges } from "./sparse-changes.ts";
import type { SpawnedBy, SpawnedRows } from "./spawned-rows.ts";
import { Spawner } from "./spawner.ts";
import { Structure } from "./structure.ts";
import type { Toggling } from "./toggling.ts";
import { frameArenaUser, memoryReport } from "./world-memory.ts";
import { resolveOptions, type WorldOptions } from "./world-options.ts";
import { WorldQueryHost } from "./world-query-host.ts";

export class World extends NamedWorld {
  /** @internal */
  override readonly storage: Storage;
  /** @internal */
  readonly queries: QueryCache;
  /** @internal What runs while rows must not move. */
  readonly iterations: IterationScope;

  /** @internal What the rules of relations work on. */
  readonly pairHost: PairHost;

  readonly #structure: Structure;
  readonly #spawner: Spawner;
  readonly #entities: EntityAccess;
  readonly #sparse: SparseChanges;
  readonly #deferral: Deferral;
  readonly #shrinking: Shrinking;
  readonly #inputLists = new InputLists();
  #frameArena: FrameArena | undefined;
  readonly #extensions = new Map<object, unknown>();

  /** @internal Use `createWorld`. */
  constructor(options: WorldOptions) {
    super();
    const resolved = resolveOptions(options);
    this.storage = new Storage(resolved);
    this.#structure = new Structure(this.storage);
    this.#sparse = new SparseChanges(this.storage);
    const changes = new EntityChanges(this.storage, this.#structure, this.#sparse);
    this.pairHost = changes;
    this.#spawner = new Spawner(this.storage, this.#structure, this.#sparse, changes);
    const bulk = new Bulk(this.storage, this.#structure, new SparseBulk(this.#sparse), changes);
    this.#deferral = new Deferral(this.storage, this.#structure, this.#spawner, changes, bulk);
    this.iterations = this.#deferral;
    this.#entities = new EntityAccess(
      this.storage,
      this.#structure,
      changes,
      this.#deferral,
      this.#sparse,
    );
    this.queries = new WorldQueryHost(this, this.#structure, this.#deferral).queries;
    this.storage.graph.onArchetype = (archetype) => this.queries.addArchetype(archetype);
    this.#shrinking = new Shrinking(this.storage);
    if (resolved.capacity > 0) this.storage.index.ensure(resolved.capacity, "createWorld");
  }

  /** @internal */
  get toggling(): Toggling {
    return this.#entities.toggling;
  }

  /** How many worker threads help with this world, and why not more. Both change when workers cannot be started. */
  get workers(): Readonly<WorkerPlan> {
    return this.storage.workers;
  }

  /**
   * Who is told when kernels, flushes and uploads of this world begin and end, and phases and systems of schedules
   * without a profile of their own: a `FrameProfile`. Undefined, as it is unless set, costs nothing.
   */
  get profile(): WorldProfile | undefined {
    return this.storage.profile;
  }

  set profile(profile: WorldProfile | undefined) {
    this.storage.profile = checkProfile(profile, "world.profile =");
  }

  /** Entities alive, including those spawned inside an iteration that still runs. */
  get entityCount(): number {
    return this.storage.index.aliveCount;
  }

  /** Commands that were dropped because, by their turn, their entity had died or a `set` its component lost. */
  get droppedCommandCount(): number {
    return this.#deferral.droppedCount;
  }

  /** Scratch memory for the frame; call `world.frameArena.swap()` once per frame. */
  get frameArena(): FrameArena {
    return this.#frameArena ?? this.#makeFrameArena();
  }

  /**
   * Makes an entity with the components, each at its defaults or with given values.
   *
   * Under 100 ns for two components. Inside an iteration the entity can be read and written at once,
   * and joins the queries when the iteration ends.
   * @throws {EcsError} E103 entity limit · E106/E107 wrong value · E110 component twice · E113 not a component ·
   *   E010/E011 no memory. Nothing changes.
   */
  spawn(...inputs: ComponentInput[]): Entity {
    // Copied into a list that is kept: V8 makes none for the parameters of a call if it goes no further, and,
    // where it inlines the call, if they are read one by one.
    const { length } = inputs;
    const list = this.#inputLists.take(length);
    if (length > 0) list[0] = inputs[0];
    if (length > 1) list[1] = inputs[1];
    if (length > 2) list[2] = inputs[2];
    if (length > 3) list[3] = inputs[3];
    for (let i = 4; i < length; i++) list[i] = inputs[i];
    const entity = this.#deferral.spawn(list);
    this.#inputLists.giveBack(list);
    return entity;
  }

  /**
   * Makes `count` entities of the same components and lets `fill` write their columns, a run of rows at a time.
   *
   * Under 10 ns an entity. All rows hold their starting values before `fill` sees the first.
   * @throws {EcsError} as `spawn`; E143 `fill` is no function; nothing changes
   */
  spawnMany<const Inputs extends readonly ComponentInput[]>(
    count: number,
    inputs: Inputs,
    fill?: (rows: SpawnedRows<SpawnedBy<Inputs>>) => void,
  ): void {
    if (fill !== undefined) checkFunction(fill, "spawnMany");
    this.#deferral.spawnMany(count, inputs, fill as ((rows: SpawnedRows) => void) | undefined);
  }

  /**
   * Ends the entity. Its handle is dead for ever; its memory is reused. About 50 ns.
   *
   * Inside an iteration it stays alive until the iteration ends.
   * @throws {EcsError} E101 dead entity
   */
  despawn(entity: Entity): void {
    this.#entities.despawn(entity);
  }

  /** Whether the handle names a living entity. True for the one entity it was made for, never for another. 2 ns. */
  isAlive(entity: Entity): boolean {
    return this.storage.index.isAlive(entity);
  }

  /**
   * Adds a component. Where the entity has it already, given values are written and the rest is left alone.
   *
   * 60 to 80 ns: the row moves to another archetype. What the component requires comes along; of a tag
   * group it takes the place of the other.
   * @throws {EcsError} E101 dead entity · E106/E107 wrong value · E116 refused by `validate` · E113 not a component · E010/E011 no memory
   */
  add(entity: Entity, input: ComponentInput): void {
    this.#entities.add(entity, input);
  }

  /** Removes a component; nothing happens where the entity lacks it. 60 to 80 ns. @throws {EcsError} as `add` · E115 required by another it has */
  remove(entity: Entity, component: AnyComponent | AnyPair): void {
    this.#entities.remove(entity, component);
  }

  /** Whether the entity has the component, or the pair, now. False for a dead entity. 3 ns; a pair 25 ns. */
  has(entity: Entity, component: AnyComponent | AnyPair): boolean {
    return this.#entities.has(entity, component);
  }

  /**
   * A component of an entity as a fresh plain object, or one field of it as a plain value (10 to 15 ns, no garbage).
   *
   * @throws {EcsError} E101 dead entity · E102 the entity lacks it · E106 no such field
   */
  get<S extends Schema>(entity: Entity, component: Component<S>): Values<S>;
  get<S extends Schema, K extends keyof S & string>(
    entity: Entity,
    component: Component<S>,
    field: K,
  ): Values<S>[K];
  get<S extends Schema>(entity: Entity, pair: Pair<S>): Values<S>;
  get<S extends Schema, K extends keyof S & string>(
    entity: Entity,
    pair: Pair<S>,
    field: K,
  ): Values<S>[K];
  get(entity: Entity, component: AnyComponent | AnyPair, field?: string): unknown {
    return this.#entities.get(entity, component, field);
  }

  /**
   * Writes the named fields of a component the entity has; the others keep their values.
   *
   * Not a structural change: it happens at once, unless commands on this entity are waiting.
   * @throws {EcsError} E101 dead entity · E102 the entity lacks it · E106/E107 wrong value
   */
  set<S extends Schema>(
    entity: Entity,
    component: Component<S> | Pair<S>,
    values: Readonly<Partial<Values<S>>>,
  ): void {
    this.#entities.set(entity, component as AnyComponent | AnyPair, values);
  }

  /**
   * The query over these terms; the same object for the same terms, always up to date.
   *
   * @throws {EcsError} E120 when something is not a term
   */
  query<const Terms extends readonly Term[]>(...terms: Terms): Query<Terms> {
    return this.queries.find(terms);
  }

  /**
   * Makes room for `count` entities of these components in all, now, so that spawning them allocates nothing.
   *
   * @throws {EcsError} as `spawnMany`
   */
  reserve(count: number, inputs: readonly ComponentInput[] = []): void {
    checkCount(count, "reserve");
    checkList(inputs, "reserve");
    const archetype = this.#spawner.archetypeOf(inputs, "reserve");
    const { index } = this.storage;
    if (count > index.aliveCount) index.ensure(count - index.aliveCount, "reserve");
    this.storage.ensureRows(archetype, Math.max(0, count - archetype.count));
    archetype.reservedRows = Math.max(archetype.reservedRows, count);
    this.#sparse.reserve(count, inputs);
  }

  /**
   * Gives back chunks without rows, what other parts keep from past peaks, and slabs without blocks.
   *
   * After a peak, at once, or with a `budgetMs` in each frame until `isDone`: it goes on where it stopped.
   * What `reserve` asked for stays. 0.1 us an archetype that stays, some 4 us one that goes. Returns the same object each time.
   * @throws {EcsError} E100 no options · E109 inside an iteration · E170 a wrong budget. Nothing changes.
   */
  shrink(options: ShrinkOptions = {}): ShrinkResult {
    this.#deferral.checkIdle("shrink");
    return this.#shrinking.run(options);
  }

  /** Where the bytes are, by component, archetype, slab and part; a fresh report. Walks archetypes and chunks. */
  memory(): MemoryReport {
    return memoryReport(this.storage);
  }

  /**
   * Lets something that holds memory for this world show in `memory()` and be shrunk; returns a function that ends that.
   * @throws {EcsError} E143 it has no `memory()`
   */
  override addMemoryUser(user: MemoryUser): () => void {
    return addMemoryUser(this.storage.memoryUsers, user);
  }

  /**
   * What an optional part of the engine (resources, messages, names) keeps for this world: made by
   * `make` on first use, the same value for the same key ever after. A Map look-up: 10 ns.
   */
  extension<T>(key: object, make: (world: World) => T): T {
    const known = this.#extensions.get(key) as T | undefined;
    if (known !== undefined) return known;
    const value = checkFunction(make, "extension")(this);
    this.#extensions.set(key, value);
    return value;
  }

  /** A cursor for change detection: whatever is stamped after this call is "changed since" it. 1 ns. */
  changeCursor(): number {
    return this.storage.clock.cursor();
  }

  /**
   * Carries out commands that could not be carried out when their iteration ended for want of memory.
   *
   * @throws {EcsError} E109 inside an iteration · E010/E011 still no memory: what is left stays recorded
   */
  flush(): void {
    this.#deferral.checkIdle("flush");
    this.#deferral.flush();
  }

  /**
   * Gives all memory back. Every entity is dead afterwards, and nothing can be spawned.
   *
   * Observers are told of the end of every entity first; what they still change has its hooks, what they
   * spawn ends with the rest.
   * @throws {EcsError} E109 inside an iteration. What a hook throws comes when all is given back.
   */
  dispose(): void {
    this.#deferral.checkIdle("dispose");
    try {
      if (this.observers !== undefined) {
        this.#structure.deaths?.announceEnd();
        this.#structure.endAll(this.storage.archetypes);
        this.#deferral.flush();
      }
    } finally {
      dispose(this.storage, this.#structure, this.#shrinking);
      this.#frameArena = undefined;
    }
  }

  /** @internal */
  override observe(observer: Observer): Unsubscribe {
    return this.#deferral.observe(observer);
  }

  /** @internal Runs several changes as one, as `Deferral.together` says. */
  together(run: () => void): void {
    this.#deferral.together(run);
  }

  /** @internal The chunk of a living entity's row. */
  chunkOf(entity: Entity): Chunk | undefined {
    return this.storage.index.isAlive(entity) ? this.#structure.chunkOf(entity) : undefined;
  }

  /** @internal */
  get observers(): Observers | undefined {
    return this.#structure.observers;
  }

  #makeFrameArena(): FrameArena {
    const { poison } = this.storage.allocator;
    this.#frameArena = new FrameArena({ capacityBytes: 1 << 16, poison });
    this.addMemoryUser(frameArenaUser(this.#frameArena));
    return this.#frameArena;
  }
}

/**
 * Makes a world: `createWorld({ capacity: 100_000 })`.
 *
 * Any number of worlds may live at once; nothing is shared between them. Reserves address space,
 * which costs nothing until it is written.
 * @throws {EcsError} E100 no options · E112 a wrong option · E011 no memory
 */
export function createWorld(options: WorldOptions = {}): World {
  return new World(options);
}
