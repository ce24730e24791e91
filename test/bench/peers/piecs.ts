/** piecs: systems that the world updates, archetypes made beforehand, component values in arrays of one's own. */
import { World } from "piecs";
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
import { addSystem, piecsIteration, sumOf } from "./piecs-iteration.ts";

function registerHundred(world: World, a: number, b: number): void {
  const tags = Array.from({ length: TAG_COUNT }, () => world.createComponentId());
  for (const [i, j] of TAG_PAIRS) {
    addSystem(world, [a, tags[i], tags[j]], () => undefined);
    addSystem(world, [b, tags[i], tags[j]], () => undefined);
  }
}

function worldOfA(count: number, queries: boolean) {
  const world = new World();
  const a = world.createComponentId();
  const b = world.createComponentId();
  const aOf = new Float32Array(2 * count + 1);
  const bOf = new Float32Array(2 * count + 1);
  if (queries) registerHundred(world, a, b);
  const kind = world.prefabricate([a]);
  const ids: number[] = [];
  for (let i = 0; i < count; i++) {
    ids[i] = world.createEntity(kind);
    aOf[ids[i]] = startOf(i);
  }
  return { world, a, b, aOf, bOf, kind };
}

export const piecs: Peer = {
  name: "piecs",
  page: "https://github.com/sondresj/piecs#readme",
  note: "entity systems, prefabricated archetypes, `transformEntity`",

  ...piecsIteration,

  entityCycle(count, queries) {
    const { world, a, b, aOf, bOf } = worldOfA(count, queries);
    const made = world.prefabricate([b]);
    let ending = false;
    addSystem(world, [a], (ids) => {
      if (ending) return;
      for (let i = ids.length - 1; i >= 0; i--) bOf[world.createEntity(made)] = aOf[ids[i]];
    });
    addSystem(world, [b], (ids) => {
      if (!ending) return;
      for (let i = ids.length - 1; i >= 0; i--) world.deleteEntity(ids[i]);
    });
    world.initialize();
    return {
      first: () => {
        ending = false;
        world.update();
      },
      second: () => {
        ending = true;
        world.update();
      },
      sum: () => made.entities.length * START_B + sumOf(world, b, bOf),
    };
  },

  addRemove(count, queries) {
    const { world, a, b, aOf, kind } = worldOfA(count, queries);
    const more = world.prefabricate([a, b]);
    let removing = false;
    addSystem(world, [a], (ids) => {
      if (removing || ids !== kind.entities) return;
      for (let i = ids.length - 1; i >= 0; i--) world.transformEntity(ids[i], more);
    });
    addSystem(world, [b], (ids) => {
      if (!removing) return;
      for (let i = ids.length - 1; i >= 0; i--) world.transformEntity(ids[i], kind);
    });
    world.initialize();
    return {
      first: () => {
        removing = false;
        world.update();
      },
      second: () => {
        removing = true;
        world.update();
      },
      sum: () => Array.from(more.entities).reduce((sum, id) => sum + START_B + aOf[id], 0),
    };
  },

  particles(count) {
    const world = new World();
    const [position, velocity, life] = [1, 2, 3].map(() => world.createComponentId());
    const kind = world.prefabricate([position, velocity, life]);
    const [x, y, vx, vy, left] = [1, 2, 3, 4, 5].map(() => new Float32Array(2 * count + 1));
    const bear = (startVx: number, startVy: number, startLeft: number) => {
      const id = world.createEntity(kind);
      x[id] = STEP.birthX;
      y[id] = STEP.birthY;
      vx[id] = startVx;
      vy[id] = startVy;
      left[id] = startLeft;
    };
    for (let i = 0; i < count; i++) bear(STEP.vx(i), STEP.vy(i), STEP.life(i));
    const upload = new Float32Array(2 * count);
    const { dt, fall, birthVy } = STEP;
    addSystem(world, [position, velocity], (ids) => {
      for (let i = ids.length - 1; i >= 0; i--) {
        const id = ids[i];
        vy[id] += fall;
        x[id] += vx[id] * dt;
        y[id] += vy[id] * dt;
      }
    });
    addSystem(world, [life, velocity], (ids) => {
      for (let i = ids.length - 1; i >= 0; i--) {
        const id = ids[i];
        left[id] -= dt;
        if (left[id] > 0) continue;
        const back = -vx[id];
        world.deleteEntity(id);
        bear(back, birthVy, 1);
      }
    });
    addSystem(world, [position], (ids) => {
      for (let i = ids.length - 1; i >= 0; i--) {
        upload[i] = x[ids[i]];
        upload[count + i] = y[ids[i]];
      }
    });
    world.initialize();
    return { run: () => world.update(), sum: () => sumOfUpload(upload) };
  },

  bulk(count) {
    const world = new World();
    const [position, velocity] = [1, 2].map(() => world.createComponentId());
    const kind = world.prefabricate([position, velocity]);
    const [x, y, vx, vy] = [1, 2, 3, 4].map(() => new Float32Array(count + 1));
    addSystem(world, [position, velocity], (ids) => {
      for (let i = ids.length - 1; i >= 0; i--) world.deleteEntity(ids[i]);
    });
    world.initialize();
    return {
      first: () => {
        for (let i = 0; i < count; i++) {
          const id = world.createEntity(kind);
          x[id] = BULK.x(i);
          y[id] = BULK.y;
          vx[id] = BULK.vx;
          vy[id] = BULK.vy;
        }
      },
      second: () => world.update(),
      sum: () =>
        Array.from(kind.entities).reduce(
          (sum, id) => sum + sumOfBulk(x[id], y[id], vx[id], vy[id]),
          0,
        ),
    };
  },
};
