import { expect, test } from "vitest";
import {
  createSchedule,
  createWorld,
  FrameProfile,
  type ScheduleProfile,
} from "../../src/index.ts";
import { createRecorder } from "./recorder.ts";

test("every system that runs has a span on its phase's track, and the frame is ended once", () => {
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
    "end poll on input",
    "begin",
    "end step on fixed",
    "begin",
    "end step on fixed",
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
