/** What calls on an entity throw when it is dead or lacks a component. */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import { shown } from "../base/shown.ts";
import type { Chunk } from "../storage/chunk.ts";
import { type AnyComponent, isComponent } from "../storage/component.ts";
import { chunkIdOf } from "../storage/entity-index.ts";
import { nameInstead, notComponent, whyNoValues } from "../storage/misplaced.ts";
import type { Storage } from "../storage/storage.ts";

/** An error about an entity that is not alive, naming what its index is now. */
export function deadEntity(verb: string, entity: Entity, storage: Storage): EcsError {
  if (typeof entity !== "number" || !Number.isInteger(entity)) {
    return new EcsError(
      "E101",
      `${verb}: ${shown(entity)} is not an entity. Pass a handle that spawn() returned.`,
    );
  }
  const { index } = storage;
  const death = index.recorder?.describeDeath(entity);
  const state = index.describeIndex(entity) + (death === undefined ? "" : `; ${death}`);
  return new EcsError(
    "E101",
    `${verb}: entity ${index.describe(entity)} is dead (${state}). Check world.isAlive(entity) first.`,
  );
}

function hasPairValues({ pairRules }: AnyComponent): boolean {
  return pairRules?.kind.payload !== undefined;
}

/** An error about a component that an entity does not have, naming those it has. */
export function lacksComponent(
  verb: string,
  entity: Entity,
  component: AnyComponent,
  storage: Storage,
): EcsError {
  if (!isComponent(component)) return notComponent(verb, component);
  if (component.isTag) {
    return new EcsError(
      "E102",
      `${verb}: ${component.label} ${whyNoValues(component)}. Use world.${hasPairValues(component) ? verb : "has"}(entity, ${nameInstead(component)}).`,
    );
  }
  const { index } = storage;
  const chunk = storage.chunks[chunkIdOf(index.locationOf(entity))] as Chunk;
  const sparse = storage.sparse.list.filter((store) => store.has(entity));
  const labels = [...chunk.set.components, ...sparse.map((store) => store.component)].map(
    (one) => one.label,
  );
  return new EcsError(
    "E102",
    `${verb}: entity ${index.describe(entity)} has [${labels.join(", ")}], not ${component.label}. Add it first, or check world.has(entity, ${component.label}).`,
  );
}
