/** What errors say of something, often undefined, that was passed where a component belongs. */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";

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
