/** What errors say of what was passed in the wrong place: something that is no component, or a component without values. */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import type { AnyComponent } from "./component.ts";

/** An error about something, often undefined, that was passed where a component belongs. */
export function notComponent(verb: string, passed: unknown, at?: number): EcsError {
  return new EcsError(
    "E113",
    `${verb}: ${describePassed(passed, at)} is not a component. Pass what component() or tag() returned${remedyFor(passed)}.`,
  );
}

/** How messages write what was passed where something else belongs; `at` counts from 0 where it stood in a list. */
export function describePassed(passed: unknown, at: number | undefined): string {
  return at === undefined ? shown(passed) : `${shown(passed)}, number ${at + 1} in the list,`;
}

/** What a remedy adds where nothing was passed. */
export function remedyFor(passed: unknown): string {
  return passed === undefined ? "; where one is undefined, its module was imported too late" : "";
}

/** Why a component has no values of its own, as messages write it behind its name. */
export function whyNoValues({ pairRules }: AnyComponent): string {
  if (pairRules === undefined) return "is a tag and holds no values";
  return pairRules.kind.payload === undefined
    ? "is a relation whose pairs hold no values"
    : "is a relation, and its pairs hold the values";
}

/** What to name in its place: the tag itself, or a pair of the relation. */
export function nameInstead({ label, pairRules }: AnyComponent): string {
  return pairRules === undefined ? label : `${label}(target)`;
}
