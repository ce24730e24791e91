import { expect, test } from "vitest";
import {
  changed,
  component,
  createSchedule,
  createWorld,
  f32,
  journalOf,
  keepJournal,
  kernel,
  meterSystems,
  type Schedule,
  type SystemDefinition,
  stopJournal,
  system,
  tag,
  type World,
  write,
} from "../../src/index.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";

const Position = component("Position", { x: f32 });
const Frozen = tag("Frozen");
parseKernels();
const push = kernel([write(Position)], {}, (p) => {
  p.x += 1;
});

function scheduleOf(world: World, run: SystemDefinition["run"]): Schedule {
  return createSchedule(world, [system({ name: "one", run })]);
}

/** What a system that does `run` is told to have done in a frame, in a world with 2,000 movers of which 500 are frozen. */
function workOf(run: (world: World) => void): string {
  const world = createWorld();
  world.spawnMany(1500, [Position]);
  world.spawnMany(500, [Position, Frozen]);
  const meter = meterSystems(world);
  const schedule = scheduleOf(world, run);
  schedule.runFrame(0);
  const { rows, changes } = meter.of("one") ?? { rows: -1, changes: -1 };
  meter.stop();
  return `${rows} rows, ${changes} changes`;
}

test.each<[string, (world: World) => void, string]>([
  [
    "a loop over chunks",
    (w) => {
      for (const _ of w.query(Position));
    },
    "2000 rows, 0 changes",
  ],
  ["each", (w) => w.query(Frozen).each(() => {}), "500 rows, 0 changes"],
  [
    "runs",
    (w) => {
      for (const _ of w.query(Position).runs());
    },
    "2000 rows, 0 changes",
  ],
  ["a kernel", (w) => push.run(w.query(Position)), "2000 rows, 0 changes"],
  [
    "two loops",
    (w) => {
      for (let i = 0; i < 2; i++) w.query(Frozen).each(() => {});
    },
    "1000 rows, 0 changes",
  ],
  [
    "a row at hand",
    (w) => {
      w.query(Position).at(w.query(Position).first()!, () => {});
    },
    "1 rows, 0 changes",
  ],
  [
    "a query with a memory",
    (w) =>
      w
        .query(changed(Position))
        .reader()
        .each(() => {}),
    "0 rows, 0 changes",
  ],
  [
    "spawns",
    (w) => {
      w.spawn(Position);
      w.spawnMany(7, [Frozen]);
    },
    "0 rows, 8 changes",
  ],
  ["a despawn", (w) => w.despawn(w.query(Frozen).first()!), "0 rows, 1 changes"],
  [
    "deferred removals",
    (w) => w.query(Frozen).each((e) => w.remove(e, Frozen)),
    "500 rows, 500 changes",
  ],
  [
    "changes by query",
    (w) => {
      w.query(Frozen).remove(Frozen);
      w.query(Position).despawn();
    },
    "0 rows, 2500 changes",
  ],
  [
    "values by query",
    (w) => w.query(Frozen, Position).set(Position, { x: 1 }),
    "0 rows, 0 changes",
  ],
])("%s", (_, run, expected) => {
  expect(workOf(run)).toBe(expected);
});

test("counts are of the last frame in which a system ran, all its runs together", () => {
  const world = createWorld();
  let isIdle = false;
  const schedule = createSchedule(
    world,
    [
      system({
        name: "grow",
        phase: "fixed",
        run: (w) => {
          if (!isIdle) w.spawn(Position);
        },
      }),
      system({ name: "late", phase: "start", run: (w) => void w.spawn() }),
    ],
    { fixedStepSeconds: 0.25 },
  );
  const meter = meterSystems(world);
  expect(meter.of("grow")).toBeUndefined();
  schedule.runFrame(0.5);
  world.spawn(); // nobody's
  expect(meter.of("grow")).toEqual({ rows: 0, changes: 2 });
  schedule.runFrame(0); // without a fixed step
  expect(meter.of("grow")).toEqual({ rows: 0, changes: 2 });
  expect(meter.of("late")).toEqual({ rows: 0, changes: 1 });
  isIdle = true;
  schedule.stepSystem();
  schedule.stepSystem();
  expect(meter.of("grow")).toEqual({ rows: 0, changes: 0 });
  meter.stop();
});

test("a journal goes on behind a meter, begun before, meanwhile or after; both end on their own", () => {
  const world = createWorld();
  const schedule = scheduleOf(world, (w) => w.despawn(w.spawn(Position)));
  const before = keepJournal(world);
  const meter = meterSystems(world);
  schedule.runFrame(0);
  expect(before.entries().map(({ verb, who }) => `${verb} ${who}`)).toEqual([
    'spawn system "one" in frame 1',
    'despawn system "one" in frame 1',
  ]);
  const second = keepJournal(world);
  const other = meterSystems(world);
  meter.stop();
  meter.stop();
  schedule.runFrame(0);
  expect([before.count, second.count]).toEqual([2, 2]);
  expect(other.of("one")).toEqual({ rows: 0, changes: 2 });
  other.stop();
  schedule.runFrame(0);
  expect(second.count).toBe(4);
  const third = meterSystems(world);
  stopJournal(world);
  schedule.runFrame(0);
  expect(second.count).toBe(4);
  expect(journalOf(world)).toBeUndefined();
  expect(third.of("one")).toEqual({ rows: 0, changes: 2 });
  third.stop();
  expect(world.storage.index.recorder).toBeUndefined();
});
