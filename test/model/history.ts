/**
 * History: when each entity's components were last added, written and removed.
 *
 * Time stands still but for those who look: an event is new to whoever looked at an earlier time.
 */
import type { AnyComponent, Entity } from "../../src/index.ts";

export interface Times {
  changedAt: number;
  addedAt: number;
  removedAt: number;
}

const NEVER = Number.NEGATIVE_INFINITY;
const UNHEARD_OF: Readonly<Times> = { changedAt: NEVER, addedAt: NEVER, removedAt: NEVER };

export class History {
  /** Whether what is told is forgotten at once: while the model tries something out. */
  isPaused = false;
  #time = 0;
  readonly #entities = new Map<Entity, Map<AnyComponent, Times>>();

  /** A look begins: what happens later is new to it. */
  look(): number {
    return this.#time++;
  }

  /** What happened last to a component of an entity; -Infinity for never. */
  timesOf(entity: Entity, of: AnyComponent): Readonly<Times> {
    return this.#entities.get(entity)?.get(of) ?? UNHEARD_OF;
  }

  join(entity: Entity, components: Iterable<AnyComponent>): void {
    if (this.isPaused) return;
    this.#entities.set(entity, new Map());
    for (const of of components) {
      this.added(entity, of);
      this.written(entity, of);
    }
  }

  forget(entity: Entity): void {
    if (!this.isPaused) this.#entities.delete(entity);
  }

  /** Values were given. What is not in any chunk yet has no history. */
  written(entity: Entity, of: AnyComponent): void {
    this.#note(entity, of, "changedAt");
  }

  added(entity: Entity, of: AnyComponent): void {
    this.#note(entity, of, "addedAt");
  }

  removed(entity: Entity, of: AnyComponent): void {
    this.#note(entity, of, "removedAt");
  }

  #note(entity: Entity, of: AnyComponent, what: keyof Times): void {
    const components = this.#entities.get(entity);
    if (components === undefined || this.isPaused) return;
    const times = components.get(of) ?? { ...UNHEARD_OF };
    times[what] = this.#time;
    components.set(of, times);
  }
}
