/** Cycle check: refuses a pair of an acyclic relation that would put an entity below itself. */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { EntityIndex } from "../storage/entity-index.ts";
import type { PairKind } from "../storage/pair-memory.ts";
import type { PairTable } from "../storage/pair-table.ts";

/**
 * Walks up from the target, no further than entities as deep as the source can be: most checks take no step.
 *
 * @throws {EcsError} E152
 */
export function checkCycle(
  { relation: { label } }: PairKind,
  index: EntityIndex,
  table: PairTable,
  verb: string,
  source: Entity,
  target: Entity,
): void {
  const isLeaf = table.firstIn(source) === 0;
  const depth = table.depths?.depthOf(source) ?? 0;
  let above: number = target;
  while (above !== source) {
    const pair = table.firstOut(above);
    if (isLeaf || pair === 0 || (table.depths?.depthOf(above) ?? 0) <= depth) return;
    above = table.targets[pair];
  }
  const [child, parent] = [index.describe(source), index.describe(target)];
  throw new EcsError(
    "E152",
    source === target
      ? `${verb}: ${label} cannot lead from entity ${child} to itself. Pass another target.`
      : `${verb}: ${label}(${parent}) would put entity ${child} below itself, because ${parent} is below ${child} already. Take ${parent} out from there first.`,
  );
}
