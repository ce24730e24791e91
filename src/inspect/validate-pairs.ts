/** The part of `validate` that looks at relations: their tables against the entities and archetypes. */
import type { Entity } from "../base/ids.ts";
import { chunkIdOf } from "../storage/entity-index.ts";
import type { PairTable } from "../storage/pair-table.ts";
import type { Storage } from "../storage/storage.ts";

/** Problems found, as sentences. A step per pair and per row. */
export function checkPairs(storage: Storage): string[] {
  const problems: string[] = [];
  for (const table of storage.pairs?.all ?? []) {
    const name = `pairs of ${table.kind.relation.label}`;
    for (const problem of [
      ...checkLists(table, storage),
      ...checkEnds(table, storage),
      ...checkTags(table, storage),
      ...checkDepths(table),
      ...checkValues(table, storage),
    ])
      problems.push(`${name}: ${problem}`);
  }
  return problems;
}

/** Every pair stands in the list of its source and in that of its target, and nowhere else. */
function checkLists(table: PairTable, storage: Storage): string[] {
  const problems: string[] = [];
  const shift = storage.index.generationBits;
  const { outgoing, incoming, sources, targets } = table;
  let [out, into] = [0, 0];
  for (let index = 0; index < outgoing.first.length; index++) {
    problems.push(...outgoing.check(index, table.count, "list of source"));
    problems.push(...incoming.check(index, table.count, "list of target"));
    if (problems.length > 0) return problems;
    let count = 0;
    for (let pair = outgoing.first[index]; pair !== 0; pair = outgoing.next[pair], out++) {
      if (sources[pair] >>> shift !== index)
        problems.push(`pair ${pair} stands in the list of source ${index}`);
    }
    for (let pair = incoming.first[index]; pair !== 0; pair = incoming.next[pair], count++) {
      if (targets[pair] >>> shift !== index)
        problems.push(`pair ${pair} stands in the list of target ${index}`);
    }
    into += count;
    if (table.incomingCounts[index] !== count)
      problems.push(
        `target ${index} has ${count} pairs, ${table.incomingCounts[index]} were counted`,
      );
  }
  if (out !== table.count) problems.push(`sources have ${out} pairs, ${table.count} were counted`);
  if (into !== table.count - table.waitingCount)
    problems.push(`targets have ${into} pairs, ${table.count - table.waitingCount} were counted`);
  return problems;
}

/** Both ends are alive, and no two pairs are the same. */
function checkEnds(table: PairTable, { index }: Storage): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (let pair = 1; pair < table.usedEnd; pair++) {
    const [source, target] = [table.sources[pair], table.targets[pair]];
    if (source === 0) continue;
    const key = `from ${index.describe(source)} to ${index.describe(target)}`;
    if (!index.isAlive(source)) problems.push(`the source of ${key} is dead`);
    if (!index.isAlive(target)) problems.push(`the target of ${key} is dead`);
    const ends = table.kind.isExclusive ? index.describe(source) : key;
    if (seen.has(ends)) problems.push(`there are two ${key}`);
    seen.add(ends);
  }
  return problems;
}

/** An entity has the relation's tag exactly while it has a pair. */
function checkTags(table: PairTable, storage: Storage): string[] {
  const problems: string[] = [];
  const { relation } = table.kind;
  for (const chunk of storage.chunks) {
    if (chunk === undefined) continue;
    const has = chunk.set.has(relation);
    for (let row = 0; row < chunk.count; row++) {
      const entity = chunk.entityAt(row) as Entity;
      // A row of a sparse component's store is not where its entity's archetype is told.
      if (chunkIdOf(storage.index.locationOf(entity)) !== chunk.id) continue;
      if (has !== (table.firstOut(entity) !== 0)) {
        const what = has ? "the tag and no pair" : "a pair and no tag";
        problems.push(`entity ${storage.index.describe(entity)} has ${what}`);
      }
    }
  }
  return problems;
}

/** The depth of a pair is that of its target and one more, and it stands in the list of that depth. */
function checkDepths(table: PairTable): string[] {
  const { depths } = table;
  if (depths === undefined) return [];
  const problems: string[] = [];
  let listed = 0;
  for (let depth = 1; depth < depths.lists.first.length; depth++) {
    problems.push(...depths.lists.check(depth, table.count, "list of depth"));
    if (problems.length > 0) return problems;
    for (let pair = depths.lists.first[depth]; pair !== 0; pair = depths.lists.next[pair]) {
      listed++;
      const expected = depths.depthOf(table.targets[pair]) + 1;
      if (depths.depths[pair] !== depth || expected !== depth)
        problems.push(`pair ${pair} is listed at depth ${depth}, which is ${expected}`);
    }
  }
  if (listed !== table.count - table.waitingCount)
    problems.push(`depths list ${listed} pairs of ${table.count}`);
  return problems;
}

/** A pair's strings are among the world's, and nothing is referred to for pairs that there are not. */
function checkValues({ values, sources, count }: PairTable, { codec }: Storage): string[] {
  const chunk = values?.chunk;
  if (chunk === undefined)
    return values !== undefined && count > 0 ? [`there is no room for the values of ${count}`] : [];
  const problems: string[] = [];
  const { set, byteOffsets, slab, refs, capacity } = chunk;
  for (const column of set.stringColumns) {
    const start = byteOffsets[column] >>> 2;
    for (let pair = 1; pair < capacity; pair++) {
      const id = slab.u32[start + pair];
      if (sources[pair] !== 0 && !codec.strings.has(id))
        problems.push(
          `pair ${pair} holds ${id} in ${set.fields[column].name}, which is no string's id`,
        );
    }
  }
  for (const column of set.refColumns) {
    const kept = refs?.[column] ?? [];
    const { name } = set.fields[column];
    if (kept.length !== capacity) problems.push(`${kept.length} places for ${name} of ${capacity}`);
    for (let pair = 0; pair < kept.length; pair++) {
      if (kept[pair] !== undefined && (sources[pair] ?? 0) === 0)
        problems.push(`an object is kept in ${name} for pair ${pair}, which is over`);
    }
  }
  return problems;
}
