/** elics: queries are sets of entities; values read and written in the components' arrays by `entity.index`. */
import { createComponent, type Entity, Types, World } from "elics";
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

// Ids must be unique in the process.
let defined = 0;
const field = { type: Types.Float32, default: 0 } as const;
const defineValue = () => createComponent(`Value ${defined++}`, { value: field });
const defineVector = () => createComponent(`Vector ${defined++}`, { x: field, y: field });
type Value = ReturnType<typeof defineValue>;

function makeWorld(entityCapacity: number, components: readonly object[]): World {
  const world = new World({ entityCapacity, checksOn: false });
  for (const one of components) world.registerComponent(one as Value);
  return world;
}

const ask = (world: World, ...required: Value[]) =>
  world.queryManager.registerQuery({ required }).entities;

function double(entities: ReadonlySet<Entity>, of: Value): void {
  const { value } = of.data;
  for (const entity of entities) value[entity.index] *= 2;
}

function swap(entities: ReadonlySet<Entity>, one: Value, other: Value): void {
  const { value: a } = one.data;
  const { value: b } = other.data;
  for (const { index } of entities) {
    const kept = a[index];
    a[index] = b[index];
    b[index] = kept;
  }
}

function sumOf(world: World, of: Value): number {
  let sum = 0;
  for (const { index } of ask(world, of)) sum += of.data.value[index];
  return sum;
}

function worldOfA(count: number, queries: boolean) {
  const a = defineValue();
  const b = defineValue();
  const tags = Array.from({ length: TAG_COUNT }, defineValue);
  const world = makeWorld(2 * count, [a, b, ...tags]);
  if (queries) {
    for (const [i, j] of TAG_PAIRS) {
      ask(world, a, tags[i], tags[j]);
      ask(world, b, tags[i], tags[j]);
    }
  }
  const as = ask(world, a);
  const bs = ask(world, b);
  for (let i = 0; i < count; i++) world.createEntity().addComponent(a, { value: startOf(i) });
  return { world, a, b, as, bs };
}

export const elics: Peer = {
  name: "elics",
  page: "https://elixr-games.github.io/elics/",
  note: "checks off, component arrays by `entity.index`",

  packed5(count) {
    const all = [1, 2, 3, 4, 5].map(defineValue);
    const world = makeWorld(count, all);
    for (let i = 0; i < count; i++) {
      const entity = world.createEntity();
      for (const one of all) entity.addComponent(one, { value: startOf(i) });
    }
    const [a, b, c, d, e] = all;
    const [as, bs, cs, ds, es] = all.map((one) => ask(world, one));
    return {
      run: () => {
        double(as, a);
        double(bs, b);
        double(cs, c);
        double(ds, d);
        double(es, e);
      },
      sum: () => weigh(all, (one) => sumOf(world, one)),
    };
  },

  simpleIter(each) {
    const all = [1, 2, 3, 4, 5].map(defineValue);
    const world = makeWorld(4 * each, all);
    const [a, b, c, d, e] = all;
    for (const kind of [
      [a, b],
      [a, b, c],
      [a, b, c, d],
      [a, b, c, e],
    ]) {
      for (let i = 0; i < each; i++) {
        const starts = [startOf(i), START_B, START_C, startOf(i), START_E];
        const entity = world.createEntity();
        for (const one of kind) entity.addComponent(one, { value: starts[all.indexOf(one)] });
      }
    }
    const ab = ask(world, a, b);
    const cd = ask(world, c, d);
    const ce = ask(world, c, e);
    return {
      run: () => {
        swap(ab, a, b);
        swap(cd, c, d);
        swap(ce, c, e);
      },
      sum: () => weigh(all, (one) => sumOf(world, one)),
    };
  },

  fragIter(each) {
    const data = defineValue();
    const letters = LETTERS.map(defineValue);
    const world = makeWorld(each * LETTERS.length, [data, ...letters]);
    for (const letter of letters) {
      for (let i = 0; i < each; i++)
        world
          .createEntity()
          .addComponent(letter, { value: startOf(i) })
          .addComponent(data, { value: startOf(i) });
    }
    const z = letters[25];
    const withData = ask(world, data);
    const withZ = ask(world, z);
    return {
      run: () => {
        double(withData, data);
        double(withZ, z);
      },
      sum: () => sumOf(world, data) + 3 * sumOf(world, z),
    };
  },

  entityCycle(count, queries) {
    const { world, a, b, as, bs } = worldOfA(count, queries);
    return {
      first: () => {
        const { value } = a.data;
        for (const { index } of as) world.createEntity().addComponent(b, { value: value[index] });
      },
      second: () => {
        for (const entity of bs) entity.destroy();
      },
      sum: () => bs.size * START_B + sumOf(world, b),
    };
  },

  addRemove(count, queries) {
    const { a, b, as, bs } = worldOfA(count, queries);
    return {
      first: () => {
        for (const entity of as) entity.addComponent(b);
      },
      second: () => {
        for (const entity of bs) entity.removeComponent(b);
      },
      sum: () => {
        let sum = 0;
        for (const { index } of bs) sum += START_B + a.data.value[index];
        return sum;
      },
    };
  },

  particles(count) {
    const position = defineVector();
    const velocity = defineVector();
    const life = defineValue();
    const world = makeWorld(2 * count, [position, velocity, life]);
    const ids = (...required: object[]) =>
      world.queryManager.registerQuery({ required: required as Value[] }).entities;
    const movers = ids(position, velocity);
    const living = ids(life, velocity);
    const placed = ids(position);
    const { dt, fall, birthX, birthY, birthVy } = STEP;
    const bear = (x: number, y: number, value: number) =>
      world
        .createEntity()
        .addComponent(position, { x: birthX, y: birthY })
        .addComponent(velocity, { x, y })
        .addComponent(life, { value });
    for (let i = 0; i < count; i++) bear(STEP.vx(i), STEP.vy(i), STEP.life(i));
    const upload = new Float32Array(2 * count);
    const dead: Entity[] = [];
    return {
      run: () => {
        const { x, y } = position.data;
        const { x: vx, y: vy } = velocity.data;
        const { value: left } = life.data;
        for (const { index } of movers) {
          vy[index] += fall;
          x[index] += vx[index] * dt;
          y[index] += vy[index] * dt;
        }
        // A set walks on to what joins it, so the dead are replaced after the loop.
        for (const entity of living) {
          left[entity.index] -= dt;
          if (left[entity.index] <= 0) dead.push(entity);
        }
        for (const entity of dead) {
          const back = -vx[entity.index];
          entity.destroy();
          bear(back, birthVy, 1);
        }
        dead.length = 0;
        let written = 0;
        for (const { index } of placed) {
          upload[written] = x[index];
          upload[count + written++] = y[index];
        }
      },
      sum: () => sumOfUpload(upload),
    };
  },

  bulk(count) {
    const position = defineVector();
    const velocity = defineVector();
    const world = makeWorld(count, [position, velocity]);
    const required = [position, velocity];
    const movers = world.queryManager.registerQuery({ required }).entities;
    return {
      first: () => {
        for (let i = 0; i < count; i++)
          world
            .createEntity()
            .addComponent(position, { x: BULK.x(i), y: BULK.y })
            .addComponent(velocity, { x: BULK.vx, y: BULK.vy });
      },
      second: () => {
        for (const entity of movers) entity.destroy();
      },
      sum: () => {
        const { x, y } = position.data;
        const { x: vx, y: vy } = velocity.data;
        let sum = 0;
        for (const { index } of movers) sum += sumOfBulk(x[index], y[index], vx[index], vy[index]);
        return sum;
      },
    };
  },
};
