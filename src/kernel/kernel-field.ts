/**
 * The fields that a kernel's body names: which column, which lane, and whether a kernel can use it at all.
 */
import { ElementKind } from "../base/element.ts";
import type { Field } from "../storage/component.ts";
import type { Pass } from "./pass.ts";
import { MASK, type ValueType } from "./program.ts";
import type { KernelSignature } from "./signature.ts";
import type { Expression } from "./tree.ts";
import { refuse } from "./words.ts";

type Member = Extract<Expression, { kind: "member" }>;

/** What a kernel has to know of a field, or of a mask. */
export type FieldShape = Pick<Field, "meaning" | "element" | "lanes">;

const BITS: FieldShape = { meaning: "bool", element: ElementKind.U32, lanes: 0 };

export function shapeOf({ terms }: KernelSignature, term: number, field: number): FieldShape {
  const { component, access } = terms[term];
  if (access !== "gather") return field === MASK ? BITS : component.fields[field];
  if (field === MASK) return { ...BITS, lanes: 1 };
  const { meaning, element } = component.fields[field];
  return { meaning, element: copiedAs(element, meaning), lanes: 1 };
}

/** What a value of another entity is copied as. */
function copiedAs(element: ElementKind, meaning: Field["meaning"]): ElementKind {
  if (element === ElementKind.F32 || element === ElementKind.F64) return element;
  return meaning === "bool" || element === ElementKind.U32 ? ElementKind.U32 : ElementKind.I32;
}

/** The type that a field has in a kernel: integers narrower than 32 bits are widened. */
export function typeOfField(field: FieldShape): ValueType {
  if (field.meaning === "bool") return "bool";
  switch (field.element) {
    case ElementKind.F32:
      return "f32";
    case ElementKind.F64:
      return "f64";
    case ElementKind.U32:
      return "u32";
    default:
      return "i32";
  }
}

/** The text of a member, for messages and names. */
export function memberText({ object, name, lane }: Member): string {
  return lane === undefined ? `${object}.${name}` : `${object}.${name}[${lane}]`;
}

/** Which field of the term's component a member names: `MASK` for `isEnabled` and `exists`, where no field has that name. */
export function fieldOf(pass: Pass, term: number, member: Member, where: string): number {
  const { component, access } = pass.signature.terms[term];
  const isGathered = access === "gather";
  const index = component.fieldNames.indexOf(member.name);
  const asked = isGathered ? "exists" : "isEnabled";
  if (index < 0 && member.name === asked && member.lane === undefined) {
    return isGathered || component.isToggle
      ? MASK
      : refuse("E321Enabled", where, memberText(member), component.label);
  }
  if (index < 0) {
    return refuse("E321Field", where, memberText(member), component.label, component.fieldNames);
  }
  const field = component.fields[index];
  if (field.meaning !== "number" && field.meaning !== "bool" && field.meaning !== "entity") {
    return refuse("E323Type", where, memberText(member), field.typeName);
  }
  const { lanes } = field;
  if (
    lanes > 1
      ? !((member.lane ?? -1) < lanes && (member.lane ?? -1) >= 0)
      : member.lane !== undefined
  ) {
    return refuse("E323Lane", where, memberText(member), `${member.object}.${member.name}`, lanes);
  }
  return index;
}

/** The variable of a column; a column has one from where it is first named. */
export function columnVariable(pass: Pass, term: number, field: number, member: Member): number {
  const lane = member.lane ?? 0;
  for (const column of pass.columns) {
    if (column.term === term && column.field === field && column.lane === lane)
      return column.variable;
  }
  const type = typeOfField(shapeOf(pass.signature, term, field));
  const variable = pass.variable(memberText(member), type);
  pass.columns.push({ term, field, lane, variable });
  return variable;
}
