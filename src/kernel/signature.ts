/**
 * KernelSignature: what a kernel's tree does not say, and its program needs: the components behind the body's
 * parameters, the types of its uniforms, the functions that it calls.
 */
import type { AnyComponent } from "../storage/component.ts";
import type { ValueType } from "./program.ts";
import type { KernelTree, SourcePlace } from "./tree.ts";

export interface KernelSignature {
  /** For messages. */
  readonly label: string;
  readonly terms: readonly {
    readonly component: AnyComponent;
    readonly access: "read" | "write" | "gather";
  }[];
  readonly uniforms: readonly { readonly name: string; readonly type: ValueType }[];
  /** Functions that the body may call; each call is written out where it stands. */
  readonly functions: Readonly<Record<string, KernelTree>>;
}

/** How a message begins: where the mistake stands, as editors and terminals link it, as far as it is known. */
export function whereIs(label: string, tree: KernelTree, at: SourcePlace | undefined): string {
  if (at === undefined) return `kernel ${label}`;
  const place = `${at.line}:${at.column + 1}`;
  return tree.file === undefined ? `kernel ${label}:${place}` : `kernel: ${tree.file}:${place}`;
}
