/** What `world.memory()` says would come back, against what `world.shrink()` gives back. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ChildOf,
  component,
  createWorld,
  type Entity,
  endMessageFrame,
  f32,
  message,
  relation,
  string,
  tag,
  u8,
  validate,
  type World,
} from "../../src/index.ts";
import { FULL_SCALE, SEED, timeoutMs } from "../model/soak.ts";

const Position = component("Position", { x: f32, y: f32 });
const Label = component("Label", { text: string });
const Rare = component("Rare", { level: u8, note: string }, { storage: "sparse" });
const Frozen = tag("Frozen");
const Likes = relation("Likes", { because: string, much: f32 });
const Hit = message("Hit", { amount: f32, at: f32 });

/** One step: what to do, and two numbers that say to how many or to whom. */
type Step = readonly [verb: number, a: number, b: number];

const VERBS: ((world: World, alive: Entity[], a: number, b: number) => void)[] = [
  (world, _, a) => world.spawnMany(a * 4, [Position]),
  (world, _, a, b) => void world.spawn(Label({ text: `text ${a}` }), Rare({ level: b })),
  (world, _, a) => world.reserve(a * 2, [Position, Frozen]),
  (world, _, a) => world.reserve(a, [Rare]),
  (world, alive, a, b) => {
    for (const entity of alive.slice(0, a)) world.add(entity, Rare({ note: `note ${b}` }));
  },
  (world, alive, a, b) => {
    for (const one of alive.slice(0, a * 4)) {
      const other = alive[(a * b) % alive.length];
      world.add(one, Likes(other, { because: `reason ${a * b}`, much: b }));
    }
  },
  (world, alive, a, b) => {
    const parent = alive[b % alive.length];
    for (const one of alive.slice(0, a)) {
      if (world.has(parent, ChildOf) || one === parent) continue;
      world.add(one, ChildOf(parent));
      world.add(one, Frozen);
    }
  },
  (world, alive, a) => despawnAll(world, alive.slice(0, a * 4)),
  (world, alive, a) => despawnAll(world, alive.slice(-a * 4)),
  (world) => world.query(Position).add(Frozen),
  (world) => world.query(Frozen).remove(Position),
  (world, _, a) => (a % 4 === 0 ? world.query() : world.query(Rare)).despawn(),
  (world, alive, a) => {
    for (const entity of alive.slice(0, a * 3)) world.remove(entity, Likes);
  },
  (world, _, a) => {
    for (const _chunk of world.query()) for (let i = 0; i < a; i++) world.spawn(Position, Frozen);
  },
  (world, _, a) => Hit.sendMany(world, a * 10),
  (world) => endMessageFrame(world),
  (world, _, a) => void world.frameArena.current.f32(a * 1000),
  (world) => void world.shrink({ budgetMs: 0 }),
];

function despawnAll(world: World, entities: readonly Entity[]): void {
  for (const entity of entities) if (world.isAlive(entity)) world.despawn(entity);
}

const step = fc.tuple(fc.nat(VERBS.length - 1), fc.integer({ min: 1, max: 60 }), fc.nat(200));

// Seen to fail on purpose: reserved pages counted as to be had; pairs' values not counted; texts of ended pairs
// taken to be needed; chunks that rows waited in not counted; room for the messages of this frame not counted.
test(
  "a report says exactly what shrink gives back, and then that there is no more",
  () => {
    /** In how many worlds each part had something to give back. */
    const seen: Record<string, number> = {};
    const run = (taken: Step[], poison: boolean) => {
      const chunkRows = { min: 16, max: 64, window: 16 };
      const world = createWorld({ capacity: 0, poison, chunkRows });
      for (const [verb, a, b] of taken) {
        const alive = [...world.query().entities()];
        if (alive.length > 0 || verb < 3) VERBS[verb](world, alive, a, b);
      }
      const before = world.memory();
      const { archetypes, sparse, parts, slabs, components } = before;
      const chunks = sum(archetypes) + sum(sparse);
      expect(chunks + sum(parts)).toBe(before.shrinkableBytes);
      expect(sum(slabs)).toBe(chunks);
      expect(sum(slabs.flatMap((slab) => slab.blocks))).toBe(chunks);
      expect(sum(components)).toBeLessThanOrEqual(chunks);
      expect(world.shrink().bytes).toBe(before.shrinkableBytes);
      const after = world.memory();
      const lost = before.usedBytes + before.heapBytes - after.usedBytes - after.heapBytes;
      expect(lost).toBe(before.shrinkableBytes);
      expect(after.shrinkableBytes).toBe(0);
      for (const label of components.map((of) => of.label)) {
        const [was, is] = [before, after].map((report) =>
          report.components.find((of) => of.label === label),
        );
        expect(is?.bytes ?? 0).toBe((was?.bytes ?? 0) - (was?.shrinkableBytes ?? 0));
      }
      validate(world);
      const kinds = { archetypes: sum(archetypes), sparse: sum(sparse) };
      const labeled = parts.map(
        ({ label, shrinkableBytes = 0 }) => [label, shrinkableBytes] as const,
      );
      for (const [label, bytes] of [...Object.entries(kinds), ...labeled])
        if (bytes > 0) seen[label] = (seen[label] ?? 0) + 1;
    };
    // Once, the places of pairs that shrink had moved still seemed to be in use.
    const few: Step[] = [
      [0, 16, 0],
      [5, 16, 0],
      [8, 1, 0],
      ...Array.from({ length: 12 }, (): Step => [0, 1, 0]),
      [12, 17, 0],
    ];
    // Some of everything, and then nothing any more.
    const all: Step[] = [
      [0, 40, 0],
      [1, 3, 1],
      [4, 40, 1],
      [5, 40, 3],
      [6, 20, 0],
      [14, 5, 0],
      [15, 1, 0],
      [15, 1, 0],
      [11, 4, 0],
    ];
    const steps = fc.array(step, { minLength: 15, maxLength: 50 });
    fc.assert(fc.property(steps, fc.boolean(), run), {
      numRuns: 60 * FULL_SCALE,
      seed: SEED,
      examples: [
        [few, false],
        [all, true],
      ],
    });
    expect(Object.keys(seen).sort()).toEqual([
      "archetypes",
      "index of Rare",
      "messages Hit",
      "pairs of ChildOf",
      "pairs of Likes",
      "sparse",
      "strings",
    ]);
  },
  timeoutMs(60_000),
);

test("inside a loop, rows that wait keep their room", () => {
  const world = createWorld({ capacity: 0, chunkRows: { min: 16, max: 16, window: 16 } });
  world.spawnMany(40, [Position]);
  world.query().despawn();
  const { shrinkableBytes } = world.memory();
  world.spawn(Label);
  for (const _ of world.query(Label)) {
    for (let i = 0; i < 20; i++) world.spawn(Position);
    expect(world.memory().shrinkableBytes).toBe(shrinkableBytes / 3);
  }
});

function sum(rows: readonly { readonly shrinkableBytes?: number }[]): number {
  return rows.reduce((bytes, row) => bytes + (row.shrinkableBytes ?? 0), 0);
}
