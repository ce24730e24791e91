/**
 * Presence: when entities got and lost components, for those that readers ask about.
 *
 * Kept from the first reader with an `added` or `removed` of a component on, 8 bytes an entity index for
 * each; a world without such readers keeps nothing.
 */
import type { Entity } from "../base/ids.ts";
import { Moment, Observer, type RowsHook } from "../query/observer.ts";
import type { RowWorld } from "../query/row-term.ts";
import type { AnyComponent } from "../storage/component.ts";
import { EntityStamps } from "../storage/entity-stamps.ts";
import type { World } from "./world.ts";

export type PresenceKind = "added" | "removed";

class Presence {
  /** By component id. */
  readonly added: (EntityStamps | undefined)[] = [];
  readonly removed: (EntityStamps | undefined)[] = [];
}

const KEY = {};
const makePresence = (): Presence => new Presence();

/** The stamps of what happened to a component, if they are kept. */
export function presenceStamps(
  world: RowWorld,
  kind: PresenceKind,
  component: AnyComponent,
): EntityStamps | undefined {
  return world.extension(KEY, makePresence)[kind][component.id];
}

/** Keeps them from now on. @throws {EcsError} E010/E011 no memory. Nothing changes. */
export function keepPresence(world: World, kind: PresenceKind, component: AnyComponent): void {
  const kept = world.extension(KEY, makePresence)[kind];
  if (kept[component.id] !== undefined) return;
  const stamps = new EntityStamps(world.storage, `${kind}(${component.label})`);
  if (component.isSparse) world.storage.sparse.of(component)[kind] = stamps;
  else noteInColumns(world, kind, component, stamps);
  kept[component.id] = stamps;
}

function noteInColumns(
  world: World,
  kind: PresenceKind,
  component: AnyComponent,
  stamps: EntityStamps,
): void {
  const note: RowsHook = (rows) => {
    const { entities, start, end } = rows;
    for (let row = start; row < end; row++) stamps.note(entities[row] as Entity);
  };
  const moment = kind === "added" ? Moment.Add : Moment.Remove;
  // Stamps are there before other hooks look, and on the way out after them.
  const options = { batch: true, isEngine: true };
  world.observe(new Observer(moment, component, undefined, note, options));
}
