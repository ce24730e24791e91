/**
 * Schedule check: what functions that take a schedule ask of it.
 *
 * Told by what a schedule has: its class would come along with tools that are loaded without one.
 */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import type { Schedule } from "./schedule.ts";

/** `verb` is what was called. @throws {EcsError} E223 unless it is a schedule */
export function checkSchedule(schedule: Schedule, verb: string): void {
  if (typeof schedule?.runFrame === "function") return;
  throw new EcsError(
    "E223",
    `${verb}: ${shown(schedule)} is not a schedule. Pass what createSchedule(world, systems) returned.`,
  );
}
