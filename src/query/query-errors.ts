/** What a query throws when it is asked in a way that its terms do not allow. */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";

export function needsReader(query: string): EcsError {
  return new EcsError(
    "E126",
    `query: ${query} asks what happened since, and a query remembers nothing. Make a reader once: const reader = query.reader().`,
  );
}

export function decidedByRow(query: string): EcsError {
  return new EcsError(
    "E124",
    `query: ${query} matches some rows of a chunk and not others, and a loop over chunks would visit them all. Loop over its runs(), or use each().`,
  );
}

/** For development; in a release whoever calls it fails. @throws {EcsError} E143 */
export function checkCallback(run: unknown, verb: string): void {
  if (typeof run === "function") return;
  throw new EcsError(
    "E143",
    `${verb}: ${shown(run)} is not a function. Pass the one that is to be called.`,
  );
}
