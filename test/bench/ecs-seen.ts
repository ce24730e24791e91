/** The ecs bench's `each` where its call site has served ten other queries before. */
import { type Query, tag } from "../../src/index.ts";
import type { Cost } from "./ecs-table.ts";
import { Frozen, Health, makeWorld, Position, ROWS, Velocity } from "./ecs-world.ts";

const STEP = 1 / 64;
const OTHERS = 10;
/** So often that V8 compiles the call site for what it has seen. */
const TIMES = 60;

interface Vector {
  x: number;
  y: number;
}
type Movers = Query<readonly [typeof Position, typeof Velocity]>;

const tags = Array.from({ length: OTHERS }, (_, i) => tag(`Seen ${i}`));

/** A call site that is handed its callbacks. */
function moveKept(query: Movers, run: (p: Vector, v: Vector) => void): void {
  query.each(run);
}

/** A call site whose callback stands in it. */
function moveInline(query: Movers, step: number): void {
  query.each((p, v) => {
    p.x += v.x * step;
    p.y += v.y * step;
  });
}

/** A function of its own text for each, as ten systems have. */
const CALLBACKS: readonly ((p: Vector, v: Vector) => void)[] = [
  (p, v) => {
    p.x += v.x;
  },
  (p, v) => {
    p.y += v.y;
  },
  (p, v) => {
    p.x -= v.x;
  },
  (p, v) => {
    p.y -= v.y;
  },
  (p, v) => {
    p.x += v.y;
  },
  (p, v) => {
    p.y += v.x;
  },
  (p, v) => {
    p.x -= v.y;
  },
  (p, v) => {
    p.y -= v.x;
  },
  (p, v) => {
    v.x -= p.y;
  },
  (p, v) => {
    v.y += p.x;
  },
];

export function seen(): Cost[] {
  const { world } = makeWorld();
  for (let i = 0; i < OTHERS; i++) world.spawnMany(2_000, [Position, Velocity, tags[i]]);
  const others = tags.map((one) => world.query(Position, Velocity).with(one) as unknown as Movers);
  for (let time = 0; time < TIMES; time++) {
    others.forEach((query, i) => {
      moveKept(query, CALLBACKS[i]);
      moveInline(query, STEP);
    });
  }
  const kept = world.query(Position, Velocity).not(Health, ...tags) as unknown as Movers;
  const inline = world.query(Position, Velocity).not(...tags) as unknown as Movers;
  const looped = world.query(Position, Velocity).not(Frozen, ...tags) as unknown as Movers;
  const move = (p: Vector, v: Vector): void => {
    p.x += v.x * STEP;
    p.y += v.y * STEP;
  };
  const loop = "move, chunk loop, among ten other queries";
  return [
    {
      name: loop,
      operations: ROWS,
      run: () => {
        const step = STEP;
        let sum = 0;
        for (const chunk of looped) {
          const { x, y } = chunk.write(Position);
          const { x: vx, y: vy } = chunk.read(Velocity);
          for (let i = 0; i < chunk.count; i++) {
            x[i] += vx[i] * step;
            y[i] += vy[i] * step;
          }
          sum += x[0];
        }
        return sum;
      },
    },
    {
      name: "move, each, kept, after the call site has seen ten other queries",
      operations: ROWS,
      hand: loop,
      targetRatio: 1.5,
      run: () => {
        moveKept(kept, move);
        return 1;
      },
    },
    {
      name: "move, each, inline, after the call site has seen ten other queries",
      operations: ROWS,
      hand: loop,
      targetRatio: 1.5,
      run: () => {
        moveInline(inline, STEP);
        return 1;
      },
    },
  ];
}
