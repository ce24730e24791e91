/**
 * StateTable: the values of all states of one world, and the changes under way.
 *
 * Invariant: a change goes through latch (leaving systems run), commit (the value is new) and settle
 * (entering systems have run); one that a throwing system cut short is finished without its systems
 * by the next latch.
 */
import type { World } from "../world/world.ts";
import { type FrameStates, frameStates, type StateChanges } from "./frame-states.ts";

// Layout of one state's words: current, requested, from, to, stage.
const STRIDE = 5;
const CURRENT = 0;
const REQUESTED = 1;
const FROM = 2;
const TO = 3;
const STAGE = 4;

const NONE = -1;
const Stage = { Fresh: 0, Idle: 1, Leaving: 2, Entering: 3 } as const;

export class StateTable implements StateChanges {
  readonly #slots = new Map<object, number>();
  #words = new Int32Array(0);
  readonly #frames: FrameStates;

  constructor(frames: FrameStates) {
    this.#frames = frames;
  }

  /** Where the words of a state begin; it starts in its first value. */
  slotOf(state: object): number {
    return this.#slots.get(state) ?? this.#add(state);
  }

  current(state: object): number {
    const slot = this.slotOf(state);
    return this.#words[slot + CURRENT];
  }

  /** The value asked for and not yet taken up, or -1. */
  requested(state: object): number {
    const slot = this.slotOf(state);
    return this.#words[slot + REQUESTED];
  }

  request(state: object, value: number): void {
    const slot = this.slotOf(state);
    const words = this.#words;
    if (!this.#frames.hasBegun) {
      // No frame has seen the first value, so nothing has to wait.
      words[slot + CURRENT] = value;
      return;
    }
    // While leaving systems run, `current` is still the old value, and what was latched will come.
    const held = words[slot + STAGE] === Stage.Leaving ? TO : CURRENT;
    words[slot + REQUESTED] = value === words[slot + held] ? NONE : value;
  }

  /** Takes up what was asked for; the leaving systems run next. */
  latch(): void {
    const words = this.#words;
    for (let slot = 0; slot < words.length; slot += STRIDE) {
      if (words[slot + STAGE] === Stage.Leaving) words[slot + CURRENT] = words[slot + TO];
      const isFresh = words[slot + STAGE] === Stage.Fresh;
      const requested = words[slot + REQUESTED];
      if (requested === NONE && !isFresh) {
        words[slot + STAGE] = Stage.Idle;
        continue;
      }
      // A value that was never entered is not left either.
      words[slot + FROM] = isFresh ? NONE : words[slot + CURRENT];
      words[slot + TO] = requested === NONE ? words[slot + CURRENT] : requested;
      words[slot + REQUESTED] = NONE;
      words[slot + STAGE] = Stage.Leaving;
    }
  }

  /** Gives the states their new values; the entering systems run next. */
  commit(): void {
    const words = this.#words;
    for (let slot = 0; slot < words.length; slot += STRIDE) {
      if (words[slot + STAGE] !== Stage.Leaving) continue;
      words[slot + CURRENT] = words[slot + TO];
      words[slot + STAGE] = Stage.Entering;
    }
  }

  settle(): void {
    const words = this.#words;
    for (let slot = 0; slot < words.length; slot += STRIDE) {
      if (words[slot + STAGE] === Stage.Entering) words[slot + STAGE] = Stage.Idle;
    }
  }

  isLeaving(slot: number, value: number): boolean {
    return this.#words[slot + STAGE] === Stage.Leaving && this.#words[slot + FROM] === value;
  }

  isEntering(slot: number, value: number): boolean {
    return this.#words[slot + STAGE] === Stage.Entering && this.#words[slot + TO] === value;
  }

  #add(state: object): number {
    const slot = this.#words.length;
    const words = new Int32Array(slot + STRIDE);
    words.set(this.#words);
    words[slot + REQUESTED] = NONE;
    this.#words = words;
    this.#slots.set(state, slot);
    return slot;
  }
}

export function stateTable(world: World): StateTable {
  const frames = frameStates(world);
  frames.table ??= new StateTable(frames);
  return frames.table as StateTable;
}
