/**
 * Hierarchy: `ChildOf`, the relation that makes trees, and the ways to look at one.
 *
 * Children keep the order in which they were added; `insertChild` and `insertBefore` change it. A parent's death is
 * its children's, and nobody can be put below itself.
 */
import type { Entity } from "../base/ids.ts";
import type { PairTable } from "../storage/pair-table.ts";
import { defineRelation, type Relation } from "./relation.ts";
import type { World } from "./world.ts";
import { checkWorld } from "./world-check.ts";

/**
 * The parent of an entity: `world.spawn(Position, ChildOf(parent))`.
 *
 * Exclusive: another parent takes the place of the one before, with all that is below the child.
 * Despawning an entity despawns everything below it. Putting an entity below itself throws E152; most checks take
 * no step, as depths are kept.
 */
export const ChildOf: Relation = /* @__PURE__ */ defineRelation(
  "ChildOf",
  undefined,
  { onTargetDespawn: "despawn" },
  true,
);

/** @internal The pairs of `ChildOf` in a world; undefined when it has had none. */
export function childTableOf(world: World): PairTable | undefined {
  return world.storage.pairs?.of(ChildOf.id);
}

/** The parent of an entity; undefined for a root, and for one that is dead. 10 ns. */
export function parentOf(world: World, entity: Entity): Entity | undefined {
  return ChildOf.target(world, entity);
}

/** The children of an entity, in their order, as a fresh array; `ChildOf.forEachSource` makes no garbage. */
export function childrenOf(world: World, parent: Entity): Entity[] {
  return ChildOf.sources(world, parent);
}

/** How many children an entity has. 10 ns. */
export function childCount(world: World, parent: Entity): number {
  return ChildOf.sourceCount(world, parent);
}

/** The entity at the top: the entity itself when it has no parent. A step per level. */
export function rootOf(world: World, entity: Entity): Entity {
  checkWorld(world, "rootOf");
  const table = typeof entity === "number" ? childTableOf(world) : undefined;
  let root: number = entity;
  let pair = table?.firstOut(root) ?? 0;
  while (table !== undefined && pair !== 0) {
    root = table.targets[pair];
    pair = table.firstOut(root);
  }
  return root as Entity;
}

/** How many levels an entity is below its root: 0 for a root. 10 ns, as depths are kept. */
export function depthOf(world: World, entity: Entity): number {
  checkWorld(world, "depthOf");
  if (typeof entity !== "number") return 0;
  return childTableOf(world)?.depths?.depthOf(entity) ?? 0;
}
