/** The ecs bench's toggles: what rows that are off cost those that look for rows that are on. */
import { component, createWorld, disabled, type Entity, f32 } from "../../src/index.ts";
import type { Cost } from "./ecs-table.ts";
import { Marked, Position, ROWS, SOME, Velocity } from "./ecs-world.ts";

const Engine = component("Engine", { heat: f32 }, { toggle: true });
const DT = 1 / 60;

/** 100,000 rows, of which one in `every` is off, at places that no pattern of 32 betrays; none when `every` is 0. */
function movers(every: number) {
  const world = createWorld({ capacity: 2 * ROWS });
  const entities: Entity[] = [];
  world.spawn(Position, Marked);
  world.spawnMany(ROWS, [Position, Velocity, Engine], (rows) => {
    for (let i = rows.start; i < rows.end; i++) entities.push(rows.entities[i] as Entity);
  });
  let seed = 1;
  for (const entity of entities) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    if (every > 0 && (seed >>> 8) % every === 0) world.disable(entity, Engine);
  }
  return { world, entities };
}

export function toggles(): Cost[] {
  const dense = movers(0).world.query(Position, Velocity);
  // A callback and a loop written out for each: V8 inlines none of several that share their text.
  const none = movers(0).world.query(Position, Velocity, Engine);
  const few = movers(100).world.query(Position, Velocity, Engine);
  const half = movers(2).world.query(Position, Velocity, Engine);
  const switched = movers(0);
  const some = switched.entities.slice(0, SOME);
  const off = switched.world.query(disabled(Engine));
  const hand = "each, no toggles";
  const byRuns = "runs, no toggles";
  return [
    {
      name: "each, no toggles",
      operations: dense.count,
      run: () => {
        dense.each((p, v) => {
          p.x += v.x * DT;
          p.y += v.y * DT;
        });
        return 1;
      },
    },
    {
      name: "each, toggles, all on",
      operations: none.count,
      hand,
      run: () => {
        none.each((p, v) => {
          p.x += v.x * DT;
          p.y += v.y * DT;
        });
        return 1;
      },
    },
    {
      name: "each, toggles, 1 % off",
      operations: few.count,
      hand,
      run: () => {
        few.each((p, v) => {
          p.x += v.x * DT;
          p.y += v.y * DT;
        });
        return 1;
      },
    },
    {
      name: "each, toggles, half off",
      operations: half.count,
      hand,
      run: () => {
        half.each((p, v) => {
          p.x += v.x * DT;
          p.y += v.y * DT;
        });
        return 1;
      },
    },
    {
      name: "runs, no toggles",
      operations: dense.count,
      run: () => {
        for (const rows of dense.runs()) {
          const p = rows.write(Position),
            v = rows.read(Velocity);
          for (let i = rows.start; i < rows.end; i++) {
            p.x[i] += v.x[i] * DT;
            p.y[i] += v.y[i] * DT;
          }
        }
        return 1;
      },
    },
    {
      name: "runs, toggles, all on",
      operations: none.count,
      hand: byRuns,
      run: () => {
        for (const rows of none.runs()) {
          const p = rows.write(Position),
            v = rows.read(Velocity);
          for (let i = rows.start; i < rows.end; i++) {
            p.x[i] += v.x[i] * DT;
            p.y[i] += v.y[i] * DT;
          }
        }
        return 1;
      },
    },
    {
      name: "runs, toggles, 1 % off",
      operations: few.count,
      hand: byRuns,
      run: () => {
        for (const rows of few.runs()) {
          const p = rows.write(Position),
            v = rows.read(Velocity);
          for (let i = rows.start; i < rows.end; i++) {
            p.x[i] += v.x[i] * DT;
            p.y[i] += v.y[i] * DT;
          }
        }
        return 1;
      },
    },
    {
      name: "runs, toggles, half off",
      operations: half.count,
      hand: byRuns,
      run: () => {
        for (const rows of half.runs()) {
          const p = rows.write(Position),
            v = rows.read(Velocity);
          for (let i = rows.start; i < rows.end; i++) {
            p.x[i] += v.x[i] * DT;
            p.y[i] += v.y[i] * DT;
          }
        }
        return 1;
      },
    },
    { name: "count, half off", operations: 2 * half.count, run: () => half.count },
    {
      name: "disable a toggle component",
      operations: some.length,
      run: () => {
        for (let i = 0; i < some.length; i++) switched.world.disable(some[i], Engine);
        return off.count;
      },
      undo: () => {
        for (let i = 0; i < some.length; i++) switched.world.enable(some[i], Engine);
      },
    },
    {
      name: "isEnabled, toggle component",
      operations: some.length,
      run: () => {
        let on = 0;
        for (let i = 0; i < some.length; i++) if (switched.world.isEnabled(some[i], Engine)) on++;
        return on;
      },
    },
  ];
}
