/** wolf-ecs: its words for the workloads, and those that only iterate. */
import { type ComponentArray, ECS, types } from "wolf-ecs";
import { type Iteration, LETTERS, START_B, START_C, START_E, startOf, weigh } from "./peer.ts";

export type Query = ReturnType<ECS["createQuery"]>;
export type Value = { readonly value: Float32Array<ArrayBuffer> };

export const defineValue = (ecs: ECS): Value => ecs.defineComponent({ value: types.f32 });
export const defineVector = (ecs: ECS) => ecs.defineComponent({ x: types.f32, y: types.f32 });
/** Its types accept operators only; its readme passes components, as here. */
export const ask = (ecs: ECS, ...components: object[]): Query =>
  ecs.createQuery(...(components as never[]));

export function spawn(ecs: ECS, components: readonly object[]): number {
  const id = ecs.createEntity();
  for (const one of components) ecs.addComponent(id, one as ComponentArray);
  return id;
}

export function double(query: Query, { value }: Value): void {
  for (let i = 0; i < query.a.length; i++) {
    const ids = query.a[i].e;
    for (let j = ids.length - 1; j >= 0; j--) value[ids[j]] *= 2;
  }
}

export function swap(query: Query, { value: a }: Value, { value: b }: Value): void {
  for (let i = 0; i < query.a.length; i++) {
    const ids = query.a[i].e;
    for (let j = ids.length - 1; j >= 0; j--) {
      const id = ids[j];
      const kept = a[id];
      a[id] = b[id];
      b[id] = kept;
    }
  }
}

export function sumOf(ecs: ECS, of: Value): number {
  let sum = 0;
  ask(ecs, of).forEach((id) => {
    sum += of.value[id];
  });
  return sum;
}

export const wolfIteration: Iteration = {
  packed5(count) {
    const ecs = new ECS(count);
    const all = [1, 2, 3, 4, 5].map(() => defineValue(ecs));
    for (let i = 0; i < count; i++) {
      const id = spawn(ecs, all);
      for (const { value } of all) value[id] = startOf(i);
    }
    const [a, b, c, d, e] = all;
    const [as, bs, cs, ds, es] = all.map((one) => ask(ecs, one));
    return {
      run: () => {
        double(as, a);
        double(bs, b);
        double(cs, c);
        double(ds, d);
        double(es, e);
      },
      sum: () => weigh(all, (one) => sumOf(ecs, one)),
    };
  },

  simpleIter(each) {
    const ecs = new ECS(4 * each);
    const [a, b, c, d, e] = [1, 2, 3, 4, 5].map(() => defineValue(ecs));
    for (const kind of [
      [a, b],
      [a, b, c],
      [a, b, c, d],
      [a, b, c, e],
    ]) {
      for (let i = 0; i < each; i++) {
        const id = spawn(ecs, kind);
        a.value[id] = startOf(i);
        b.value[id] = START_B;
        c.value[id] = START_C;
        d.value[id] = startOf(i);
        e.value[id] = START_E;
      }
    }
    const ab = ask(ecs, a, b);
    const cd = ask(ecs, c, d);
    const ce = ask(ecs, c, e);
    return {
      run: () => {
        swap(ab, a, b);
        swap(cd, c, d);
        swap(ce, c, e);
      },
      sum: () => weigh([a, b, c, d, e], (one) => sumOf(ecs, one)),
    };
  },

  fragIter(each) {
    const ecs = new ECS(each * LETTERS.length);
    const data = defineValue(ecs);
    const letters = LETTERS.map(() => defineValue(ecs));
    for (const letter of letters) {
      for (let i = 0; i < each; i++) {
        const id = spawn(ecs, [letter, data]);
        letter.value[id] = startOf(i);
        data.value[id] = startOf(i);
      }
    }
    const z = letters[25];
    const withData = ask(ecs, data);
    const withZ = ask(ecs, z);
    return {
      run: () => {
        double(withData, data);
        double(withZ, z);
      },
      sum: () => sumOf(ecs, data) + 3 * sumOf(ecs, z),
    };
  },
};
