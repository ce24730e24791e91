/** bitECS 0.4: the workloads that only iterate, with loops as documented and hoisted. */
import { addComponents, addEntity, asBuffer, createWorld, query } from "bitecs";
import { type Iteration, LETTERS, START_B, START_C, START_E, startOf, weigh } from "./peer.ts";

export interface Value {
  readonly value: Float32Array;
}

export const values = (rows: number): Value => ({ value: new Float32Array(rows) });
export const vectors = (rows: number) => ({ x: new Float32Array(rows), y: new Float32Array(rows) });

export type Bitecs = ReturnType<typeof createWorld>;

/** The two ways to loop; each workload takes its loops from here. */
export interface Loops {
  double(world: Bitecs, of: Value): void;
  swap(world: Bitecs, one: Value, other: Value): void;
}

export const documented: Loops = {
  double(world, of) {
    for (const eid of query(world, [of])) of.value[eid] *= 2;
  },
  swap(world, one, other) {
    for (const eid of query(world, [one, other])) {
      const kept = one.value[eid];
      one.value[eid] = other.value[eid];
      other.value[eid] = kept;
    }
  },
};

export const hoisted: Loops = {
  double(world, of) {
    const eids = query(world, [of], asBuffer);
    const { value } = of;
    const { length } = eids;
    for (let i = 0; i < length; i++) value[eids[i]] *= 2;
  },
  swap(world, one, other) {
    const eids = query(world, [one, other], asBuffer);
    const { value: a } = one;
    const { value: b } = other;
    const { length } = eids;
    for (let i = 0; i < length; i++) {
      const eid = eids[i];
      const kept = a[eid];
      a[eid] = b[eid];
      b[eid] = kept;
    }
  },
};

export function sumOf(world: Bitecs, of: Value): number {
  let sum = 0;
  for (const eid of query(world, [of])) sum += of.value[eid];
  return sum;
}

export const bitecsIteration = (loops: Loops): Iteration => ({
  packed5(count) {
    const world = createWorld();
    const [a, b, c, d, e] = [1, 2, 3, 4, 5].map(() => values(count + 1));
    for (let i = 0; i < count; i++) {
      const eid = addEntity(world);
      addComponents(world, eid, [a, b, c, d, e]);
      for (const { value } of [a, b, c, d, e]) value[eid] = startOf(i);
    }
    return {
      run: () => {
        loops.double(world, a);
        loops.double(world, b);
        loops.double(world, c);
        loops.double(world, d);
        loops.double(world, e);
      },
      sum: () => weigh([a, b, c, d, e], (one) => sumOf(world, one)),
    };
  },

  simpleIter(each) {
    const world = createWorld();
    const [a, b, c, d, e] = [1, 2, 3, 4, 5].map(() => values(4 * each + 1));
    for (const kind of [
      [a, b],
      [a, b, c],
      [a, b, c, d],
      [a, b, c, e],
    ]) {
      for (let i = 0; i < each; i++) {
        const eid = addEntity(world);
        addComponents(world, eid, kind);
        a.value[eid] = startOf(i);
        b.value[eid] = START_B;
        c.value[eid] = START_C;
        d.value[eid] = startOf(i);
        e.value[eid] = START_E;
      }
    }
    return {
      run: () => {
        loops.swap(world, a, b);
        loops.swap(world, c, d);
        loops.swap(world, c, e);
      },
      sum: () => weigh([a, b, c, d, e], (one) => sumOf(world, one)),
    };
  },

  fragIter(each) {
    const world = createWorld();
    const rows = each * LETTERS.length + 1;
    const data = values(rows);
    const letters = LETTERS.map(() => values(rows));
    for (const letter of letters) {
      for (let i = 0; i < each; i++) {
        const eid = addEntity(world);
        addComponents(world, eid, [letter, data]);
        letter.value[eid] = startOf(i);
        data.value[eid] = startOf(i);
      }
    }
    return {
      run: () => {
        loops.double(world, data);
        loops.double(world, letters[25]);
      },
      sum: () => sumOf(world, data) + 3 * sumOf(world, letters[25]),
    };
  },
});
