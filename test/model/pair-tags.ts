/** The tags of relations, which entities of the model have as long as they have a pair. */
import type { Entity } from "../../src/index.ts";
import type { Body } from "./body.ts";
import type { History } from "./history.ts";
import type { PairModel } from "./relation-model.ts";
import { RELATIONS } from "./relation-operations.ts";

interface Tagged {
  readonly alive: ReadonlyMap<Entity, Body>;
  readonly pairs: readonly PairModel[];
  readonly history: History;
}

/** Gives entities the tag of each relation they have a pair of, and takes away that of the others. */
export function noteTags({ alive, pairs, history }: Tagged, entities: Iterable<Entity>): void {
  for (const entity of entities) {
    const body = alive.get(entity);
    if (body === undefined) continue;
    for (const [n, relation] of RELATIONS.entries()) {
      const has = pairs[n].targetsOf(entity).length > 0;
      if (body.has(relation) === has) continue;
      if (has) {
        body.set(relation, []);
        history.added(entity, relation);
      } else {
        body.delete(relation);
        history.removed(entity, relation);
      }
    }
  }
}

/** Whether a new pair would put an entity below itself. */
export function makesCircle(pairs: PairModel, source: Entity, target: Entity): boolean {
  return pairs.kind.isAcyclic && !pairs.has(source, target) && pairs.isAbove(source, target);
}
