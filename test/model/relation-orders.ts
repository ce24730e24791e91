/** The orders that a hierarchy gives, walks and cascades, against what the model of its pairs says. */
import { ChildOf, cascade, type Entity, type WalkOrder, walk } from "../../src/index.ts";
import { insist } from "./comparison.ts";
import type { PairModel } from "./relation-model.ts";
import { CHILD_OF, Marked, Wide } from "./relation-operations.ts";
import type { RelationRun } from "./relation-run.ts";

/** Returns how many entities with something below them were walked over. */
export function compareOrders(run: RelationRun): number {
  const pairs = run.model.relations[CHILD_OF];
  let walked = 0;
  for (const entity of run.model.alive) {
    if (pairs.sourcesOf(entity).length === 0) continue;
    compareWalk(run, entity, "depth-first", downFrom(pairs, entity));
    compareWalk(run, entity, "breadth-first", acrossFrom(pairs, entity));
    walked++;
  }
  compareCascade(run, pairs);
  return walked;
}

function downFrom(pairs: PairModel, entity: number): number[] {
  return [entity, ...pairs.sourcesOf(entity).flatMap((child) => downFrom(pairs, child))];
}

function acrossFrom(pairs: PairModel, entity: number): number[] {
  const queue = [entity];
  for (const one of queue) queue.push(...pairs.sourcesOf(one));
  return queue;
}

function compareWalk(
  { world, model, handles }: RelationRun,
  root: number,
  order: WalkOrder,
  expected: readonly number[],
): void {
  const pairs = model.relations[CHILD_OF];
  const base = pairs.depthOf(root);
  const found: string[] = [];
  walk(world, handles[root], order, (entity, depth) => {
    found.push(`${handles.indexOf(entity)} at ${depth}`);
  });
  const meant = expected.map((one) => `${one} at ${pairs.depthOf(one) - base}`);
  insist(found.join() === meant.join(), () => `${order} from ${root}: [${found}], not [${meant}]`);
}

/** Level by level, with whoever is above each; and nobody who does not match, but their descendants all the same. */
function compareCascade({ world, model, handles }: RelationRun, pairs: PairModel): void {
  const found: number[] = [];
  let depth = 0;
  cascade(world.query(Wide, Marked), ChildOf).each((_wide, entity, parent) => {
    const one = handles.indexOf(entity);
    found.push(one);
    insist(pairs.depthOf(one) >= depth, () => `a cascade has ${one} behind its depth`);
    depth = pairs.depthOf(one);
    const above: Entity | undefined = handles[pairs.targetsOf(one)[0]];
    insist(parent === above, () => `a cascade has ${one} below ${parent}, not ${above}`);
  });
  const isWhole = found.length === model.marked.size && found.every((one) => model.marked.has(one));
  insist(isWhole, () => `a cascade visits [${found}], not [${[...model.marked]}]`);
}
