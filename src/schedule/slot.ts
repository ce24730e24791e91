/**
 * Slot: a system's place in one schedule, with what the schedule remembers about it.
 *
 * Invariant: a slot never changes, so that a running frame may hold it while the schedule is edited;
 * what does change stands in its status, which a replacement inherits.
 */
import type { RunCondition } from "./run-condition.ts";
import { phaseName, type System } from "./system.ts";
import type { SystemError } from "./system-error.ts";

export interface Status {
  /** It ran in a phase that runs once. */
  isOver: boolean;
  /** `schedule.disable` was called for it. */
  isOff: boolean;
  /** The definition that was set aside, so that its replacement is not. */
  asideSystem: System | undefined;
  asideError: SystemError | undefined;
}

export interface Slot {
  readonly system: System;
  readonly name: string;
  /** Its phase, for messages. */
  readonly phase: string;
  readonly runIf: readonly RunCondition[];
  readonly run: System["run"];
  readonly status: Status;
}

export function makeSlot(
  system: System,
  status: Status = { isOver: false, isOff: false, asideSystem: undefined, asideError: undefined },
): Slot {
  const { name, runIf, run } = system;
  return { system, name, phase: phaseName(system.phase), runIf, run, status };
}

export function isSetAside(slot: Slot): boolean {
  return slot.status.asideSystem === slot.system;
}

/** Whether its turn passes it by, whatever its conditions say. */
export function isIdle({ status, system }: Slot): boolean {
  return status.isOver || status.isOff || status.asideSystem === system;
}
