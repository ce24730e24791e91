/**
 * Frame states: what a frame asks of the states of its world, if it has any.
 *
 * Apart from their table, which `state()` brings along: a schedule without states does without it.
 */
import type { World } from "../world/world.ts";

export interface FrameStates {
  /** Whether a frame has begun: from then on changes of state wait for the next one. */
  hasBegun: boolean;
  /** The values of all states of the world; undefined until one is used. */
  table: StateChanges | undefined;
}

/** The steps of a change, in order; what a `StateTable` does of its own accord. */
export interface StateChanges {
  latch(): void;
  commit(): void;
  settle(): void;
  isLeaving(slot: number, value: number): boolean;
  isEntering(slot: number, value: number): boolean;
}

const KEY = {};
const make = (): FrameStates => ({ hasBegun: false, table: undefined });

export function frameStates(world: World): FrameStates {
  return world.extension(KEY, make);
}
