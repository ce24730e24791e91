/** The ecs bench's loops: by hand, over chunks, and with `each`. */
import { all, not } from "../../src/index.ts";
import { makeArrays, reference, STEP } from "./ecs-hand.ts";
import type { Cost } from "./ecs-table.ts";
import {
  Frozen,
  Health,
  Marked,
  makeWorld,
  Position,
  ROWS,
  Target,
  Velocity,
} from "./ecs-world.ts";

export function iteration(): Cost[] {
  const { world } = makeWorld();
  const movers = world.query(Position, Velocity, not(Frozen));
  const others = world.query(Position, Velocity, not(Marked));
  const dt = STEP;
  const moveRow = (p: { x: number; y: number }, v: { x: number; y: number }): void => {
    p.x += v.x * dt;
    p.y += v.y * dt;
  };
  const inline = world.query(Position, Velocity, not(Frozen, Marked));
  const moveInline = (step: number): number => {
    inline.each((p, v) => {
      p.x += v.x * step;
      p.y += v.y * step;
    });
    return 1;
  };
  const fixed = makeArrays();
  // Two sets in turn, as a program with more than one group of things has them.
  const sets = [makeArrays(), makeArrays()];
  let turn = 0;
  let hits = 0;
  const pairWorld = makeWorld().world;
  pairWorld.spawnMany(PAIRED, [Position, Target], (rows) => {
    const { x } = rows.write(Position);
    for (let i = rows.start; i < rows.end; i++) x[i] = rows.offset + i - rows.start;
  });
  const bodies = pairWorld.query(Position, all(Target), not(Health));
  return [
    reference,
    {
      name: "hand: move, arrays that are constants to V8",
      operations: ROWS,
      run: () => {
        const { px, py, vx, vy } = fixed;
        for (let i = 0; i < ROWS; i++) {
          px[i] += vx[i] * dt;
          py[i] += vy[i] * dt;
        }
        return px[5];
      },
    },
    {
      name: "move, chunk loop",
      operations: ROWS,
      hand: reference.name,
      targetRatio: 1.05,
      run: () => {
        let sum = 0;
        for (const chunk of movers) {
          const { x, y } = chunk.write(Position);
          const { x: vx, y: vy } = chunk.read(Velocity);
          for (let i = 0; i < chunk.count; i++) {
            x[i] += vx[i] * dt;
            y[i] += vy[i] * dt;
          }
          sum += x[0];
        }
        return sum;
      },
    },
    {
      name: "move, each with a callback that is kept",
      operations: ROWS,
      hand: "move, chunk loop",
      targetRatio: 1.5,
      run: () => {
        movers.each(moveRow);
        return 1;
      },
    },
    {
      name: "move, each with a callback written inline, dt a parameter",
      operations: ROWS,
      hand: "move, chunk loop",
      targetRatio: 1.5,
      run: () => moveInline(dt),
    },
    {
      // V8 asks at each use whether such a constant has its value yet.
      name: "move, each with a callback written inline, dt a constant of the function around it",
      operations: ROWS,
      hand: "move, chunk loop",
      run: () => {
        others.each((p, v) => {
          p.x += v.x * dt;
          p.y += v.y * dt;
        });
        return 1;
      },
    },
    {
      name: "hand: overlaps among 1,000",
      operations: PAIRS,
      run: () => {
        turn ^= 1;
        const { px, py } = sets[turn];
        let sum = 0;
        for (let i = 0; i < PAIRED; i++) {
          const x = px[i];
          const y = py[i];
          for (let j = i + 1; j < PAIRED; j++) {
            const dx = x - px[j];
            const dy = y - py[j];
            if (dx * dx + dy * dy < 0.5) sum++;
          }
        }
        return sum;
      },
    },
    {
      name: "overlaps among 1,000, forEachPair",
      operations: PAIRS,
      hand: "hand: overlaps among 1,000",
      run: () => {
        hits = 0;
        bodies.forEachPair((a, b) => {
          const dx = a.x - b.x;
          const dy = a.y - b.y;
          if (dx * dx + dy * dy < 0.5) hits++;
        });
        return hits;
      },
    },
  ];
}

const PAIRED = 1000;
const PAIRS = (PAIRED * (PAIRED - 1)) / 2;
