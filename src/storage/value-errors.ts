/** What errors say of the values that a component was given: no object, a field it does not have, a value that its field cannot hold. */
import { DEV } from "../base/dev.ts";
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import type { AnyComponent } from "./component.ts";
import { whyNoValues } from "./misplaced.ts";

/** For development: in a release, what is no object has no fields, and stands for no values. @throws {EcsError} E107 */
export function checkObject(component: AnyComponent, values: unknown, verb: string): void {
  if (!DEV || (typeof values === "object" && values !== null)) return;
  throw new EcsError(
    "E107",
    `${verb}: ${component.label} was given ${shown(values)} in place of its values. Pass an object with some of its fields.`,
  );
}

/** @param problem - the end of the message, as `valueProblem` words it */
export function wrongValue(
  component: AnyComponent,
  name: string,
  problem: string,
  verb: string,
): EcsError {
  return new EcsError("E107", `${verb}: ${component.label}.${name} ${problem}`);
}

/** An error about a name that stands for none of a component's fields. */
export function unknownField(component: AnyComponent, name: string, verb: string): EcsError {
  const known = component.isTag
    ? `none, it ${whyNoValues(component)}`
    : component.fields.map((field) => field.name).join(", ");
  return new EcsError(
    "E106",
    `${verb}: ${component.label} has no field "${shown(name)}". Its fields: ${known}.`,
  );
}
