/**
 * WorldInspector: what a tool may ask of a running world: archetypes, queries, chunks, entities, pairs.
 *
 * For overlays, tests and scripts, not for systems, which ask by query. It reads and never writes; edit
 * with `world.set`. Everything it returns is a fresh, plain object that holds no chunk of the world.
 */
import { wrongArgument } from "../base/argument-checks.ts";
import type { Entity } from "../base/ids.ts";
import { shown } from "../base/shown.ts";
import { checkMost } from "../memory/whole-number.ts";
import type { AnyQuery, Query } from "../query/query.ts";
import { Match } from "../query/row-term.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import type { World } from "../world/world.ts";
import { checkWorld } from "../world/world-check.ts";
import {
  type AnyRelation,
  type InspectedPair,
  type InspectedRelation,
  type InspectedTarget,
  pairsIn,
  relationsOf,
  targetsOf,
  topsOf,
} from "./inspected-pairs.ts";

export interface InspectedArchetype {
  /** Good until `world.shrink()` removes the archetype. */
  readonly id: number;
  readonly components: readonly AnyComponent[];
  readonly entityCount: number;
  readonly chunkCount: number;
  readonly rowCapacity: number;
  readonly bytesPerRow: number;
  /** Bytes of its chunks. */
  readonly bytes: number;
}

export interface InspectedQuery {
  readonly query: Query;
  /** `query(Position, not(Frozen))` */
  readonly label: string;
  readonly matchedArchetypes: number;
  readonly skippedArchetypes: number;
  /** Undefined where only its readers can tell, because it asks what happened since. */
  readonly entityCount: number | undefined;
}

export interface InspectedChunk {
  readonly id: number;
  /** Undefined for the rows of a sparse component. */
  readonly archetype: number | undefined;
  readonly components: readonly AnyComponent[];
  readonly rows: number;
  readonly rowCapacity: number;
}

/** Where an entity stands now: any structural change may move it. */
export interface InspectedPlace {
  /** The archetype's id. */
  readonly archetype: number;
  /** Counted over all chunks of the archetype, as `entities` counts. */
  readonly row: number;
}

export class WorldInspector {
  readonly world: World;

  /** @internal Use `inspect`. */
  constructor(world: World) {
    this.world = world;
  }

  /** Every component combination the world keeps, in the order of appearance. O(archetypes + chunks). */
  archetypes(): InspectedArchetype[] {
    return this.world.storage.archetypes.map((archetype) => ({
      id: archetype.id,
      components: archetype.set.components,
      entityCount: archetype.count,
      chunkCount: archetype.chunks.length,
      rowCapacity: archetype.chunks.reduce((rows, chunk) => rows + chunk.capacity, 0),
      bytesPerRow: archetype.set.bytesPerRow,
      bytes: archetype.heldBytes,
    }));
  }

  /** Every query the world has been asked for. O(queries x archetypes); one that decides by row 0.1 ns a row more. */
  queries(): InspectedQuery[] {
    const { archetypes } = this.world.storage;
    return this.world.queries.queries.map((query: AnyQuery) => {
      const matched = archetypes.filter(({ id }) => query.matchOf(id) !== Match.None).length;
      return {
        query,
        label: query.describe(),
        matchedArchetypes: matched,
        skippedArchetypes: archetypes.length - matched,
        entityCount: query.needsReader ? undefined : query.count,
      };
    });
  }

  /** The chunk of an id, such as a memory report's block has; undefined when it is gone. O(1). */
  chunk(id: number): InspectedChunk | undefined {
    checkMost("chunk", "id", id);
    const chunk = this.world.storage.chunks[id];
    if (chunk === undefined) return undefined;
    const archetype = this.world.storage.graph.byId[chunk.archetypeId];
    return {
      id,
      archetype: archetype?.id,
      components: chunk.set.components,
      rows: chunk.count,
      rowCapacity: chunk.capacity,
    };
  }

  /**
   * Whether anything in a chunk was written since `cursor`, which `world.changeCursor()` gave.
   *
   * Reads one stamp for each component and window of rows: about 0.2 us for a full chunk.
   */
  isChunkChanged(id: number, cursor: number): boolean {
    checkMost("isChunkChanged", "id", id);
    if (typeof cursor !== "number")
      throw wrongArgument("isChunkChanged", cursor, "what world.changeCursor() returned");
    const { storage } = this.world;
    const chunk = storage.chunks[id];
    return chunk !== undefined && newestStamp(chunk) > storage.clock.stampOf(cursor);
  }

