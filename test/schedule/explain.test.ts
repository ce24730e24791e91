import { expect, test } from "vitest";
import {
  component,
  createSchedule,
  createWorld,
  entering,
  f32,
  inState,
  state,
  system,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Velocity = component("Velocity", { x: f32 });
const Mode = state("Mode", ["menu", "play"]);
const run = (): void => {};

function isNight(): boolean {
  return true;
}

test("explain says what runs in which order, and why", () => {
  const schedule = createSchedule(
    createWorld(),
    [
      system({ name: "spawn", phase: "start", writes: [Position, Velocity], run }),
      system({ name: "show-menu", phase: entering(Mode, "menu"), run }),
      system({
        name: "move",
        phase: "fixed",
        reads: [Velocity],
        writes: [Position],
        after: "forces",
        runIf: inState(Mode, "play"),
        run,
      }),
      system({
        name: "push",
        phase: "fixed",
        writes: [Velocity],
        sets: ["forces", "physics"],
        run,
      }),
      system({
        name: "pull",
        phase: "fixed",
        writes: [Velocity],
        sets: "forces",
        ambiguousWith: "push",
        run,
      }),
      system({ name: "howl", runIf: [isNight, () => true], before: ["sleep"], run }),
      system({
        name: "sleep",
        run() {
          throw new Error("alarm");
        },
      }),
    ],
    { onError: () => "set aside" },
  );
  schedule.runFrame(0.01);
  schedule.pause();
  expect(schedule.explain()).toBe(
    `7 systems; where no order binds them, as listed.
Game time is paused.

start (once)
  1. spawn: writes Position, Velocity
       has run

entering Mode: menu (when the state changes)
  2. show-menu

input (every frame)
  nothing

fixed (every 16.667 ms of game time, at most 15 times a frame)
  3. push: writes Velocity
       in set "forces", "physics"
       in either order with "pull", as allowed: both touch Velocity (both write it)
  4. pull: writes Velocity
       in set "forces"
       in either order with "push", as allowed: both touch Velocity (both write it)
  5. move: writes Position; reads Velocity
       after "push" (after set "forces")
       after "pull" (after set "forces")
       if Mode is "play"

update (every frame)
  6. howl
       if isNight
       if a condition without a name holds
  7. sleep
       after "howl" (which runs before this)
       SET ASIDE: frame 1: system "sleep" of phase "update" threw "alarm". Mend it; onError: "set aside" goes on without such a system until schedule.reset("sleep"). [E218]

late (every frame)
  nothing

render (every frame)
  nothing
`,
  );
});

test("explain names the seed, and the orders that lost their system", () => {
  const schedule = createSchedule(
    createWorld(),
    [
      system({ name: "a", phase: "only", before: "set", run }),
      system({ name: "b", phase: "only", after: "a", sets: "set", run }),
      system({ name: "c", phase: "only", run }),
    ],
    { phases: ["only"], seed: 2 },
  );
  schedule.remove("b");
  expect(schedule.explain()).toBe(
    `2 systems; where no order binds them, shuffled by seed 2.

only (every frame)
  1. c
  2. a
       without effect, because removed: "set"
`,
  );
});
