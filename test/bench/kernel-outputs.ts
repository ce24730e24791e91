/**
 * What kernels give back, over 100,000 rows, beside loops over chunks as a good programmer writes them.
 *
 * One row in a hundred is selected, spread as chance has it: most of them stand alone.
 */
import {
  component,
  count,
  createWorld,
  f32,
  kernel,
  max,
  min,
  read,
  sum,
  where,
  write,
} from "../../src/index.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";
import type { Subject } from "./harness.ts";

const ROWS = 100_000;

function subject(name: string, run: () => number): Subject {
  return { name, operations: ROWS, run };
}

/** In ns a row of all 100,000; of `selections`, one in a hundred is selected. */
export function outputSubjects(): { totals: Subject[]; selections: Subject[] } {
  parseKernels();
  const Spark = component("Spark", { x: f32, y: f32, life: f32 });
  const world = createWorld();
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  world.spawnMany(ROWS, [Spark], (rows) => {
    const { x, y, life } = rows.write(Spark);
    for (let i = rows.start; i < rows.end; i++) {
      x[i] = random() * 1000;
      y[i] = random() * 1000;
      life[i] = random();
    }
  });
  const sparks = world.query(Spark);

  const total = kernel([read(Spark)], {}, (s) => ({ x: sum(s.x) }));
  const bounds = kernel([read(Spark)], {}, (s) => ({
    left: min(s.x),
    right: max(s.x),
    top: min(s.y),
    bottom: max(s.y),
  }));
  const find = kernel([read(Spark)], {}, (s) => ({ dying: where(s.life < 0.01) }));
  const tally = kernel([read(Spark)], {}, (s) => ({ dying: count(s.life < 0.01) }));
  const touch = kernel([write(Spark)], { x: f32 }, (s, u) => {
    s.x = u.x + s.y;
  });
  const uniforms = touch.draft();
  const list = new Uint32Array(ROWS);
  const { dying } = find.run(sparks);

  const totals = [
    subject("sum, loop over chunks", () => {
      let all = 0;
      for (const chunk of sparks) {
        const { x } = chunk.read(Spark);
        for (let i = 0; i < chunk.count; i++) all += x[i];
      }
      return all;
    }),
    subject("sum, kernel", () => total.run(sparks).x),
    subject("bounding box, loop over chunks", () => {
      let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
      for (const chunk of sparks) {
        const { x, y } = chunk.read(Spark);
        for (let i = 0; i < chunk.count; i++) {
          left = Math.min(left, x[i]);
          right = Math.max(right, x[i]);
          top = Math.min(top, y[i]);
          bottom = Math.max(bottom, y[i]);
        }
      }
      return left + right + top + bottom;
    }),
    subject("bounding box, kernel", () => {
      const { left, right, top, bottom } = bounds.run(sparks);
      return left + right + top + bottom;
    }),
    subject("count, kernel", () => tally.run(sparks).dying),
  ];

  const selections = [
    subject("entities of 1 %, loop over chunks", () => {
      let found = 0;
      for (const chunk of sparks) {
        const { life } = chunk.read(Spark);
        const { entities } = chunk;
        for (let i = 0; i < chunk.count; i++) if (life[i] < 0.01) list[found++] = entities[i];
      }
      return found;
    }),
    subject("entities of 1 %, kernel", () => find.run(sparks).dying.count),
    subject("a kernel over the 1 %", () => {
      uniforms.x++;
      touch.run(dying, uniforms);
      return dying.count;
    }),
    subject("the 1 % by world.set", () => {
      for (let i = 0; i < dying.count; i++) world.set(dying.at(i), Spark, { x: i });
      return dying.count;
    }),
    subject("a kernel over all", () => {
      uniforms.x++;
      touch.run(sparks, uniforms);
      return uniforms.x;
    }),
  ];
  return { totals, selections };
}
