/** @thi.ng/ecs: memory-mapped components, groups that own them, loops over the packed values of `group.run`. */
import { ECS } from "@thi.ng/ecs";
import {
  BULK,
  LETTERS,
  type Peer,
  START_B,
  START_C,
  START_E,
  STEP,
  startOf,
  sumOfBulk,
  sumOfUpload,
  TAG_COUNT,
  TAG_PAIRS,
  weigh,
} from "./peer.ts";

type Spec = Record<string, Float32Array>;
type World = ECS<Spec>;

function define(ecs: World, id: string, size = 1) {
  const made = ecs.defComponent({ id, type: "f32", size });
  if (made === undefined) throw new Error(`thi.ng: no memory for component "${id}".`);
  return made;
}
type Part = ReturnType<typeof define>;

const packed = (part: Part): Float32Array => part.packedValues() as Float32Array;

function double(part: Part): void {
  const values = packed(part);
  for (let i = 0; i < values.length; i++) values[i] *= 2;
}

const sumOf = (part: Part): number => packed(part).reduce((sum, one) => sum + one, 0);

function worldOfA(count: number, queries: boolean) {
  const ecs: World = new ECS({ capacity: 2 * count });
  const a = define(ecs, "a");
  const b = define(ecs, "b");
  if (queries) {
    const tags = Array.from({ length: TAG_COUNT }, (_, i) => define(ecs, `tag${i}`));
    for (const [i, j] of TAG_PAIRS) {
      ecs.defGroup([a, tags[i], tags[j]], []);
      ecs.defGroup([b, tags[i], tags[j]], []);
    }
  }
  for (let i = 0; i < count; i++) ecs.defEntity({ a: [startOf(i)] } as unknown as Spec);
  return { ecs, a, b };
}

