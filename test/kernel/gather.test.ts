/**
 * Gathered components in kernels, by every engine, against plain loops that look each target up in the world.
 */
import { beforeAll, describe, expect, test } from "vitest";
import {
  any,
  component,
  createWorld,
  f32,
  gather,
  kernel,
  not,
  read,
  sum,
  validate,
  where,
  write,
} from "../../src/index.ts";
import type { KernelEngine } from "../../src/kernel/engine.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";
import { sourceOf } from "./any-value.ts";
import {
  crowd,
  Follow,
  Frozen,
  holds,
  Mixed,
  Position,
  SMALL,
  Sum,
  targetOf,
  WORLDS,
  type World,
} from "./gather-crowd.ts";

beforeAll(parseKernels);

const ENGINES: readonly KernelEngine[] = ["simd", "scalar", "javascript"];
const slabsOf = (world: World): number =>
  new Set(
    world
      .query(Follow)
      .chunks()
      .map(({ slab }) => slab),
  ).size;

describe.each(ENGINES)("%s", (engine) => {
  test.each(WORLDS)(
    "gives each row the values of its target, of every kind: world %s",
    (_, options) => {
      const world = createWorld(options);
      const entities = crowd(world, 1500, sourceOf(5));
      const measure = kernel(
        [write(Sum), gather(Follow, "target", Mixed), gather(Follow, "target", Frozen)],
        {},
        (out, t, frozen) => {
          out.value = t.d + t.s + t.b + t.h + t.w + t.i + t.u + t.m[1] * 3 + t.m[2];
          out.value += t.f;
          out.found = (t.exists ? 1 : 0) + (t.is ? 2 : 0) + (frozen.exists ? 4 : 0);
        },
        { engine },
      );
      measure.run(world.query(Sum, Follow));
      expect(slabsOf(world) > 1).toBe(options === SMALL);
      for (const one of entities) {
        const target = targetOf(world, one);
        const has = holds(world, target, Mixed);
        const t = has ? world.get(target, Mixed) : undefined;
        const frozen = holds(world, target, Frozen) ? 4 : 0;
        expect(world.get(one, Sum)).toEqual({
          value: t
            ? t.d + t.s + t.b + t.h + t.w + t.i + t.u + t.m[1] * 3 + t.m[2] + Math.fround(t.f)
            : 0,
          found: frozen + (t ? 1 + (t.is ? 2 : 0) : 0),
        });
      }
      validate(world);
      world.dispose();
    },
  );

  test.each(WORLDS)("gives rows what was there before the run: world %s", (_, options) => {
    const world = createWorld(options);
    const entities = crowd(world, 2000, sourceOf(9));
    const step = kernel(
      [write(Position), read(Follow), gather(Follow, "target", Position)],
      { by: f32 },
      (p, follow, t, u) => {
        if (t.exists) p.x = p.x + t.x * follow.weight + u.by;
        return { x: sum(p.x), far: where(p.x > 1500) };
      },
      { engine },
    );
    const again = kernel(
      [write(Position), gather(Follow, "target", Position)],
      {},
      (p, t) => {
        p.x = t.exists ? t.x : -1;
      },
      { engine },
    );
    const query = world.query(Position, Follow);
    const walkers = query.entities();
    const before = new Map(walkers.map((one) => [one, world.get(one, Position, "x")]));
    const after = new Map(
      walkers.map((one) => {
        const x = before.get(one) as number;
        const other = before.get(targetOf(world, one));
        return [one, other === undefined ? x : Math.fround(Math.fround(x + other / 2) + 1)];
      }),
    );
    const { far } = step.run(query, { by: 1 });
    for (const one of walkers) expect(world.get(one, Position, "x")).toBe(after.get(one));
    const selected = walkers.filter((one) => (after.get(one) as number) > 1500);
    expect([...far]).toEqual(selected);
    expect(selected.length).toBeGreaterThan(100);
    again.run(far);
    for (const one of walkers) {
      const expected = selected.includes(one)
        ? (after.get(targetOf(world, one)) ?? -1)
        : after.get(one);
      expect(world.get(one, Position, "x")).toBe(expected);
    }
    expect(entities.length).toBe(2000);
    world.dispose();
  });

  test("runs rows that a query decides one by one, and chunks longer than a piece", () => {
    const Shield = component("Shield", { left: f32 }, { toggle: true });
    const world = createWorld();
    const random = sourceOf(3);
    const entities = Array.from({ length: 30_000 }, (_, i) =>
      world.spawn(Follow, Position({ x: i }), Sum, Shield),
    );
    for (const one of entities) {
      world.set(one, Follow, { target: entities[Math.floor(random() * entities.length)] });
      if (random() < 0.01) world.disable(one, Shield);
    }
    const look = kernel(
      [write(Sum), gather(Follow, "target", Position)],
      {},
      (out, t) => {
        out.value = t.x;
      },
      { engine },
    );
    look.run(world.query(Sum, Follow, Shield));
    let off = 0;
    for (const one of entities) {
      const isOn = world.isEnabled(one, Shield);
      off += isOn ? 0 : 1;
      const expected = isOn ? world.get(targetOf(world, one), Position, "x") : 0;
      if (world.get(one, Sum, "value") !== expected) expect.fail(`entity ${one}`);
    }
    expect(off).toBeGreaterThan(200);
  });
});

