/**
 * Phase: a named part of the frame. Phases run in the order of their list, whatever their systems say.
 *
 * For order within a phase there are `before` and `after`. Invariant: fixed phases stand side by
 * side, so that a fixed step runs all of them before the next step begins.
 */
import { EcsError } from "../base/errors.ts";
import { quoted } from "../base/shown.ts";

export interface PhaseDefinition {
  readonly name: string;
  /** "once": in the first frame in which its conditions hold; "fixed": once per fixed step; "frame": each frame. */
  readonly runs: "once" | "frame" | "fixed";
}

/** What a schedule has unless told. Between "start" and "input", states change. */
export const DEFAULT_PHASES: readonly PhaseDefinition[] = [
  { name: "start", runs: "once" },
  { name: "input", runs: "frame" },
  { name: "fixed", runs: "fixed" },
  { name: "update", runs: "frame" },
  { name: "late", runs: "frame" },
  { name: "render", runs: "frame" },
];

/**
 * Definitions for a list that may hold plain names: those above keep their meaning, others run each frame.
 *
 * @throws {EcsError} E211
 */
export function resolvePhases(
  list: readonly (string | PhaseDefinition)[] = DEFAULT_PHASES,
): readonly PhaseDefinition[] {
  if (!Array.isArray(list)) throw wrong(`it is ${quoted(list)}. Pass names.`);
  const phases = list.map(resolvePhase);
  if (phases.length === 0) throw wrong("it is empty. List one phase or more.");
  const seen = new Set<string>();
  for (const { name } of phases) {
    if (seen.has(name)) throw wrong(`"${name}" is listed twice. Name it once.`);
    seen.add(name);
  }
  const fixed = phases.flatMap(({ runs }, i) => (runs === "fixed" ? [i] : []));
  if (fixed.length > 0 && fixed[fixed.length - 1] - fixed[0] !== fixed.length - 1) {
    const names = fixed.map((i) => `"${phases[i].name}"`).join(", ");
    throw wrong(
      `fixed phases ${names} are apart, and a fixed step runs them as one. List them side by side.`,
    );
  }
  return phases;
}

function resolvePhase(phase: string | PhaseDefinition): PhaseDefinition {
  if (typeof phase === "string" && phase !== "") {
    return DEFAULT_PHASES.find((one) => one.name === phase) ?? { name: phase, runs: "frame" };
  }
  const { name, runs } = (phase ?? {}) as Partial<PhaseDefinition>;
  const isKnown = runs === "once" || runs === "frame" || runs === "fixed";
  if (typeof name === "string" && name !== "" && isKnown) return { name, runs };
  throw wrong(
    `it holds ${quoted(phase)}. Pass names, or { name, runs } with runs "once", "frame" or "fixed".`,
  );
}

function wrong(what: string): EcsError {
  return new EcsError("E211", `createSchedule: the list of phases is wrong: ${what}`);
}