export const thing: Peer = {
  name: "@thi.ng/ecs",
  page: "https://github.com/thi-ng/umbrella/tree/develop/packages/ecs",
  note: "owning groups and `packedValues`; a component can have one owner only",

  packed5(count) {
    const ecs: World = new ECS({ capacity: count });
    const all = [..."abcde"].map((id) => define(ecs, id));
    for (let i = 0; i < count; i++) {
      const v = [startOf(i)];
      ecs.defEntity({ a: v, b: v, c: v, d: v, e: v } as unknown as Spec);
    }
    const [a, b, c, d, e] = all;
    return {
      run: () => {
        double(a);
        double(b);
        double(c);
        double(d);
        double(e);
      },
      sum: () => weigh(all, sumOf),
    };
  },

  simpleIter(each) {
    const ecs: World = new ECS({ capacity: 4 * each });
    const all = [..."abcde"].map((id) => define(ecs, id));
    const [a, b, c, d, e] = all;
    const ab = ecs.defGroup([a, b]);
    const cd = ecs.defGroup([c, d]);
    const ce = ecs.defGroup([c, e], [e]);
    for (const kind of ["ab", "abc", "abcd", "abce"]) {
      for (let i = 0; i < each; i++) {
        const starts: Record<string, number> = {
          a: startOf(i),
          b: START_B,
          c: START_C,
          d: startOf(i),
          e: START_E,
        };
        ecs.defEntity(
          Object.fromEntries([...kind].map((id) => [id, [starts[id]]])) as unknown as Spec,
        );
      }
    }
    type Values = { readonly values: Float32Array };
    const swapPacked = (one: Values, other: Values, count: number) => {
      const { values: x } = one;
      const { values: y } = other;
      for (let i = 0; i < count; i++) {
        const kept = x[i];
        x[i] = y[i];
        y[i] = kept;
      }
    };
    return {
      run: () => {
        ab.run((info, count) => swapPacked(info.a as Values, info.b as Values, count));
        cd.run((info, count) => swapPacked(info.c as Values, info.d as Values, count));
        const c0 = c.vals;
        const e0 = e.vals;
        for (const id of ce.ids) {
          const i = c.sparse[id];
          const j = e.sparse[id];
          const kept = c0[i];
          c0[i] = e0[j];
          e0[j] = kept;
        }
      },
      sum: () => weigh(all, sumOf),
    };
  },

  fragIter(each) {
    const ecs: World = new ECS({ capacity: each * LETTERS.length });
    const data = define(ecs, "data");
    const letters = LETTERS.map((letter) => define(ecs, letter));
    for (const letter of LETTERS) {
      for (let i = 0; i < each; i++)
        ecs.defEntity({ [letter]: [startOf(i)], data: [startOf(i)] } as unknown as Spec);
    }
    const z = letters[25];
    return {
      run: () => {
        double(data);
        double(z);
      },
      sum: () => sumOf(data) + 3 * sumOf(z),
    };
  },

  entityCycle(count, queries) {
    const { ecs, a, b } = worldOfA(count, queries);
    return {
      first: () => {
        const values = packed(a);
        for (let i = 0; i < values.length; i++)
          ecs.defEntity({ b: [values[i]] } as unknown as Spec);
      },
      second: () => {
        for (const id of b.keys() as Iterable<number>) ecs.deleteID(id);
      },
      sum: () => b.packedValues().length * START_B + sumOf(b),
    };
  },

  addRemove(count, queries) {
    const { a, b } = worldOfA(count, queries);
    return {
      first: () => {
        for (const id of a.keys() as Iterable<number>) b.add(id);
      },
      second: () => {
        for (const id of b.keys() as Iterable<number>) b.delete(id);
      },
      sum: () => {
        let sum = 0;
        for (const id of b.keys() as Iterable<number>) sum += START_B + a.vals[a.sparse[id]];
        return sum;
      },
    };
  },

  particles(count) {
    const ecs: World = new ECS({ capacity: 2 * count });
    const position = define(ecs, "position", 2);
    const velocity = define(ecs, "velocity", 2);
    const life = define(ecs, "life");
    const group = ecs.defGroup([position, velocity, life]);
    const { dt, fall, birthX, birthY, birthVy } = STEP;
    const bear = (vx: number, vy: number, left: number) =>
      ecs.defEntity({
        position: [birthX, birthY],
        velocity: [vx, vy],
        life: [left],
      } as unknown as Spec);
    for (let i = 0; i < count; i++) bear(STEP.vx(i), STEP.vy(i), STEP.life(i));
    const upload = new Float32Array(2 * count);
    return {
      run: () => {
        const p = position.vals;
        const v = velocity.vals;
        const left = life.vals;
        for (let i = 0; i < group.n; i++) {
          const x = 2 * i;
          v[x + 1] += fall;
          p[x] += v[x] * dt;
          p[x + 1] += v[x + 1] * dt;
        }
        for (let i = group.n - 1; i >= 0; i--) {
          left[i] -= dt;
          if (left[i] > 0) continue;
          const back = -v[2 * i];
          ecs.deleteID(life.dense[i]);
          bear(back, birthVy, 1);
        }
        for (let i = 0; i < group.n; i++) {
          upload[i] = p[2 * i];
          upload[count + i] = p[2 * i + 1];
        }
      },
      sum: () => sumOfUpload(upload),
    };
  },

  bulk(count) {
    const ecs: World = new ECS({ capacity: count });
    const position = define(ecs, "position", 2);
    const velocity = define(ecs, "velocity", 2);
    ecs.defGroup([position, velocity]);
    return {
      first: () => {
        for (let i = 0; i < count; i++)
          ecs.defEntity({
            position: [BULK.x(i), BULK.y],
            velocity: [BULK.vx, BULK.vy],
          } as unknown as Spec);
      },
      second: () => {
        for (const id of position.keys() as Iterable<number>) ecs.deleteID(id);
      },
      sum: () => {
        const p = packed(position);
        const v = packed(velocity);
        let sum = 0;
        for (let i = 0; i < p.length; i += 2) sum += sumOfBulk(p[i], p[i + 1], v[i], v[i + 1]);
        return sum;
      },
    };
  },
};
