/**
 * validate: walks a whole world and says what is wrong with it.
 *
 * For tests and for hunting a defect, not for frames: it visits every row. The checks are the
 * engine's invariants, so this is also the shortest description of how a world is put together.
 */
import { InternalError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { Block } from "../memory/block.ts";
import { checkSlabs } from "../memory/slab-checks.ts";
import { Match } from "../query/row-term.ts";
import type { Archetype } from "../storage/archetype.ts";
import type { Chunk } from "../storage/chunk.ts";
import { chunkIdOf, rowOf } from "../storage/entity-index.ts";
import { EntityStamps } from "../storage/entity-stamps.ts";
import { rowVersionOf } from "../storage/row-versions.ts";
import { STORE_ID } from "../storage/sparse-store.ts";
import type { Storage } from "../storage/storage.ts";
import { isOff } from "../storage/toggle-bits.ts";
import type { World } from "../world/world.ts";
import { checkWorld } from "../world/world-check.ts";
import { checkHooks } from "./validate-hooks.ts";
import { checkIndex, checkStore } from "./validate-lookups.ts";
import { checkPairs } from "./validate-pairs.ts";

/**
 * Checks every invariant of the world; returns quietly when all hold.
 *
 * O(entities + chunks + queries x archetypes).
 * @throws {InternalError} naming every problem found
 */
export function validate(world: World): void {
  const problems = findProblems(checkWorld(world, "validate"));
  if (problems.length > 0) throw new InternalError(`The world is broken: ${problems.join("; ")}.`);
}

function findProblems(world: World): string[] {
  const { storage } = world;
  const problems = [
    ...checkSlabs(storage.allocator),
    ...checkIndex(storage.index),
    ...checkPairs(storage),
  ];
  const owned = new Set<Chunk>();
  let rows = 0;
  for (const archetype of storage.archetypes) {
    rows += checkArchetype(archetype, storage, owned, problems);
  }
  if (rows !== storage.index.aliveCount) {
    problems.push(`chunks hold ${rows} rows for ${storage.index.aliveCount} living entities`);
  }
  for (const store of storage.sparse.list) {
    problems.push(...checkStore(store, storage.index));
    checkArchetype(store.rows, storage, owned, problems);
  }
  checkGraph(storage, problems);
  checkChunkTable(storage, owned, problems);
  checkQueries(world, problems);
  problems.push(...checkHooks(world));
  return problems;
}

/** Returns the rows of the archetype, those that wait included. */
function checkArchetype(
  archetype: Archetype,
  storage: Storage,
  owned: Set<Chunk>,
  problems: string[],
): number {
  const name = archetype.set.describe();
  let count = 0;
  for (const [position, chunk] of archetype.chunks.entries()) {
    count += checkChunk(archetype, chunk, storage, owned, problems);
    const isFull = chunk.count === chunk.capacity;
    if (position < archetype.tail && !isFull)
      problems.push(
        `${name}: chunk ${position} before the tail has ${chunk.count} of ${chunk.capacity} rows`,
      );
    if (position > archetype.tail && chunk.count > 0)
      problems.push(`${name}: chunk ${position} after the tail has ${chunk.count} rows`);
  }
  if (count > 0 && (archetype.chunks[archetype.tail]?.count ?? 0) === 0)
    problems.push(`${name}: the tail is empty`);
  if (count !== archetype.count)
    problems.push(`${name}: chunks hold ${count} rows, ${archetype.count} were counted`);
  for (const component of archetype.set.components) {
    const rivals = component.group.filter((other) => archetype.set.has(other));
    if (rivals.length > 1)
      problems.push(`${name}: ${component.label} excludes others of its group`);
  }
  let bytes = 0;
  for (const chunk of [...archetype.chunks, ...archetype.waiting]) bytes += chunk.block.byteLength;
  if (bytes !== archetype.heldBytes)
    problems.push(`${name}: chunks hold ${bytes} bytes, ${archetype.heldBytes} were counted`);
  if (archetype.isClaimed) problems.push(`${name}: still claimed by an operation that has ended`);
  let waiting = 0;
  for (const chunk of archetype.waiting)
    waiting += checkChunk(archetype, chunk, storage, owned, problems);
  if (archetype.freeRows < waiting + archetype.claimedRows)
    problems.push(`${name}: ${waiting} rows wait to join, ${archetype.freeRows} are free`);
  return count + waiting;
}

/** No edge leads to an archetype that has been removed, and each target knows where its edges come from. */
function checkGraph(storage: Storage, problems: string[]): void {
  const { archetypes, byId } = storage.graph;
  const expected = new Map<Archetype, number>();
  for (const archetype of archetypes) {
    const name = archetype.set.describe();
    if (byId[archetype.id] !== archetype || archetype.isRemoved)
      problems.push(`${name} is not the archetype of id ${archetype.id}`);
    const edges = [...archetype.addEdges, ...archetype.removeEdges, ...archetype.farEdges.values()];
    for (const edge of edges) {
      if (edge === undefined) continue;
      if (edge.target.isRemoved)
        problems.push(`${name} has an edge to ${edge.target.set.describe()}, which was removed`);
      expected.set(edge.target, (expected.get(edge.target) ?? 0) + 1);
    }
  }
  for (const archetype of archetypes) {
    const { length } = archetype.incoming;
    if (length !== (expected.get(archetype) ?? 0))
      problems.push(`${archetype.set.describe()} counts ${length} edges that lead to it`);
  }
  const kept = byId.filter((archetype) => archetype !== undefined).length;
  if (kept !== archetypes.length)
    problems.push(`${kept} archetypes have ids, ${archetypes.length} are listed`);
}

/** Returns the rows of the chunk. */
function checkChunk(
  archetype: Archetype,
  chunk: Chunk,
  storage: Storage,
  owned: Set<Chunk>,
  problems: string[],
): number {
  const name = `${archetype.set.describe()} chunk ${chunk.id}`;
  if (owned.has(chunk)) problems.push(`${name} stands in two lists`);
  owned.add(chunk);
  if (storage.chunks[chunk.id] !== chunk) problems.push(`${name} is not the chunk of that id`);
  if (chunk.archetypeId !== archetype.id || chunk.set !== archetype.set)
    problems.push(`${name} says it belongs to archetype ${chunk.archetypeId}`);
  if (chunk.count < 0 || chunk.count > chunk.capacity)
    problems.push(`${name} has ${chunk.count} of ${chunk.capacity} rows`);
  const layout = archetype.set.layoutFor(chunk.capacity, storage.chunkRows.window);
  if (layout.byteLength > chunk.block.byteLength)
    problems.push(`${name} needs ${layout.byteLength} bytes and has ${chunk.block.byteLength}`);
  for (const [toggle, component] of archetype.set.toggles.entries()) {
    for (let row = chunk.count; row < chunk.toggleWords * 32; row++) {
      if (isOff(chunk, toggle, row))
        problems.push(`${name} row ${row} is not in use and has ${component.label} switched off`);
    }
  }
  for (let slot = 0; slot < archetype.set.versionSlots; slot++) {
    for (let window = 0; window < chunk.windowCount; window++) {
      if (chunk.versionOf(slot, window) > storage.clock.now)
        problems.push(`${name} slot ${slot} carries a version from the future`);
    }
    if (slot < archetype.set.slotCount) checkRowVersions(chunk, slot, name, problems);
  }
  checkStrings(name, chunk, storage, problems);
  checkRefs(name, chunk, problems);
  // The rows of a sparse component are where its store says, not the entity index.
  if (archetype.id !== STORE_ID) checkRows(name, chunk, storage, problems);
  return chunk.count;
}

function checkRows(name: string, chunk: Chunk, storage: Storage, problems: string[]): void {
  for (let row = 0; row < chunk.count; row++) {
    const entity = chunk.entityAt(row) as Entity;
    const location = storage.index.locationOf(entity);
    if (!storage.index.isAlive(entity))
      problems.push(`${name} row ${row} holds dead entity ${storage.index.describe(entity)}`);
    else if (chunkIdOf(location) !== chunk.id || rowOf(location) !== row) {
      problems.push(
        `${name} row ${row} holds entity ${storage.index.describe(entity)}, whose row is ${rowOf(location)} of chunk ${chunkIdOf(location)}`,
      );
    }
  }
}

/** Whoever skips a window by its version must miss no row: none is newer than its window. */
function checkRowVersions(chunk: Chunk, slot: number, name: string, problems: string[]): void {
  if (chunk.set.versionColumns[slot] < 0) return;
  for (let row = 0; row < chunk.count; row++) {
    const window = Math.floor(row / chunk.windowRows);
    const newest = Math.max(chunk.versionOf(0, window), chunk.versionOf(slot, window));
    const version = rowVersionOf(chunk, slot, row);
    if (version > newest)
      problems.push(`${name} slot ${slot} row ${row} has version ${version}, its window ${newest}`);
  }
}

/** Columns of references are as long as their chunk, and hold nothing for rows that are not in use. */
function checkRefs(name: string, chunk: Chunk, problems: string[]): void {
  for (const column of chunk.set.refColumns) {
    const refs = chunk.refs?.[column] ?? [];
    const field = chunk.set.fields[column].name;
    if (refs.length !== chunk.capacity)
      problems.push(`${name} has ${refs.length} places for ${field} in ${chunk.capacity} rows`);
    const kept = refs.slice(chunk.count).filter((value) => value !== undefined).length;
    if (kept > 0) problems.push(`${name} keeps ${kept} objects in ${field} for rows that are gone`);
  }
}

/** Every row's strings are among the world's. */
function checkStrings(name: string, chunk: Chunk, storage: Storage, problems: string[]): void {
  for (const column of chunk.set.stringColumns) {
    const start = chunk.byteOffsets[column] >>> 2;
    for (let row = 0; row < chunk.count; row++) {
      const id = chunk.slab.u32[start + row];
      if (!storage.codec.strings.has(id))
        problems.push(
          `${name} row ${row} holds ${id} in ${chunk.set.fields[column].name}, which is no string's id`,
        );
    }
  }
}

/** Every chunk belongs to an archetype, and every block in use to a chunk, the index or a memory user. */
function checkChunkTable(storage: Storage, owned: ReadonlySet<Chunk>, problems: string[]): void {
  let bytes = 0;
  const blocks: { slab: number; start: number; end: number }[] = [];
  const count = ({ slab, byteOffset, byteLength }: Block): void => {
    bytes += byteLength;
    blocks.push({ slab: slab.id, start: byteOffset, end: byteOffset + byteLength });
  };
  for (const chunk of storage.chunks) {
    if (chunk === undefined) continue;
    if (!owned.has(chunk)) problems.push(`chunk ${chunk.id} belongs to no archetype`);
    count(chunk.block);
  }
  storage.index.blocks().forEach(count);
  for (const user of storage.memoryUsers) {
    if (user instanceof EntityStamps) problems.push(...user.check());
    const held = bytes;
    user.blocks?.().forEach(count);
    const told = user.memory().filter((part) => part.place === "slabs");
    const toldBytes = told.reduce((total, part) => total + part.bytes, 0);
    if (toldBytes !== bytes - held)
      problems.push(`${user.label} reports ${toldBytes} bytes and has ${bytes - held} in blocks`);
  }
  if (bytes !== storage.allocator.usedBytes)
    problems.push(
      `chunks, index and memory users have ${bytes} bytes, ${storage.allocator.usedBytes} are in use`,
    );
  blocks.sort((a, b) => a.slab - b.slab || a.start - b.start);
  for (let i = 1; i < blocks.length; i++) {
    if (blocks[i].slab === blocks[i - 1].slab && blocks[i].start < blocks[i - 1].end)
      problems.push(`blocks overlap at byte ${blocks[i].start} of slab ${blocks[i].slab}`);
  }
}

/** Cached matches equal fresh ones. */
function checkQueries(world: World, problems: string[]): void {
  for (const query of world.queries.queries) {
    const fresh = world.storage.archetypes.filter(
      (archetype) => query.condition.matchSet(archetype.set) !== Match.None,
    );
    const matched = new Set(query.archetypes.filter((archetype) => !archetype.isRemoved));
    const isSame =
      fresh.length === matched.size && fresh.every((archetype) => matched.has(archetype));
    if (!isSame)
      problems.push(
        `${query.describe()} has matched ${matched.size} archetypes of ${fresh.length}`,
      );
    for (const archetype of world.storage.archetypes) {
      const match = query.condition.matchSet(archetype.set);
      if (match !== query.matchOf(archetype.id))
        problems.push(`${query.describe()} decides otherwise about ${archetype.set.describe()}`);
      if (match === Match.Some && !query.decidesByRow)
        problems.push(`${query.describe()} decides by row and does not say so`);
    }
    const chunks = fresh.flatMap((archetype) => archetype.chunks);
    const listed = new Set(query.chunks());
    if (chunks.length !== listed.size || !chunks.every((chunk) => listed.has(chunk))) {
      problems.push(`${query.describe()} lists ${listed.size} chunks of ${chunks.length}`);
    }
  }
}
