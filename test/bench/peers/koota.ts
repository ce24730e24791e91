/** koota: queries defined once, stores walked by `useStores`, its way "for performance-critical operations". */
import { createQuery, createWorld, type Entity, trait, type World } from "koota";
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

interface Values {
  readonly value: number[];
}

const valueTrait = () => trait({ value: 0 });
type ValueTrait = ReturnType<typeof valueTrait>;
const [A, B, C, D, E, Data] = [1, 2, 3, 4, 5, 6].map(valueTrait);
const letters = LETTERS.map(valueTrait);
const Z = letters[25];
const tags = Array.from({ length: TAG_COUNT }, () => trait());
const Position = trait({ x: 0, y: 0 });
const Velocity = trait({ x: 0, y: 0 });
const Life = trait({ left: 0 });

const doubleAll = ([{ value }]: readonly [Values], entities: readonly Entity[]): void => {
  for (let i = 0; i < entities.length; i++) value[entities[i].id()] *= 2;
};

const swapAll = (
  [{ value: a }, { value: b }]: readonly [Values, Values],
  entities: readonly Entity[],
): void => {
  for (let i = 0; i < entities.length; i++) {
    const id = entities[i].id();
    const kept = a[id];
    a[id] = b[id];
    b[id] = kept;
  }
};

function sumOf(world: World, of: ValueTrait): number {
  let sum = 0;
  for (const entity of world.query(of)) sum += entity.get(of)?.value ?? 0;
  return sum;
}

function worldOfA(count: number, queries: boolean): World {
  const world = createWorld();
  if (queries) {
    for (const [i, j] of TAG_PAIRS) {
      world.query(createQuery(A, tags[i], tags[j]));
      world.query(createQuery(B, tags[i], tags[j]));
    }
  }
  for (let i = 0; i < count; i++) world.spawn(A({ value: startOf(i) }));
  return world;
}

