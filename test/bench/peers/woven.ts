/** @woven-ecs/core: systems over `query.current`, components through `read` and `write`. */
import {
  addComponent,
  type Context,
  createEntity,
  defineQuery,
  removeComponent,
  removeEntity,
} from "@woven-ecs/core";
import {
  BULK,
  type Peer,
  START_B,
  STEP,
  startOf,
  sumOfBulk,
  sumOfUpload,
  TAG_COUNT,
  TAG_PAIRS,
} from "./peer.ts";
import {
  type Act,
  asked,
  frames,
  makeWorld,
  sumOf,
  valuePart,
  vectorPart,
  wovenIteration,
} from "./woven-iteration.ts";

async function worldOfA(count: number, queries: boolean) {
  const a = valuePart();
  const b = valuePart();
  const tags = Array.from({ length: TAG_COUNT }, valuePart);
  const world = makeWorld([a, b, ...tags], 4 * count);
  const hundred = TAG_PAIRS.flatMap(([i, j]) => [
    defineQuery((q) => q.with(a, tags[i], tags[j])),
    defineQuery((q) => q.with(b, tags[i], tags[j])),
  ]);
  const watch: Act[] = queries ? [(ctx) => hundred.forEach((one) => void one.current(ctx))] : [];
  await world.execute((ctx) => {
    for (let i = 0; i < count; i++) addComponent(ctx, createEntity(ctx), a, { value: startOf(i) });
  });
  return { world, a, b, watch };
}

export const woven: Peer = {
  name: "@woven-ecs/core",
  page: "https://woven-ecs.dev/docs/systems/",
  note: "main-thread systems, `read` and `write`; changes go through its event buffer",

  ...wovenIteration,

  async entityCycle(count, queries) {
    const { world, a, b, watch } = await worldOfA(count, queries);
    const as = defineQuery((q) => q.with(a));
    const bs = defineQuery((q) => q.with(b));
    // Both systems run in every frame: ids come back when all systems have seen that they are free.
    let isEnding = false;
    const spawn: Act = (ctx) => {
      if (isEnding) return;
      for (const id of as.current(ctx))
        addComponent(ctx, createEntity(ctx), b, { value: a.read(ctx, id).value });
    };
    const end: Act = (ctx) => {
      if (!isEnding) return;
      for (const id of bs.current(ctx)) removeEntity(ctx, id);
    };
    const frame = frames(world, spawn, end, ...watch);
    return {
      first: () => {
        isEnding = false;
        return frame();
      },
      second: () => {
        isEnding = true;
        return frame();
      },
      sum: () => asked(world, (ctx) => bs.current(ctx).length * START_B + sumOf(ctx, b)),
    };
  },

  async addRemove(count, queries) {
    const { world, a, b, watch } = await worldOfA(count, queries);
    const as = defineQuery((q) => q.with(a));
    const bs = defineQuery((q) => q.with(b));
    const add: Act = (ctx) => {
      for (const id of as.current(ctx)) addComponent(ctx, id, b);
    };
    const remove: Act = (ctx) => {
      for (const id of bs.current(ctx)) removeComponent(ctx, id, b);
    };
    return {
      first: frames(world, add, ...watch),
      second: frames(world, remove, ...watch),
      sum: () =>
        asked(world, (ctx) => {
          let sum = 0;
          for (const id of bs.current(ctx)) sum += START_B + a.read(ctx, id).value;
          return sum;
        }),
    };
  },

  async particles(count) {
    const position = vectorPart();
    const velocity = vectorPart();
    const life = valuePart();
    const world = makeWorld([position, velocity, life], 2 * count);
    const { dt, fall, birthX, birthY, birthVy } = STEP;
    const bear = (ctx: Context, x: number, y: number, value: number) => {
      const id = createEntity(ctx);
      addComponent(ctx, id, position, { x: birthX, y: birthY });
      addComponent(ctx, id, velocity, { x, y });
      addComponent(ctx, id, life, { value });
    };
    await world.execute((ctx) => {
      for (let i = 0; i < count; i++) bear(ctx, STEP.vx(i), STEP.vy(i), STEP.life(i));
    });
    const movers = defineQuery((q) => q.with(position, velocity));
    const living = defineQuery((q) => q.with(life, velocity));
    const placed = defineQuery((q) => q.with(position));
    const upload = new Float32Array(2 * count);
    const move: Act = (ctx) => {
      for (const id of movers.current(ctx)) {
        const p = position.write(ctx, id);
        const v = velocity.write(ctx, id);
        v.y += fall;
        p.x += v.x * dt;
        p.y += v.y * dt;
      }
    };
    const age: Act = (ctx) => {
      for (const id of living.current(ctx)) {
        const one = life.write(ctx, id);
        one.value -= dt;
        if (one.value > 0) continue;
        const back = -velocity.read(ctx, id).x;
        removeEntity(ctx, id);
        bear(ctx, back, birthVy, 1);
      }
    };
    const write: Act = (ctx) => {
      let written = 0;
      for (const id of placed.current(ctx)) {
        const p = position.read(ctx, id);
        upload[written] = p.x;
        upload[count + written++] = p.y;
      }
    };
    const changes = frames(world, move, age);
    const shows = frames(world, write);
    return {
      // In two frames: a system sees what was spawned before its frame.
      run: async () => {
        await changes();
        await shows();
      },
      sum: () => sumOfUpload(upload),
    };
  },

  bulk(count) {
    const position = vectorPart();
    const velocity = vectorPart();
    // Ids of the removed come back some frames later.
    const world = makeWorld([position, velocity], 4 * count);
    const movers = defineQuery((q) => q.with(position, velocity));
    return {
      first: frames(world, (ctx) => {
        for (let i = 0; i < count; i++) {
          const id = createEntity(ctx);
          addComponent(ctx, id, position, { x: BULK.x(i), y: BULK.y });
          addComponent(ctx, id, velocity, { x: BULK.vx, y: BULK.vy });
        }
      }),
      second: frames(world, (ctx) => {
        for (const id of movers.current(ctx)) removeEntity(ctx, id);
      }),
      sum: () =>
        asked(world, (ctx) => {
          let sum = 0;
          for (const id of movers.current(ctx)) {
            const p = position.read(ctx, id);
            const v = velocity.read(ctx, id);
            sum += sumOfBulk(p.x, p.y, v.x, v.y);
          }
          return sum;
        }),
    };
  },
};
