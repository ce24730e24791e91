/** Switching toggle components and whole entities off and on, in a world and in its model. */
import fc from "fast-check";
import { Disabled } from "../../src/index.ts";
import { TOGGLES } from "./components.ts";
import type { Subject } from "./subject.ts";

export interface SwitchStep {
  readonly kind: "enable" | "disable";
  readonly nth: number;
  /** A toggle by its place; undefined for the entity itself. */
  readonly toggle: number | undefined;
}

export function anySwitchStep(nth: fc.Arbitrary<number>): fc.Arbitrary<SwitchStep> {
  return fc.record({
    kind: fc.constantFrom("enable" as const, "disable" as const, "disable" as const),
    nth,
    toggle: fc.option(fc.nat(TOGGLES.length - 1), { nil: undefined }),
  });
}

export function isSwitchStep(operation: { readonly kind: string }): operation is SwitchStep {
  return operation.kind === "enable" || operation.kind === "disable";
}

export function runSwitchStep(subject: Subject, { kind, nth, toggle }: SwitchStep): void {
  const { world, model } = subject;
  const isOn = kind === "enable";
  const of = toggle === undefined ? undefined : TOGGLES[toggle];
  const entity = subject.pickWith(nth, of ?? Disabled);
  const isDead = !model.alive.has(entity);
  const lacks = of !== undefined && !model.canSet(entity, of);
  const expected = isDead ? "E101" : lacks ? "E128" : undefined;
  const isDone = subject.attempt(expected, () =>
    of === undefined ? world[kind](entity) : world[kind](entity, of),
  );
  if (!isDone) return;
  subject.reach(`${kind} ${of === undefined ? "an entity" : "a component"}`);
  if (of !== undefined) {
    if (!model.isWaitedFor(entity)) subject.switchedCount++;
    model.changeRow(entity, { kind: "switch", of, isOn });
  } else if (isOn) model.change(entity, { kind: "remove", of: Disabled });
  else model.change(entity, { kind: "add", input: { of: Disabled, given: {} } });
}
