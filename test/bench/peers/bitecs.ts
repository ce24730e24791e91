/**
 * bitECS 0.4: components are objects of typed arrays by entity id, loops walk the ids of `query`.
 *
 * Two subjects: as its introduction writes systems (components read from the world in each), and hoisted: the
 * ids fetched as a buffer, and the arrays, into locals before the loop.
 */
import {
  addComponent,
  addComponents,
  addEntity,
  asBuffer,
  createWorld,
  query,
  registerQuery,
  removeComponent,
  removeEntity,
} from "bitecs";
import {
  bitecsIteration,
  documented,
  hoisted,
  sumOf,
  values,
  vectors,
} from "./bitecs-iteration.ts";
import {
  BULK,
  type Iteration,
  type Peer,
  START_B,
  STEP,
  startOf,
  sumOfBulk,
  sumOfUpload,
  TAG_COUNT,
  TAG_PAIRS,
} from "./peer.ts";

/** A world of As; with the hundred queries if asked. */
function worldOfA(count: number, queries: boolean) {
  const world = createWorld();
  const a = values(2 * count + 1);
  const b = values(2 * count + 1);
  if (queries) {
    const tags = Array.from({ length: TAG_COUNT }, () => ({}));
    for (const [i, j] of TAG_PAIRS) {
      registerQuery(world, [a, tags[i], tags[j]]);
      registerQuery(world, [b, tags[i], tags[j]]);
    }
  }
  for (let i = 0; i < count; i++) {
    const eid = addEntity(world);
    addComponent(world, eid, a);
    a.value[eid] = startOf(i);
  }
  return { world, a, b };
}

const bitecsPeer = (
  name: string,
  note: string,
  iteration: Iteration,
  modifiers: [] | [typeof asBuffer],
): Peer => ({
  name,
  page: "https://github.com/NateTheGreatt/bitECS/blob/master/docs/Intro.md",
  note,
  ...iteration,

  entityCycle(count, queries) {
    const { world, a, b } = worldOfA(count, queries);
    return {
      first: () => {
        for (const eid of query(world, [a], ...modifiers)) {
          const made = addEntity(world);
          addComponent(world, made, b);
          b.value[made] = a.value[eid];
        }
      },
      second: () => {
        for (const eid of query(world, [b], ...modifiers)) removeEntity(world, eid);
      },
      sum: () => query(world, [b]).length * START_B + sumOf(world, b),
    };
  },

  addRemove(count, queries) {
    const { world, a, b } = worldOfA(count, queries);
    return {
      first: () => {
        for (const eid of query(world, [a], ...modifiers)) addComponent(world, eid, b);
      },
      second: () => {
        for (const eid of query(world, [a], ...modifiers)) removeComponent(world, eid, b);
      },
      sum: () => {
        let sum = 0;
        for (const eid of query(world, [a, b])) sum += START_B + a.value[eid];
        return sum;
      },
    };
  },

  particles(count) {
    const world = createWorld();
    const rows = 2 * count + 1;
    const position = vectors(rows);
    const velocity = vectors(rows);
    const life = { left: new Float32Array(rows) };
    const all = [position, velocity, life];
    const spawn = (vx: number, vy: number, left: number) => {
      const eid = addEntity(world);
      addComponents(world, eid, all);
      position.x[eid] = STEP.birthX;
      position.y[eid] = STEP.birthY;
      velocity.x[eid] = vx;
      velocity.y[eid] = vy;
      life.left[eid] = left;
    };
    for (let i = 0; i < count; i++) spawn(STEP.vx(i), STEP.vy(i), STEP.life(i));
    const upload = new Float32Array(2 * count);
    const { dt, fall, birthVy } = STEP;
    return {
      run: () => {
        const { x, y } = position;
        const { x: vx, y: vy } = velocity;
        const { left } = life;
        for (const eid of query(world, [position, velocity], ...modifiers)) {
          vy[eid] += fall;
          x[eid] += vx[eid] * dt;
          y[eid] += vy[eid] * dt;
        }
        for (const eid of query(world, [life, velocity], ...modifiers)) {
          left[eid] -= dt;
          if (left[eid] > 0) continue;
          const back = -vx[eid];
          removeEntity(world, eid);
          spawn(back, birthVy, 1);
        }
        let written = 0;
        for (const eid of query(world, [position], ...modifiers)) {
          upload[written] = x[eid];
          upload[count + written++] = y[eid];
        }
      },
      sum: () => sumOfUpload(upload),
    };
  },

  bulk(count) {
    const world = createWorld();
    const position = vectors(count + 1);
    const velocity = vectors(count + 1);
    const all = [position, velocity];
    query(world, all);
    return {
      first: () => {
        for (let i = 0; i < count; i++) {
          const eid = addEntity(world);
          addComponents(world, eid, all);
          position.x[eid] = BULK.x(i);
          position.y[eid] = BULK.y;
          velocity.x[eid] = BULK.vx;
          velocity.y[eid] = BULK.vy;
        }
      },
      second: () => {
        for (const eid of query(world, all, ...modifiers)) removeEntity(world, eid);
      },
      sum: () => {
        let sum = 0;
        for (const eid of query(world, all))
          sum += sumOfBulk(position.x[eid], position.y[eid], velocity.x[eid], velocity.y[eid]);
        return sum;
      },
    };
  },
});

export const bitecs = bitecsPeer(
  "bitecs 0.4",
  "loops as in its introduction",
  bitecsIteration(documented),
  [],
);
export const bitecsHoisted = bitecsPeer(
  "bitecs 0.4, hoisted",
  "the query as a buffer, its ids and the arrays in locals",
  bitecsIteration(hoisted),
  [asBuffer],
);
