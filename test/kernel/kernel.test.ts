import { beforeAll, expect, test } from "vitest";
import {
  component,
  createWorld,
  type Entity,
  f32,
  f32x4,
  i32,
  kernel,
  not,
  random,
  read,
  tag,
  u32,
  validate,
  write,
} from "../../src/index.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Velocity = component("Velocity", { x: f32, y: f32 });
const Health = component("Health", { points: i32, drawn: f32 });
const Shield = component("Shield", { left: f32 }, { toggle: true });
const Frozen = tag("Frozen");

beforeAll(() => parseKernels());

const ENGINES = ["simd", "scalar", "javascript"] as const;

const makeMove = (engine?: (typeof ENGINES)[number]) =>
  kernel(
    [write(Position), read(Velocity)],
    { dt: f32 },
    (p, v, u) => {
      p.x += v.x * u.dt;
      p.y += v.y * u.dt;
      if (p.x > 10) p.x = 0;
    },
    engine === undefined ? {} : { engine },
  );

test.each(ENGINES)("%s moves every entity of the query, and no other", (engine) => {
  const world = createWorld();
  const entities: Entity[] = [];
  for (let i = 0; i < 1000; i++) {
    const input = [Position({ x: i / 100, y: 1 }), Velocity({ x: 1, y: -2 })] as const;
    entities.push(i % 7 === 0 ? world.spawn(...input, Frozen) : world.spawn(...input));
  }
  const still = world.spawn(Position({ x: 5 }));
  makeMove(engine).run(world.query(Position, Velocity, not(Frozen)), { dt: 0.5 });
  validate(world);
  entities.forEach((one, i) => {
    const before = Math.fround(i / 100);
    const moved = Math.fround(before + 0.5);
    const expected = i % 7 === 0 ? before : moved > 10 ? 0 : moved;
    expect(world.get(one, Position)).toEqual({ x: expected, y: i % 7 === 0 ? 1 : 0 });
  });
  expect(world.get(still, Position).x).toBe(5);
});

test.each(ENGINES)("%s runs over the runs of rows that a query decides row by row", (engine) => {
  const world = createWorld();
  const entities = Array.from({ length: 300 }, () => world.spawn(Shield({ left: 1 })));
  for (let i = 0; i < 300; i += 3) world.disable(entities[i], Shield);
  const drain = kernel(
    [write(Shield)],
    {},
    (shield) => {
      shield.left -= 0.25;
    },
    { engine },
  );
  drain.run(world.query(Shield));
  entities.forEach((one, i) => {
    expect(world.get(one, Shield, "left")).toBe(i % 3 === 0 ? 1 : 0.75);
  });
});

test.each(ENGINES)("%s finds each lane of a field", (engine) => {
  const Box = component("Box", { left: u32, size: f32x4 });
  const world = createWorld();
  const boxes = Array.from({ length: 70 }, (_, i) => world.spawn(Box({ size: [i, 1, 2, 3] })));
  const grow = kernel(
    [write(Box)],
    {},
    (box) => {
      box.size[3] = box.size[0] * 2 + box.size[2];
    },
    { engine },
  );
  grow.run(world.query(Box));
  expect(boxes.map((one) => world.get(one, Box, "size"))).toEqual(
    boxes.map((_, i) => [i, 1, 2, 2 * i + 2]),
  );
});

test("a draft holds the uniforms from run to run", () => {
  const world = createWorld();
  const hero = world.spawn(Position, Velocity({ x: 2 }));
  const move = makeMove();
  const draft = move.draft();
  expect(draft.dt).toBe(0);
  draft.dt = 1.5;
  move.run(world.query(Position, Velocity), draft);
  move.run(world.query(Position, Velocity), draft);
  expect(world.get(hero, Position)).toEqual({ x: 6, y: 0 });
});

test("what is written counts as changed, and what is read does not", () => {
  const world = createWorld();
  world.spawn(Position, Velocity);
  const movers = world.query(Position, Velocity);
  const cursor = world.changeCursor();
  makeMove().run(movers, { dt: 1 });
  for (const chunk of movers) {
    expect(chunk.changedSince(Position, cursor)).toBe(true);
    expect(chunk.changedSince(Velocity, cursor)).toBe(false);
  }
});

test.each(ENGINES)(
  "%s draws the same numbers for the same seed, and others for another",
  (engine) => {
    const world = createWorld();
    for (let i = 0; i < 100; i++) world.spawn(Health);
    const query = world.query(Health);
    const draw = kernel(
      [write(Health)],
      { seed: u32 },
      (h, u) => {
        h.drawn = random(u.seed);
        h.points = Math.floor(random(u.seed) * 6) + 1;
      },
      { engine },
    );
    const drawn = (seed: number): number[] => {
      draw.run(query, { seed });
      return query.entities().map((one) => world.get(one, Health, "drawn"));
    };
    const first = drawn(1);
    expect(drawn(1)).toEqual(first);
    expect(drawn(2)).not.toEqual(first);
    expect(new Set(first).size).toBeGreaterThan(95);
    expect(Math.min(...first)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...first)).toBeLessThan(1);
    const points = query.entities().map((one) => world.get(one, Health, "points"));
    expect([...new Set(points)].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  },
);
