/**
 * Profile: what is told when a piece of work begins and ends; `FrameProfile` of `inspect/` is one.
 *
 * The seam between the engine and its profilers: `storage.profile` holds the one at hand, which is asked for
 * at each kernel run, flush and upload, and once a frame. Invariant: nothing is called where there is none.
 */
import { checkFunction } from "./argument-checks.ts";

/** What the engine does apart from running systems; each has a track of its own. */
export type WorkTrack = "Phases" | "Kernels" | "Flushes" | "Uploads";

/** What a schedule asks of a profile. */
export interface ScheduleProfile {
  /** Opens a span; spans nest. */
  begin(): void;
  /** Closes the innermost span that is open: a system's, on the track "Systems". */
  end(name: string, track: string): void;
  endFrame(): void;
  /**
   * Closes the innermost span that is open: a phase's here; see `WorldProfile`. Without it, phases have no spans.
   */
  endWork?(name: string, track: WorkTrack, amount: number): void;
}

/** What a world asks of a profile, beside that. */
export interface WorldProfile extends ScheduleProfile {
  /**
   * Closes the innermost span that is open, of work that the engine did. `amount` is rows for a kernel, changes
   * that waited for a flush, bytes for an upload, and 0 for a phase.
   */
  endWork(name: string, track: WorkTrack, amount: number): void;
}

/** Returns the profile; `verb` is where it was passed. @throws {EcsError} E143 unless it has `begin` */
export function checkProfile<P extends ScheduleProfile | undefined>(profile: P, verb: string): P {
  if (profile !== undefined) checkFunction(profile?.begin, `${verb} { begin }`);
  return profile;
}
