import { expect, test } from "vitest";
import {
  createSchedule,
  createWorld,
  FrameProfile,
  type ScheduleProfile,
  type WorldProfile,
} from "../../src/index.ts";
import { createRecorder } from "./recorder.ts";

test("every system that runs has a span, and the frame is ended once", () => {
  const { note } = createRecorder();
  const calls: string[] = [];
  const profile: ScheduleProfile = {
    begin: () => calls.push("begin"),
    end: (name, track) => calls.push(`end ${name} on ${track}`),
    endFrame: () => calls.push("endFrame"),
  };
  const systems = [
    note("poll", { phase: "input" }),
    note("step", { phase: "fixed" }),
    note("skipped", { runIf: () => false }),
  ];
  const schedule = createSchedule(createWorld(), systems, { profile, fixedStepSeconds: 0.1 });
  schedule.runFrame(0.2);
  expect(calls).toEqual([
    "begin",
    "end poll on Systems",
    "begin",
    "end step on Systems",
    "begin",
    "end step on Systems",
    "endFrame",
  ]);
});

test("a FrameProfile is such a profile", () => {
  const { note } = createRecorder();
  const profile = new FrameProfile();
  const schedule = createSchedule(createWorld(), [note("a"), note("b")], { profile });
  for (let frame = 0; frame < 3; frame++) schedule.runFrame(0.01);
  expect(profile.names).toEqual(["a", "b"]);
  expect(profile.averageMs("a")).toBeGreaterThanOrEqual(0);
});

/** What a profile is told, a line each. */
function listening(calls: string[]): WorldProfile {
  return {
    begin: () => calls.push("begin"),
    end: (name, track) => calls.push(`end ${name} on ${track}`),
    endWork: (name, track, amount) => calls.push(`end ${name} on ${track}: ${amount}`),
    endFrame: () => calls.push("endFrame"),
  };
}

test("phases that have something to run have spans around their systems, for a profile that wants them", () => {
  const { note } = createRecorder();
  const calls: string[] = [];
  const systems = [note("once", { phase: "start" }), note("a", { phase: "input" }), note("b")];
  const schedule = createSchedule(createWorld(), systems, { profile: listening(calls) });
  schedule.runFrame(0.01);
  calls.length = 0;
  schedule.runFrame(0.01);
  expect(calls).toEqual([
    "begin",
    "begin",
    "end a on Systems",
    "end input on Phases: 0",
    "begin",
    "begin",
    "end b on Systems",
    "end update on Phases: 0",
    "endFrame",
  ]);
});

test("a schedule without a profile of its own tells the world's, from the next frame on", () => {
  const { note } = createRecorder();
  const world = createWorld();
  const calls: string[] = [];
  const schedule = createSchedule(world, [note("a")]);
  schedule.runFrame(0.01);
  world.profile = listening(calls);
  schedule.runFrame(0.01);
  world.profile = undefined;
  schedule.runFrame(0.01);
  expect(calls).toEqual([
    "begin",
    "begin",
    "end a on Systems",
    "end update on Phases: 0",
    "endFrame",
  ]);
});

test("a phase whose system throws leaves no span to the next frame", () => {
  const { note } = createRecorder();
  const world = createWorld();
  const profile = new FrameProfile({ tracks: "off" });
  world.profile = profile;
  let isBroken = true;
  const schedule = createSchedule(world, [
    note("a"),
    { ...note("b"), run: () => expect(isBroken).toBe(false) },
  ]);
  expect(() => schedule.runFrame(0.01)).toThrow('system "b"');
  isBroken = false;
  schedule.runFrame(0.01);
  expect(() => profile.endFrame()).not.toThrow();
});
