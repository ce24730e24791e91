/**
 * Bulk changes by query: add, remove, set and despawn for every matching entity, whole chunks at a time.
 *
 * Full chunks are handed over without copying a row where the two archetypes differ in tags only;
 * the rest is copied as column runs. Lists are kept from call to call, so that changes of components make no
 * garbage.
 */
import type { Entity } from "../base/ids.ts";
import type { AnyQuery } from "../query/query.ts";
import { Match } from "../query/row-term.ts";
import type { Archetype, Edge } from "../storage/archetype.ts";
import { type ComponentInput, ComponentValue, componentOf } from "../storage/component.ts";
import { writeValues } from "../storage/row-values.ts";
import type { Storage } from "../storage/storage.ts";
import { announceLoss, linkPairs, preparePairs, splitterOf, unlinkPairs } from "./bulk-pairs.ts";
import { tellGivenToAll, tellGivenToArrivals, writeInput, writeRows } from "./bulk-values.ts";
import { handOverFullChunks, rowsToCopy } from "./hand-over.ts";
import type { PairHost } from "./pair-rules.ts";
import type { SparseBulk } from "./sparse-bulk.ts";
import type { Structure } from "./structure.ts";

type Inputs = readonly ComponentInput[];

export class Bulk {
  readonly #storage: Storage;
  readonly #structure: Structure;
  readonly #sparse: SparseBulk;
  readonly #pairs: PairHost;
  /** The archetypes whose rows move in the change at hand, and where to: `#moveCount` of them. */
  readonly #sources: Archetype[] = [];
  readonly #edges: Edge[] = [];
  /** How many rows of each have to be copied. */
  readonly #rows: number[] = [];
  /** How many entities of `#chosen`, in turn, each of them moves; `ALL` where all rows of the source move. */
  readonly #chosenCounts: number[] = [];
  #moveCount = 0;
  /** Entities of archetypes that match in part, one archetype after the other. */
  readonly #chosen: Entity[] = [];
  #chosenCount = 0;

  constructor(storage: Storage, structure: Structure, sparse: SparseBulk, pairs: PairHost) {
    this.#storage = storage;
    this.#structure = structure;
    this.#sparse = sparse;
    this.#pairs = pairs;
  }

