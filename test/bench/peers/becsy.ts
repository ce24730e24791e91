/** becsy, performance build: systems with queries, fields through `entity.read` and `entity.write`. */
import {
  becsyIteration,
  type Kind,
  makeWorld,
  summer,
  type Turn,
  value,
  vector,
  type Work,
  worker,
} from "./becsy-iteration.ts";
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

/** Systems whose queries are the hundred, two to a pair of tags. */
function hundredQueries(turn: Turn, a: Kind, b: Kind) {
  const tags = Array.from({ length: TAG_COUNT }, value);
  const work: Work = () => undefined;
  for (const [i, j] of TAG_PAIRS) {
    for (const kind of [a, b])
      worker(turn, { step: "never", kinds: [kind, tags[i], tags[j]], work });
  }
  return tags;
}

/** As, and systems for the two steps and the sum. */
async function stepsOnAs(
  count: number,
  queries: boolean,
  make: (
    turn: Turn,
    a: Kind<{ value: number }>,
    b: Kind<{ value: number }>,
  ) => ReturnType<typeof summer>,
) {
  const turn: Turn = { step: "", systems: [] };
  const a = value();
  const b = value();
  const found = make(turn, a, b);
  const tags = queries ? hundredQueries(turn, a, b) : [];
  const frame = await makeWorld(turn, 4 * count, [a, b, ...tags], (system) => {
    for (let i = 0; i < count; i++) system.createEntity(a, { value: startOf(i) });
  });
  const ask = frame("sum");
  return {
    first: frame("first"),
    second: frame("second"),
    sum: async () => {
      await ask();
      return found.total;
    },
  };
}

export const becsy: Peer = {
  name: "becsy",
  page: "https://lastolivegames.github.io/becsy/guide/architecture/systems",
  note: "the performance build; a frame per step",
  ...becsyIteration,

  entityCycle: (count, queries) =>
    stepsOnAs(count, queries, (turn, a, b) => {
      worker(turn, {
        step: "first",
        kinds: [a],
        also: [b],
        work: (system, entities) => {
          for (const entity of entities) system.createEntity(b, { value: entity.read(a).value });
        },
      });
      worker(turn, {
        step: "second",
        kinds: [b],
        work: (_, entities) => {
          for (const entity of entities) entity.delete();
        },
      });
      return summer(turn, [b], (entity) => START_B + entity.read(b).value);
    }),

  addRemove: (count, queries) =>
    stepsOnAs(count, queries, (turn, a, b) => {
      worker(turn, {
        step: "first",
        kinds: [a],
        also: [b],
        work: (_, entities) => {
          for (const entity of entities) entity.add(b);
        },
      });
      worker(turn, {
        step: "second",
        kinds: [b],
        work: (_, entities) => {
          for (const entity of entities) entity.remove(b);
        },
      });
      return summer(turn, [a, b], (entity) => START_B + entity.read(a).value);
    }),

  async particles(count) {
    const turn: Turn = { step: "", systems: [] };
    const position = vector();
    const velocity = vector();
    const life = value();
    const kinds = [position, velocity, life];
    const { dt, fall, birthX, birthY, birthVy } = STEP;
    const upload = new Float32Array(2 * count);
    worker(turn, {
      step: "run",
      kinds: [position, velocity],
      work: (_, entities) => {
        for (const entity of entities) {
          const v = entity.write(velocity);
          const p = entity.write(position);
          v.y += fall;
          p.x += v.x * dt;
          p.y += v.y * dt;
        }
      },
    });
    worker(turn, {
      step: "run",
      kinds: [life, velocity],
      also: [position],
      work: (system, entities) => {
        for (const entity of entities) {
          const one = entity.write(life);
          one.value -= dt;
          if (one.value > 0) continue;
          const back = -entity.read(velocity).x;
          entity.delete();
          system.createEntity(
            position,
            { x: birthX, y: birthY },
            velocity,
            { x: back, y: birthVy },
            life,
            { value: 1 },
          );
        }
      },
    });
    worker(turn, {
      step: "run",
      kinds: [position],
      work: (_, entities) => {
        for (let i = 0; i < entities.length; i++) {
          const { x, y } = entities[i].read(position);
          upload[i] = x;
          upload[count + i] = y;
        }
      },
    });
    const frame = await makeWorld(turn, 2 * count, kinds, (system) => {
      for (let i = 0; i < count; i++)
        system.createEntity(
          position,
          { x: birthX, y: birthY },
          velocity,
          { x: STEP.vx(i), y: STEP.vy(i) },
          life,
          { value: STEP.life(i) },
        );
    });
    return { run: frame("run"), sum: () => sumOfUpload(upload) };
  },

  async bulk(count) {
    const turn: Turn = { step: "", systems: [] };
    const position = vector();
    const velocity = vector();
    const kinds = [position, velocity];
    worker(turn, {
      step: "first",
      kinds,
      work: (system) => {
        for (let i = 0; i < count; i++)
          system.createEntity(position, { x: BULK.x(i), y: BULK.y }, velocity, {
            x: BULK.vx,
            y: BULK.vy,
          });
      },
    });
    worker(turn, {
      step: "second",
      kinds,
      work: (_, entities) => {
        for (const entity of entities) entity.delete();
      },
    });
    const found = summer(turn, kinds, (entity) => {
      // The handles are reused, so each component is read before the next.
      const { x, y } = entity.read(position);
      const v = entity.read(velocity);
      return sumOfBulk(x, y, v.x, v.y);
    });
    const frame = await makeWorld(turn, 4 * count, kinds, () => undefined);
    const ask = frame("sum");
    return {
      first: frame("first"),
      second: frame("second"),
      sum: async () => {
        await ask();
        return found.total;
      },
    };
  },
};
