/**
 * `Pool` against `new`: shots of which the oldest sixteenth ends each frame, and as many begin.
 *
 * Plain shots are two numbers and a count; others own a trail, a typed array of 16 numbers. What
 * they hold is whole, so that sums are exact.
 */
import { Pool } from "../../../src/index.ts";
import { defineCard, type Side } from "../card.ts";
import { box, type Drawing, type Shape, text } from "../drawing.ts";
import { shuffledOrder } from "../shuffle.ts";

class Shot {
  x = 0;
  speed = 0;
  age = 0;
}

class TrailShot {
  x = 0;
  speed = 0;
  age = 0;
  readonly trail = new Float32Array(16);
}

interface Data {
  readonly count: number;
  readonly seed: number;
}

/** The shots in flight, as a ring: `at` is the oldest. */
interface Flight<T> {
  readonly shots: T[];
  at: number;
  /** Counts the shots begun. */
  turn: number;
}

function launch(shot: Shot, turn: number): void {
  shot.x = turn & 1023;
  shot.speed = turn & 7;
  shot.age = 0;
}

// Four loops of nearly the same text: each side keeps its own profile in the optimiser.
function renewByNew(flight: Flight<Shot>, count: number): number {
  const { shots } = flight;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const shot = new Shot();
    launch(shot, flight.turn++);
    sum += shots[flight.at].x + shot.speed;
    shots[flight.at] = shot;
    flight.at = flight.at + 1 === shots.length ? 0 : flight.at + 1;
  }
  return sum;
}

function renewTrailsByNew(flight: Flight<TrailShot>, count: number): number {
  const { shots } = flight;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const shot = new TrailShot();
    launch(shot, flight.turn++);
    sum += shots[flight.at].x + shot.speed;
    shots[flight.at] = shot;
    flight.at = flight.at + 1 === shots.length ? 0 : flight.at + 1;
  }
  return sum;
}

function renewByPool(flight: Flight<Shot>, count: number, pool: Pool<Shot>): number {
  const { shots } = flight;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const shot = pool.acquire();
    launch(shot, flight.turn++);
    const ended = shots[flight.at];
    sum += ended.x + shot.speed;
    pool.release(ended);
    shots[flight.at] = shot;
    flight.at = flight.at + 1 === shots.length ? 0 : flight.at + 1;
  }
  return sum;
}

function renewTrailsByPool(
  flight: Flight<TrailShot>,
  count: number,
  pool: Pool<TrailShot>,
): number {
  const { shots } = flight;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const shot = pool.acquire();
    launch(shot, flight.turn++);
    const ended = shots[flight.at];
    sum += ended.x + shot.speed;
    pool.release(ended);
    shots[flight.at] = shot;
    flight.at = flight.at + 1 === shots.length ? 0 : flight.at + 1;
  }
  return sum;
}

/** Shots renewed in one frame. */
function renewedOf(count: number): number {
  return count >> 4;
}

function begin<T extends Shot>({ count, seed }: Data, make: () => T): Flight<T> {
  const shots = Array.from({ length: count }, (_, i) => {
    const shot = make();
    launch(shot, i + seed);
    return shot;
  });
  return { shots, at: 0, turn: seed };
}

function newSide<T extends Shot>(
  label: string,
  renew: (flight: Flight<T>, count: number) => number,
  create: () => T,
): Side<Data> {
  return {
    label,
    source: [renew, launch],
    make(data) {
      const flight = begin(data, create);
      return { run: () => renew(flight, renewedOf(data.count)) };
    },
  };
}

function poolSide<T extends Shot>(
  label: string,
  renew: (flight: Flight<T>, count: number, pool: Pool<T>) => number,
  create: () => T,
): Side<Data> {
  return {
    label,
    source: [renew, launch],
    make(data) {
      const pool = new Pool({ create, preallocate: data.count + 1 });
      const flight = begin(data, () => pool.acquire());
      return { run: () => renew(flight, renewedOf(data.count), pool), allocatedBytes: 0 };
    },
  };
}

const SLOTS = 48;
const BEGUN = 5;
const FRAMES = 12;

/** Twelve frames of a real pool, then its slots and what `new` would have made meanwhile. */
function picture(seed: number): Drawing {
  const slots: Shot[] = [];
  const create = () => {
    const shot = new Shot();
    slots.push(shot);
    return shot;
  };
  const pool = new Pool({ create, preallocate: SLOTS });
  const uses = new Map<Shot, number>();
  const inUse: Shot[] = [];
  const take = () => {
    const shot = pool.acquire();
    uses.set(shot, (uses.get(shot) ?? 0) + 1);
    inUse.push(shot);
  };
  for (let i = 0; i < 24; i++) take();
  const ends = shuffledOrder(FRAMES * BEGUN + 2, seed);
  for (let frame = 0; frame < FRAMES; frame++) {
    const ending = BEGUN + (frame % 4 < 2 ? -2 : 2);
    for (let i = 0; i < ending; i++) {
      const [ended] = inUse.splice(ends[frame * BEGUN + i] % inUse.length, 1);
      pool.release(ended);
    }
    for (let i = 0; i < BEGUN; i++) take();
  }
  const { created, reused } = pool.stats;
  const shapes: Shape[] = [
    text(0, 12, `Pool: ${created} slots made once, handed out ${reused} times`),
  ];
  slots.forEach((shot, i) => {
    const used = uses.get(shot) ?? 0;
    const isLive = inUse.includes(shot);
    const hint = `slot ${i}: ${isLive ? "in use" : "free"}, handed out ${used} times`;
    shapes.push(box(i * 15, 20, 13, 22, isLive ? "used" : "free", hint));
    shapes.push({
      ...text(i * 15 + 6.5, 36, String(used), "middle"),
      ink: isLive ? "edge" : "soft",
    });
  });
  const garbage = reused - inUse.length;
  shapes.push(text(0, 70, `new: ${reused} objects made, ${garbage} of them left to the collector`));
  for (let i = 0; i < reused; i++) {
    const isLive = i >= garbage;
    const hint = isLive ? "in use" : "garbage";
    shapes.push(
      box((i % 72) * 10, 78 + Math.floor(i / 72) * 16, 8, 13, isLive ? "used" : "padding", hint),
    );
  }
  return {
    width: 720,
    height: 78 + Math.ceil(reused / 72) * 16,
    shapes,
    caption: `After ${FRAMES} frames with ${BEGUN} new shots each: green is in use, and in each slot stands how often it was handed out; orange is garbage.`,
  };
}

export const poolCard = defineCard<Data>({
  id: "pool",
  title: "Pool against new",
  pattern:
    "A pool hands out objects that were given back; `new` makes one each time and leaves the old ones to the garbage collector. A pool saves what making costs and the collector's pauses, and costs its own bookkeeping.",
  meaning:
    "Pool what is costly to make, such as objects that own buffers: `new` took two to seven times as long and stopped frames for up to 30 ms. Plain small objects are made twice as fast by `new` until there are very many, but its longest pauses were ten times the pool's.",
  sizes: [2_048, 8_192, 32_768, 131_072],
  sizeName: "shots in flight",
  operation: "shot renewed",
  isLogarithmic: true,
  hasPauses: true,
  operations: renewedOf,
  prepare: (count, seed) => ({ count, seed }),
  picture,
  sides: [
    newSide("new, with a trail", renewTrailsByNew, () => new TrailShot()),
    newSide("new, plain", renewByNew, () => new Shot()),
    poolSide("Pool, plain", renewByPool, () => new Shot()),
    poolSide("Pool, with a trail", renewTrailsByPool, () => new TrailShot()),
  ],
});
