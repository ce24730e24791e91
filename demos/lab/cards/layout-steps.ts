/**
 * What the layout cards run: one step over objects, interleaved rows and columns, each a loop of
 * its own, so that each keeps its own profile in the optimiser.
 */

export const FIELDS = 16;

export class Thing {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
  g: number;
  h: number;
  i: number;
  j: number;
  k: number;
  l: number;
  m: number;
  n: number;
  o: number;
  p: number;

  constructor(values: Float32Array, at: number) {
    this.a = values[at];
    this.b = values[at + 1];
    this.c = values[at + 2];
    this.d = values[at + 3];
    this.e = values[at + 4];
    this.f = values[at + 5];
    this.g = values[at + 6];
    this.h = values[at + 7];
    this.i = values[at + 8];
    this.j = values[at + 9];
    this.k = values[at + 10];
    this.l = values[at + 11];
    this.m = values[at + 12];
    this.n = values[at + 13];
    this.o = values[at + 14];
    this.p = values[at + 15];
  }
}

export function objectsOf(values: Float32Array): Thing[] {
  const things: Thing[] = [];
  for (let at = 0; at < values.length; at += FIELDS) things.push(new Thing(values, at));
  return things;
}

/** One array for each field, with its value for every row. */
export function columnsOf(values: Float32Array): Float32Array[] {
  const count = values.length / FIELDS;
  return Array.from({ length: FIELDS }, (_, field) =>
    Float32Array.from({ length: count }, (_row, i) => values[i * FIELDS + field]),
  );
}

export function stepShuffledObjects(things: readonly Thing[], width: number): number {
  let sum = 0;
  for (let i = 0; i < things.length; i++) {
    const thing = things[i];
    let others = thing.b;
    if (width > 2) others += thing.c + thing.d;
    if (width > 4) others += thing.e + thing.f + thing.g + thing.h;
    if (width > 8)
      others += thing.i + thing.j + thing.k + thing.l + thing.m + thing.n + thing.o + thing.p;
    thing.a = others - thing.a;
    sum += thing.a;
  }
  return 2 * sum;
}

export function stepFreshObjects(things: readonly Thing[], width: number): number {
  let sum = 0;
  for (let i = 0; i < things.length; i++) {
    const thing = things[i];
    let others = thing.b;
    if (width > 2) others += thing.c + thing.d;
    if (width > 4) others += thing.e + thing.f + thing.g + thing.h;
    if (width > 8)
      others += thing.i + thing.j + thing.k + thing.l + thing.m + thing.n + thing.o + thing.p;
    thing.a = others - thing.a;
    sum += thing.a;
  }
  return 2 * sum;
}

export function stepRows(rows: Float32Array, width: number): number {
  let sum = 0;
  for (let at = 0; at < rows.length; at += 16) {
    let others = rows[at + 1];
    if (width > 2) others += rows[at + 2] + rows[at + 3];
    if (width > 4) others += rows[at + 4] + rows[at + 5] + rows[at + 6] + rows[at + 7];
    if (width > 8)
      others +=
        rows[at + 8] +
        rows[at + 9] +
        rows[at + 10] +
        rows[at + 11] +
        rows[at + 12] +
        rows[at + 13] +
        rows[at + 14] +
        rows[at + 15];
    rows[at] = others - rows[at];
    sum += rows[at];
  }
  return 2 * sum;
}

export function stepColumns(columns: readonly Float32Array[], width: number): number {
  const [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = columns;
  let sum = 0;
  for (let row = 0; row < a.length; row++) {
    let others = b[row];
    if (width > 2) others += c[row] + d[row];
    if (width > 4) others += e[row] + f[row] + g[row] + h[row];
    if (width > 8) others += i[row] + j[row] + k[row] + l[row] + m[row] + n[row] + o[row] + p[row];
    a[row] = others - a[row];
    sum += a[row];
  }
  return 2 * sum;
}
