/**
 * System: a named function over a world, with what it touches and when it runs.
 *
 * A plain frozen object without state, so that one definition serves any number of schedules.
 * Invariant: what `system` returns is complete; nothing later asks whether a part is missing.
 */
import { EcsError } from "../base/errors.ts";
import { quoted, shown } from "../base/shown.ts";
import type { World } from "../world/world.ts";
import type { RunCondition } from "./run-condition.ts";
import type { Transition } from "./state.ts";
import type { Time } from "./time.ts";

/** Something a system reads or writes: a component, or anything else with a label; the same object is the same thing. */
export interface Accessed {
  readonly label: string;
}

/** Another system or a set of systems, by name; or the system itself, which stands for its name. */
export type SystemReference = string | System;
export type OneOrMore<T> = T | readonly T[];

export interface SystemDefinition {
  /** Unique in its schedule; what messages, profiles and replacement go by. */
  readonly name: string;
  readonly reads?: readonly Accessed[];
  readonly writes?: readonly Accessed[];
  /** "update" unless told. `entering(state, value)` and `leaving(state, value)` run on a change of state. */
  readonly phase?: string | Transition;
  readonly before?: OneOrMore<SystemReference>;
  readonly after?: OneOrMore<SystemReference>;
  /** Sets it belongs to: names that others give in `before`, `after` and `ambiguousWith`. */
  readonly sets?: OneOrMore<string>;
  /** Conditions that must all hold, asked right before it would run. */
  readonly runIf?: OneOrMore<RunCondition>;
  /** Systems or sets it may run before or after, although they touch the same things. */
  readonly ambiguousWith?: OneOrMore<SystemReference>;
  /** What it does. It never waits: a promise is an error. */
  run(this: void, world: World, time: Time): void;
}

/** A definition with nothing left out. */
export interface System {
  readonly name: string;
  readonly reads: readonly Accessed[];
  readonly writes: readonly Accessed[];
  readonly phase: string | Transition;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly sets: readonly string[];
  readonly runIf: readonly RunCondition[];
  readonly ambiguousWith: readonly string[];
  readonly run: (this: void, world: World, time: Time) => void;
}

const DEFAULT_PHASE = "update";

/**
 * Defines a system: `system({ name: "move", reads: [Velocity], writes: [Position], run(world, time) { ... } })`.
 *
 * What `reads` and `writes` leave out is not checked for conflicts.
 * @throws {EcsError} E210 when a part is missing or of the wrong kind
 */
export function system(definition: SystemDefinition): System {
  if (typeof definition !== "object" || definition === null) {
    throw new EcsError(
      "E210",
      `system: ${describe(definition)} is no definition. Pass an object with a name and what to run.`,
    );
  }
  const { name, run, phase = DEFAULT_PHASE } = definition;
  if (typeof name !== "string" || name === "") {
    throw new EcsError(
      "E210",
      `system: its name is ${describe(name)}. Give it one that messages can use.`,
    );
  }
  if (typeof run !== "function") throw wrongPart(name, "run", run, "Pass a function.");
  if (!isPhase(phase)) {
    throw wrongPart(name, "phase", phase, "Pass a phase's name, entering(...) or leaving(...).");
  }
  return Object.freeze({
    name,
    reads: accessedBy(name, "reads", definition.reads),
    writes: accessedBy(name, "writes", definition.writes),
    phase,
    before: namesIn(name, "before", definition.before),
    after: namesIn(name, "after", definition.after),
    sets: namesIn(name, "sets", definition.sets),
    runIf: conditionsIn(name, definition.runIf),
    ambiguousWith: namesIn(name, "ambiguousWith", definition.ambiguousWith),
    run,
  });
}

/** Whether a value was made by `system`, here or in another copy of the library. */
export function isSystem(value: unknown): value is System {
  if (typeof value !== "object" || value === null) return false;
  const { name, run, sets, runIf } = value as Partial<System>;
  return (
    typeof name === "string" &&
    typeof run === "function" &&
    Array.isArray(sets) &&
    Array.isArray(runIf)
  );
}

/** @throws {EcsError} E210 */
export function checkSystem(value: unknown, verb: string): void {
  if (isSystem(value)) return;
  throw new EcsError("E210", `${verb}: ${describe(value)} is not a system. Make it with system().`);
}

export function nameOf(reference: SystemReference): string {
  return typeof reference === "string" ? reference : reference?.name;
}

/** For messages: what a phase is called. */
export function phaseName(phase: string | Transition): string {
  return typeof phase === "string" ? phase : `${phase.kind} ${phase.state.label}: ${phase.value}`;
}

function isPhase(phase: unknown): boolean {
  if (typeof phase === "string") return phase !== "";
  const { kind, state } = (phase ?? {}) as Partial<Transition>;
  if (typeof state?.slotIn !== "function") return false;
  return kind === "entering" || kind === "leaving";
}

function listOf<T>(value: OneOrMore<T> | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}

function accessedBy(
  name: string,
  part: string,
  list: readonly Accessed[] | undefined,
): readonly Accessed[] {
  if (list !== undefined && !Array.isArray(list)) {
    throw wrongPart(name, part, list, "Pass a list of components.");
  }
  for (const [i, one] of listOf(list).entries()) {
    if (typeof one?.label === "string") continue;
    throw wrongPart(
      name,
      `${part}[${i}]`,
      one,
      "List components; where one is undefined, its module was imported too late.",
    );
  }
  return Object.freeze([...listOf(list)]);
}

function namesIn(
  name: string,
  part: string,
  list: OneOrMore<SystemReference> | undefined,
): readonly string[] {
  for (const one of listOf(list)) {
    const isName = typeof one === "string" ? one !== "" : isSystem(one) && part !== "sets";
    if (isName) continue;
    const remedy = part === "sets" ? "Pass names." : "Pass names, or systems made with system().";
    throw wrongPart(name, part, one, remedy);
  }
  return Object.freeze(listOf(list).map(nameOf));
}

function conditionsIn(
  name: string,
  list: OneOrMore<RunCondition> | undefined,
): readonly RunCondition[] {
  for (const one of listOf(list)) {
    if (typeof one === "function") continue;
    throw wrongPart(name, "runIf", one, "Pass functions that return whether it should run.");
  }
  return Object.freeze([...listOf(list)]);
}

function wrongPart(name: string, part: string, value: unknown, remedy: string): EcsError {
  return new EcsError("E210", `system("${name}"): ${part} is ${describe(value)}. ${remedy}`);
}

function describe(value: unknown): string {
  return typeof value === "string" ? quoted(value) : shown(value);
}
