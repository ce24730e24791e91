/** wolf-ecs: archetypes' id lists walked backwards, its "more performant method"; arrays by entity id. */
import { ECS } from "wolf-ecs";
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
import { ask, defineValue, defineVector, spawn, sumOf, wolfIteration } from "./wolf-iteration.ts";

function worldOfA(count: number, queries: boolean) {
  const ecs = new ECS(2 * count);
  const a = defineValue(ecs);
  const b = defineValue(ecs);
  const tags = Array.from({ length: TAG_COUNT }, () => ecs.defineComponent());
  if (queries) {
    for (const [i, j] of TAG_PAIRS) {
      ask(ecs, a, tags[i], tags[j]);
      ask(ecs, b, tags[i], tags[j]);
    }
  }
  for (let i = 0; i < count; i++) a.value[spawn(ecs, [a])] = startOf(i);
  return { ecs, a, b, as: ask(ecs, a), bs: ask(ecs, b) };
}

export const wolf: Peer = {
  name: "wolf-ecs",
  page: "https://github.com/EnderShadow8/wolf-ecs#systems",
  note: "manual loops over the archetypes of a query",

  ...wolfIteration,

  entityCycle(count, queries) {
    const { ecs, a, b, as, bs } = worldOfA(count, queries);
    return {
      first: () => {
        for (const { e } of as.a) {
          for (let j = e.length - 1; j >= 0; j--) {
            const id = ecs.createEntity();
            ecs.addComponent(id, b);
            b.value[id] = a.value[e[j]];
          }
        }
      },
      second: () => {
        for (const { e } of bs.a) {
          for (let j = e.length - 1; j >= 0; j--) ecs.destroyEntity(e[j]);
        }
      },
      sum: () => bs.a.reduce((sum, { e }) => sum + e.length * START_B, 0) + sumOf(ecs, b),
    };
  },

  addRemove(count, queries) {
    const { ecs, a, b, as, bs } = worldOfA(count, queries);
    return {
      first: () => {
        // From the last archetype, so that those who get a B are not met again.
        for (let i = as.a.length - 1; i >= 0; i--) {
          const { e } = as.a[i];
          for (let j = e.length - 1; j >= 0; j--) ecs.addComponent(e[j], b);
        }
      },
      second: () => {
        for (const { e } of bs.a) {
          for (let j = e.length - 1; j >= 0; j--) ecs.removeComponent(e[j], b);
        }
      },
      sum: () => {
        let sum = 0;
        bs.forEach((id) => {
          sum += START_B + a.value[id];
        });
        return sum;
      },
    };
  },

  particles(count) {
    const ecs = new ECS(2 * count);
    const position = defineVector(ecs);
    const velocity = defineVector(ecs);
    const life = defineValue(ecs);
    const { x, y } = position;
    const { x: vx, y: vy } = velocity;
    const { value: left } = life;
    const bear = (startVx: number, startVy: number, startLeft: number) => {
      const id = ecs.createEntity();
      ecs.addComponent(id, position).addComponent(id, velocity).addComponent(id, life);
      x[id] = STEP.birthX;
      y[id] = STEP.birthY;
      vx[id] = startVx;
      vy[id] = startVy;
      left[id] = startLeft;
    };
    for (let i = 0; i < count; i++) bear(STEP.vx(i), STEP.vy(i), STEP.life(i));
    const movers = ask(ecs, position, velocity);
    const living = ask(ecs, life, velocity);
    const placed = ask(ecs, position);
    const upload = new Float32Array(2 * count);
    const { dt, fall, birthVy } = STEP;
    return {
      run: () => {
        for (const { e } of movers.a) {
          for (let j = e.length - 1; j >= 0; j--) {
            const id = e[j];
            vy[id] += fall;
            x[id] += vx[id] * dt;
            y[id] += vy[id] * dt;
          }
        }
        for (const { e } of living.a) {
          for (let j = e.length - 1; j >= 0; j--) {
            const id = e[j];
            left[id] -= dt;
            if (left[id] > 0) continue;
            const back = -vx[id];
            ecs.destroyEntity(id);
            bear(back, birthVy, 1);
          }
        }
        let written = 0;
        for (const { e } of placed.a) {
          for (let j = e.length - 1; j >= 0; j--) {
            upload[written] = x[e[j]];
            upload[count + written++] = y[e[j]];
          }
        }
      },
      sum: () => sumOfUpload(upload),
    };
  },

  bulk(count) {
    const ecs = new ECS(count);
    const position = defineVector(ecs);
    const velocity = defineVector(ecs);
    const movers = ask(ecs, position, velocity);
    return {
      first: () => {
        for (let i = 0; i < count; i++) {
          const id = ecs.createEntity();
          ecs.addComponent(id, position).addComponent(id, velocity);
          position.x[id] = BULK.x(i);
          position.y[id] = BULK.y;
          velocity.x[id] = BULK.vx;
          velocity.y[id] = BULK.vy;
        }
      },
      second: () => {
        for (const { e } of movers.a) {
          for (let j = e.length - 1; j >= 0; j--) ecs.destroyEntity(e[j]);
        }
      },
      sum: () => {
        let sum = 0;
        movers.forEach((id) => {
          sum += sumOfBulk(position.x[id], position.y[id], velocity.x[id], velocity.y[id]);
        });
        return sum;
      },
    };
  },
};
