/**
 * Order: keeps what a text says in the order in which it says it, though a tree's expressions have no effects.
 *
 * `x + (x = 2)` becomes `let #1 = x; x = 2;` and `#1 + 2`: a value that was taken before an assignment is put by
 * if the assignment changes what it was made from, and only then.
 */
import type { Expression, Place, Statement } from "../tree.ts";

/** Whether an expression reads something that the statements assign. */
export function dependsOn(value: Expression, statements: readonly Statement[]): boolean {
  const assigned = new Set<string>();
  collectAssigned(statements, assigned);
  return reads(value, assigned);
}

/** Whether reading it twice costs nothing, and gives the same after an assignment to `place`. */
export function staysAfter(value: Expression, place: Place): boolean {
  return isLeaf(value) && !reads(value, new Set([keyOf(place)]));
}

export function isLeaf(value: Expression): boolean {
  return (
    value.kind === "number" ||
    value.kind === "boolean" ||
    value.kind === "name" ||
    value.kind === "member"
  );
}

/** Lanes are not told apart. */
function keyOf(place: Place): string {
  return place.kind === "name" ? place.name : `${place.object}.${place.name}`;
}

function collectAssigned(statements: readonly Statement[], into: Set<string>): void {
  for (const one of statements) {
    if (one.kind === "assign") into.add(keyOf(one.to));
    else if (one.kind === "if") {
      collectAssigned(one.then, into);
      collectAssigned(one.otherwise, into);
    }
  }
}

function reads(value: Expression, places: ReadonlySet<string>): boolean {
  switch (value.kind) {
    case "number":
    case "boolean":
      return false;
    case "name":
    case "member":
      return places.has(keyOf(value));
    case "unary":
      return reads(value.of, places);
    case "binary":
      return reads(value.left, places) || reads(value.right, places);
    case "choose":
      return [value.test, value.then, value.otherwise].some((one) => reads(one, places));
    case "call":
      return value.inputs.some((one) => reads(one, places));
  }
}
