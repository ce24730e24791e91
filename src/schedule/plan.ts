/**
 * Plan: the sequence in which a frame runs its systems, made once whenever the systems change.
 *
 * Invariant: a plan never changes; a frame that has begun keeps the one it began with.
 */
import { EcsError } from "../base/errors.ts";
import type { World } from "../world/world.ts";
import { type AllowedPair, checkConflicts } from "./conflicts.ts";
import { NameTable, quoted } from "./name-table.ts";
import { collectOrders, type Listing, type Order, sequence } from "./order.ts";
import type { PhaseDefinition } from "./phase.ts";
import { seededPriorities } from "./shuffle.ts";
import type { Slot } from "./slot.ts";
import type { Transition } from "./state.ts";
import { phaseName, type System } from "./system.ts";

/** A run of slots that are due together. `Latch`, `Commit` and `Settle` have no slots. */
export const Due = {
  Once: 0,
  Frame: 1,
  Fixed: 2,
  Leaving: 3,
  Entering: 4,
  Latch: 5,
  Commit: 6,
  Settle: 7,
} as const;
export type Due = (typeof Due)[keyof typeof Due];

/** One phase in its place; a state's transition counts as a phase. */
export interface PlannedPhase {
  readonly name: string;
  readonly due: Due;
  readonly transition: Transition | undefined;
  /** Where the state's words are and which value it is about, for a transition. */
  readonly stateSlot: number;
  readonly value: number;
  /** Its slots are `plan.slots[first]` up to `plan.slots[end - 1]`. */
  readonly first: number;
  readonly end: number;
}

export interface Plan {
  readonly slots: readonly Slot[];
  readonly phases: readonly PlannedPhase[];
  /** As the schedule lists them; what `orders` and `allowed` index. */
  readonly listed: readonly Slot[];
  readonly orders: readonly Order[];
  readonly allowed: readonly AllowedPair[];
  /** Every name in use now or before. */
  readonly names: ReadonlySet<string>;
}

export interface PlanInput {
  /** What the caller called, for messages. */
  readonly verb: string;
  readonly phases: readonly PhaseDefinition[];
  readonly seed: number | undefined;
  readonly world: World;
  readonly formerNames: ReadonlySet<string>;
}

/** @throws {EcsError} E212 to E216 */
export function makePlan(listed: readonly Slot[], input: PlanInput): Plan {
  const { verb, seed } = input;
  const systems = listed.map((slot) => slot.system);
  const names = new NameTable(systems, input.formerNames, verb);
  const frame = frameOf(systems, input.phases);
  const phaseNames = frame.map((phase) => phase.name);
  const phaseOf = systems.map((system) => phaseIndex(system, frame, input));
  const listing: Listing = { verb, systems, names, phaseOf, phaseNames };

  const orders = collectOrders(listing);
  const priorities =
    seed === undefined ? systems.map((_, i) => i) : seededPriorities(systems.length, seed);
  const slots: Slot[] = [];
  const allowed: AllowedPair[] = [];
  const phases = frame.map((phase, place): PlannedPhase => {
    const members = systems.flatMap((_, i) => (phaseOf[i] === place ? [i] : []));
    const own = orders.filter(({ to }) => phaseOf[to] === place);
    const sorted = sequence(members, own, priorities, listing);
    allowed.push(...checkConflicts(sorted, own, listing));
    const first = slots.length;
    for (const index of sorted) slots.push(listed[index]);
    const { transition } = phase;
    const stateSlot = transition === undefined ? -1 : transition.state.slotIn(input.world);
    const value = transition === undefined ? -1 : transition.state.values.indexOf(transition.value);
    return { ...phase, stateSlot, value, first, end: slots.length };
  });
  const known = new Set([...input.formerNames, ...names.names()]);
  return { slots, phases, listed, orders, allowed, names: known };
}

type FramePart = Pick<PlannedPhase, "name" | "due" | "transition">;

/** The phases with the changes of state in their place: after the phases that run once and come first. */
function frameOf(
  systems: readonly System[],
  phases: readonly PhaseDefinition[],
): readonly FramePart[] {
  const parts = phases.map(
    ({ name, runs }): FramePart => ({
      name,
      due: runs === "once" ? Due.Once : runs === "fixed" ? Due.Fixed : Due.Frame,
      transition: undefined,
    }),
  );
  const transitions: Transition[] = [];
  for (const { phase } of systems) {
    if (typeof phase === "string" || transitions.some((one) => isSame(one, phase))) continue;
    transitions.push(phase);
  }
  const partsOf = (kind: Transition["kind"], due: Due): FramePart[] =>
    transitions
      .filter((transition) => transition.kind === kind)
      .map((transition) => ({ name: phaseName(transition), due, transition }));
  const changes = [
    { name: "", due: Due.Latch, transition: undefined },
    ...partsOf("leaving", Due.Leaving),
    { name: "", due: Due.Commit, transition: undefined },
    ...partsOf("entering", Due.Entering),
    { name: "", due: Due.Settle, transition: undefined },
  ];
  const opening = parts.findIndex((part) => part.due !== Due.Once);
  parts.splice(opening === -1 ? parts.length : opening, 0, ...changes);
  return parts;
}

function isSame(a: Transition, b: Transition): boolean {
  return a.kind === b.kind && a.state === b.state && a.value === b.value;
}

function phaseIndex(
  { name, phase }: System,
  frame: readonly FramePart[],
  { verb, phases }: PlanInput,
): number {
  const index = frame.findIndex(({ name: own, transition }) =>
    typeof phase === "string"
      ? transition === undefined && own === phase
      : transition !== undefined && isSame(transition, phase),
  );
  if (index >= 0) return index;
  const known = quoted(phases.map((one) => one.name));
  throw new EcsError(
    "E213",
    `${verb}: system "${name}" says phase: "${phaseName(phase)}", and no phase is called that. Use one of ${known}.`,
  );
}
