/**
 * Kernel terms: which components a kernel's body gets as cursors, and what it may do with them.
 *
 * Not to be confused with a query's terms, which say which entities.
 */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import type { RowCursor } from "../query/row-cursor.ts";
import { type AnyComponent, isComponent, type SchemaOf } from "../storage/component.ts";

export type KernelAccess = "read" | "write" | "gather";

/** @internal The field that names the entities whose component is gathered. */
export interface Reference {
  readonly component: AnyComponent;
  readonly field: number;
  /** The class `GatheredRun`, which is in a bundle only with such a term. Of no type here: it knows of terms itself. */
  readonly Run: unknown;
}

export interface KernelTerm<
  C extends AnyComponent = AnyComponent,
  Access extends KernelAccess = KernelAccess,
> {
  readonly component: C;
  readonly access: Access;
  /** @internal Of what is gathered. */
  readonly through?: Reference;
}

/** What the body is handed for a term: a cursor, whose fields can be written where the term says so. */
export type KernelCursor<T> =
  T extends KernelTerm<infer C, infer Access>
    ? Access extends "write"
      ? RowCursor<SchemaOf<C>> & Switch<SchemaOf<C>>
      : Access extends "gather"
        ? Readonly<RowCursor<SchemaOf<C>>> & Existence<SchemaOf<C>>
        : Readonly<RowCursor<SchemaOf<C>>> & Switch<SchemaOf<C>>
    : never;

/** Whether there is such an entity, and it has the component. A field of that name hides it. */
type Existence<S> = "exists" extends keyof S ? unknown : { readonly exists: boolean };

/** Whether a toggle component is switched on; kernels over other components refuse it. A field of that name hides it. */
type Switch<S> = "isEnabled" extends keyof S ? unknown : { readonly isEnabled: boolean };

/** @internal What a kernel is called unless told. */
export function labelOf(terms: readonly KernelTerm[]): string {
  return terms.map(({ component }) => component.label).join(", ");
}

export type KernelCursors<Terms extends readonly KernelTerm[]> = {
  [I in keyof Terms]: KernelCursor<Terms[I]>;
};

/** A component that a kernel reads; a tag, too, that can be switched off. @throws {EcsError} E304 nothing can be read of it */
export function read<C extends AnyComponent>(component: C): KernelTerm<C, "read"> {
  return term(component, "read");
}

/** A component that a kernel reads and writes; what it writes counts as changed. @throws {EcsError} E304 not a component with columns */
export function write<C extends AnyComponent>(component: C): KernelTerm<C, "write"> {
  return term(component, "write");
}

/** @internal */
export function term<C extends AnyComponent, Access extends KernelAccess>(
  component: C,
  access: Access,
): KernelTerm<C, Access> {
  const isRight =
    isComponent(component) &&
    !component.isSparse &&
    (!component.isTag || (component.isToggle && access === "read"));
  if (isRight) return { component, access };
  throw noColumns(access, component);
}

/** @internal @throws {EcsError} E304 unless they are a list of what `read`, `write` and `gather` return */
export function checkTerms(terms: readonly KernelTerm[]): void {
  const isTerm = (one: Partial<KernelTerm> | null | undefined): boolean =>
    isComponent(one?.component);
  const isList = Array.isArray(terms);
  if (isList && terms.every(isTerm)) return;
  const wrong = isList ? terms.find((one) => !isTerm(one)) : terms;
  throw new EcsError(
    "E304",
    `kernel: ${shown(wrong)} is no term. Pass a list of them: [write(Position), read(Velocity)].`,
  );
}

/** @internal */
export function noColumns(verb: string, component: unknown): EcsError {
  const what = isComponent(component) ? component.label : shown(component);
  return new EcsError(
    "E304",
    `${verb}: ${what} is no component with columns. Pass one that has fields and is not sparse.`,
  );
}
