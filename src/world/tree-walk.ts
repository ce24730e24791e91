/**
 * Tree walk: visiting an entity and everything below it, by lists and not by recursion.
 */

import { checkFunction, wrongArgument } from "../base/argument-checks.ts";
import type { Entity } from "../base/ids.ts";
import type { IterationSource } from "../query/chunk-iterator.ts";
import type { PairTable } from "../storage/pair-table.ts";
import { childTableOf } from "./hierarchy.ts";
import type { World } from "./world.ts";
import { checkWorld } from "./world-check.ts";

export type WalkOrder = "depth-first" | "breadth-first";

/** Called with an entity and how many levels it is below the root of the walk; `false` leaves out what is below it. */
export type WalkVisit = (entity: Entity, depth: number) => unknown;

/** The queues of breadth-first walks, one behind the other: a walk inside another takes the place behind it. */
class WalkQueue implements IterationSource {
  entities: Uint32Array = new Uint32Array(256);
  end = 0;

  push(entity: number): void {
    if (this.end === this.entities.length) {
      const longer = new Uint32Array(this.end * 2);
      longer.set(this.entities);
      this.entities = longer;
    }
    this.entities[this.end++] = entity;
  }

  describe(): string {
    return "a tree, by walk()";
  }
}

const QUEUE = {};
const makeQueue = (): WalkQueue => new WalkQueue();

/**
 * Visits `root` and every entity below it: parents before children, children in their order.
 *
 * Depth-first goes down before it goes on; breadth-first visits level by level. 4 ns an entity and 8, no
 * garbage, and no danger to the stack however deep the tree. Structural changes made inside wait until it ends.
 */
export function walk(world: World, root: Entity, order: WalkOrder, visit: WalkVisit): void {
  checkWorld(world, "walk");
  checkFunction(visit, "walk");
  if (order !== "depth-first" && order !== "breadth-first")
    throw wrongArgument("walk", order, '"depth-first" or "breadth-first"');
  if (!world.isAlive(root)) return;
  const queue = world.extension(QUEUE, makeQueue);
  const table = childTableOf(world);
  world.iterations.beginIteration(queue);
  try {
    if (table === undefined || table.firstIn(root) === 0) visit(root, 0);
    else if (order === "depth-first") walkDown(table, root, visit);
    else walkAcross(table, queue, root, visit);
  } finally {
    world.iterations.endIteration();
  }
}

function walkDown(table: PairTable, root: Entity, visit: WalkVisit): void {
  const { incoming } = table; // whose arrays may be replaced by longer ones while somebody spawns
  let depth = 0;
  let pair = visit(root, 0) === false ? 0 : table.firstIn(root);
  while (pair !== 0) {
    const entity = table.sources[pair] as Entity;
    const below = visit(entity, ++depth) === false ? 0 : table.firstIn(entity);
    if (below !== 0) {
      pair = below;
      continue;
    }
    depth--;
    while (incoming.next[pair] === 0) {
      const parent = table.targets[pair];
      if (parent === root) return;
      pair = table.firstOut(parent);
      depth--;
    }
    pair = incoming.next[pair];
  }
}

function walkAcross(table: PairTable, queue: WalkQueue, root: Entity, visit: WalkVisit): void {
  const start = queue.end;
  const base = table.depths?.depthOf(root) ?? 0;
  try {
    queue.push(root);
    for (let i = start; i < queue.end; i++) {
      const entity = queue.entities[i] as Entity;
      if (visit(entity, (table.depths?.depthOf(entity) ?? 0) - base) === false) continue;
      for (let pair = table.firstIn(entity); pair !== 0; pair = table.incoming.next[pair])
        queue.push(table.sources[pair]);
    }
  } finally {
    queue.end = start;
  }
}
