/**
 * What a good programmer writes without an engine: two tables of plain typed arrays and a place for each id.
 *
 * No handles that go stale, no growth, no queries, no checks: the floor that an engine's costs stand on.
 */
import { ROWS, SOME, shuffle } from "./ecs-world.ts";
import type { Subject } from "./harness.ts";

/** Rows of (x, y, vx, vy), dense; a removed row is filled by the last. */
export class HandTable {
  count = 0;
  readonly ids: Uint32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly vx: Float32Array;
  readonly vy: Float32Array;

  constructor(capacity: number) {
    this.ids = new Uint32Array(capacity);
    this.x = new Float32Array(capacity);
    this.y = new Float32Array(capacity);
    this.vx = new Float32Array(capacity);
    this.vy = new Float32Array(capacity);
  }

  /** Takes a row for an id and returns it. */
  push(id: number, x: number, y: number, vx: number, vy: number): number {
    const row = this.count++;
    this.ids[row] = id;
    this.x[row] = x;
    this.y[row] = y;
    this.vx[row] = vx;
    this.vy[row] = vy;
    return row;
  }

  /** Frees a row; `rows` is told where the one that fills it has gone. */
  remove(row: number, rows: Uint32Array): void {
    const last = --this.count;
    const moved = this.ids[last];
    this.ids[row] = moved;
    this.x[row] = this.x[last];
    this.y[row] = this.y[last];
    this.vx[row] = this.vx[last];
    this.vy[row] = this.vy[last];
    rows[moved] = row;
  }
}

/** Two tables, as for entities with a component and without, and the row of each id in whichever it is. */
export class HandStore {
  readonly plain: HandTable;
  readonly marked: HandTable;
  readonly rows: Uint32Array;

  constructor(capacity: number) {
    this.plain = new HandTable(capacity);
    this.marked = new HandTable(capacity);
    this.rows = new Uint32Array(capacity);
  }

  move(id: number, from: HandTable, to: HandTable): void {
    const row = this.rows[id];
    const moved = to.push(id, from.x[row], from.y[row], from.vx[row], from.vy[row]);
    from.remove(row, this.rows);
    this.rows[id] = moved;
  }
}

/** The same operations over plain arrays. */
export function byHand(): Subject[] {
  const store = new HandStore(2 * ROWS);
  const { plain, marked, rows } = store;
  for (let id = 0; id < ROWS; id++) rows[id] = plain.push(id, id, 0, 1, 0);
  const shuffled = Uint32Array.from(shuffle([...rows.subarray(0, ROWS)]));
  const many = new HandStore(2 * ROWS);
  return [
    {
      name: "hand: move a row between two tables",
      operations: 2 * SOME,
      run: () => {
        for (let id = 0; id < SOME; id++) store.move(id, plain, marked);
        for (let id = 0; id < SOME; id++) store.move(id, marked, plain);
        return 1;
      },
    },
    {
      name: "hand: take a row",
      operations: SOME,
      run: () => {
        for (let id = ROWS; id < ROWS + SOME; id++) rows[id] = plain.push(id, 0, 0, 0, 0);
        return 1;
      },
      undo: () => {
        for (let id = ROWS; id < ROWS + SOME; id++) plain.remove(rows[id], rows);
      },
    },
    {
      name: "hand: free a row",
      operations: SOME,
      run: () => {
        for (let id = ROWS; id < ROWS + SOME; id++) plain.remove(rows[id], rows);
        return 1;
      },
      undo: () => {
        for (let id = ROWS; id < ROWS + SOME; id++) rows[id] = plain.push(id, 0, 0, 0, 0);
      },
    },
    {
      name: "hand: fill columns",
      operations: ROWS,
      run: () => {
        const { x, y, vx, vy, ids } = many.plain;
        for (let id = 0; id < ROWS; id++) {
          ids[id] = id;
          many.rows[id] = id;
        }
        x.fill(0, 0, ROWS);
        y.fill(0, 0, ROWS);
        vx.fill(0, 0, ROWS);
        vy.fill(0, 0, ROWS);
        return 1;
      },
    },
    {
      name: "hand: copy columns",
      operations: ROWS,
      run: () => {
        const { x, y, vx, vy } = many.plain;
        const to = many.marked;
        to.x.set(x.subarray(0, ROWS));
        to.y.set(y.subarray(0, ROWS));
        to.vx.set(vx.subarray(0, ROWS));
        to.vy.set(vy.subarray(0, ROWS));
        for (let i = 0; i < ROWS; i++) many.rows[many.plain.ids[i]] = i;
        return to.x[4];
      },
    },
    {
      name: "hand: fill one column",
      operations: ROWS,
      run: () => {
        many.plain.x.fill(1, 0, ROWS);
        return many.plain.x[4];
      },
    },
    {
      name: "hand: read through the row of a random id",
      operations: ROWS,
      run: () => {
        let sum = 0;
        for (let i = 0; i < ROWS; i++) sum += plain.x[rows[shuffled[i]]];
        return sum;
      },
    },
  ];
}

export const STEP = 1 / 60;
export const makeArrays = () => ({
  px: new Float32Array(ROWS),
  py: new Float32Array(ROWS),
  vx: new Float32Array(ROWS).fill(1),
  vy: new Float32Array(ROWS),
});
/** Two in turn, as a program with more than one group of things has them. */
const groups = [makeArrays(), makeArrays()];
let turn = 0;

/**
 * The move that chunk loops are compared with; and how fast this machine is.
 *
 * Targets in ns were set on a machine where it takes `REFERENCE_NS` a row; this row is what they can be compared by.
 */
export const reference: Subject = {
  name: "hand: move, arrays from a variable",
  operations: ROWS,
  run: () => {
    turn ^= 1;
    const { px, py, vx, vy } = groups[turn];
    for (let i = 0; i < ROWS; i++) {
      px[i] += vx[i] * STEP;
      py[i] += vy[i] * STEP;
    }
    return px[5];
  },
};
export const REFERENCE_NS = 1.8;
