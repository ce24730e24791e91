import { expect, test } from "vitest";
import {
  createSchedule,
  createWorld,
  entering,
  inState,
  leaving,
  state,
  system,
} from "../../src/index.ts";
import { createRecorder } from "./recorder.ts";

const Mode = state("Mode", ["menu", "play", "over"]);

/** A schedule that notes every change of Mode, and a system per mode. */
function watchModes() {
  const { note, take } = createRecorder();
  const world = createWorld();
  const schedule = createSchedule(world, [
    note("load", { phase: "start" }),
    note("open-menu", { phase: entering(Mode, "menu") }),
    note("close-menu", { phase: leaving(Mode, "menu") }),
    note("open-game", { phase: entering(Mode, "play") }),
    note("close-game", { phase: leaving(Mode, "play") }),
    note("menu", { runIf: inState(Mode, "menu") }),
    note("play", { runIf: inState(Mode, "play") }),
    note("poll", { phase: "input" }),
  ]);
  const frame = (): string => {
    schedule.runFrame(0);
    return take();
  };
  return { world, schedule, frame };
}

test("a world starts in the first value, which the first frame enters after the start phase", () => {
  const { world, frame } = watchModes();
  expect(Mode.current(world)).toBe("menu");
  expect(frame()).toBe("load open-menu poll menu");
  expect(frame()).toBe("poll menu");
});

test("a change waits for the next frame, where leaving comes before entering", () => {
  const { world, frame } = watchModes();
  frame();
  Mode.set(world, "play");
  expect([Mode.current(world), Mode.next(world)]).toEqual(["menu", "play"]);
  expect(frame()).toBe("close-menu open-game poll play");
  expect([Mode.current(world), Mode.next(world)]).toEqual(["play", undefined]);
  expect(frame()).toBe("poll play");
});

test("a state is the same from the start of a frame to its end", () => {
  const world = createWorld();
  const seen: string[] = [];
  const look = () => {
    seen.push(Mode.current(world));
  };
  const schedule = createSchedule(world, [
    system({ name: "first", phase: "input", run: look }),
    system({ name: "start-game", run: () => Mode.set(world, "play") }),
    system({ name: "last", phase: "render", run: look }),
  ]);
  schedule.runFrame(0);
  schedule.runFrame(0);
  expect(seen).toEqual(["menu", "menu", "play", "play"]);
});

test("the last call counts, and the value that holds takes a call back", () => {
  const { world, frame } = watchModes();
  frame();
  Mode.set(world, "play");
  Mode.set(world, "over");
  expect(frame()).toBe("close-menu poll");
  Mode.set(world, "play");
  Mode.set(world, "over");
  expect(Mode.next(world)).toBe(undefined);
  expect(frame()).toBe("poll");
});

test("a value set before the first frame is where the world starts", () => {
  const { world, frame } = watchModes();
  Mode.set(world, "play");
  expect(Mode.current(world)).toBe("play");
  expect(frame()).toBe("load open-game poll play");
});

test("leaving systems still see the old value, entering systems the new one", () => {
  const world = createWorld();
  const seen: string[] = [];
  const look = () => {
    seen.push(Mode.current(world));
  };
  const schedule = createSchedule(world, [
    system({ name: "leave", phase: leaving(Mode, "menu"), run: look }),
    system({ name: "enter", phase: entering(Mode, "play"), run: look }),
  ]);
  schedule.runFrame(0);
  Mode.set(world, "play");
  schedule.runFrame(0);
  expect(seen).toEqual(["menu", "play"]);
});

test("a change asked for while another is made comes a frame later", () => {
  const { note, take } = createRecorder();
  const world = createWorld();
  const schedule = createSchedule(world, [
    note("leave-menu", { phase: leaving(Mode, "menu"), run: () => Mode.set(world, "over") }),
    note("enter-play", { phase: entering(Mode, "play") }),
    note("enter-over", { phase: entering(Mode, "over") }),
  ]);
  schedule.runFrame(0);
  Mode.set(world, "play");
  schedule.runFrame(0);
  expect(take()).toBe("leave-menu enter-play");
  schedule.runFrame(0);
  expect(take()).toBe("enter-over");
});

