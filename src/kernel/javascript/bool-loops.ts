/**
 * The JavaScript engine's loops over bools, which are 0 or 1 in bytes, and over masks, which are bools.
 */
import type { BoolLoops } from "./loop-types.ts";

export const boolLoops: BoolLoops = {
  and(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] & b[i];
  },
  andNot(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] & (b[i] ^ 1);
  },
  or(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] | b[i];
  },
  xor(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] ^ b[i];
  },
  not(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = a[i] ^ 1;
  },
  eq(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] ^ b[i] ^ 1;
  },
  ne(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] ^ b[i];
  },
  select(rows, out, test, a, b) {
    for (let i = 0; i < rows; i++) out[i] = test[i] ? a[i] : b[i];
  },
  blend(rows, out, mask, a) {
    for (let i = 0; i < rows; i++) if (mask[i]) out[i] = a[i];
  },
  copy(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = a[i];
  },
  fill(rows, out, from) {
    for (let i = 0; i < rows; i++) out[i] = from[0];
  },
  f32(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = a[i];
  },
  f64(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = a[i];
  },
  i32(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = a[i];
  },
  u32(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = a[i];
  },
};

/** Whether no row of the mask is set. Its words are four rows each, and a quarter of the time. */
export function isEmpty(words: Uint32Array, mask: Uint8Array, rows: number): boolean {
  const whole = rows >> 2;
  for (let i = 0; i < whole; i++) if (words[i] !== 0) return false;
  for (let i = whole << 2; i < rows; i++) if (mask[i]) return false;
  return true;
}