test.each(WORLDS)(
  "what has come, gone or moved since the last run is found: world %s",
  (_, options) => {
    const world = createWorld(options);
    const random = sourceOf(11);
    const look = kernel(
      [write(Sum), gather(Follow, "target", Position), gather(Follow, "target", Frozen)],
      {},
      (out, t, frozen) => {
        out.value = t.exists ? t.x : -1;
        out.found = frozen.exists ? 1 : 0;
      },
    );
    const entities = crowd(world, 400, random);
    const query = world.query(Sum, Follow);
    for (let round = 0; round < 20; round++) {
      for (const one of entities) {
        if (!world.isAlive(one) || random() < 0.7) continue;
        if (random() < 0.1) world.despawn(one);
        else if (world.has(one, Position)) world.remove(one, Position);
        else world.add(one, Position({ x: round }));
      }
      if (round % 5 === 0) world.query(Position, not(Frozen)).add(Frozen);
      if (round % 7 === 0) world.query(any(Frozen, Position)).remove(Frozen);
      if (round % 6 === 0) world.shrink();
      entities.push(...crowd(world, 20, random));
      look.run(query);
      for (const one of query.entities()) {
        const target = targetOf(world, one);
        const value = holds(world, target, Position) ? world.get(target, Position, "x") : -1;
        const found = holds(world, target, Frozen) ? 1 : 0;
        const given = world.get(one, Sum);
        if (given.value !== value || given.found !== found) expect(given).toEqual({ value, found });
      }
    }
    validate(world);
    world.dispose();
  },
);

test("what a kernel writes that it gathers is copied to memory that the world counts, and gives back", () => {
  const world = createWorld();
  const entities = crowd(world, 1000, sourceOf(2));
  const parts = () => world.memory().parts.filter(({ label }) => label === "kernel snapshots");
  const query = world.query(Position, Follow);
  kernel([read(Position), gather(Follow, "target", Position)], {}, (p, t) => ({
    gap: sum(p.x - t.x),
  })).run(query);
  expect(parts()).toEqual([]);
  const swap = kernel([write(Position), gather(Follow, "target", Position)], {}, (p, t) => {
    p.x = t.x;
  });
  swap.run(query);
  const [{ place, bytes, peakBytes }] = parts();
  expect({ place, peakBytes }).toEqual({ place: "heap", peakBytes: query.count * 4 });
  expect(bytes).toBeGreaterThanOrEqual(query.count * 4);
  world.shrink();
  expect(parts()[0].bytes).toBe(0);
  swap.run(query);
  expect(entities.length).toBe(1000);
});

test("explain shows what is gathered", () => {
  const look = kernel([write(Sum), gather(Follow, "target", Mixed)], {}, (out, t) => {
    if (t.exists) out.value = t.h + t.m[2];
  });
  expect(look.explain().split("\n").slice(1, 5)).toEqual([
    "column t.exists: u32 as bool, gathered, read",
    "column t.h: i32, gathered, read",
    "column t.m[2]: f64, gathered, read",
    "column out.value: f64, read, written by some rows",
  ]);
});
