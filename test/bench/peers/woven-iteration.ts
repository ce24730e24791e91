/** @woven-ecs/core: its words for the workloads, and those that only iterate. */
import {
  addComponent,
  type Context,
  createEntity,
  defineComponent,
  defineQuery,
  defineSystem,
  field,
  World,
} from "@woven-ecs/core";
import { type Iteration, LETTERS, START_B, START_C, START_E, startOf, weigh } from "./peer.ts";

export const valuePart = () => defineComponent({ value: field.float32().default(0) });
export const vectorPart = () =>
  defineComponent({ x: field.float32().default(0), y: field.float32().default(0) });
export type Value = ReturnType<typeof valuePart>;
export type Act = (ctx: Context) => void;

/** A world of `room` entities whose events of a frame all have room. */
export const makeWorld = (
  components: ConstructorParameters<typeof World>[0],
  room: number,
): World => new World(components, { maxEntities: room, maxEvents: 16 * room + 1024 });

/** One frame, as its quick start writes it. */
export const frames = (world: World, ...acts: Act[]) => {
  const systems = acts.map((act) => defineSystem(act));
  return () => {
    world.sync();
    return world.execute(...systems);
  };
};

export function double(of: Value): Act {
  const query = defineQuery((q) => q.with(of));
  return (ctx) => {
    for (const id of query.current(ctx)) of.write(ctx, id).value *= 2;
  };
}

export function swap(one: Value, other: Value): Act {
  const query = defineQuery((q) => q.with(one, other));
  return (ctx) => {
    for (const id of query.current(ctx)) {
      const a = one.write(ctx, id);
      const b = other.write(ctx, id);
      const kept = a.value;
      a.value = b.value;
      b.value = kept;
    }
  };
}

/** Sums are asked outside systems: one that runs no more would keep ids of the removed from coming back. */
export async function asked(world: World, sum: (ctx: Context) => number): Promise<number> {
  let answer = 0;
  await world.execute((ctx) => {
    answer = sum(ctx);
  });
  return answer;
}

export function sumOf(ctx: Context, of: Value): number {
  let sum = 0;
  for (const id of defineQuery((q) => q.with(of)).current(ctx)) sum += of.read(ctx, id).value;
  return sum;
}

export const wovenIteration: Iteration = {
  async packed5(count) {
    const all = [1, 2, 3, 4, 5].map(valuePart);
    const world = makeWorld(all, count);
    await world.execute((ctx) => {
      for (let i = 0; i < count; i++) {
        const id = createEntity(ctx);
        for (const one of all) addComponent(ctx, id, one, { value: startOf(i) });
      }
    });
    return {
      run: frames(world, ...all.map(double)),
      sum: () => asked(world, (ctx) => weigh(all, (one) => sumOf(ctx, one))),
    };
  },

  async simpleIter(each) {
    const all = [1, 2, 3, 4, 5].map(valuePart);
    const [a, b, c, d, e] = all;
    const world = makeWorld(all, 4 * each);
    await world.execute((ctx) => {
      for (const kind of [
        [a, b],
        [a, b, c],
        [a, b, c, d],
        [a, b, c, e],
      ]) {
        for (let i = 0; i < each; i++) {
          const starts = [startOf(i), START_B, START_C, startOf(i), START_E];
          const id = createEntity(ctx);
          for (const one of kind) addComponent(ctx, id, one, { value: starts[all.indexOf(one)] });
        }
      }
    });
    return {
      run: frames(world, swap(a, b), swap(c, d), swap(c, e)),
      sum: () => asked(world, (ctx) => weigh(all, (one) => sumOf(ctx, one))),
    };
  },

  async fragIter(each) {
    const data = valuePart();
    const letters = LETTERS.map(valuePart);
    const z = letters[25];
    const world = makeWorld([data, ...letters], each * LETTERS.length);
    await world.execute((ctx) => {
      for (const letter of letters) {
        for (let i = 0; i < each; i++) {
          const id = createEntity(ctx);
          addComponent(ctx, id, letter, { value: startOf(i) });
          addComponent(ctx, id, data, { value: startOf(i) });
        }
      }
    });
    return {
      run: frames(world, double(data), double(z)),
      sum: () => asked(world, (ctx) => sumOf(ctx, data) + 3 * sumOf(ctx, z)),
    };
  },
};
