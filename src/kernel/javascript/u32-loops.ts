/**
 * The JavaScript engine's loops over u32: one function an operation, so that each access site sees one kind of array.
 *
 * The twin of i32-loops.ts; shr fills with zeros here.
 */
import type { IntegerLoops } from "./loop-types.ts";

export const u32Loops: IntegerLoops<Uint32Array> = {
  add(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] + b[i];
  },
  sub(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] - b[i];
  },
  mul(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = Math.imul(a[i], b[i]);
  },
  min(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = Math.min(a[i], b[i]);
  },
  max(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = Math.max(a[i], b[i]);
  },
  and(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] & b[i];
  },
  or(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] | b[i];
  },
  xor(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] ^ b[i];
  },
  not(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = ~a[i];
  },
  shl(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] << b[i];
  },
  shr(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] >>> b[i];
  },
  lt(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] < b[i] ? 1 : 0;
  },
  le(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] <= b[i] ? 1 : 0;
  },
  gt(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] > b[i] ? 1 : 0;
  },
  ge(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] >= b[i] ? 1 : 0;
  },
  eq(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] === b[i] ? 1 : 0;
  },
  ne(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] !== b[i] ? 1 : 0;
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
  bool(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = a[i] ? 1 : 0;
  },
};
