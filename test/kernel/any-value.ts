/** Random values for programs and their columns, with the numbers among them at which engines differ. */
import { ElementKind } from "../../src/base/element.ts";
import type { ValueType } from "../../src/kernel/program.ts";

/** Numbers from 0 up to 1. */
export type Source = () => number;

/** Constants that find edges: zeros of both signs, halves, limits of the integers, what is not finite. */
const EDGES = [0, -0, 1, -1, 0.5, -0.5, 1.5, 2.5, 255, 256, -129, 65536, 16777217, 2147483647];
const MORE_EDGES = [-2147483648, 4294967295, 1e-40, 1e30, 1e300, Infinity, -Infinity, NaN];
const CONSTANTS = [...EDGES, ...MORE_EDGES];

/** xorshift32: the same choices for the same seed, however many are taken. */
export function sourceOf(seed: number): Source {
  let state = (seed ^ 0x9e3779b9) | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export const pick = <T>(random: Source, list: readonly T[]): T =>
  list[Math.floor(random() * list.length)];

/** A number that the type holds exactly. */
export function numberOf(random: Source, type: ValueType): number {
  if (type === "bool") return random() < 0.5 ? 0 : 1;
  const value = random() < 0.4 ? pick(random, CONSTANTS) : (random() - 0.5) * 10 ** (random() * 8);
  if (type === "f64") return value;
  if (type === "f32") return Math.fround(value);
  return type === "i32" ? value | 0 : value >>> 0;
}

/** A number, or a bool as 0 or 1, that a column of the kind holds. */
export function elementValue(random: Source, element: ElementKind, isBool: boolean): number {
  if (isBool) return random() < 0.5 ? 0 : 1;
  switch (element) {
    case ElementKind.F32:
      return numberOf(random, "f32");
    case ElementKind.F64:
      return numberOf(random, "f64");
    case ElementKind.I8:
      return (numberOf(random, "i32") << 24) >> 24;
    case ElementKind.U8:
      return numberOf(random, "i32") & 0xff;
    case ElementKind.I16:
      return (numberOf(random, "i32") << 16) >> 16;
    case ElementKind.U16:
      return numberOf(random, "i32") & 0xffff;
    case ElementKind.I32:
      return numberOf(random, "i32");
    case ElementKind.U32:
      return numberOf(random, "u32");
  }
}
