/**
 * EntitySearch: the living entities that a text means: by index or handle at once, by part of the name a stretch at a
 * time.
 *
 * Invariant: a refresh looks at `SCANNED` entities at most, however many there are. Having looked at all, it begins again.
 */
import type { Entity, InspectedArchetype, WorldInspector } from "../index.ts";

/** 15 ns each. */
const SCANNED = 20_000;
const MOST_FOUND = 1000;

export class EntitySearch {
  /** Of what the scan that is under way is. */
  #asked = "";
  #found: Entity[] = [];
  #seen: Entity[] = [];
  #next = 0;
  /** Whether all entities have been looked at since the text changed. */
  isDone = false;

  /** What has been found so far among the entities of these archetypes, which `filter` chose. */
  find(
    text: string,
    filter: string,
    archetypes: readonly InspectedArchetype[],
    inspector: WorldInspector,
  ): readonly Entity[] {
    const asked = `${text}\n${filter}`;
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#next = 0;
      this.#seen = [];
      this.isDone = false;
    }
    this.#scan(text.toLowerCase(), archetypes, inspector);
    const exact = inspector.find(text);
    const names = (this.isDone ? this.#found : this.#seen).filter(
      (entity) => entity !== exact && inspector.world.isAlive(entity),
    );
    return exact === undefined || !isAmong(exact, archetypes, inspector)
      ? names
      : [exact, ...names];
  }

  #scan(text: string, archetypes: readonly InspectedArchetype[], inspector: WorldInspector): void {
    let skip = this.#next;
    let left = SCANNED;
    for (const { id, entityCount } of archetypes) {
      if (skip < entityCount && left > 0) {
        const entities = inspector.entities(id, skip, left);
        for (const entity of entities) {
          const name = inspector.world.nameOf(entity);
          if (name?.toLowerCase().includes(text)) this.#seen.push(entity);
        }
        left -= entities.length;
        this.#next += entities.length;
      }
      skip = Math.max(0, skip - entityCount);
    }
    if (left === 0 && this.#seen.length < MOST_FOUND) return;
    this.#found = this.#seen;
    this.#seen = [];
    this.#next = 0;
    this.isDone = true;
  }
}

function isAmong(
  entity: Entity,
  archetypes: readonly InspectedArchetype[],
  inspector: WorldInspector,
): boolean {
  const place = inspector.placeOf(entity);
  return archetypes.some(({ id }) => id === place?.archetype);
}
