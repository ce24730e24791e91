/** Colonnade as its guides say is fastest: loops over chunks, and changes for whole queries or many rows at once. */
import { createWorld, type Query, type SpawnedRows } from "../../../src/index.ts";
import { loopParticles } from "./colonnade-particles.ts";
import {
  A,
  B,
  C,
  D,
  Data,
  E,
  fragmentedWorld,
  Position,
  packedWorld,
  simpleWorld,
  sumOfBs,
  sumOfFragments,
  sumOfMovers,
  sumOfPairs,
  sumOfWorld,
  type ValueComponent,
  Velocity,
  worldOfA,
  Z,
} from "./colonnade-world.ts";
import { BULK, type Peer } from "./peer.ts";

function double(query: Query<readonly [ValueComponent]>, component: ValueComponent): void {
  for (const chunk of query) {
    const { value } = chunk.write(component);
    const { count } = chunk;
    for (let i = 0; i < count; i++) value[i] *= 2;
  }
}

function swap(
  query: Query<readonly [ValueComponent, ValueComponent]>,
  one: ValueComponent,
  other: ValueComponent,
): void {
  for (const chunk of query) {
    const { value: a } = chunk.write(one);
    const { value: b } = chunk.write(other);
    const { count } = chunk;
    for (let i = 0; i < count; i++) {
      const kept = a[i];
      a[i] = b[i];
      b[i] = kept;
    }
  }
}

export const colonnade: Peer = {
  name: "colonnade",
  page: "docs/guide-queries.md",
  note: "chunk loops; changes by query, `spawnMany`",

  packed5(count) {
    const world = packedWorld(count);
    const [a, b, c, d, e] = [A, B, C, D, E].map((one) => world.query(one));
    return {
      run: () => {
        double(a, A);
        double(b, B);
        double(c, C);
        double(d, D);
        double(e, E);
      },
      sum: () => sumOfWorld(world),
    };
  },

  simpleIter(each) {
    const world = simpleWorld(each);
    const ab = world.query(A, B);
    const cd = world.query(C, D);
    const ce = world.query(C, E);
    return {
      run: () => {
        swap(ab, A, B);
        swap(cd, C, D);
        swap(ce, C, E);
      },
      sum: () => sumOfWorld(world),
    };
  },

  fragIter(each) {
    const world = fragmentedWorld(each);
    const data = world.query(Data);
    const z = world.query(Z);
    return {
      run: () => {
        double(data, Data);
        double(z, Z);
      },
      sum: () => sumOfFragments(world),
    };
  },

  entityCycle(count, queries) {
    const world = worldOfA(count, queries);
    const as = world.query(A);
    const bs = world.query(B);
    const values = new Float32Array(count);
    const made = [B];
    const fill = (rows: SpawnedRows<ValueComponent>) => {
      const { value } = rows.write(B);
      const { start, end, offset } = rows;
      for (let i = start; i < end; i++) value[i] = values[offset + i - start];
    };
    return {
      first: () => {
        let read = 0;
        for (const chunk of as) {
          const { value } = chunk.read(A);
          const { count: rows } = chunk;
          for (let i = 0; i < rows; i++) values[read + i] = value[i];
          read += rows;
        }
        world.spawnMany(read, made, fill);
      },
      second: () => bs.despawn(),
      sum: () => sumOfBs(world),
    };
  },

  addRemove(count, queries) {
    const world = worldOfA(count, queries);
    const as = world.query(A);
    const both = world.query(A, B);
    return {
      first: () => as.add(B),
      second: () => both.remove(B),
      sum: () => sumOfPairs(both),
    };
  },

  particles: loopParticles,

  bulk(count) {
    const world = createWorld();
    const movers = world.query(Position, Velocity);
    const parts = [Position({ y: BULK.y }), Velocity({ x: BULK.vx, y: BULK.vy })];
    const fill = (rows: SpawnedRows) => {
      const { x } = rows.write(Position);
      for (let i = rows.start; i < rows.end; i++) x[i] = BULK.x(rows.offset + i - rows.start);
    };
    return {
      first: () => world.spawnMany(count, parts, fill),
      second: () => movers.despawn(),
      sum: () => sumOfMovers(world),
      shrink: () => void world.shrink(),
    };
  },
};
