/** Field text: what a field's value looks like in an input, and what a text in an input stands for. */
import { type AnyComponent, type Entity, NO_ENTITY, type WorldInspector } from "../index.ts";

export type Field = AnyComponent["fields"][number];

/** An entity for people: `7v3`, and its name where it has one. */
export function namedText(entity: Entity, inspector: WorldInspector): string {
  const name = inspector.world.nameOf(entity);
  return `${inspector.describe(entity)}${name === undefined ? "" : ` ${name}`}`;
}

/** The value as a person would type it. */
export function toText(field: Field, value: unknown, inspector: WorldInspector): string {
  if (field.lanes > 1)
    return Array.from(value as ArrayLike<number>, (lane) => numberText(field, lane)).join(", ");
  if (field.meaning === "number") return numberText(field, value as number);
  if (field.meaning === "ref") return refText(value);
  if (field.meaning !== "entity") return String(value);
  if (value === NO_ENTITY) return "none";
  const entity = value as Entity;
  return inspector.world.nameOf(entity) ?? inspector.describe(entity);
}

/**
 * What a text stands for. What is not of the field's type is passed on as the text it is: the world refuses it, by
 * code and with a remedy.
 */
export function fromText(field: Field, text: string, inspector: WorldInspector): unknown {
  if (field.lanes > 1) return text.split(",").map(toNumber);
  if (field.meaning === "number") return toNumber(text);
  if (field.meaning === "bool") return { true: true, false: false }[text] ?? text;
  if (field.meaning !== "entity") return text;
  if (text.trim() === "none") return NO_ENTITY;
  return inspector.find(text) ?? text;
}

/** Not 0 where nothing is written, and no NaN where something else is. */
function toNumber(text: string): number | string {
  const trimmed = text.trim();
  const number = trimmed === "" ? Number.NaN : Number(trimmed);
  return Number.isNaN(number) && trimmed !== "NaN" ? trimmed : number;
}

/** The shortest number that is stored as this one: 0.1 instead of 0.10000000149011612. */
function numberText({ typeName }: Field, value: number): string {
  if (!typeName.startsWith("f32") || Number.isSafeInteger(value)) return `${value}`;
  for (let digits = 6; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return `${shorter}`;
  }
  return `${Number(value.toPrecision(9))}`;
}

function refText(value: unknown): string {
  if (typeof value === "function") return `function ${value.name}`;
  if (typeof value !== "object" || value === null) return String(value);
  return `${value.constructor?.name ?? "Object"} {${Object.keys(value).slice(0, 4).join(", ")}}`;
}
