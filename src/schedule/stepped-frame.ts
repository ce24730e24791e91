/**
 * SteppedFrame: a frame of one fixed step that is taken system by system, for debuggers.
 *
 * Invariant: it meets the phases of a plan, and the systems in them, in the order in which a frame runs
 * them; what lies between two systems has been done when the second is `next`.
 */
import type { Clock } from "./clock.ts";
import type { FrameStates } from "./frame-states.ts";
import { Due, type Plan, type PlannedPhase } from "./plan.ts";
import { isIdle, type Slot } from "./slot.ts";

export class SteppedFrame {
  /** Whose turn is next, if its conditions hold then; undefined at the end of the frame. */
  next: Slot | undefined;
  readonly #plan: Plan;
  readonly #clock: Clock;
  readonly #states: FrameStates;
  #phase = -1;
  #place = 0;
  #end = 0;

  constructor(plan: Plan, clock: Clock, states: FrameStates) {
    this.#plan = plan;
    this.#clock = clock;
    this.#states = states;
    this.advance();
  }

  /** Whether the next system's phase runs once. */
  get isOnce(): boolean {
    return this.#plan.phases[this.#phase]?.due === Due.Once;
  }

  advance(): void {
    do {
      while (this.#place < this.#end) {
        this.next = this.#plan.slots[this.#place++];
        if (!isIdle(this.next)) return;
      }
    } while (this.#enterPhase());
    this.next = undefined;
  }

  #enterPhase(): boolean {
    const { phases } = this.#plan;
    const wasFixed = phases[this.#phase]?.due === Due.Fixed;
    const phase: PlannedPhase | undefined = phases[++this.#phase];
    const isFixed = phase?.due === Due.Fixed;
    if (isFixed && !wasFixed) this.#clock.beginStep();
    if (wasFixed && !isFixed) this.#clock.endSteps();
    if (phase === undefined) return false;
    this.#place = phase.first;
    this.#end = isDue(phase, this.#states) ? phase.end : phase.first;
    return true;
  }
}

/** Whether a phase's systems run, now that a frame has come to it; carries out the changes of state on the way. */
export function isDue({ due, stateSlot, value }: PlannedPhase, states: FrameStates): boolean {
  const { table } = states;
  switch (due) {
    case Due.Leaving:
      return table?.isLeaving(stateSlot, value) === true;
    case Due.Entering:
      return table?.isEntering(stateSlot, value) === true;
    case Due.Latch:
      states.hasBegun = true;
      table?.latch();
      return false;
    case Due.Commit:
      table?.commit();
      return false;
    case Due.Settle:
      table?.settle();
      return false;
    default:
      return true;
  }
}
