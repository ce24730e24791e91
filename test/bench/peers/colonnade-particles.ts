/** The particle step of Colonnade, by chunk loops and by kernels: a function for each system. */
import {
  type Entity,
  f32,
  kernel,
  type Query,
  type SpawnedRows,
  type World,
  where,
  write,
} from "../../../src/index.ts";
import { Life, Position, particleWorld, Velocity } from "./colonnade-world.ts";
import { STEP, sumOfUpload, type Task } from "./peer.ts";

type Positions = Query<readonly [typeof Position]>;
type Movers = Query<readonly [typeof Position, typeof Velocity]>;
type Living = Query<readonly [typeof Life, typeof Velocity]>;

const { dt, fall, birthX, birthY, birthVy } = STEP;
const parts = [Position, Velocity, Life];

function move(movers: Movers): void {
  for (const chunk of movers) {
    const { x, y } = chunk.write(Position);
    const { x: vx, y: vy } = chunk.write(Velocity);
    const { count } = chunk;
    for (let i = 0; i < count; i++) {
      vy[i] += fall;
      x[i] += vx[i] * dt;
      y[i] += vy[i] * dt;
    }
  }
}

/** Lists who is dead, and how fast they were; returns how many. */
function age(living: Living, dead: Uint32Array, deadVx: Float32Array): number {
  let deadCount = 0;
  for (const chunk of living) {
    const { left } = chunk.write(Life);
    const { x: vx } = chunk.read(Velocity);
    const { count, entities } = chunk;
    for (let i = 0; i < count; i++) {
      left[i] -= dt;
      if (left[i] > 0) continue;
      dead[deadCount] = entities[i];
      deadVx[deadCount++] = vx[i];
    }
  }
  return deadCount;
}

/** Fills the rows of the new with the speeds of the dead, turned round. */
function bearer(deadVx: Float32Array): (rows: SpawnedRows) => void {
  return (rows) => {
    const { start, end, offset } = rows;
    const { x, y } = rows.write(Position);
    const { x: vx, y: vy } = rows.write(Velocity);
    const { left } = rows.write(Life);
    for (let i = start; i < end; i++) {
      x[i] = birthX;
      y[i] = birthY;
      vx[i] = -deadVx[offset + i - start];
      vy[i] = birthVy;
      left[i] = 1;
    }
  };
}

function copyOut(positions: Positions, upload: Float32Array): void {
  let written = 0;
  for (const chunk of positions) {
    const { x, y } = chunk.read(Position);
    const { count } = chunk;
    upload.set((x as Float32Array).subarray(0, count), written);
    upload.set((y as Float32Array).subarray(0, count), upload.length / 2 + written);
    written += count;
  }
}

export function loopParticles(count: number): Task {
  const world = particleWorld(count);
  const movers = world.query(Position, Velocity);
  const living = world.query(Life, Velocity);
  const positions = world.query(Position);
  const upload = new Float32Array(2 * count);
  const dead = new Uint32Array(count);
  const deadVx = new Float32Array(count);
  const bear = bearer(deadVx);
  return {
    run: () => {
      move(movers);
      const deadCount = age(living, dead, deadVx);
      endAll(world, dead, deadCount);
      world.spawnMany(deadCount, parts, bear);
      copyOut(positions, upload);
    },
    sum: () => sumOfUpload(upload),
  };
}

/** From the back: the last row fills each hole, and so is never one that is dead itself. */
function endAll(world: World, dead: Uint32Array, deadCount: number): void {
  for (let i = deadCount - 1; i >= 0; i--) world.despawn(dead[i] as Entity);
}

const moveKernel = kernel([write(Position), write(Velocity)], { dt: f32, fall: f32 }, (p, v, u) => {
  v.y += u.fall;
  p.x += v.x * u.dt;
  p.y += v.y * u.dt;
});
const ageKernel = kernel([write(Life)], { dt: f32 }, (life, u) => {
  life.left -= u.dt;
  return { dead: where(life.left <= 0) };
});

export function kernelParticles(count: number): Task {
  const world = particleWorld(count);
  const movers = world.query(Position, Velocity);
  const living = world.query(Life);
  const positions = world.query(Position);
  const upload = new Float32Array(2 * count);
  const deadVx = new Float32Array(count);
  const motion = { dt, fall };
  const aging = { dt };
  const bear = bearer(deadVx);
  return {
    run: () => {
      moveKernel.run(movers, motion);
      const { dead } = ageKernel.run(living, aging);
      const deadCount = dead.count;
      for (let i = 0; i < deadCount; i++) deadVx[i] = world.get(dead.at(i), Velocity, "x");
      dead.despawn();
      world.spawnMany(deadCount, parts, bear);
      copyOut(positions, upload);
    },
    sum: () => sumOfUpload(upload),
  };
}
