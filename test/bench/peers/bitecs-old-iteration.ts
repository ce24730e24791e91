/** bitECS 0.3: what is used of it, and the workloads that only iterate. */
import { type Iteration, LETTERS, START_B, START_C, START_E, startOf, weigh } from "./peer.ts";

export type World = object;
export type Fields<K extends string> = Readonly<Record<K, Float32Array>>;
export type Ask = (world: World) => readonly number[];

/** What is used of it; its own types name the module `bitecs`, which is 0.4 here. */
export interface Bitecs03 {
  createWorld(size: number): World;
  addEntity(world: World): number;
  removeEntity(world: World, eid: number): void;
  addComponent(world: World, component: object, eid: number): void;
  removeComponent(world: World, component: object, eid: number): void;
  defineComponent<K extends string>(schema: Record<K, string>, size: number): Fields<K>;
  defineQuery(components: readonly object[]): Ask;
  Types: { readonly f32: string };
}

const packageName: string = "bitecs-0.3";
export const {
  createWorld,
  addEntity,
  removeEntity,
  addComponent,
  removeComponent,
  defineComponent,
  defineQuery,
  Types: { f32 },
} = (await import(/* @vite-ignore */ packageName)) as Bitecs03;

export type Value = Fields<"value">;

/** Room for every id: ids of the removed wait until one in a hundred is free. */
export const roomFor = (count: number): number => Math.max(10_000, Math.ceil(1.1 * count));
export const values = (size: number): Value => defineComponent({ value: f32 }, size);
export const vectors = (size: number) => defineComponent({ x: f32, y: f32 }, size);

export function double(world: World, ask: Ask, { value }: Value): void {
  const eids = ask(world);
  for (let i = 0; i < eids.length; i++) value[eids[i]] *= 2;
}

export function swap(world: World, ask: Ask, { value: a }: Value, { value: b }: Value): void {
  const eids = ask(world);
  for (let i = 0; i < eids.length; i++) {
    const eid = eids[i];
    const kept = a[eid];
    a[eid] = b[eid];
    b[eid] = kept;
  }
}

export function sumOf(world: World, of: Value): number {
  let sum = 0;
  for (const eid of defineQuery([of])(world)) sum += of.value[eid];
  return sum;
}

export const bitecsOldIteration: Iteration = {
  packed5(count) {
    const size = roomFor(count);
    const world = createWorld(size);
    const all = [1, 2, 3, 4, 5].map(() => values(size));
    for (let i = 0; i < count; i++) {
      const eid = addEntity(world);
      for (const one of all) {
        addComponent(world, one, eid);
        one.value[eid] = startOf(i);
      }
    }
    const [a, b, c, d, e] = all;
    const [as, bs, cs, ds, es] = all.map((one) => defineQuery([one]));
    return {
      run: () => {
        double(world, as, a);
        double(world, bs, b);
        double(world, cs, c);
        double(world, ds, d);
        double(world, es, e);
      },
      sum: () => weigh([a, b, c, d, e], (one) => sumOf(world, one)),
    };
  },

  simpleIter(each) {
    const size = roomFor(4 * each);
    const world = createWorld(size);
    const [a, b, c, d, e] = [1, 2, 3, 4, 5].map(() => values(size));
    for (const kind of [
      [a, b],
      [a, b, c],
      [a, b, c, d],
      [a, b, c, e],
    ]) {
      for (let i = 0; i < each; i++) {
        const eid = addEntity(world);
        for (const one of kind) addComponent(world, one, eid);
        a.value[eid] = startOf(i);
        b.value[eid] = START_B;
        c.value[eid] = START_C;
        d.value[eid] = startOf(i);
        e.value[eid] = START_E;
      }
    }
    const ab = defineQuery([a, b]);
    const cd = defineQuery([c, d]);
    const ce = defineQuery([c, e]);
    return {
      run: () => {
        swap(world, ab, a, b);
        swap(world, cd, c, d);
        swap(world, ce, c, e);
      },
      sum: () => weigh([a, b, c, d, e], (one) => sumOf(world, one)),
    };
  },

  fragIter(each) {
    const size = roomFor(each * LETTERS.length);
    const world = createWorld(size);
    const data = values(size);
    const letters = LETTERS.map(() => values(size));
    for (const letter of letters) {
      for (let i = 0; i < each; i++) {
        const eid = addEntity(world);
        addComponent(world, letter, eid);
        addComponent(world, data, eid);
        letter.value[eid] = startOf(i);
        data.value[eid] = startOf(i);
      }
    }
    const z = letters[25];
    const withData = defineQuery([data]);
    const withZ = defineQuery([z]);
    return {
      run: () => {
        double(world, withData, data);
        double(world, withZ, z);
      },
      sum: () => sumOf(world, data) + 3 * sumOf(world, z),
    };
  },
};