  /**
   * Removes and adds components and pairs, each row in one move. Inputs are checked already, and nothing is in
   * both lists. As `world.add` does, given values also reach entities that have the component.
   */
  change(query: AnyQuery, added: Inputs, removed: Inputs): void {
    this.#begin();
    const splitter = splitterOf(removed);
    const matchedCount = query.archetypes.length; // the targets may match, too, and must not be visited
    for (let i = 0; i < matchedCount; i++) {
      const source = query.archetypes[i];
      if (source.count === 0) continue; // or every bulk change would multiply the archetypes
      const chosen = this.#choose(query, source, splitter !== undefined);
      if (chosen === 0) continue;
      if (splitter === undefined) {
        this.#plan(source, this.targetOf(source, added, removed), chosen);
        continue;
      }
      this.#chosenCount -= chosen;
      const entities = this.#chosen.slice(this.#chosenCount, this.#chosenCount + chosen);
      splitter.split(this.#storage, this, source, entities, added, removed);
    }
    preparePairs(this.#pairs, this, added);
    this.#listSparse(added, removed);
    this.#ensureRoom(added);
    linkPairs(this.#storage, this, added); // before hooks, which may take the room made for it
    this.#tellLeaving(removed);
    unlinkPairs(this.#storage, this, removed);
    this.#sparse.remove(removed);
    this.#tellGivenToStaying(added);
    this.#moveAll(added);
    this.#sparse.add(added, this.#structure.observers);
  }

  /** Writes checked values where entities have the component; moves nothing. */
  set(query: AnyQuery, value: ComponentValue): void {
    this.#begin();
    for (let i = 0; i < query.archetypes.length; i++) {
      const archetype = query.archetypes[i];
      if (this.#choose(query, archetype) !== ALL) continue;
      if (value.component.isSparse) this.#sparse.listAll(archetype);
      else writeInput(archetype, 0, 0, value);
      this.#structure.observers?.queue.givenToAll(value.component, archetype);
    }
    this.#sparse.set(value, this.#structure.observers);
    for (let i = 0; i < this.#chosenCount; i++) this.#writeOne(this.#chosen[i], value);
  }

  despawn(query: AnyQuery): void {
    this.#begin();
    const whole = query.decidesByRow ? this.#sources : query.archetypes;
    if (query.decidesByRow) {
      let count = 0;
      for (let i = 0; i < query.archetypes.length; i++)
        if (this.#choose(query, query.archetypes[i]) === ALL) whole[count++] = query.archetypes[i];
      whole.length = count;
    }
    this.#structure.despawnAll(whole, this.#chosen, this.#chosenCount);
  }

  #begin(): void {
    this.#moveCount = 0;
    this.#chosenCount = 0;
    this.#sparse.begin();
  }

  /** Lists the entities of the change at hand, if it is about sparse components: they need no move, but a visit. */
  #listSparse(added: Inputs, removed: Inputs): void {
    if (!this.#sparse.concerns(added) && !this.#sparse.concerns(removed)) return;
    for (let i = 0; i < this.#moveCount; i++)
      if (this.#chosenCounts[i] === ALL) this.#sparse.listAll(this.#sources[i]);
    this.#sparse.list(this.#chosen, this.#chosenCount);
  }

  /** Lists the matching entities of an archetype and returns how many there are; or `ALL`, and lists none, if it may. */
  #choose(query: AnyQuery, source: Archetype, isListed = false): number {
    if (!isListed && query.matchOf(source.id) === Match.All) return ALL;
    const start = this.#chosenCount;
    let end = start;
    for (let i = 0; i < source.chunks.length; i++) {
      end = query.selection.listRows(source.chunks[i], this.#chosen, end);
    }
    if (!isListed && end - start === source.count) return ALL;
    this.#chosenCount = end;
    return end - start;
  }

  /** Every entity that is about to change. */
  matched(): Entity[] {
    const entities: Entity[] = [];
    for (let i = 0, next = 0; i < this.#moveCount; i++) {
      const chosen = this.#chosenCounts[i];
      for (let j = 0; j < chosen; j++) entities.push(this.#chosen[next++]);
      if (chosen !== ALL) continue;
      for (const chunk of this.#sources[i].chunks) {
        for (let row = 0; row < chunk.count; row++) entities.push(chunk.entityAt(row) as Entity);
      }
    }
    return entities;
  }

  /** Where rows get to; pairs among what is removed leave the relation's tag where it is. */
  targetOf(source: Archetype, added: Inputs, removed: Inputs): Archetype {
    let target = source;
    for (let i = 0; i < removed.length; i++) {
      const component = removed[i];
      if (typeof component !== "function" || target.set.slotOf(component) === 0) continue;
      target = this.#storage.edgeByRemoving(target, component).target;
    }
    for (let i = 0; i < added.length; i++) {
      const component = componentOf(added[i]);
      if (target.set.slotOf(component) !== 0 || component.isSparse) continue;
      target = this.#storage.edgeByAdding(target, component).target;
    }
    return target;
  }

  /** Plans the change of some of a source's entities. */
  planSome(source: Archetype, target: Archetype, entities: readonly Entity[]): void {
    for (let i = 0; i < entities.length; i++) this.#chosen[this.#chosenCount++] = entities[i];
    this.#plan(source, target, entities.length);
  }

  #plan(source: Archetype, target: Archetype, chosen: number): void {
    const i = this.#moveCount++;
    const isMove = target !== source;
    this.#sources[i] = source;
    this.#edges[i] = isMove ? this.#storage.edgeBetween(source, target) : source.selfEdge;
    this.#chosenCounts[i] = chosen;
    if (!isMove) this.#rows[i] = 0;
    else if (chosen !== ALL) this.#rows[i] = chosen;
    else this.#rows[i] = rowsToCopy(source, target, this.#edges, this.#rows, i);
  }

  /** Observers are told before the first move, so that they find the world as it was before the change. */
  #tellLeaving(removed: Inputs): void {
    const { observers } = this.#structure;
    if (observers === undefined) return;
    for (let i = 0; i < this.#moveCount; i++) this.#edges[i].target.claimedRows += this.#rows[i];
    announceLoss(this.#storage, this, removed);
    for (let i = 0, next = 0; i < this.#moveCount; i++) {
      const { target } = this.#edges[i];
      const chosen = this.#chosenCounts[i];
      if (chosen === ALL && target !== this.#sources[i])
        observers.beforeAll(this.#sources[i], target);
      if (chosen === ALL) continue;
      if (target !== this.#sources[i])
        observers.beforeSome(this.#sources[i], target, this.#chosen, next, next + chosen);
      next += chosen;
    }
    this.#sparse.tellRemoval(removed, observers);
    for (let i = 0; i < this.#moveCount; i++) this.#edges[i].target.claimedRows -= this.#rows[i];
  }

  /** Makes room for all moves before the first, so that a failure changes nothing. */
  #ensureRoom(added: Inputs): void {
    try {
      for (let i = 0; i < this.#moveCount; i++) {
        const { target } = this.#edges[i];
        // A target counts once, with the rows of all its sources.
        if (target.isClaimed) continue;
        target.isClaimed = true;
        let rows = 0;
        for (let j = i; j < this.#moveCount; j++) {
          if (this.#edges[j].target === target) rows += this.#rows[j];
        }
        this.#storage.ensureRows(target, rows);
      }
      this.#sparse.ensure(added);
    } finally {
      for (let i = 0; i < this.#moveCount; i++) this.#edges[i].target.isClaimed = false;
    }
  }

  #moveAll(added: Inputs): void {
    for (let i = 0, next = 0; i < this.#moveCount; i++) {
      const edge = this.#edges[i];
      const chosen = this.#chosenCounts[i];
      if (chosen === ALL) this.#moveWhole(this.#sources[i], edge, added, this.#rows[i]);
      for (let j = 0; j < chosen; j++)
        this.#moveOne(this.#chosen[next++], this.#sources[i], edge, added);
    }
  }

  /** Rows that have all of the components stay where they are; later moves may bring others to them. */
  #tellGivenToStaying(added: Inputs): void {
    const { observers } = this.#structure;
    if (observers === undefined) return;
    for (let i = 0; i < this.#moveCount; i++) {
      const source = this.#sources[i];
      const stays = this.#chosenCounts[i] === ALL && this.#edges[i].target === source;
      if (stays) tellGivenToAll(observers, added, source);
    }
  }

  #moveWhole(source: Archetype, edge: Edge, added: Inputs, copied: number): void {
    const { target } = edge;
    const { observers } = this.#structure;
    const firstArrival = observers?.queue.arrivalCount ?? 0;
    writeRows(source, 0, 0, added);
    if (target === source) return;
    if (copied < source.count) handOverFullChunks(source, target, observers);
    const { tail } = target;
    const firstRow = target.chunks[tail]?.count ?? 0;
    this.#copyRows(source, edge);
    writeRows(target, tail, firstRow, added);
    if (observers !== undefined) tellGivenToArrivals(observers, added, firstArrival);
  }

  #moveOne(entity: Entity, source: Archetype, edge: Edge, added: Inputs): void {
    const structure = this.#structure;
    if (edge.target !== source) {
      const plan = structure.observers?.planOf(source, edge.target);
      structure.relocate(entity, structure.chunkOf(entity), structure.rowOf(entity), edge, plan);
    }
    for (let i = 0; i < added.length; i++) {
      const input = added[i];
      if (input instanceof ComponentValue && !input.component.isSparse)
        this.#writeOne(entity, input);
    }
  }

  #writeOne(entity: Entity, { component, values }: ComponentValue): void {
    if (component.isSparse) {
      this.#sparse.setOne(entity, component, values, this.#structure.observers);
      return;
    }
    const chunk = this.#structure.chunkOf(entity);
    const slot = chunk.set.slotOf(component);
    if (slot <= 0) return;
    const row = this.#structure.rowOf(entity);
    writeValues(chunk, row, component, values);
    chunk.stampRowWritten(slot, row);
    this.#structure.observers?.queue.given(component, chunk, row, row + 1);
  }

  #copyRows(source: Archetype, edge: Edge): void {
    for (let i = 0; i < source.chunks.length; i++) {
      const chunk = source.chunks[i];
      if (chunk.count === 0) continue;
      this.#structure.appendRows(chunk, 0, chunk.count, edge);
      this.#structure.emptyChunk(chunk);
    }
    source.count = 0;
    source.tail = 0;
  }
}

/** In place of a number of chosen entities: all rows of the archetype. */
const ALL = -1;