test("a change that an error cut short is complete, and its systems do not run again", () => {
  const { note, take } = createRecorder();
  const world = createWorld();
  const fail = (): never => {
    throw new Error("stuck");
  };
  const schedule = createSchedule(world, [
    note("leave-menu", { phase: leaving(Mode, "menu"), run: fail }),
    note("enter-play", { phase: entering(Mode, "play") }),
    note("play", { runIf: inState(Mode, "play") }),
  ]);
  schedule.runFrame(0);
  Mode.set(world, "play");
  expect(() => schedule.runFrame(0)).toThrow('of phase "leaving Mode: menu" threw "stuck"');
  expect(take()).toBe("leave-menu");
  schedule.runFrame(0);
  expect(take()).toBe("play");
});

test("several states change side by side, and worlds do not share them", () => {
  const Sound = state("Sound", ["on", "off"]);
  const { note, take } = createRecorder();
  const world = createWorld();
  const other = createWorld();
  const schedule = createSchedule(world, [
    note("enter-play", { phase: entering(Mode, "play") }),
    note("enter-off", { phase: entering(Sound, "off") }),
    note("leave-on", { phase: leaving(Sound, "on") }),
  ]);
  schedule.runFrame(0);
  Mode.set(world, "play");
  Sound.set(world, "off");
  schedule.runFrame(0);
  expect(take()).toBe("leave-on enter-play enter-off");
  expect([Mode.current(other), Sound.current(other)]).toEqual(["menu", "on"]);
});

test("systems of one change are ordered among themselves", () => {
  const { note, take } = createRecorder();
  const schedule = createSchedule(createWorld(), [
    note("b", { phase: entering(Mode, "menu"), after: "a" }),
    note("a", { phase: entering(Mode, "menu") }),
  ]);
  schedule.runFrame(0);
  expect(take()).toBe("a b");
});

test("a condition holds for any of its values", () => {
  const world = createWorld();
  const schedule = createSchedule(world, []);
  const isIdle = inState(Mode, "menu", "over");
  expect(isIdle(world, schedule.time)).toBe(true);
  Mode.set(world, "play");
  expect(isIdle(world, schedule.time)).toBe(false);
  expect(isIdle.label).toBe('Mode is "menu" or "over"');
});

test.each([
  [
    () => state("", ["a"]),
    'state(""): a state needs a name. Give it one that messages can use. [E221]',
  ],
  [
    () => state("Mode", []),
    'state("Mode"): its values are []. Pass one name or more, each a string that is not empty. [E221]',
  ],
  [
    () => state("Mode", ["a", ""]),
    'state("Mode"): its values are ["a",""]. Pass one name or more, each a string that is not empty. [E221]',
  ],
  [
    () => state("Mode", ["a", "b", "a"]),
    'state("Mode"): value "a" is listed twice. Name it once. [E221]',
  ],
  [
    () => Mode.set(createWorld(), "won" as "over"),
    'Mode.set: state Mode has no value "won". Use one of "menu", "play", "over". [E222]',
  ],
  [
    () => inState(Mode, "won" as "over"),
    'inState: state Mode has no value "won". Use one of "menu", "play", "over". [E222]',
  ],
  [
    () => entering(Mode, "won" as "over"),
    'entering: state Mode has no value "won". Use one of "menu", "play", "over". [E222]',
  ],
  [
    () => leaving(Mode, "won" as "over"),
    'leaving: state Mode has no value "won". Use one of "menu", "play", "over". [E222]',
  ],
])("a wrong state is refused: %o", (make, message) => {
  expect(make).toThrow(expect.objectContaining({ message }));
});
