/**
 * WaitingValues: which entities that wait to join were given values, until observers can be told.
 *
 * Entities spawned inside an iteration change their rows when they join, so they are kept by handle.
 */
import type { Entity } from "../base/ids.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";

export class WaitingValues {
  count = 0;
  readonly entities: Entity[] = [];
  readonly components: AnyComponent[] = [];
  /** Entries of one number were given values together. */
  readonly groups: number[] = [];
  #group = 0;

  /** Notes the rows' entities; those of one group follow each other. */
  push(
    component: AnyComponent,
    chunk: Chunk,
    start: number,
    end: number,
    isNewGroup: boolean,
  ): void {
    if (isNewGroup) this.#group++;
    for (let row = start; row < end; row++) {
      const i = this.count++;
      this.entities[i] = chunk.entityAt(row) as Entity;
      this.components[i] = component;
      this.groups[i] = this.#group;
    }
  }

  /** Puts an entry nearer to the front, for `shorten`. */
  keep(from: number, to: number): void {
    this.entities[to] = this.entities[from];
    this.components[to] = this.components[from];
    this.groups[to] = this.groups[from];
  }

  /** Forgets all entries but the first `count`. */
  shorten(count: number): void {
    this.count = count;
    if (count === 0) this.#group = 0;
  }
}
