/**
 * Spawner: makes entities, one by one and in bulk.
 *
 * Outside an iteration rows join their archetype at once. Inside one they are made in waiting
 * chunks: they can be read and written by handle, and join the archetype, and with it the queries,
 * when the iteration ends.
 */
import { DEV } from "../base/dev.ts";
import { type EcsError, InternalError } from "../base/errors.ts";
import { type Entity, NO_ENTITY } from "../base/ids.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import {
  type AnyComponent,
  type ComponentInput,
  ComponentValue,
  componentOf,
  isComponent,
} from "../storage/component.ts";
import { allocateRows } from "../storage/entity-rows.ts";
import { notComponent } from "../storage/misplaced.ts";
import { fillValues } from "../storage/row-fill.ts";
import type { RowImage } from "../storage/row-image.ts";
import { fillDefaults, fillRowDefaults } from "../storage/row-values.ts";
import type { Storage } from "../storage/storage.ts";
import { distinctProblem, givenTwice } from "./distinct-inputs.ts";
import { tellGivenToMany, tellSpawned } from "./given-values.ts";
import { checkCount, checkList } from "./input-checks.ts";
import { type PairHost, type PairRules, pairRulesOf } from "./pair-rules.ts";
import type { SparseChanges } from "./sparse-changes.ts";
import type { SpawnedRows } from "./spawned-rows.ts";
import { checkInputs, StartingValues } from "./starting-values.ts";
import type { Structure } from "./structure.ts";

export class Spawner {
  readonly #storage: Storage;
  readonly #structure: Structure;
  /** Archetypes with rows in waiting chunks. */
  readonly #waiting: Archetype[] = [];
  #waitingCount = 0;
  readonly #values: StartingValues;
  readonly #sparse: SparseChanges;
  readonly #pairs: PairHost;
  /** Whether the inputs last looked at name sparse components, and whether some have values. */
  #hasSparse = false;
  #hasValues = false;

  constructor(storage: Storage, structure: Structure, sparse: SparseChanges, pairs: PairHost) {
    this.#storage = storage;
    this.#structure = structure;
    this.#values = new StartingValues(storage.codec);
    this.#sparse = sparse;
    this.#pairs = pairs;
  }

  get hasWaiting(): boolean {
    return this.#waitingCount > 0;
  }