  /** Up to `count` entities of an archetype from its row `first` on. O(chunks + count). */
  entities(archetypeId: number, first = 0, count = Number.POSITIVE_INFINITY): Entity[] {
    checkMost("entities", "archetypeId", archetypeId);
    checkMost("entities", "first", first);
    checkMost("entities", "count", count);
    const archetype = this.world.storage.graph.byId[archetypeId];
    return archetype === undefined ? [] : entitiesOf(archetype, first, count);
  }

  /** Where a living entity's row is; undefined for one that is dead, or spawned in a loop that still runs. O(chunks + rows of one). */
  placeOf(entity: Entity): InspectedPlace | undefined {
    const chunk = this.world.chunkOf(entity);
    if (chunk === undefined) return undefined;
    const archetype = this.world.storage.graph.byId[chunk.archetypeId];
    const nth = archetype?.chunks.indexOf(chunk) ?? -1;
    if (archetype === undefined || nth < 0) return undefined;
    const before = archetype.chunks.slice(0, nth);
    const row = before.reduce((rows, { count }) => rows + count, 0);
    return { archetype: archetype.id, row: row + chunk.entities.indexOf(entity) };
  }

  /** The components of an entity, sparse ones behind the others; none for a dead one. */
  componentsOf(entity: Entity): AnyComponent[] {
    const chunk = this.world.chunkOf(entity);
    if (chunk === undefined) return [];
    const sparse = this.world.storage.sparse.list.filter((store) => store.placeOf(entity) !== 0);
    return [...chunk.set.components, ...sparse.map((store) => store.component)];
  }

  /** The sparse components that the world has had, in the order of first use; no archetype names them. */
  sparseComponents(): AnyComponent[] {
    return this.world.storage.sparse.list.map((store) => store.component);
  }

  /** `7v3`, as messages write an entity: index, then generation. */
  describe(entity: Entity): string {
    return typeof entity === "number" ? this.world.storage.index.describe(entity) : shown(entity);
  }

  /** The living entity that a text means: its name, its index as in `7`, or both parts as in `7v3`. */
  find(text: string): Entity | undefined {
    if (typeof text !== "string") throw wrongArgument("find", text, "a text");
    const named = this.world.byName(text);
    if (named !== undefined) return named;
    const found = /^(\d+)(?:v(\d+))?$/.exec(text.trim());
    if (found === null) return undefined;
    const { index } = this.world.storage;
    const at = Number(found[1]);
    if (at === 0 || at >= index.indexCount) return undefined;
    const handle = index.handleAt(at);
    const isLiving = handle >>> index.generationBits === at && index.isAlive(handle);
    const isMeant = found[2] === undefined || index.describe(handle) === `${at}v${found[2]}`;
    return isLiving && isMeant ? (handle as Entity) : undefined;
  }

  /** The relations the world has had pairs of, in the order of first use. */
  relations(): InspectedRelation[] {
    return relationsOf(this.world);
  }

  /** Up to `count` pairs of a relation, by its label. O(pairs). */
  pairs(label: string, count = Number.POSITIVE_INFINITY): InspectedPair[] {
    checkMost("pairs", "count", count);
    return pairsIn(this.world, label, count);
  }

  /**
   * Where to begin when a relation is drawn as a tree: its targets, each once; of a hierarchy those without a target of
   * their own; in the order of their indices. From there on `relation.forEachSource` leads down. O(entities).
   */
  tops(relation: AnyRelation): Entity[] {
    if (typeof relation?.id !== "number") throw wrongArgument("tops", relation, "a relation");
    return topsOf(this.world, relation);
  }

  /** Up to `count` of the pairs that an entity is the source of, relation by relation. */
  targetsOf(source: Entity, count = Number.POSITIVE_INFINITY): InspectedTarget[] {
    checkMost("targetsOf", "count", count);
    if (!this.world.isAlive(source)) return [];
    return targetsOf(this.world, source, count);
  }
}

/** An inspector of the world; keeps nothing but the world, so make one wherever it is wanted. */
export function inspect(world: World): WorldInspector {
  checkWorld(world, "inspect");
  return new WorldInspector(world);
}

function newestStamp(chunk: Chunk): number {
  let newest = 0;
  for (let slot = 0; slot < chunk.set.versionSlots; slot++) {
    for (let window = 0; window < chunk.windowCount; window++)
      newest = Math.max(newest, chunk.versionOf(slot, window));
  }
  return newest;
}

function entitiesOf(archetype: Archetype, first: number, count: number): Entity[] {
  const entities: Entity[] = [];
  let skipped = 0;
  for (const chunk of archetype.chunks) {
    for (let row = Math.max(0, first - skipped); row < chunk.count; row++) {
      if (entities.length >= count) return entities;
      entities.push(chunk.entityAt(row) as Entity);
    }
    skipped += chunk.count;
  }
  return entities;
}
