/**
 * FrameRunner: walks a plan once. The only code of the schedule that runs every frame.
 *
 * Invariant: however a frame ends, the world is valid: loops that an error left are closed, what they
 * deferred is carried out, and no later system has run.
 */
import { EcsError } from "../base/errors.ts";
import type { ScheduleProfile } from "../base/profile.ts";
import { endMessageFrame } from "../world/message-frame.ts";
import type { World } from "../world/world.ts";
import type { Clock } from "./clock.ts";
import { type FrameStates, frameStates } from "./frame-states.ts";
import { Due, type Plan, type PlannedPhase } from "./plan.ts";
import type { Slot } from "./slot.ts";
import { leftBehind, returnedPromise, type SystemError, threw } from "./system-error.ts";

export type ErrorPolicy = "stop" | "set aside";
export type OnError = ErrorPolicy | ((error: SystemError) => ErrorPolicy);

const SYSTEM_TRACK = "Systems";

export class FrameRunner {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #onError: OnError;
  readonly #ownProfile: ScheduleProfile | undefined;
  /** That of the frame at hand. */
  #profile: ScheduleProfile | undefined;
  readonly #states: FrameStates;
  #running = "";

  constructor(world: World, clock: Clock, onError: OnError, profile: ScheduleProfile | undefined) {
    this.#world = world;
    this.#clock = clock;
    this.#onError = onError;
    this.#ownProfile = profile;
    this.#states = frameStates(world);
  }

  /** @throws {EcsError} E217 inside a frame */
  checkIdle(verb: string): void {
    if (this.#running === "") return;
    throw new EcsError(
      "E217",
      `${verb}: system "${this.#running}" is running, and a frame inside a frame would run it again. Call ${verb} from outside, or use time.frame and run conditions.`,
    );
  }

  run(plan: Plan, fixedSteps: number): void {
    this.#profile = this.#ownProfile ?? this.#world.profile;
    try {
      this.#world.frameArena.swap();
      this.#runPhases(plan, fixedSteps);
      // Not where a frame stopped: what its readers have not seen must live on.
      endMessageFrame(this.#world);
      this.#profile?.endFrame();
    } catch (error) {
      this.#dropProfiledFrame();
      throw error;
    } finally {
      this.#running = "";
      this.#world.storage.index.recorder?.endFrame();
    }
  }

  #runPhases(plan: Plan, fixedSteps: number): void {
    const { phases } = plan;
    const states = this.#states;
    for (let i = 0; i < phases.length; i++) {
      const phase = phases[i];
      switch (phase.due) {
        case Due.Frame:
        case Due.Once:
          this.#runPhase(plan, phase);
          break;
        case Due.Fixed:
          // Fixed phases stand side by side: the first of them runs all, step by step.
          if (i === 0 || phases[i - 1].due !== Due.Fixed) this.#runSteps(plan, i, fixedSteps);
          break;
        case Due.Leaving:
          if (states.table?.isLeaving(phase.stateSlot, phase.value)) this.#runPhase(plan, phase);
          break;
        case Due.Entering:
          if (states.table?.isEntering(phase.stateSlot, phase.value)) this.#runPhase(plan, phase);
          break;
        case Due.Latch:
          states.hasBegun = true;
          states.table?.latch();
          break;
        case Due.Commit:
          states.table?.commit();
          break;
        case Due.Settle:
          states.table?.settle();
          break;
      }
    }
  }

  #runSteps(plan: Plan, firstPhase: number, steps: number): void {
    const { phases } = plan;
    for (let step = 0; step < steps; step++) {
      this.#clock.beginStep();
      for (let i = firstPhase; i < phases.length && phases[i].due === Due.Fixed; i++) {
        this.#runPhase(plan, phases[i]);
      }
    }
    this.#clock.endSteps();
  }

  #runPhase(plan: Plan, phase: PlannedPhase): void {
    const { slots } = plan;
    const isOnce = phase.due === Due.Once;
    const profile = this.#profile;
    const isTimed = profile?.endWork !== undefined && !isIdle(slots, phase);
    if (isTimed) profile.begin();
    for (let i = phase.first; i < phase.end; i++) this.#runSlot(slots[i], isOnce);
    if (isTimed) profile.endWork?.(phase.name, "Phases", 0);
  }

  #runSlot(slot: Slot, isOnce: boolean): void {
    const { status, run, runIf } = slot;
    if (status.isOver || status.asideSystem === slot.system) return;
    const world = this.#world;
    const { time } = this.#clock;
    const profile = this.#profile;
    let isTimed = false;
    let error: SystemError | undefined;
    this.#running = slot.name;
    const { recorder } = world.storage.index;
    if (recorder !== undefined) recorder.beginSystem(slot.name, time.frame);
    try {
      for (let i = 0; i < runIf.length; i++) if (!runIf[i](world, time)) return;
      if (profile !== undefined) {
        profile.begin();
        isTimed = true;
      }
      // At most once, also when it throws: half a start twice over would be worse.
      if (isOnce) status.isOver = true;
      const result: unknown = run(world, time);
      if (result !== undefined && isPromise(result)) error = returnedPromise(slot, time.frame);
    } catch (cause) {
      error = threw(slot, time.frame, cause, world);
    }
    if (isTimed) profile?.end(slot.name, SYSTEM_TRACK);
    if (error !== undefined) this.#decide(slot, error);
    this.#sync(slot);
  }

  /** The sync point after a system. What cannot be carried out here stops the frame under either policy. */
  #sync(slot: Slot): void {
    try {
      this.#world.flush();
    } catch (cause) {
      throw leftBehind(slot, this.#clock.time.frame, cause);
    }
  }

  #decide(slot: Slot, error: SystemError): void {
    const policy = typeof this.#onError === "function" ? this.#onError(error) : this.#onError;
    if (policy !== "set aside") throw error;
    slot.status.asideSystem = slot.system;
    slot.status.asideError = error;
    if (this.#onError === "set aside") console.error(error);
  }

  #dropProfiledFrame(): void {
    try {
      this.#profile?.endFrame();
    } catch {
      // A span that a throwing system left open: the system's own error says more.
    }
  }
}

/** Whether nothing of a phase can run: it has no systems, or all of them are over. */
function isIdle(slots: readonly Slot[], { first, end }: PlannedPhase): boolean {
  for (let i = first; i < end; i++) if (!slots[i].status.isOver) return false;
  return true;
}

function isPromise(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null)?.then === "function";
}