  /** Rows that wait to join their archetypes. */
  get waitingRows(): number {
    let rows = 0;
    for (let i = 0; i < this.#waitingCount; i++) rows += this.#waiting[i].waitingRows;
    return rows;
  }

  /** The archetype of a list of inputs, checked. */
  archetypeOf(inputs: readonly ComponentInput[], verb: string): Archetype {
    checkInputs(inputs, verb, this.#storage.codec);
    return this.#find(inputs, verb);
  }

  /** The archetype of a list of inputs, whose values are not looked at: only to refuse it is the program's code run. */
  #find(inputs: readonly ComponentInput[], verb: string): Archetype {
    let archetype = this.#storage.root;
    let hasLinked = false;
    let hasSparse = false;
    let hasValues = false;
    for (let i = 0; i < inputs.length; i++) {
      const input = inputs[i];
      let component: AnyComponent;
      if (isComponent(input)) component = input;
      else {
        if (!(input instanceof ComponentValue))
          throw this.#first(notComponent(verb, input, i), inputs, verb);
        component = input.component;
        hasValues = true;
      }
      hasLinked ||= component.isLinked;
      const edge = archetype.addEdges[component.id];
      if (edge !== undefined) archetype = edge.target;
      else if (component.isSparse) hasSparse = true;
      else if (!archetype.set.has(component)) {
        archetype = this.#storage.edgeByAdding(archetype, component).target;
      } else if (!hasLinked) throw this.#first(givenTwice(verb, component.label), inputs, verb);
    }
    const problem = hasLinked || hasSparse ? distinctProblem(inputs, verb) : undefined;
    if (problem !== undefined) throw this.#first(problem, inputs, verb);
    this.#hasSparse = hasSparse;
    this.#hasValues = hasValues;
    return archetype;
  }

  /** Which of two mistakes to tell of: one that an input has by itself comes before one that a list has. */
  #first(problem: EcsError, inputs: readonly ComponentInput[], verb: string): EcsError {
    checkInputs(inputs, verb, this.#storage.codec);
    return problem;
  }

  spawn(inputs: readonly ComponentInput[], isDeferred: boolean): Entity {
    let archetype = this.#find(inputs, "spawn");
    const hasSparse = this.#hasSparse;
    const hasValues = this.#hasValues;
    let image: RowImage | undefined;
    if (DEV || hasValues) {
      if (hasValues) image = this.#values.prepare(inputs, archetype.set);
      else checkInputs(inputs, "spawn", this.#storage.codec);
      // The program's own code may have run, and called `shrink`.
      if (archetype.isRemoved) archetype = this.#find(inputs, "spawn");
    }
    const { index } = this.#storage;
    index.ensure(1, "spawn");
    const pairs = archetype.set.hasPairs ? rulesAmong(inputs) : undefined;
    pairs?.prepareSpawn(this.#pairs, inputs, 1, "spawn");
    let chunk: Chunk;
    let entity: Entity;
    if (isDeferred) {
      this.#ensureWaiting(archetype, 1);
      if (hasSparse) this.#sparse.ensureSpawn(inputs, 1, archetype);
      chunk = waitingChunkWithRoom(archetype);
      entity = index.allocate();
      this.#structure.appendRowTo(chunk, entity);
    } else {
      if (!archetype.hasRoom) this.#storage.ensureRows(archetype, 1);
      if (hasSparse) this.#sparse.ensureSpawn(inputs, 1, archetype);
      entity = index.allocate();
      chunk = this.#structure.appendRow(archetype, entity);
    }
    index.recorder?.record("spawn", entity, inputs);
    const row = chunk.count - 1;
    if (hasValues) this.#values.write(chunk, row, image, inputs);
    else fillRowDefaults(chunk, chunk.set.freshColumns, row);
    if (hasSparse) this.#sparse.spawn(entity, inputs);
    pairs?.linkSpawn(this.#storage, entity, inputs, 0, isDeferred);
    const { observers } = this.#structure;
    if (observers !== undefined)
      tellSpawned(observers, isDeferred ? undefined : archetype, inputs, chunk, row);
    return entity;
  }

  spawnMany(
    count: number,
    inputs: readonly ComponentInput[],
    rows: SpawnedRows,
    fill: ((rows: SpawnedRows) => void) | undefined,
    isDeferred: boolean,
  ): void {
    checkCount(count, "spawnMany");
    checkList(inputs, "spawnMany");
    const archetype = this.archetypeOf(inputs, "spawnMany");
    const hasSparse = this.#hasSparse;
    this.#storage.index.ensure(count, "spawnMany");
    const pairs = archetype.set.hasPairs ? rulesAmong(inputs) : undefined;
    pairs?.prepareSpawn(this.#pairs, inputs, count, "spawnMany");
    if (isDeferred) this.#ensureWaiting(archetype, count);
    else this.#storage.ensureRows(archetype, count);
    if (hasSparse) this.#sparse.ensureSpawn(inputs, count, archetype);
    this.#storage.index.recorder?.record("spawnMany", NO_ENTITY, inputs, count);
    // All rows are taken before the first is shown, so that a callback that throws loses none.
    const chunks = isDeferred ? archetype.waiting : archetype.chunks;
    let first = isDeferred ? 0 : archetype.tail;
    while (count > 0 && chunks[first].count === chunks[first].capacity) first++;
    const firstRow = chunks[first]?.count ?? 0;
    for (let left = count; left > 0; ) {
      const chunk = isDeferred ? waitingChunkWithRoom(archetype) : archetype.chunkWithRoom();
      const row = chunk.count;
      const taken = Math.min(left, chunk.capacity - row);
      this.#takeRows(chunk, row, row + taken, inputs);
      if (hasSparse) this.#spawnSparse(chunk, row, inputs);
      if (pairs !== undefined) this.#linkRows(pairs, chunk, row, inputs, count - left, isDeferred);
      if (!isDeferred) {
        archetype.count += taken;
        this.#structure.observers?.queue.spawned(archetype, chunk, row, row + taken);
      }
      left -= taken;
    }
    if (this.#structure.observers !== undefined)
      tellGivenToMany(this.#structure.observers, inputs, chunks, first, firstRow, count);
    if (fill === undefined) return;
    for (let i = first, offset = 0; offset < count; i++) {
      const start = i === first ? firstRow : 0;
      const end = Math.min(chunks[i].count, start + count - offset);
      fill(rows.point(chunks[i], start, end, offset));
      offset += end - start;
    }
  }

  /**
   * Lets the rows that wait join their archetypes, in the order in which those first had one.
   *
   * Cannot fail: room was made when they were spawned, and nothing takes it meanwhile.
   */
  joinWaiting(): void {
    for (let i = 0; i < this.#waitingCount; i++) {
      const archetype = this.#waiting[i];
      for (let j = 0; j < archetype.waiting.length; j++) {
        const chunk = archetype.waiting[j];
        if (chunk.count === 0) continue;
        this.#storage.stampJoining(chunk);
        this.#structure.appendRows(chunk, 0, chunk.count, archetype.selfEdge);
        this.#structure.emptyChunk(chunk);
      }
    }
    this.#waitingCount = 0;
    this.#storage.pairs?.joinWaiting(this.#storage.index);
    this.#structure.observers?.queue.joined();
  }

  #takeRows(chunk: Chunk, start: number, end: number, inputs: readonly ComponentInput[]): void {
    allocateRows(this.#storage.index, chunk, start, end);
    chunk.count = end;
    chunk.stamp(0, start, end);
    fillDefaults(chunk, chunk.set.freshColumns.all, start, end);
    for (let i = 0; i < inputs.length; i++) {
      const input = inputs[i];
      if (input instanceof ComponentValue && !input.component.isSparse)
        fillValues(chunk, start, end, input.component, input.values);
    }
  }

  /** Links the rows of a chunk from `start` on; `first` counts the entities that were spawned before them. */
  #linkRows(
    rules: PairRules,
    chunk: Chunk,
    start: number,
    inputs: readonly ComponentInput[],
    first: number,
    isDeferred: boolean,
  ): void {
    for (let row = start; row < chunk.count; row++) {
      const entity = chunk.entityAt(row) as Entity;
      rules.linkSpawn(this.#storage, entity, inputs, first + row - start, isDeferred);
    }
  }

  #spawnSparse(chunk: Chunk, start: number, inputs: readonly ComponentInput[]): void {
    for (let row = start; row < chunk.count; row++)
      this.#sparse.spawn(chunk.entityAt(row) as Entity, inputs);
  }

  /** Room for rows to wait in, and room in the archetype for them to join. */
  #ensureWaiting(archetype: Archetype, count: number): void {
    const waiting = archetype.waitingRows;
    this.#storage.ensureRows(archetype, waiting + archetype.claimedRows + count);
    let room = -waiting;
    for (let i = 0; i < archetype.waiting.length; i++) room += archetype.waiting[i].capacity;
    // Else the next line may take back, for want of memory, the room that has just been made.
    archetype.isClaimed = true;
    try {
      while (room < count) {
        const capacity = this.#storage.chunkSizeFor(count - room);
        const chunk = this.#storage.createChunk(archetype, capacity);
        chunk.isWaiting = true;
        archetype.waiting.push(chunk);
        room += chunk.capacity;
      }
    } finally {
      archetype.isClaimed = false;
    }
    if (waiting === 0 && count > 0) this.#waiting[this.#waitingCount++] = archetype;
  }
}

/** The rules of the first relation among the inputs, which look after all of them. */
function rulesAmong(inputs: readonly ComponentInput[]): PairRules | undefined {
  for (let i = 0; i < inputs.length; i++) {
    const rules = pairRulesOf(componentOf(inputs[i]));
    if (rules !== undefined) return rules;
  }
  return undefined;
}

function waitingChunkWithRoom(archetype: Archetype): Chunk {
  const { waiting } = archetype;
  for (let i = 0; i < waiting.length; i++)
    if (waiting[i].count < waiting[i].capacity) return waiting[i];
  throw new InternalError("A row was to wait, and no room had been made for it.");
}
