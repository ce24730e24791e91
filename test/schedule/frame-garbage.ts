/**
 * A program, not a test: prints the bytes that steady frames of 20 systems leave on the JavaScript heap.
 * Built as a release and run in a process of its own by garbage.test.ts, with `--expose-gc` and a
 * young generation that holds all frames, so that nothing is collected between the two readings.
 *
 * Arguments: frames to warm up, frames to measure, bytes that one system leaves on purpose, "profiled" for spans.
 */
import {
  changed,
  component,
  createSchedule,
  createWorld,
  type Entity,
  entering,
  FrameProfile,
  f32,
  inState,
  message,
  type ScheduleProfile,
  type System,
  state,
  system,
  tag,
  u8,
  u32,
} from "../../src/index.ts";

export interface GarbageReport {
  readonly bytes: number;
  readonly systems: number;
  readonly steps: number;
  /** What the systems computed, so that none of them was idle. */
  readonly sum: number;
  /** The fewest times that any kind of observer or reader was told something. */
  readonly observed: number;
  /** How often something was timed, in the frames that count. */
  readonly spans: number;
}

const [warmUpFrames, frames, deliberateBytes] = process.argv.slice(2, 5).map(Number);
const isProfiled = process.argv[5] === "profiled";
const Position = component("Position", { x: f32 });
const Velocity = component("Velocity", { x: f32 });
const Mode = state("Mode", ["menu", "play"]);
const world = createWorld();
for (let i = 0; i < 500; i++) world.spawn(Position({ x: i }), Velocity({ x: 1 }));
const moving = world.query(Position, Velocity);
const kept: unknown[] = [];

/** What observers and readers have been told. */
const told = {
  spawns: 0,
  adds: 0,
  removals: 0,
  despawns: 0,
  runs: 0,
  hits: 0,
  pairs: 0,
  changes: 0,
  sorted: 0,
};
const Hit = message("Hit", { amount: u32, kind: u8 });
const hit = Hit.draft();
const hits = Hit.reader(world);
const Marked = tag("Marked");
const Spark = component("Spark", { heat: u32 });
const few = world.query(Spark);
const marked = world.query(Marked);
for (let i = 0; i < 8; i++) world.spawn(Spark);
const churned: Entity[] = [];
world.onSpawn(() => {
  told.spawns++;
});
world.onDespawn(() => {
  told.despawns++;
});
world.onAdd(Marked, () => {
  told.adds++;
});
world.onRemove(Marked, () => {
  told.removals++;
});
world.onAdd(
  Marked,
  (rows) => {
    told.runs += rows.end - rows.start;
  },
  { batch: true },
);
const readHit = (one: { readonly amount: number }): void => {
  told.hits += one.amount;
};
const countPair = (): void => {
  told.pairs++;
};
const warmed = world.query(changed(Spark)).reader();
const warm = (spark: { heat: number }): void => {
  spark.heat = 1;
};
const countChange = (): void => {
  told.changes++;
};
const mark = (_spark: unknown, entity: Entity): void => world.add(entity, Marked);
const unmark = (entity: Entity): void => world.remove(entity, Marked);

/** Changes of every kind, with observers and messages; each puts back what it changed. */
const changing: System[] = [
  system({
    name: "churn",
    writes: [Spark],
    ambiguousWith: "changing",
    sets: "changing",
    run() {
      for (let i = 0; i < 4; i++) churned[i] = world.spawn(Spark);
      for (let i = 0; i < 4; i++) world.add(churned[i], Marked);
      for (let i = 0; i < 4; i++) world.remove(churned[i], Marked);
      for (let i = 0; i < 4; i++) world.despawn(churned[i]);
    },
  }),
  system({
    name: "change-in-loops",
    writes: [Spark],
    ambiguousWith: "changing",
    sets: "changing",
    run() {
      few.each(mark);
      marked.each(unmark);
    },
  }),
  system({
    name: "pair",
    writes: [Spark],
    ambiguousWith: "changing",
    sets: "changing",
    run: () => few.forEachPair(countPair),
  }),
  system({
    name: "notice",
    writes: [Spark],
    ambiguousWith: "changing",
    sets: "changing",
    run() {
      few.each(warm);
      warmed.each(countChange);
    },
  }),
  system({
    name: "sort",
    reads: [Velocity],
    run() {
      told.sorted += moving.sorted(Velocity, "x").length;
    },
  }),
  system({
    name: "mail",
    run() {
      for (let i = 0; i < 8; i++) {
        hit.amount = i;
        Hit.send(world, hit);
      }
      hits.each(readHit);
    },
  }),
];

/** Every kind of system: fixed and not, with conditions and without, loops, scratch memory, changes of state. */
const systems: System[] = [
  system({ name: "open", phase: entering(Mode, "menu"), run() {} }),
  system({
    name: "switch",
    phase: "input",
    run: (_world, time) => Mode.set(world, time.frame % 2 === 0 ? "menu" : "play"),
  }),
  system({
    name: "scratch",
    run() {
      world.frameArena.f32(256)[0] = 1;
      for (let i = 0; i < deliberateBytes; i += 16) kept.push({ i });
      kept.length = 0;
    },
  }),
];
systems.push(...changing);
for (let i = 0; systems.length < 20; i++) {
  const isFixed = i % 3 === 0;
  systems.push(
    system({
      name: `move-${i}`,
      phase: isFixed ? "fixed" : "update",
      writes: [Position],
      reads: [Velocity],
      after: i < 3 ? [] : `move-${i - 3}`,
      ambiguousWith: "movers",
      sets: "movers",
      runIf: i % 4 === 0 ? [inState(Mode, "menu"), (_world, time) => time.dtSeconds > 0] : [],
      run(_world, time) {
        for (const chunk of moving) {
          const { x } = chunk.write(Position);
          const v = chunk.read(Velocity).x;
          for (let row = 0; row < chunk.count; row++) x[row] += v[row] * time.dtSeconds;
        }
      },
    }),
  );
}

let spans = 0;
const profile: ScheduleProfile = {
  begin: () => {
    spans++;
  },
  end: () => {},
  endFrame: () => {},
};
if (isProfiled) {
  // As a browser has it, less what it does with a stamp.
  console.timeStamp = () => {
    spans++;
  };
  world.profile = new FrameProfile();
}
const schedule = createSchedule(world, systems, isProfiled ? {} : { profile });

function runFrames(count: number): void {
  // Two calls with a constant each: a chosen number would be boxed by the caller.
  for (let frame = 0; frame < count; frame += 2) {
    schedule.runFrame(0.03);
    schedule.runFrame(0.01);
  }
}

runFrames(warmUpFrames);
const { gc } = globalThis;
if (gc === undefined) throw new Error("Run with --expose-gc.");
gc();
// A collection drops code that frames then need again, and the first reading is not like the second.
process.memoryUsage();
runFrames(frames);
const spansBefore = spans;
const before = process.memoryUsage().heapUsed;
runFrames(frames);
const bytes = process.memoryUsage().heapUsed - before;
spans -= spansBefore;

let sum = spans;
const observed = Math.min(...Object.values(told));
for (const chunk of moving) sum += chunk.read(Position).x[0];
const steps = schedule.time.fixedStep;
console.log(
  JSON.stringify({
    bytes,
    systems: systems.length,
    steps,
    sum,
    observed,
    spans,
  } satisfies GarbageReport),
);
