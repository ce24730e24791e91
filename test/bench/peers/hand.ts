/**
 * No library: typed arrays as a good programmer writes them for this one program.
 *
 * No handles that go stale, no queries, no components that come and go by themselves.
 */
import {
  BULK,
  LETTERS,
  type Peer,
  START_B,
  START_C,
  START_E,
  STEP,
  type Steps,
  startOf,
  sumOfBulk,
  sumOfUpload,
  WEIGHT,
} from "./peer.ts";

/** Ids in a dense list, and where in it each is; a removed one is filled by the last. */
class IdSet {
  count = 0;
  readonly ids: Uint32Array;
  readonly rows: Uint32Array;

  constructor(capacity: number) {
    this.ids = new Uint32Array(capacity);
    this.rows = new Uint32Array(capacity);
  }

  add(id: number): number {
    const row = this.count++;
    this.ids[row] = id;
    this.rows[id] = row;
    return row;
  }

  /** Returns the row that the last one fills. */
  remove(id: number): number {
    const row = this.rows[id];
    const last = this.ids[--this.count];
    this.ids[row] = last;
    this.rows[last] = row;
    return row;
  }
}

const filled = (count: number, of: (i: number) => number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => of(i));

function double(values: Float32Array): void {
  for (let i = 0; i < values.length; i++) values[i] *= 2;
}

function swap(a: Float32Array, b: Float32Array): void {
  for (let i = 0; i < a.length; i++) {
    const kept = a[i];
    a[i] = b[i];
    b[i] = kept;
  }
}

const total = (values: Float32Array): number => values.reduce((sum, one) => sum + one, 0);

export const hand: Peer = {
  name: "hand",
  page: "",
  note: "typed arrays written for this program, no library",

  packed5(count) {
    const columns = [1, 2, 3, 4, 5].map(() => filled(count, startOf));
    const [a, b, c, d, e] = columns;
    return {
      run: () => {
        double(a);
        double(b);
        double(c);
        double(d);
        double(e);
      },
      sum: () =>
        total(a) * WEIGHT.a +
        total(b) * WEIGHT.b +
        total(c) * WEIGHT.c +
        total(d) * WEIGHT.d +
        total(e) * WEIGHT.e,
    };
  },

  simpleIter(each) {
    const tables = ["AB", "ABC", "ABCD", "ABCE"].map((kind) => ({
      kind,
      a: filled(each, startOf),
      b: filled(each, () => START_B),
      c: filled(kind.includes("C") ? each : 0, () => START_C),
      d: filled(kind.includes("D") ? each : 0, startOf),
      e: filled(kind.includes("E") ? each : 0, () => START_E),
    }));
    const [, , withD, withE] = tables;
    return {
      run: () => {
        for (const { a, b } of tables) swap(a, b);
        swap(withD.c, withD.d);
        swap(withE.c, withE.e);
      },
      sum: () => {
        let sum = 0;
        for (const { a, b, c, d, e } of tables)
          sum +=
            total(a) * WEIGHT.a +
            total(b) * WEIGHT.b +
            total(c) * WEIGHT.c +
            total(d) * WEIGHT.d +
            total(e) * WEIGHT.e;
        return sum;
      },
    };
  },

  fragIter(each) {
    const data = filled(each * LETTERS.length, (i) => startOf(i % each));
    const z = filled(each, startOf);
    return {
      run: () => {
        double(data);
        double(z);
      },
      sum: () => total(data) + 3 * total(z),
    };
  },

  entityCycle(count) {
    const a = filled(count, startOf);
    const b = new Float32Array(2 * count);
    const free = Uint32Array.from({ length: 2 * count }, (_, i) => 2 * count - 1 - i);
    let freeCount = free.length;
    const set = new IdSet(2 * count);
    return {
      first: () => {
        for (let i = 0; i < count; i++) b[set.add(free[--freeCount])] = a[i];
      },
      second: () => {
        while (set.count > 0) {
          const id = set.ids[set.count - 1];
          b[set.remove(id)] = b[set.count];
          free[freeCount++] = id;
        }
      },
      sum: () => {
        let sum = 0;
        for (let i = 0; i < set.count; i++) sum += START_B + b[i];
        return sum;
      },
    };
  },

  addRemove(count) {
    const a = filled(count, startOf);
    const b = new Float32Array(count);
    const set = new IdSet(count);
    return {
      first: () => {
        for (let id = 0; id < count; id++) b[set.add(id)] = 0;
      },
      second: () => {
        for (let id = 0; id < count; id++) b[set.remove(id)] = b[set.count];
      },
      sum: () => {
        let sum = 0;
        for (let i = 0; i < set.count; i++) sum += START_B + a[set.ids[i]];
        return sum;
      },
    };
  },

  particles(count) {
    const x = filled(count, () => STEP.birthX);
    const y = filled(count, () => STEP.birthY);
    const vx = filled(count, STEP.vx);
    const vy = filled(count, STEP.vy);
    const life = filled(count, STEP.life);
    const upload = new Float32Array(2 * count);
    const { dt, fall, birthX, birthY, birthVy } = STEP;
    return {
      run: () => {
        for (let i = 0; i < count; i++) {
          vy[i] += fall;
          x[i] += vx[i] * dt;
          y[i] += vy[i] * dt;
        }
        for (let i = 0; i < count; i++) {
          life[i] -= dt;
          if (life[i] > 0) continue;
          x[i] = birthX;
          y[i] = birthY;
          vx[i] = -vx[i];
          vy[i] = birthVy;
          life[i] = 1;
        }
        upload.set(x);
        upload.set(y, count);
      },
      sum: () => sumOfUpload(upload),
    };
  },

  bulk(count): Steps {
    const x = new Float32Array(count);
    const y = new Float32Array(count);
    const vx = new Float32Array(count);
    const vy = new Float32Array(count);
    const set = new IdSet(count);
    return {
      first: () => {
        for (let i = 0; i < count; i++) {
          const row = set.add(i);
          x[row] = BULK.x(i);
          y[row] = BULK.y;
          vx[row] = BULK.vx;
          vy[row] = BULK.vy;
        }
      },
      second: () => {
        set.count = 0;
      },
      sum: () => {
        let sum = 0;
        for (let i = 0; i < set.count; i++) sum += sumOfBulk(x[i], y[i], vx[i], vy[i]);
        return sum;
      },
    };
  },
};
