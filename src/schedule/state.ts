/**
 * State: one of a few named modes that a world is in, such as "menu" or "play".
 *
 * For what the whole game does; what one entity does is a component. A definition belongs to no world.
 * Invariant: a state is the same from the start of a frame to its end. `set` asks for a change, and
 * the schedule makes it when the next frame begins.
 */
import { EcsError } from "../base/errors.ts";
import { quoted, shown } from "../base/shown.ts";
import type { World } from "../world/world.ts";
import { checkWorld } from "../world/world-check.ts";
import type { RunCondition } from "./run-condition.ts";
import { stateTable } from "./state-table.ts";

/** What `state` returns. Given no world, its calls throw E129. */
export interface State<V extends string = string> {
  readonly label: string;
  readonly values: readonly V[];
  /** The value of this frame. Two Map look-ups: 20 ns. */
  current(world: World): V;
  /**
   * Asks for `value` from the next frame on; the last call before it counts, and the value that
   * holds already takes an earlier call back.
   *
   * @throws {EcsError} E222 no such value
   */
  set(world: World, value: V): void;
  /** The value asked for and not yet taken up, or undefined. */
  next(world: World): V | undefined;
  /** @internal Where its words are in the world's table; so a schedule need not know of tables. */
  slotIn(world: World): number;
}

/** Where a system with `phase: entering(Mode, "play")` runs: once per change, between "start" and the rest. */
export interface Transition {
  readonly kind: "entering" | "leaving";
  readonly state: State;
  readonly value: string;
}

/** A run condition that the schedule understands: it knows that no two values hold at once. */
export interface StateCondition extends RunCondition {
  readonly label: string;
  readonly state: State;
  readonly values: readonly string[];
}

/**
 * Defines a state: `state("Mode", ["menu", "play"])`. Worlds start in the first value.
 *
 * Drive it from one schedule per world.
 * @throws {EcsError} E221 no name, no values, or a value twice
 */
export function state<const V extends string>(label: string, values: readonly V[]): State<V> {
  if (typeof label !== "string" || label === "") {
    throw new EcsError(
      "E221",
      `state(${quoted(label)}): a state needs a name. Give it one that messages can use.`,
    );
  }
  const names = Array.isArray(values) ? [...values] : [];
  if (names.length === 0 || names.some((name) => typeof name !== "string" || name === "")) {
    throw new EcsError(
      "E221",
      `state("${label}"): its values are ${quoted(values)}. Pass one name or more, each a string that is not empty.`,
    );
  }
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    throw new EcsError(
      "E221",
      `state("${label}"): value "${twice}" is listed twice. Name it once.`,
    );
  }
  const definition: State<V> = Object.freeze({
    label,
    values: Object.freeze(names),
    current: (world: World) =>
      names[stateTable(checkWorld(world, `${label}.current`)).current(definition)],
    set(world: World, value: V) {
      stateTable(checkWorld(world, `${label}.set`)).request(
        definition,
        valueIndex(definition, value, `${label}.set`),
      );
    },
    next: (world: World) =>
      names[stateTable(checkWorld(world, `${label}.next`)).requested(definition)] as V | undefined,
    slotIn: (world: World) => stateTable(world).slotOf(definition),
  });
  return definition;
}

/**
 * Holds while the state has one of the values: `runIf: inState(Mode, "play")`. 20 ns.
 *
 * @throws {EcsError} E222 no such value
 */
export function inState<V extends string>(
  of: State<V>,
  ...values: readonly NoInfer<V>[]
): StateCondition {
  const indices = values.map((value) => valueIndex(of, value, "inState"));
  const only = indices.length === 1 ? indices[0] : -1;
  const holds = (world: World): boolean => {
    const current = stateTable(world).current(of);
    return only === -1 ? indices.includes(current) : current === only;
  };
  const names = values.map((value) => `"${value}"`).join(" or ");
  return Object.assign(holds, { label: `${of.label} is ${names}`, state: of as State, values });
}

/** `phase: entering(Mode, "play")`: when the state has become "play", the first value included. @throws {EcsError} E222 */
export function entering<V extends string>(of: State<V>, value: NoInfer<V>): Transition {
  valueIndex(of, value, "entering");
  return Object.freeze({ kind: "entering", state: of as State, value });
}

/** `phase: leaving(Mode, "play")`: when the state is about to stop being "play". @throws {EcsError} E222 */
export function leaving<V extends string>(of: State<V>, value: NoInfer<V>): Transition {
  valueIndex(of, value, "leaving");
  return Object.freeze({ kind: "leaving", state: of as State, value });
}

export function isStateCondition(condition: RunCondition): condition is StateCondition {
  return (condition as Partial<StateCondition>).state !== undefined;
}

/** Whether the two conditions are about one state and share no value. */
export function excludeEachOther(a: StateCondition, b: StateCondition): boolean {
  return a.state === b.state && !a.values.some((value) => b.values.includes(value));
}

function valueIndex(of: State, value: string, verb: string): number {
  if (typeof of?.slotIn !== "function") {
    throw new EcsError("E221", `${verb}: ${shown(of)} is not a state. Pass what state() returned.`);
  }
  const index = of.values.indexOf(value);
  if (index >= 0) return index;
  const known = of.values.map((name) => `"${name}"`).join(", ");
  throw new EcsError(
    "E222",
    `${verb}: state ${of.label} has no value ${quoted(value)}. Use one of ${known}.`,
  );
}
