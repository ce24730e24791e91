/**
 * Child order: putting a child in a certain place among its siblings.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import { shown } from "../base/shown.ts";
import { Pair } from "../storage/pair.ts";
import type { PairTable } from "../storage/pair-table.ts";
import { ChildOf } from "./hierarchy.ts";
import type { World } from "./world.ts";
import { checkWorld } from "./world-check.ts";

/** A pair that is to be before the sibling that `find` names, or last for 0. */
class PlacedPair extends Pair<Record<never, never>> {
  readonly #find: (table: PairTable, pair: number) => number;

  constructor(parent: Entity, find: (table: PairTable, pair: number) => number) {
    super(ChildOf, parent, undefined);
    this.#find = find;
  }

  override place(table: PairTable, pair: number): void {
    table.reorder(pair, this.#find(table, pair));
  }
}

/**
 * Makes an entity a child of another and puts it at `index` among the children, behind all for a larger one.
 *
 * Also moves one that is a child there already. As `world.add` of a pair, and a step per child before it; waits
 * inside an iteration.
 * @throws {EcsError} E155 no index · E101/E151 a dead entity · E152 the parent is below the child
 */
export function insertChild(world: World, parent: Entity, child: Entity, index: number): void {
  checkWorld(world, "insertChild");
  if (!Number.isInteger(index) || index < 0) {
    throw new EcsError(
      "E155",
      `insertChild: the index is ${shown(index)}. Pass a whole number from 0; past the last child it means the end.`,
    );
  }
  const find = (table: PairTable, pair: number): number => {
    let other = table.firstIn(parent);
    for (let i = 0; other !== 0; other = table.incoming.next[other]) {
      if (other !== pair && i++ === index) return other;
    }
    return 0;
  };
  world.add(child, new PlacedPair(parent, find));
}

/**
 * Makes an entity a child of another's parent and puts it right before that one.
 *
 * As `world.add` of a pair; waits inside an iteration, and is put last when the sibling has another parent by then.
 * @throws {EcsError} E155 the sibling has no parent · E101/E151 a dead entity · E152 the parent is below the child
 */
export function insertBefore(world: World, sibling: Entity, child: Entity): void {
  checkWorld(world, "insertBefore");
  const parent = ChildOf.target(world, sibling);
  if (parent === undefined) {
    const { index } = world.storage;
    throw new EcsError(
      "E155",
      `insertBefore: entity ${typeof sibling === "number" ? index.describe(sibling) : shown(sibling)} is nobody's child. Pass a sibling that has a parent.`,
    );
  }
  world.add(child, new PlacedPair(parent, (table) => table.find(sibling, parent)));
}
