/**
 * The JavaScript engine's loops over f64: one function an operation, so that each access site sees one kind of array.
 *
 * The twin of f32-loops.ts, where it is said why they are two.
 */
import type { FloatLoops } from "./loop-types.ts";

export const f64Loops: FloatLoops<Float64Array> = {
  add(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] + b[i];
  },
  sub(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] - b[i];
  },
  mul(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] * b[i];
  },
  div(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] / b[i];
  },
  rem(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] % b[i];
  },
  neg(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = -a[i];
  },
  abs(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = Math.abs(a[i]);
  },
  min(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = Math.min(a[i], b[i]);
  },
  max(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = Math.max(a[i], b[i]);
  },
  sqrt(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = Math.sqrt(a[i]);
  },
  floor(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = Math.floor(a[i]);
  },
  ceil(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = Math.ceil(a[i]);
  },
  round(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = Math.round(a[i]);
  },
  trunc(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = Math.trunc(a[i]);
  },
  sign(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = Math.sign(a[i]);
  },
  sin(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = Math.sin(a[i]);
  },
  cos(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = Math.cos(a[i]);
  },
  exp(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = Math.exp(a[i]);
  },
  log(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = Math.log(a[i]);
  },
  atan2(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = Math.atan2(a[i], b[i]);
  },
  hypot(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = Math.sqrt(a[i] * a[i] + b[i] * b[i]);
  },
  pow(rows, out, a, b) {
    for (let i = 0; i < rows; i++) out[i] = a[i] ** b[i];
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
  i32(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = a[i];
  },
  u32(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = a[i];
  },
  bool(rows, out, a) {
    for (let i = 0; i < rows; i++) out[i] = a[i] ? 1 : 0;
  },
};
