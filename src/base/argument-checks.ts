/**
 * Argument checks: what every part asks of functions and options that it is passed, before anything happens.
 *
 * A type check each, and on in release, too: what is called later than it is passed would fail far from the mistake.
 */
import { EcsError } from "./errors.ts";
import { shown } from "./shown.ts";

/** Returns the function; `verb` is what was called. @throws {EcsError} E143 unless it is one */
export function checkFunction<F>(value: F, verb: string): F {
  if (typeof value === "function") return value;
  throw new EcsError(
    "E143",
    `${verb}: ${shown(value)} is not a function. Pass the one that is to be called.`,
  );
}

/** @throws {EcsError} E100 unless it is an object */
export function checkOptions(options: unknown, verb: string): void {
  if (typeof options === "object" && options !== null) return;
  throw wrongArgument(verb, options, "an object of options");
}

/** An error about something of another kind than the call takes, for which there is no code of its own. */
export function wrongArgument(verb: string, value: unknown, wanted: string): EcsError {
  return new EcsError("E100", `${verb}: ${shown(value)} is not what it takes. Pass ${wanted}.`);
}
