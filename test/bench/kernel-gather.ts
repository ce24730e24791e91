/**
 * What kernels read of other rows' state: switches and components of the entity that a field refers to, over 100,000 rows,
 * with targets that stand in the order of the rows and as chance has it.
 */
import {
  any,
  component,
  createWorld,
  disabled,
  type Entity,
  entity,
  f32,
  gather,
  kernel,
  read,
  write,
} from "../../src/index.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";
import type { Subject } from "./harness.ts";

const ROWS = 100_000;

function subject(name: string, run: () => number): Subject {
  return { name, operations: ROWS, run };
}

/** No entities, nobody who dies: an array says which row the value is in. */
function byHand(name: string, targetOf: (row: number) => number): Subject {
  const target = Int32Array.from({ length: ROWS }, (_, row) => targetOf(row));
  const x = Float32Array.from({ length: ROWS }, (_, row) => row);
  const gap = new Float32Array(ROWS);
  return subject(name, () => {
    copyTargets(target, x, gap);
    return gap[1];
  });
}

function copyTargets(target: Int32Array, x: Float32Array, gap: Float32Array): void {
  for (let row = 0; row < target.length; row++) gap[row] = x[target[row]];
}

/** In ns a row. */
export function gatherSubjects(): { gathered: Subject[]; switched: Subject[] } {
  parseKernels();
  const Position = component("Position", { x: f32, y: f32 });
  const Follow = component("Follow", { near: entity, far: entity, gap: f32 });
  const Shield = component("Shield", { left: f32(1) }, { toggle: true });
  const world = createWorld();
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  const entities: Entity[] = [];
  for (let i = 0; i < ROWS; i++) entities.push(world.spawn(Position({ x: i }), Follow, Shield));
  entities.forEach((one, i) => {
    const near = entities[(i + 1) % ROWS];
    world.set(one, Follow, { near, far: entities[Math.floor(random() * ROWS)] });
    if (random() < 0.5) world.disable(one, Shield);
  });
  const followers = world.query(Position, Follow);
  const shields = world.query(Position, any(Shield, disabled(Shield)));

  const near = kernel([write(Follow), gather(Follow, "near", Position)], {}, (f, t) => {
    f.gap = t.x;
  });
  const far = kernel([write(Follow), gather(Follow, "far", Position)], {}, (f, t) => {
    f.gap = t.x;
  });
  const options = { engine: "javascript" } as const;
  const nearHere = kernel(
    [write(Follow), gather(Follow, "near", Position)],
    {},
    (f, t) => {
      f.gap = t.x;
    },
    options,
  );
  const farHere = kernel(
    [write(Follow), gather(Follow, "far", Position)],
    {},
    (f, t) => {
      f.gap = t.x;
    },
    options,
  );
  const both = kernel([write(Follow), gather(Follow, "far", Position)], {}, (f, t) => {
    if (t.exists) f.gap = t.x - t.y;
  });
  const drawn = kernel([write(Position), gather(Follow, "far", Position)], {}, (p, t) => {
    p.x += (t.x - p.x) * 0.5;
  });
  const plain = kernel([write(Follow), read(Position)], {}, (f, p) => {
    f.gap = p.x;
  });
  const kernelOf = (name: string, one: { run(query: typeof followers): void }): Subject =>
    subject(name, () => {
      one.run(followers);
      return 1;
    });
  const byGet = (name: string, field: "near" | "far"): Subject =>
    subject(name, () => {
      followers.each((_, follow) => {
        follow.gap = world.get(follow[field] as Entity, Position, "x");
      });
      return 1;
    });
  const gathered = [
    kernelOf("a field of the row itself", plain),
    kernelOf("a field of targets in order", near),
    kernelOf("the same in JavaScript", nearHere),
    kernelOf("a field of targets at random", far),
    kernelOf("the same in JavaScript at random", farHere),
    kernelOf("two fields and exists, at random", both),
    kernelOf("a field that is written, at random", drawn),
    byGet("in order, by world.get", "near"),
    byGet("at random, by world.get", "far"),
    byHand("in order, typed arrays by hand", (row) => (row + 1) % ROWS),
    byHand("at random, typed arrays by hand", () => Math.floor(random() * ROWS)),
  ];

  const charge = kernel([write(Position), read(Shield)], {}, (p, s) => {
    p.y += s.isEnabled ? s.left : 0.5;
  });
  const same = kernel([write(Position), read(Shield)], {}, (p, s) => {
    p.y += s.left > 2 ? s.left : 0.5;
  });
  const switched = [
    subject("a kernel that asks whether each is on", () => {
      charge.run(shields);
      return 1;
    }),
    subject("a kernel that asks a field", () => {
      same.run(shields);
      return 1;
    }),
    subject("a kernel over those that are on", () => {
      same.run(world.query(Position, Shield));
      return 1;
    }),
  ];
  return { gathered, switched };
}
