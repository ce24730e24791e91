/**
 * What a schedule costs beyond its systems, in ns: a frame, an empty system, a condition, a frame of 20.
 *
 * "per system" rows run 100 empty systems; the rows marked "hand" are the loop one would write without
 * a schedule. Working the order out is not part of a frame and is shown apart.
 */
import {
  component,
  createSchedule,
  createWorld,
  FrameProfile,
  f32,
  inState,
  type Schedule,
  type ScheduleOptions,
  type System,
  type SystemDefinition,
  state,
  system,
  type World,
} from "../../src/index.ts";
import {
  describeMachine,
  measureInterleaved,
  measurementTable,
  printTable,
  type Subject,
  sinkTotal,
} from "./harness.ts";

const FRAMES = 100;
const SYSTEMS = 100;
const ROWS = 1_000;
const Position = component("Position", { x: f32, y: f32 });
const Velocity = component("Velocity", { x: f32, y: f32 });
const Mode = state("Mode", ["menu", "play"]);

let calls = 0;

/** Functions that are alike but not the same, as the systems of a game are. */
function emptySystems(count: number, definition: Partial<SystemDefinition> = {}): System[] {
  return Array.from({ length: count }, (_, i) =>
    system({
      ...definition,
      name: `empty-${i}`,
      run() {
        calls++;
      },
    }),
  );
}

function frames(name: string, schedule: Schedule, perFrame: number): Subject {
  return {
    name,
    operations: FRAMES * perFrame,
    run() {
      for (let frame = 0; frame < FRAMES; frame++) schedule.runFrame(0.01);
      return schedule.time.frame;
    },
  };
}

function empties(
  name: string,
  definition: Partial<SystemDefinition> = {},
  options: ScheduleOptions = {},
): Subject {
  const systems = emptySystems(SYSTEMS, definition);
  return frames(name, createSchedule(createWorld(), systems, options), SYSTEMS);
}

function handEmpties(): Subject {
  const world = createWorld();
  const schedule = createSchedule(world, []);
  const runs = emptySystems(SYSTEMS).map((one) => one.run);
  return {
    name: "hand: a loop over the functions",
    operations: FRAMES * SYSTEMS,
    run() {
      for (let frame = 0; frame < FRAMES; frame++)
        for (const run of runs) run(world, schedule.time);
      return runs.length;
    },
  };
}

function mover(world: World, i: number): System {
  const moving = world.query(Position, Velocity);
  return system({
    name: `move-${i}`,
    writes: [Position],
    reads: [Velocity],
    after: i === 0 ? [] : `move-${i - 1}`,
    run(_world, time) {
      const dt = time.dtSeconds;
      for (const chunk of moving) {
        const { x, y } = chunk.write(Position);
        const v = chunk.read(Velocity);
        for (let row = 0; row < chunk.count; row++) {
          x[row] += v.x[row] * dt;
          y[row] += v.y[row] * dt;
        }
      }
    },
  });
}

/** A frame of 20 systems, each over 1,000 rows. */
function movers(): Subject[] {
  const world = createWorld({ capacity: ROWS });
  world.spawnMany(ROWS, [Position, Velocity]);
  const systems = Array.from({ length: 20 }, (_, i) => mover(world, i));
  const schedule = createSchedule(world, systems);
  const { time } = schedule;
  return [
    {
      name: "hand: calling the 20 functions",
      operations: FRAMES,
      run() {
        for (let frame = 0; frame < FRAMES; frame++)
          for (const one of systems) one.run(world, time);
        return systems.length;
      },
    },
    frames("runFrame", schedule, 1),
    frames(
      "runFrame, with a FrameProfile",
      createSchedule(world, systems, { profile: new FrameProfile() }),
      1,
    ),
  ];
}

function planning(): Subject[] {
  const world = createWorld();
  const systemsOf = (count: number): System[] =>
    Array.from({ length: count }, (_, i) => mover(world, i));
  return [20, 200].map((count) => {
    const systems = systemsOf(count);
    return {
      name: `createSchedule of ${count} systems in a chain`,
      operations: 1,
      run: () => createSchedule(world, systems).systems.length,
    };
  });
}

console.log(describeMachine());
printTable(
  `An empty system (${SYSTEMS} in a frame)`,
  measurementTable(
    measureInterleaved([
      handEmpties(),
      empties("a system"),
      empties("a system in the fixed phase", { phase: "fixed" }, { fixedStepSeconds: 0.01 }),
      empties("a system with a condition", { runIf: (_world, time) => time.dtSeconds > 0 }),
      empties("a system with inState", { runIf: inState(Mode, "menu") }),
      empties("a system that inState skips", { runIf: inState(Mode, "play") }),
    ]),
  ),
);
printTable(
  "A frame without systems",
  measurementTable(measureInterleaved([frames("runFrame", createSchedule(createWorld(), []), 1)])),
);
printTable(
  `A frame of 20 systems over ${ROWS} rows each`,
  measurementTable(measureInterleaved(movers())),
);
printTable(
  "Working the order out, once per edit",
  measurementTable(measureInterleaved(planning())),
);
console.log(`\n(sink ${sinkTotal() + calls})`);
