// Much the schedule of test/schedule/explain.test.ts, written out so that each test reads alone.
import { expect, test } from "vitest";
import {
  component,
  createSchedule,
  createWorld,
  entering,
  f32,
  inState,
  scheduleGraph,
  state,
  system,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Velocity = component("Velocity", { x: f32 });
const Mode = state("Mode", ["menu", "play"]);
const run = (): void => {};

test("a schedule's graph names phases, systems, what orders them and what was left open", () => {
  const schedule = createSchedule(
    createWorld(),
    [
      system({ name: "load", phase: "start", run }),
      system({ name: "open", phase: entering(Mode, "menu"), run }),
      system({
        name: "move",
        phase: "fixed",
        reads: [Velocity],
        writes: [Position],
        after: "forces",
        runIf: inState(Mode, "play"),
        run,
      }),
      system({ name: "push", phase: "fixed", writes: [Velocity], sets: "forces", run }),
      system({
        name: "pull",
        phase: "fixed",
        writes: [Velocity],
        sets: "forces",
        ambiguousWith: "push",
        run,
      }),
      system({
        name: "break",
        run() {
          throw new Error("alarm");
        },
      }),
    ],
    { onError: () => "set aside" },
  );
  schedule.disable("pull");
  schedule.runFrame(0);
  const { phases, systems, orders, choices } = scheduleGraph(schedule);
  expect(phases.filter((phase) => phase.systems.length > 0)).toEqual([
    { name: "start", runs: "once", systems: ["load"] },
    { name: "entering Mode: menu", runs: "on a change of state", systems: ["open"] },
    { name: "fixed", runs: "every fixed step", systems: ["push", "pull", "move"] },
    { name: "update", runs: "every frame", systems: ["break"] },
  ]);
  expect(phases.map(({ name }) => name)).toEqual([
    "start",
    "entering Mode: menu",
    "input",
    "fixed",
    "update",
    "late",
    "render",
  ]);
  expect(systems.map(({ name, status }) => `${name} ${status}`)).toEqual([
    "load over",
    "open on",
    "push on",
    "pull off",
    "move on",
    "break set aside",
  ]);
  expect(systems[4]).toEqual({
    name: "move",
    phase: "fixed",
    reads: ["Velocity"],
    writes: ["Position"],
    sets: [],
    conditions: ['Mode is "play"'],
    status: "on",
  });
  expect(orders).toEqual([
    { before: "push", after: "move", reason: 'after "push" (after set "forces")' },
    { before: "pull", after: "move", reason: 'after "pull" (after set "forces")' },
  ]);
  expect(choices).toEqual([{ first: "push", second: "pull", things: "Velocity (both write it)" }]);
});
