/**
 * Row sets: other kernels over the rows that one has selected, bulk despawning, and refusals.
 */
import { beforeAll, expect, test } from "vitest";
import {
  ChildOf,
  component,
  createWorld,
  type Entity,
  f32,
  i32,
  kernel,
  read,
  sum,
  tag,
  validate,
  where,
  write,
} from "../../src/index.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";

const Life = component("Life", { left: f32 });
const Home = component("Home", { x: i32 });
const Marked = tag("Marked");

beforeAll(() => parseKernels());

const ENGINES = ["simd", "scalar", "javascript"] as const;
type EngineName = (typeof ENGINES)[number];

const makeFind = (engine?: EngineName) =>
  kernel(
    [read(Life)],
    { below: f32 },
    (life, u) => ({ dead: where(life.left < u.below) }),
    engine === undefined ? {} : { engine },
  );

function population(lives: readonly number[], max = 64) {
  const world = createWorld({ chunkRows: { min: 16, max } });
  const entities = lives.map((left, i) => world.spawn(Life({ left }), Home({ x: i })));
  return { world, entities, query: world.query(Life, Home) };
}

/** Alone, side by side, at edges of groups and of chunks. */
const LIVES = Array.from({ length: 500 }, (_, i) => (i % 31 < 3 || (i >> 4) % 7 === 0 ? 0 : 5));

test.each(ENGINES)("%s runs over selected rows only, and gives results of them", (engine) => {
  const { world, entities, query } = population(LIVES);
  const { dead } = makeFind(engine).run(query, { below: 1 });
  const respawn = kernel(
    [write(Life), read(Home)],
    { life: f32 },
    (life, home, u) => {
      life.left += u.life;
      return { homes: sum(home.x), far: where(home.x >= 250) };
    },
    { engine },
  );
  const cursor = world.changeCursor();
  const { homes, far } = respawn.run(dead, { life: 3 });
  const ids = LIVES.flatMap((left, i) => (left === 0 ? [i] : []));
  entities.forEach((one, i) => {
    expect(world.get(one, Life, "left")).toBe(LIVES[i] === 0 ? 3 : 5);
  });
  expect(homes).toBe(ids.reduce((total, i) => total + i, 0));
  expect([...far]).toEqual(ids.filter((i) => i >= 250).map((i) => entities[i]));
  for (const chunk of query) {
    const isHit = Array.from(chunk.entities.subarray(0, chunk.count)).some((one) =>
      dead.entities.includes(one),
    );
    expect(chunk.changedSince(Life, cursor)).toBe(isHit);
    expect(chunk.changedSince(Home, cursor)).toBe(false);
  }
});

test("an empty set runs nothing, and so does one before its kernel's first run", () => {
  const { world, query } = population([1, 2]);
  const find = makeFind();
  const drain = kernel([write(Life)], {}, (life) => {
    life.left = 0;
  });
  const { dead } = find.run(query, { below: 0 });
  expect([dead.count, dead.entities.length, [...dead]]).toEqual([0, 0, []]);
  drain.run(dead);
  dead.despawn();
  expect(
    world
      .query(Life)
      .entities()
      .map((one) => world.get(one, Life, "left")),
  ).toEqual([1, 2]);
});

test("despawn ends all of them, those that died meanwhile aside, and waits inside an iteration", () => {
  const { world, entities, query } = population(LIVES);
  const { dead } = makeFind().run(query, { below: 1 });
  const expected = entities.filter((_, i) => LIVES[i] === 5);
  const dying = [...dead];
  const told: Entity[] = [];
  world.onDespawn((one) => told.push(one));
  world.despawn(dying[7]);
  for (const _ of query) {
    dead.despawn();
    expect(world.isAlive(dying[0])).toBe(true);
    break;
  }
  validate(world);
  expect(new Set(query.entities())).toEqual(new Set(expected));
  expect(new Set(told)).toEqual(new Set(dying));
  expect(told).toHaveLength(dying.length);
});

test("despawn outside of iterations takes what relations say dies along", () => {
  const { world, entities, query } = population(LIVES);
  const child = world.spawn(ChildOf(entities[0]), Life({ left: 5 }));
  world.add(entities[1], ChildOf(entities[0]));
  const { dead } = makeFind().run(query, { below: 1 });
  dead.despawn();
  validate(world);
  expect(world.isAlive(child)).toBe(false);
  expect(query.count).toBe(LIVES.filter((left) => left === 5).length);
});

test("a set is refilled by the next run, and grows", () => {
  const { query, entities } = population(LIVES);
  const find = makeFind();
  const first = find.run(query, { below: 1 });
  const dead = [...first.dead];
  expect(find.run(query, { below: 10 })).toBe(first);
  expect([...first.dead.entities]).toEqual(entities);
  find.run(query, { below: 1 });
  expect([...first.dead.entities]).toEqual(dead);
});

test("the loop over a set may despawn what it is given", () => {
  const { world, query } = population(LIVES);
  const { dead } = makeFind().run(query, { below: 1 });
  for (const one of dead) world.despawn(one);
  expect(query.count).toBe(LIVES.filter((left) => left === 5).length);
});

test("E307: rows that have moved, died or changed hands are refused", () => {
  const drain = kernel([write(Life)], {}, (life) => {
    life.left = -1;
  });
  const moves: ((world: ReturnType<typeof createWorld>, entities: Entity[]) => void)[] = [
    (world, entities) => world.despawn(entities[0]),
    (world, entities) => world.add(entities[0], Marked),
    // The last row takes the place of the first; entities of the set are alive all the same.
    (world, entities) => world.despawn(entities[1]),
  ];
  for (const move of moves) {
    const { world, entities, query } = population([0, 5, 5, 0]);
    const { dead } = makeFind().run(query, { below: 1 });
    move(world, entities);
    expect(() => drain.run(dead)).toThrow(
      /run: entity \d+ of the rows that dead of kernel Life selected .*\[E307\]/,
    );
    expect(query.entities().map((one) => world.get(one, Life, "left"))).not.toContain(-1);
  }
});

test("rows that stand where they stood are taken, whatever happened to others", () => {
  const { world, entities, query } = population([0, 5, 5, 5]);
  const { dead } = makeFind().run(query, { below: 1 });
  world.despawn(entities[2]);
  world.spawn(Life, Home);
  const revive = kernel([write(Life)], {}, (life) => {
    life.left = 9;
  });
  revive.run(dead);
  expect(world.get(entities[0], Life, "left")).toBe(9);
});

test("E307: a kernel does not run over what it selects itself", () => {
  const { query } = population([0, 1]);
  const find = makeFind();
  const { dead } = find.run(query, { below: 1 });
  expect(() => find.run(dead, { below: 1 })).toThrow(/kernel Life has selected itself.*\[E307\]/);
  expect(dead.count).toBe(1);
});

test("E302: rows that lack what a kernel works on are refused", () => {
  const world = createWorld();
  world.spawn(Life);
  const { dead } = makeFind().run(world.query(Life), { below: 1 });
  const go = kernel([write(Home)], {}, (home) => {
    home.x = 1;
  });
  expect(() => go.run(dead)).toThrow(/the selected rows are .* and have no Home.*\[E302\]/);
});
