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
import { isIdle, type Slot } from "./slot.ts";
import { isDue, SteppedFrame } from "./stepped-frame.ts";
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
  /** The frame that is taken system by system; undefined between frames. */
  #stepped: SteppedFrame | undefined;

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

  /** Whether a frame has begun that `stepSystem` takes system by system. */
  get isStepping(): boolean {
    return this.#stepped !== undefined;
  }

  /** The system that the next `stepSystem` comes to, while such a frame is open. */
  get nextSystem(): string | undefined {
    return this.#stepped?.next?.name;
  }

  run(plan: Plan, fixedSteps: number): void {
    this.#profile = this.#ownProfile ?? this.#world.profile;
    try {
      this.#world.frameArena.swap();
      this.#runPhases(plan, fixedSteps);
      this.#endFrame();
    } catch (error) {
      this.#dropProfiledFrame();
      throw error;
    } finally {
      this.#rest();
    }
  }

  /** Runs the next system of the frame that is open, or of a new one; its name, undefined when none was left to run. */
  stepSystem(plan: Plan): string | undefined {
    try {
      this.#stepped ??= this.#beginStepped(plan);
      const frame = this.#stepped;
      let ran: string | undefined;
      while (frame.next !== undefined && ran === undefined) {
        const slot = frame.next;
        if (this.#runSlot(slot, frame.isOnce)) ran = slot.name;
        frame.advance();
      }
      if (frame.next === undefined) {
        this.#stepped = undefined;
        this.#endFrame();
      }
      return ran;
    } catch (error) {
      this.#stepped = undefined;
      this.#dropProfiledFrame();
      throw error;
    } finally {
      this.#rest();
    }
  }

  /** Runs one system outside of frames, whatever its conditions and its state, over a fixed step. */
  runAlone(slot: Slot): void {
    this.#profile = this.#ownProfile ?? this.#world.profile;
    try {
      this.#clock.lendStep(() => this.#runSlot(slot, false, true));
    } finally {
      this.#rest();
    }
  }

  #beginStepped(plan: Plan): SteppedFrame {
    this.#profile = this.#ownProfile ?? this.#world.profile;
    this.#clock.beginSingleStep();
    this.#world.frameArena.swap();
    return new SteppedFrame(plan, this.#clock, this.#states);
  }

  #endFrame(): void {
    // Not where a frame stopped: what its readers have not seen must live on.
    endMessageFrame(this.#world);
    this.#profile?.endFrame();
  }

  #rest(): void {
    this.#running = "";
    this.#world.storage.index.recorder?.endFrame();
  }

  #runPhases(plan: Plan, fixedSteps: number): void {
    const { phases } = plan;
    for (let i = 0; i < phases.length; i++) {
      const phase = phases[i];
      if (phase.due === Due.Fixed) {
        // Fixed phases stand side by side: the first of them runs all, step by step.
        if (i === 0 || phases[i - 1].due !== Due.Fixed) this.#runSteps(plan, i, fixedSteps);
      } else if (isDue(phase, this.#states)) this.#runPhase(plan, phase);
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
    const isTimed = profile?.endWork !== undefined && !isPhaseIdle(slots, phase);
    if (isTimed) profile.begin();
    for (let i = phase.first; i < phase.end; i++) this.#runSlot(slots[i], isOnce);
    if (isTimed) profile.endWork?.(phase.name, "Phases", 0);
  }

  /** Whether it ran: `isForced` asks nobody. */
  #runSlot(slot: Slot, isOnce: boolean, isForced = false): boolean {
    if (!isForced && isIdle(slot)) return false;
    const { status, run } = slot;
    const runIf = isForced ? [] : slot.runIf;
    const world = this.#world;
    const { time } = this.#clock;
    const profile = this.#profile;
    let isTimed = false;
    let error: SystemError | undefined;
    this.#running = slot.name;
    const { recorder } = world.storage.index;
    if (recorder !== undefined) recorder.beginSystem(slot.name, time.frame);
    try {
      for (let i = 0; i < runIf.length; i++) if (!runIf[i](world, time)) return false;
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
    return true;
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

/** Whether nothing of a phase can run: it has no systems, or all of them are over or off. */
function isPhaseIdle(slots: readonly Slot[], { first, end }: PlannedPhase): boolean {
  for (let i = first; i < end; i++) if (!isIdle(slots[i])) return false;
  return true;
}

function isPromise(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null)?.then === "function";
}
