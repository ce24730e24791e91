/**
 * EntitySearch: the living entities that a text means: by index or handle at once, by part of the name a stretch at a
 * time; and those of a filter that has to look at each of them.
 *
 * Invariant: a refresh looks at so many entities at most, however many there are. Having looked at all, it begins again.
 */
import type { AnyComponent, Entity, InspectedArchetype, WorldInspector } from "../index.ts";

/** Names, 15 ns each. */
const NAMES_SCANNED = 20_000;
/** Entities whose components are looked at, 0.2 us each. */
const ENTITIES_SCANNED = 5000;
const MOST_NAMES = 1000;

/** What is looked for. */
export interface Search {
  /** Part of a name, an index or a handle; all entities where it is empty. */
  readonly text: string;
  /** The filter's text, by which it is known that a scan has to begin anew. */
  readonly filter: string;
  readonly archetypes: readonly InspectedArchetype[];
  /** Undefined where the archetypes say it all. */
  readonly fits: ((components: readonly AnyComponent[]) => boolean) | undefined;
}

export class EntitySearch {
  /** Of what the scan that is under way is. */
  #asked = "";
  #found: Entity[] = [];
  #seen: Entity[] = [];
  #next = 0;
  /** Whether all entities have been looked at since the text changed. */
  isDone = false;

  /** What has been found so far. */
  find(search: Search, inspector: WorldInspector): readonly Entity[] {
    const { text, filter, fits } = search;
    const asked = `${text}\n${filter}`;
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#next = 0;
      this.#seen = [];
      this.isDone = false;
    }
    this.#scan(search, inspector);
    const exact = inspector.find(text);
    const names = (this.isDone ? this.#found : this.#seen).filter(
      (entity) => entity !== exact && inspector.world.isAlive(entity),
    );
    if (exact === undefined || fits?.(inspector.componentsOf(exact)) === false) return names;
    return isAmong(exact, search.archetypes, inspector) ? [exact, ...names] : names;
  }

  #scan({ text, archetypes, fits }: Search, inspector: WorldInspector): void {
    const part = text.toLowerCase();
    let skip = this.#next;
    let left = fits === undefined ? NAMES_SCANNED : ENTITIES_SCANNED;
    for (const { id, entityCount } of archetypes) {
      if (skip < entityCount && left > 0) {
        const entities = inspector.entities(id, skip, left);
        for (const entity of entities) {
          const name = part === "" ? "" : inspector.world.nameOf(entity)?.toLowerCase();
          if (!name?.includes(part)) continue;
          if (fits?.(inspector.componentsOf(entity)) !== false) this.#seen.push(entity);
        }
        left -= entities.length;
        this.#next += entities.length;
      }
      skip = Math.max(0, skip - entityCount);
    }
    if (left === 0 && (part === "" || this.#seen.length < MOST_NAMES)) return;
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