export const koota: Peer = {
  name: "koota",
  page: "https://github.com/pmndrs/koota#modifying-trait-stores-direclty",
  note: "`createQuery`, `useStores` with callbacks made once",

  packed5(count) {
    const world = createWorld();
    for (let i = 0; i < count; i++) {
      const value = startOf(i);
      world.spawn(A({ value }), B({ value }), C({ value }), D({ value }), E({ value }));
    }
    const [as, bs, cs, ds, es] = [A, B, C, D, E].map((one) => createQuery(one));
    return {
      run: () => {
        world.query(as).useStores(doubleAll);
        world.query(bs).useStores(doubleAll);
        world.query(cs).useStores(doubleAll);
        world.query(ds).useStores(doubleAll);
        world.query(es).useStores(doubleAll);
      },
      sum: () => weigh([A, B, C, D, E], (one) => sumOf(world, one)),
    };
  },

  simpleIter(each) {
    const world = createWorld();
    const b = B({ value: START_B });
    const c = C({ value: START_C });
    const e = E({ value: START_E });
    for (let i = 0; i < each; i++) {
      const value = startOf(i);
      world.spawn(A({ value }), b);
      world.spawn(A({ value }), b, c);
      world.spawn(A({ value }), b, c, D({ value }));
      world.spawn(A({ value }), b, c, e);
    }
    const ab = createQuery(A, B);
    const cd = createQuery(C, D);
    const ce = createQuery(C, E);
    return {
      run: () => {
        world.query(ab).useStores(swapAll);
        world.query(cd).useStores(swapAll);
        world.query(ce).useStores(swapAll);
      },
      sum: () => weigh([A, B, C, D, E], (one) => sumOf(world, one)),
    };
  },

  fragIter(each) {
    const world = createWorld();
    for (const letter of letters) {
      for (let i = 0; i < each; i++)
        world.spawn(letter({ value: startOf(i) }), Data({ value: startOf(i) }));
    }
    const withData = createQuery(Data);
    const withZ = createQuery(Z);
    return {
      run: () => {
        world.query(withData).useStores(doubleAll);
        world.query(withZ).useStores(doubleAll);
      },
      sum: () => sumOf(world, Data) + 3 * sumOf(world, Z),
    };
  },

  entityCycle(count, queries) {
    const world = worldOfA(count, queries);
    const as = createQuery(A);
    const bs = createQuery(B);
    const spawnAll = ([{ value }]: readonly [Values], entities: readonly Entity[]): void => {
      for (let i = 0; i < entities.length; i++) world.spawn(B({ value: value[entities[i].id()] }));
    };
    return {
      first: () => {
        world.query(as).useStores(spawnAll);
      },
      second: () => {
        for (const entity of world.query(bs)) entity.destroy();
      },
      sum: () => world.query(bs).length * START_B + sumOf(world, B),
    };
  },

  addRemove(count, queries) {
    const world = worldOfA(count, queries);
    const as = createQuery(A);
    const bs = createQuery(B);
    return {
      first: () => {
        for (const entity of world.query(as)) entity.add(B);
      },
      second: () => {
        for (const entity of world.query(bs)) entity.remove(B);
      },
      sum: () => {
        let sum = 0;
        for (const entity of world.query(A, B)) sum += START_B + (entity.get(A)?.value ?? 0);
        return sum;
      },
    };
  },

  particles(count) {
    const world = createWorld();
    const { dt, fall, birthX, birthY, birthVy } = STEP;
    const bear = (x: number, y: number, left: number) =>
      world.spawn(Position({ x: birthX, y: birthY }), Velocity({ x, y }), Life({ left }));
    for (let i = 0; i < count; i++) bear(STEP.vx(i), STEP.vy(i), STEP.life(i));
    const movers = createQuery(Position, Velocity);
    const living = createQuery(Life, Velocity);
    const placed = createQuery(Position);
    const upload = new Float32Array(2 * count);
    type Vectors = { readonly x: number[]; readonly y: number[] };
    const move = ([p, v]: readonly [Vectors, Vectors], entities: readonly Entity[]): void => {
      for (let i = 0; i < entities.length; i++) {
        const id = entities[i].id();
        v.y[id] += fall;
        p.x[id] += v.x[id] * dt;
        p.y[id] += v.y[id] * dt;
      }
    };
    const age = (
      [{ left }, v]: readonly [{ readonly left: number[] }, Vectors],
      entities: readonly Entity[],
    ): void => {
      for (let i = 0; i < entities.length; i++) {
        const id = entities[i].id();
        left[id] -= dt;
        if (left[id] > 0) continue;
        const back = -v.x[id];
        entities[i].destroy();
        bear(back, birthVy, 1);
      }
    };
    const write = ([{ x, y }]: readonly [Vectors], entities: readonly Entity[]): void => {
      for (let i = 0; i < entities.length; i++) {
        const id = entities[i].id();
        upload[i] = x[id];
        upload[count + i] = y[id];
      }
    };
    return {
      run: () => {
        world.query(movers).useStores(move);
        world.query(living).useStores(age);
        world.query(placed).useStores(write);
      },
      sum: () => sumOfUpload(upload),
    };
  },

  bulk(count) {
    const world = createWorld();
    const movers = createQuery(Position, Velocity);
    world.query(movers);
    return {
      first: () => {
        for (let i = 0; i < count; i++)
          world.spawn(Position({ x: BULK.x(i), y: BULK.y }), Velocity({ x: BULK.vx, y: BULK.vy }));
      },
      second: () => {
        for (const entity of world.query(movers)) entity.destroy();
      },
      sum: () => {
        let sum = 0;
        for (const entity of world.query(movers)) {
          const p = entity.get(Position);
          const v = entity.get(Velocity);
          if (p !== undefined && v !== undefined) sum += sumOfBulk(p.x, p.y, v.x, v.y);
        }
        return sum;
      },
    };
  },
};
