/**
 * ScheduleGraph: the phases and systems of a schedule and what orders them, as data.
 *
 * For overlays and tools that draw it; `schedule.explain()` is the same as text. A fresh, plain object,
 * which does not follow the schedule as it changes.
 */
import { Due } from "../schedule/plan.ts";
import { conditionLabel } from "../schedule/run-condition.ts";
import type { Schedule } from "../schedule/schedule.ts";
import { checkSchedule } from "../schedule/schedule-check.ts";
import { isSetAside, type Slot } from "../schedule/slot.ts";

export interface GraphPhase {
  readonly name: string;
  readonly runs: "once" | "every frame" | "every fixed step" | "on a change of state";
  /** Names, in the order in which they run. */
  readonly systems: readonly string[];
}

export interface GraphSystem {
  readonly name: string;
  readonly phase: string;
  /** Labels. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly sets: readonly string[];
  /** What must hold for it to run: `Mode is "play"`. */
  readonly conditions: readonly string[];
  /** "over" once it has run in a phase that runs once. */
  readonly status: "on" | "off" | "set aside" | "over";
}

/** One system runs before another of its phase. */
export interface GraphOrder {
  readonly before: string;
  readonly after: string;
  /** What says so: `after "push" (after set "forces")`. */
  readonly reason: string;
}

/** Two systems that touch the same things and run in either order, as they allow. */
export interface GraphChoice {
  readonly first: string;
  readonly second: string;
  readonly things: string;
}

export interface ScheduleGraph {
  readonly phases: readonly GraphPhase[];
  /** In the order in which they run. */
  readonly systems: readonly GraphSystem[];
  readonly orders: readonly GraphOrder[];
  readonly choices: readonly GraphChoice[];
}

/** What a schedule runs, in which order, and what says so. O(systems + orders). */
export function scheduleGraph(schedule: Schedule): ScheduleGraph {
  checkSchedule(schedule, "scheduleGraph");
  const { phases, slots, listed, orders, allowed } = schedule.plan;
  return {
    phases: phases
      .filter(({ name }) => name !== "")
      .map(({ name, due, first, end }) => ({
        name,
        runs: RUNS[due] ?? "on a change of state",
        systems: slots.slice(first, end).map((slot) => slot.name),
      })),
    systems: slots.map(systemOf),
    orders: orders.map(({ from, to, reason }) => ({
      before: listed[from].name,
      after: listed[to].name,
      reason,
    })),
    choices: allowed.map(({ first, second, things }) => ({
      first: listed[first].name,
      second: listed[second].name,
      things,
    })),
  };
}

const RUNS: Readonly<Partial<Record<Due, GraphPhase["runs"]>>> = {
  [Due.Once]: "once",
  [Due.Frame]: "every frame",
  [Due.Fixed]: "every fixed step",
};

function systemOf(slot: Slot): GraphSystem {
  const { system, name, phase, status } = slot;
  const labels = (list: readonly { readonly label: string }[]) => list.map(({ label }) => label);
  return {
    name,
    phase,
    reads: labels(system.reads),
    writes: labels(system.writes),
    sets: system.sets,
    conditions: system.runIf.map(conditionLabel),
    status: isSetAside(slot) ? "set aside" : status.isOff ? "off" : status.isOver ? "over" : "on",
  };
}
