/**
 * RunCondition: a question asked right before a system would run; the system runs when the answer is yes.
 *
 * A plain function, so that a game writes its own. It reads the world and changes nothing.
 */
import type { World } from "../world/world.ts";
import type { Time } from "./time.ts";

export interface RunCondition {
  (world: World, time: Time): boolean;
  /** What `schedule.explain()` calls it; the function's own name unless told. */
  readonly label?: string;
}

export function conditionLabel(condition: RunCondition): string {
  return condition.label ?? (condition.name || "a condition without a name holds");
}
