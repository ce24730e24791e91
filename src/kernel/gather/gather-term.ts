/**
 * Gather terms: components of the entities that a field of the row refers to.
 */
import { EcsError } from "../../base/errors.ts";
import type { Entity } from "../../base/ids.ts";
import { shown } from "../../base/shown.ts";
import {
  type AnyComponent,
  isComponent,
  type SchemaOf,
  type Values,
} from "../../storage/component.ts";
import type { Schema } from "../../storage/field.ts";
import { type KernelTerm, noColumns, term } from "../kernel-term.ts";
import { GatheredRun } from "./gathered-run.ts";

/** The names of the fields that refer to entities. */
type References<S extends Schema> = {
  [Name in keyof S & string]: Values<S>[Name] extends Entity ? Name : never;
}[keyof S & string];

/**
 * Another entity's component: of the one that an `entity` field of this row names. Read only.
 *
 * `gather(Follow, "target", Position)` hands over the target's position as it was before the run, whichever rows come
 * first. Where there is no such entity, or it lacks the component, `exists` is false, and fields are 0 and false. Queries
 * have to ask for `Follow` alone. The component may be a tag. 3 to 10 ns a row, and
 * a few more where the kernel writes the component; 30 to 60 in worlds of several slabs, over selected rows, and without WebAssembly. Rows are run on
 * one thread.
 * @throws {EcsError} E304 a component that chunks do not hold · E309 a field that refers to no entity
 */
export function gather<
  From extends AnyComponent,
  Name extends References<SchemaOf<From>>,
  C extends AnyComponent,
>(from: From, field: Name, component: C): KernelTerm<C, "gather"> {
  const { component: owner } = term(from, "gather");
  const at = owner.fieldNames.indexOf(field);
  if (owner.fields[at]?.meaning !== "entity") {
    throw new EcsError(
      "E309",
      `gather: "${shown(field)}" is no field of ${owner.label} that refers to an entity. Name one that is declared as entity.`,
    );
  }
  if (!isComponent(component) || component.isSparse) throw noColumns("gather", component);
  return {
    component,
    access: "gather",
    through: { component: owner, field: at, Run: GatheredRun },
  };
}
