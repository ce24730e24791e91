/**
 * Field values: what a program passes and gets, and the number that is stored for it.
 *
 * Booleans are stored as 0 and 1, choices as their place in the list; numbers and entities as they are.
 * What only a world can tell, which number stands for a string, is in `FieldCodec`; references are not
 * stored as numbers at all, but in `row-refs.ts`.
 */
import { ElementKind } from "../base/element.ts";
import { shown } from "../base/shown.ts";

/** How a stored number reads back: as itself, as true and false, as an entity, as one of a few strings, as any string, or as an object of the program. */
export type FieldMeaning = "number" | "bool" | "entity" | "choice" | "string" | "ref";

/** What this module needs to know of a field. */
interface ValueField {
  readonly typeName: string;
  readonly element: ElementKind;
  readonly meaning: FieldMeaning;
  readonly lanes: number;
  readonly choices: readonly string[];
}

/** The number that is stored for a checked value. */
export function toStored(field: ValueField, value: unknown): number {
  return field.meaning === "choice" ? field.choices.indexOf(value as string) : Number(value);
}

/** The value that a stored number stands for. */
export function fromStored(field: ValueField, stored: number): unknown {
  if (field.meaning === "bool") return stored !== 0;
  return field.meaning === "choice" ? field.choices[stored] : stored;
}

/** Smallest and largest value of the integer kinds; floats take any number. */
const RANGES: Partial<Record<ElementKind, readonly [number, number]>> = {
  [ElementKind.I8]: [-128, 127],
  [ElementKind.U8]: [0, 255],
  [ElementKind.I16]: [-32_768, 32_767],
  [ElementKind.U16]: [0, 65_535],
  [ElementKind.I32]: [-2_147_483_648, 2_147_483_647],
  [ElementKind.U32]: [0, 4_294_967_295],
};

const ANY_NUMBER: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** The least and the most that one number of a kind may be. NaN is in no range, and fits floats all the same. */
export function rangeOf(element: ElementKind): readonly [number, number] {
  return RANGES[element] ?? ANY_NUMBER;
}

/** Whether a kind holds fractions. */
export function isFloat(element: ElementKind): boolean {
  return RANGES[element] === undefined;
}

const EXPECTED: Record<Exclude<FieldMeaning, "ref">, "number" | "boolean" | "string"> = {
  number: "number",
  entity: "number",
  bool: "boolean",
  choice: "string",
  string: "string",
};

/**
 * Why the field cannot hold the value (one of its type, or an array of one per lane), and what to
 * pass instead, as the end of a message; undefined when it can.
 */
export function valueProblem(field: ValueField, value: unknown): string | undefined {
  if (field.lanes === 1) return problemOfOne(field, value);
  const length = (value as ArrayLike<unknown> | null)?.length;
  if (length !== field.lanes) {
    return `has ${field.lanes} lanes and was given ${shown(length ?? value)}. Pass an array of ${field.lanes} numbers.`;
  }
  for (let lane = 0; lane < field.lanes; lane++) {
    const problem = problemOfOne(field, (value as ArrayLike<unknown>)[lane]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function problemOfOne(field: ValueField, value: unknown): string | undefined {
  const { meaning, typeName } = field;
  if (meaning === "ref") return undefined; // refers to whatever it is given
  if (typeof value !== EXPECTED[meaning]) {
    return `is ${typeName} and was given ${shown(value)} (${typeof value}). Pass a ${EXPECTED[meaning]}.`;
  }
  if (meaning === "choice") {
    if (field.choices.includes(value as string)) return undefined;
    return `is ${typeName} and cannot hold "${value}". Pass one of its choices.`;
  }
  const range = RANGES[field.element];
  if (range === undefined || meaning === "bool" || meaning === "string") return undefined;
  const number = value as number;
  if (number < range[0] || number > range[1] || Number.isNaN(number))
    return `is ${typeName} and cannot hold ${number}. Pass ${range[0]} to ${range[1]}, or use a wider field type.`;
  if (Number.isInteger(number)) return undefined;
  return `is ${typeName} and cannot hold ${number}, which is no whole number. Round it, or use f32.`;
}
