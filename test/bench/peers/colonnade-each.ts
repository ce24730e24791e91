/** Colonnade one entity at a time: `each` with cursors, `spawn`, `despawn`, `add`, `remove`. */
import { createWorld, type Entity } from "../../../src/index.ts";
import {
  A,
  B,
  C,
  D,
  Data,
  E,
  fragmentedWorld,
  Life,
  Position,
  packedWorld,
  particleWorld,
  simpleWorld,
  sumOfBs,
  sumOfFragments,
  sumOfMovers,
  sumOfPairs,
  sumOfWorld,
  Velocity,
  worldOfA,
  Z,
} from "./colonnade-world.ts";
import { BULK, type Peer, STEP, sumOfUpload } from "./peer.ts";

interface Value {
  value: number;
}

export const colonnadeEach: Peer = {
  name: "colonnade, each",
  page: "docs/guide-queries.md",
  note: "`each` with cursors; `spawn`, `despawn`, `add`, `remove` entity by entity",

  packed5(count) {
    const world = packedWorld(count);
    const queries = [A, B, C, D, E].map((one) => world.query(one));
    const [a, b, c, d, e] = queries;
    const doubleA = (one: Value): void => {
      one.value *= 2;
    };
    const doubleB = (one: Value): void => {
      one.value *= 2;
    };
    const doubleC = (one: Value): void => {
      one.value *= 2;
    };
    const doubleD = (one: Value): void => {
      one.value *= 2;
    };
    const doubleE = (one: Value): void => {
      one.value *= 2;
    };
    return {
      run: () => {
        a.each(doubleA);
        b.each(doubleB);
        c.each(doubleC);
        d.each(doubleD);
        e.each(doubleE);
      },
      sum: () => sumOfWorld(world),
    };
  },

  simpleIter(each) {
    const world = simpleWorld(each);
    const ab = world.query(A, B);
    const cd = world.query(C, D);
    const ce = world.query(C, E);
    const swapAb = (one: Value, other: Value): void => {
      const kept = one.value;
      one.value = other.value;
      other.value = kept;
    };
    const swapCd = (one: Value, other: Value): void => {
      const kept = one.value;
      one.value = other.value;
      other.value = kept;
    };
    const swapCe = (one: Value, other: Value): void => {
      const kept = one.value;
      one.value = other.value;
      other.value = kept;
    };
    return {
      run: () => {
        ab.each(swapAb);
        cd.each(swapCd);
        ce.each(swapCe);
      },
      sum: () => sumOfWorld(world),
    };
  },

  fragIter(each) {
    const world = fragmentedWorld(each);
    const data = world.query(Data);
    const z = world.query(Z);
    const doubleData = (one: Value): void => {
      one.value *= 2;
    };
    const doubleZ = (one: Value): void => {
      one.value *= 2;
    };
    return {
      run: () => {
        data.each(doubleData);
        z.each(doubleZ);
      },
      sum: () => sumOfFragments(world),
    };
  },

  entityCycle(count, queries) {
    const world = worldOfA(count, queries);
    const as = world.query(A);
    const made: Entity[] = [];
    const values = new Float32Array(count);
    return {
      first: () => {
        let read = 0;
        as.each((a) => {
          values[read++] = a.value;
        });
        for (let i = 0; i < read; i++) made[i] = world.spawn(B({ value: values[i] }));
      },
      second: () => {
        for (let i = made.length - 1; i >= 0; i--) world.despawn(made[i]);
      },
      sum: () => sumOfBs(world),
    };
  },

  addRemove(count, queries) {
    const world = worldOfA(count, queries);
    const entities = world.query(A).entities();
    const both = world.query(A, B);
    return {
      first: () => {
        for (let i = 0; i < entities.length; i++) world.add(entities[i], B);
      },
      second: () => {
        for (let i = 0; i < entities.length; i++) world.remove(entities[i], B);
      },
      sum: () => sumOfPairs(both),
    };
  },

  particles(count) {
    const world = particleWorld(count);
    const movers = world.query(Position, Velocity);
    const living = world.query(Life, Velocity);
    const positions = world.query(Position);
    const upload = new Float32Array(2 * count);
    const dead: Entity[] = [];
    const deadVx = new Float32Array(count);
    const { dt, fall, birthX, birthY, birthVy } = STEP;
    const move = (p: { x: number; y: number }, v: { x: number; y: number }) => {
      v.y += fall;
      p.x += v.x * dt;
      p.y += v.y * dt;
    };
    let deadCount = 0;
    const age = (life: { left: number }, v: { x: number }, entity: Entity) => {
      life.left -= dt;
      if (life.left > 0) return;
      dead[deadCount] = entity;
      deadVx[deadCount++] = v.x;
    };
    let written = 0;
    const write = (p: { x: number; y: number }) => {
      upload[written] = p.x;
      upload[count + written] = p.y;
      written++;
    };
    return {
      run: () => {
        movers.each(move);
        deadCount = 0;
        living.each(age);
        for (let i = deadCount - 1; i >= 0; i--) world.despawn(dead[i]);
        for (let i = 0; i < deadCount; i++) {
          world.spawn(
            Position({ x: birthX, y: birthY }),
            Velocity({ x: -deadVx[i], y: birthVy }),
            Life({ left: 1 }),
          );
        }
        written = 0;
        positions.each(write);
      },
      sum: () => sumOfUpload(upload),
    };
  },

  bulk(count) {
    const world = createWorld();
    const made: Entity[] = [];
    return {
      first: () => {
        for (let i = 0; i < count; i++)
          made[i] = world.spawn(
            Position({ x: BULK.x(i), y: BULK.y }),
            Velocity({ x: BULK.vx, y: BULK.vy }),
          );
      },
      second: () => {
        for (let i = count - 1; i >= 0; i--) world.despawn(made[i]);
        made.length = 0;
      },
      sum: () => sumOfMovers(world),
      shrink: () => void world.shrink(),
    };
  },
};
