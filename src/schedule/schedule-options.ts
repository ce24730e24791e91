/** Schedule options: what `createSchedule` may be told, and which of it is wrong. */
import { EcsError } from "../base/errors.ts";
import { checkProfile, type ScheduleProfile } from "../base/profile.ts";
import { quoted, shown } from "../base/shown.ts";
import type { ClockOptions } from "./clock.ts";
import type { OnError } from "./frame-runner.ts";
import type { PhaseDefinition } from "./phase.ts";

export interface ScheduleOptions extends ClockOptions {
  /**
   * The phases of a frame in order; "start" (once), "input", "fixed" (per fixed step), "update",
   * "late", "render" unless told. Other plain names run each frame.
   */
  readonly phases?: readonly (string | PhaseDefinition)[];
  /** Shuffles systems that no order binds, the same way for the same seed; as listed unless told. */
  readonly seed?: number;
  /**
   * What a throwing system brings about: "stop" ends the frame with the error (unless told);
   * "set aside" logs it and goes on without the system until `reset`. A function decides case by case.
   */
  readonly onError?: OnError;
  /** Times phases and systems: a `FrameProfile`, whose frames the schedule ends; `world.profile` unless told. */
  readonly profile?: ScheduleProfile;
}

/** @throws {EcsError} E211 a seed or an error policy that is none */
export function checkChoices({ seed, onError = "stop", profile }: ScheduleOptions): void {
  if (seed !== undefined && !Number.isInteger(seed)) {
    throw new EcsError(
      "E211",
      `createSchedule: seed is ${shown(seed)}. Pass a whole number, or leave it out.`,
    );
  }
  if (onError !== "stop" && onError !== "set aside" && typeof onError !== "function") {
    throw new EcsError(
      "E211",
      `createSchedule: onError is ${quoted(onError)}. Pass "stop", "set aside" or a function that returns one of them.`,
    );
  }
  checkProfile(profile, "createSchedule: profile");
}
