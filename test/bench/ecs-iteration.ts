/** The ecs bench's loops: by hand, over chunks, and with `each`. */
import { not } from "../../src/index.ts";
import { Frozen, Marked, makeWorld, Position, ROWS, Velocity } from "./ecs-world.ts";
import type { Subject } from "./harness.ts";

export function iteration(): Subject[] {
  const { world } = makeWorld();
  const movers = world.query(Position, Velocity, not(Frozen));
  const others = world.query(Position, Velocity, not(Marked));
  const moveRow = (p: { x: number; y: number }, v: { x: number; y: number }): void => {
    p.x += v.x / 60;
    p.y += v.y / 60;
  };
  const makeArrays = () => ({
    px: new Float32Array(ROWS),
    py: new Float32Array(ROWS),
    vx: new Float32Array(ROWS).fill(1),
    vy: new Float32Array(ROWS),
  });
  const fixed = makeArrays();
  // Two sets in turn, as a program with more than one group of things has them.
  const sets = [makeArrays(), makeArrays()];
  let turn = 0;
  const dt = 1 / 60;
  return [
    {
      name: "hand: move, arrays from a variable",
      operations: ROWS,
      run: () => {
        turn ^= 1;
        const { px, py, vx, vy } = sets[turn];
        for (let i = 0; i < ROWS; i++) {
          px[i] += vx[i] * dt;
          py[i] += vy[i] * dt;
        }
        return px[5];
      },
    },
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
      run: () => {
        movers.each(moveRow);
        return 1;
      },
    },
    {
      name: "move, each with a callback written inline",
      operations: ROWS,
      run: () => {
        others.each((p, v) => {
          p.x += v.x * dt;
          p.y += v.y * dt;
        });
        return 1;
      },
    },
  ];
}
