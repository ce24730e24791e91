/** What a query throws when it is asked in a way that its terms do not allow. */
import { EcsError } from "../base/errors.ts";

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
