import { expect, test } from "vitest";
import {
  component,
  createSchedule,
  createWorld,
  entering,
  FrameProfile,
  f32,
  message,
  type System,
  SystemError,
  state,
} from "../../src/index.ts";
import { createRecorder } from "./recorder.ts";

const Health = component("Health", { points: f32 });
const Mode = state("Mode", ["menu", "play"]);
const never = () => false;

/** A system in each of several phases, and the log of what ran. */
function makeScene(extra: readonly System[] = []) {
  const world = createWorld();
  const recorder = createRecorder();
  const { note } = recorder;
  const systems = [
    note("load", { phase: "start" }),
    note("read-keys", { phase: "input" }),
    note("begin", { phase: entering(Mode, "play") }),
    note("push", { phase: "fixed" }),
    note("move", { phase: "fixed" }),
    note("sleep", { runIf: never }),
    note("draw", { phase: "render" }),
    ...extra,
  ];
  return { world, ...recorder, schedule: createSchedule(world, systems) };
}

test("a disabled system is left out until it is enabled, and its replacement stays off", () => {
  const { schedule, take, note } = makeScene();
  schedule.runFrame(1 / 60);
  take();
  schedule.disable("push");
  schedule.runFrame(1 / 60);
  expect(take()).toBe("read-keys move draw");
  expect(schedule.isEnabled("push")).toBe(false);
  expect(schedule.explain()).toContain("4. push\n       OFF: disabled");
  schedule.replace("push", note("push", { phase: "fixed" }));
  schedule.runFrame(1 / 60);
  expect(take()).toBe("read-keys move draw");
  schedule.enable("push");
  schedule.runFrame(1 / 60);
  expect(take()).toBe("read-keys push move draw");
  expect(schedule.isEnabled("push")).toBe(true);
});

test("a system runs once on demand, off or on, whatever its conditions, over one fixed step", () => {
  const seen: number[] = [];
  const world = createWorld();
  const bodies = world.query(Health);
  const { note, take } = createRecorder();
  const grow = note("grow", {
    runIf: never,
    run: (_world, time) => {
      seen.push(time.dtSeconds, time.frame, time.fixedStep);
      if (time.isPaused) seen.push(-1);
      bodies.each(() => world.spawn(Health));
    },
  });
  const schedule = createSchedule(world, [grow], { fixedStepSeconds: 0.25 });
  world.spawn(Health);
  schedule.disable(grow);
  schedule.pause();
  schedule.runFrame(1);
  schedule.runOnce("grow");
  expect(take()).toBe("grow");
  expect(seen).toEqual([0.25, 1, 0]);
  expect(world.entityCount).toBe(2); // what the loop deferred has been carried out
  expect(schedule.time.dtSeconds).toBe(0);
  expect(schedule.time.isPaused).toBe(true);
});

test("steps go through a frame system by system, in the order in which a frame runs them", () => {
  const { schedule, take, world } = makeScene();
  Mode.set(world, "play");
  schedule.pause();
  expect(schedule.nextSystem).toBeUndefined();
  const ran = [schedule.stepSystem()];
  expect(schedule.nextSystem).toBe("begin");
  while (schedule.nextSystem !== undefined) ran.push(schedule.stepSystem());
  expect(ran).toEqual(["load", "begin", "read-keys", "push", "move", "draw"]);
  expect(take()).toBe(ran.join(" "));
  expect(schedule.time.frame).toBe(1);
  expect(schedule.time.fixedStep).toBe(1);
  schedule.step();
  expect(take()).toBe("read-keys push move draw");
  expect(schedule.time.frame).toBe(2);
});

test("a step past the last system that wants to run ends the frame and names none", () => {
  const { note } = createRecorder();
  const schedule = createSchedule(createWorld(), [note("a"), note("b", { runIf: never })]);
  expect(schedule.stepSystem()).toBe("a");
  expect(schedule.nextSystem).toBe("b");
  expect(schedule.stepSystem()).toBeUndefined();
  expect(schedule.nextSystem).toBeUndefined();
  expect(schedule.stepSystem()).toBe("a");
  expect(schedule.time.frame).toBe(2);
});

