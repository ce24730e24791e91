/** bitECS 0.3: components of declared fields, queries defined once, ids walked by index. */
import {
  addComponent,
  addEntity,
  bitecsOldIteration,
  createWorld,
  defineComponent,
  defineQuery,
  f32,
  removeComponent,
  removeEntity,
  roomFor,
  sumOf,
  values,
  vectors,
} from "./bitecs-old-iteration.ts";
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

function worldOfA(count: number, queries: boolean) {
  const size = roomFor(2 * count);
  const world = createWorld(size);
  const a = values(size);
  const b = values(size);
  if (queries) {
    const tags = Array.from({ length: TAG_COUNT }, () => defineComponent({}, size));
    for (const [i, j] of TAG_PAIRS) {
      defineQuery([a, tags[i], tags[j]])(world);
      defineQuery([b, tags[i], tags[j]])(world);
    }
  }
  for (let i = 0; i < count; i++) {
    const eid = addEntity(world);
    addComponent(world, a, eid);
    a.value[eid] = startOf(i);
  }
  return { world, a, b, as: defineQuery([a]), bs: defineQuery([b]), both: defineQuery([a, b]) };
}

export const bitecsOld: Peer = {
  name: "bitecs 0.3",
  page: "https://github.com/NateTheGreatt/bitECS/blob/v0.3.40/docs/INTRO.md",
  note: "`defineQuery`, ids walked by index, as in its first example",
  ...bitecsOldIteration,

  entityCycle(count, queries) {
    const { world, a, b, as, bs } = worldOfA(count, queries);
    return {
      first: () => {
        const eids = as(world);
        for (let i = 0; i < eids.length; i++) {
          const made = addEntity(world);
          addComponent(world, b, made);
          b.value[made] = a.value[eids[i]];
        }
      },
      second: () => {
        const eids = bs(world);
        for (let i = 0; i < eids.length; i++) removeEntity(world, eids[i]);
      },
      sum: () => bs(world).length * START_B + sumOf(world, b),
    };
  },

  addRemove(count, queries) {
    const { world, a, b, as, both } = worldOfA(count, queries);
    return {
      first: () => {
        const eids = as(world);
        for (let i = 0; i < eids.length; i++) addComponent(world, b, eids[i]);
      },
      second: () => {
        const eids = as(world);
        for (let i = 0; i < eids.length; i++) removeComponent(world, b, eids[i]);
      },
      sum: () => both(world).reduce((sum, eid) => sum + START_B + a.value[eid], 0),
    };
  },

  particles(count) {
    const size = roomFor(2 * count);
    const world = createWorld(size);
    const position = vectors(size);
    const velocity = vectors(size);
    const life = defineComponent({ left: f32 }, size);
    const { x, y } = position;
    const { x: vx, y: vy } = velocity;
    const { left } = life;
    const spawn = (startVx: number, startVy: number, startLeft: number) => {
      const eid = addEntity(world);
      addComponent(world, position, eid);
      addComponent(world, velocity, eid);
      addComponent(world, life, eid);
      x[eid] = STEP.birthX;
      y[eid] = STEP.birthY;
      vx[eid] = startVx;
      vy[eid] = startVy;
      left[eid] = startLeft;
    };
    for (let i = 0; i < count; i++) spawn(STEP.vx(i), STEP.vy(i), STEP.life(i));
    const movers = defineQuery([position, velocity]);
    const living = defineQuery([life, velocity]);
    const placed = defineQuery([position]);
    const upload = new Float32Array(2 * count);
    const { dt, fall, birthVy } = STEP;
    return {
      run: () => {
        const moving = movers(world);
        for (let i = 0; i < moving.length; i++) {
          const eid = moving[i];
          vy[eid] += fall;
          x[eid] += vx[eid] * dt;
          y[eid] += vy[eid] * dt;
        }
        const ageing = living(world);
        // New ones join the list at its end, with their whole lives ahead.
        const { length } = ageing;
        for (let i = 0; i < length; i++) {
          const eid = ageing[i];
          left[eid] -= dt;
          if (left[eid] > 0) continue;
          const back = -vx[eid];
          removeEntity(world, eid);
          spawn(back, birthVy, 1);
        }
        const shown = placed(world);
        for (let i = 0; i < shown.length; i++) {
          upload[i] = x[shown[i]];
          upload[count + i] = y[shown[i]];
        }
      },
      sum: () => sumOfUpload(upload),
    };
  },

  bulk(count) {
    const size = roomFor(count);
    const world = createWorld(size);
    const position = vectors(size);
    const velocity = vectors(size);
    const movers = defineQuery([position, velocity]);
    movers(world);
    return {
      first: () => {
        for (let i = 0; i < count; i++) {
          const eid = addEntity(world);
          addComponent(world, position, eid);
          addComponent(world, velocity, eid);
          position.x[eid] = BULK.x(i);
          position.y[eid] = BULK.y;
          velocity.x[eid] = BULK.vx;
          velocity.y[eid] = BULK.vy;
        }
      },
      second: () => {
        const eids = movers(world);
        for (let i = 0; i < eids.length; i++) removeEntity(world, eids[i]);
      },
      sum: () => {
        let sum = 0;
        for (const eid of movers(world))
          sum += sumOfBulk(position.x[eid], position.y[eid], velocity.x[eid], velocity.y[eid]);
        return sum;
      },
    };
  },
};
