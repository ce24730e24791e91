/** The end of a list of operations: whatever happened, an empty world gives everything back. */
import { validate } from "../../src/index.ts";
import { insist } from "./comparison.ts";
import { apply } from "./run-operation.ts";
import type { Subject } from "./subject.ts";
import { EVERYTHING, makeQuery } from "./terms.ts";

export function windUp(subject: Subject): void {
  const { world, model } = subject;
  makeQuery(world, EVERYTHING).query.despawn();
  model.bulk({ kind: "despawn", terms: EVERYTHING });
  apply(subject, { kind: "flush" });
  insist(model.alive.size + model.pending.length === 0, () => "something is left");
  apply(subject, { kind: "shrink", isSlow: false });
  const report = world.memory();
  if (!subject.hasReserved) {
    insist(report.archetypes.length === 0, () => "an empty world keeps chunks");
    insist(report.archetypeCount === 1, () => "an empty world keeps combinations of components");
    insist(report.usedBytes === report.entityIndexBytes, () => "an empty world keeps bytes");
    insist(report.slabs.length <= 1, () => `an empty world keeps ${report.slabs.length} slabs`);
  }
  world.dispose();
  validate(world);
  insist(world.memory().reservedBytes === 0, () => "a disposed world keeps slabs");
}