test("systems are told the same of time in a stepped frame as in any other", () => {
  const told: string[] = [];
  const world = createWorld();
  const { note } = createRecorder();
  const tell = (phase: string) =>
    note(phase, {
      phase,
      run: (_world, time) => {
        const { dtSeconds, elapsedSeconds, frame, fixedStep, isPaused } = time;
        told.push([phase, dtSeconds, elapsedSeconds, frame, fixedStep, isPaused].join(" "));
      },
    });
  const schedule = createSchedule(world, ["input", "fixed", "update"].map(tell), {
    fixedStepSeconds: 0.5,
  });
  schedule.runFrame(0.125); // too short for a fixed step, so that frames and steps are apart
  schedule.pause();
  for (let i = 0; i < 3; i++) schedule.stepSystem();
  schedule.step();
  expect(told).toEqual([
    "input 0.125 0.125 1 0 false",
    "update 0.125 0.125 1 0 false",
    "input 0.5 0.625 2 0 false",
    "fixed 0.5 0.5 2 1 false",
    "update 0.5 0.625 2 1 false",
    "input 0.5 1.125 3 1 false",
    "fixed 0.5 1 3 2 false",
    "update 0.5 1.125 3 2 false",
  ]);
});

test("within a stepped frame, frames wait while paused; resumed, the next one finishes it", () => {
  const { schedule, take } = makeScene();
  schedule.pause();
  schedule.stepSystem();
  schedule.stepSystem();
  expect(take()).toBe("load read-keys");
  schedule.runFrame(1 / 60);
  expect(take()).toBe("");
  schedule.resume();
  schedule.runFrame(1 / 60);
  expect(take()).toBe("push move draw");
  schedule.runFrame(1 / 60);
  expect(take()).toBe("read-keys push move draw");
});

test("step runs what is left of a stepped frame, and what was turned off meanwhile is left out", () => {
  const { schedule, take } = makeScene();
  schedule.stepSystem();
  schedule.disable("read-keys");
  schedule.disable("move");
  schedule.step();
  expect(take()).toBe("load push draw");
  expect(schedule.time.frame).toBe(1);
});

test("messages live, and frames are profiled, by whole frames however they are taken", () => {
  const Hit = message("Hit");
  const heard: number[] = [];
  const world = createWorld();
  const reader = Hit.reader(world);
  const { note } = createRecorder();
  const profile = new FrameProfile();
  const schedule = createSchedule(
    world,
    [
      note("read", { run: () => heard.push(reader.count) && reader.skip() }),
      note("send", { run: () => Hit.send(world) }),
    ],
    { profile },
  );
  for (let i = 0; i < 3; i++) schedule.stepSystem();
  expect(heard).toEqual([0, 1]);
  expect(profile.lastMs("read")).toBeGreaterThanOrEqual(0);
  schedule.stepSystem();
  for (let i = 0; i < 2; i++) schedule.runFrame(0);
  expect(heard).toEqual([0, 1, 1, 1]);
});

test("a system that throws ends the stepped frame, and the world is valid", () => {
  const { note, take } = createRecorder();
  const world = createWorld();
  const fail = note("fail", {
    run: () => {
      throw new Error("alarm");
    },
  });
  const schedule = createSchedule(world, [note("a"), fail, note("b")]);
  schedule.stepSystem();
  expect(() => schedule.stepSystem()).toThrow(SystemError);
  expect(schedule.nextSystem).toBeUndefined();
  expect(() => schedule.runOnce("fail")).toThrow(SystemError);
  schedule.disable("fail");
  take();
  schedule.runFrame(0);
  expect(take()).toBe("a b");
});

test("what debuggers call knows the systems' names, and is refused inside a frame", () => {
  const { schedule } = makeScene();
  const names = 'Use one of "load", "read-keys", "begin", "push", "move", "sleep", "draw". [E213]';
  for (const verb of ["disable", "enable", "isEnabled", "runOnce"] as const) {
    expect(() => schedule[verb]("dance")).toThrow(
      `${verb}: the schedule has no system called "dance". ${names}`,
    );
  }
  const { note } = createRecorder();
  schedule.add(note("nested", { run: () => void schedule.stepSystem() }));
  expect(() => schedule.runFrame(0)).toThrow(/stepSystem: system "nested" is running/);
  schedule.replace("nested", note("nested", { run: () => schedule.runOnce("move") }));
  expect(() => schedule.runFrame(0)).toThrow(/runOnce: system "nested" is running/);
});
