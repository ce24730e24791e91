import { expect, test } from "vitest";
import {
  component,
  createSchedule,
  createWorld,
  f32,
  type Schedule,
  system,
} from "../../src/index.ts";
import { createRecorder } from "./recorder.ts";

const Position = component("Position", { x: f32 });

function namesOf(schedule: Schedule): string {
  return schedule.systems.map((one) => one.name).join(" ");
}

test("systems are added at the end of the list and removed by name or by themselves", () => {
  const { note } = createRecorder();
  const a = note("a");
  const schedule = createSchedule(createWorld(), [a, note("b")]);
  schedule.add(note("c"), note("d", { before: "a" }));
  expect(namesOf(schedule)).toBe("b c d a");
  schedule.remove("b");
  schedule.remove(a);
  expect(namesOf(schedule)).toBe("c d");
});

test("an order that mentions a removed system stays without effect, and counts again when it is back", () => {
  const { note } = createRecorder();
  const schedule = createSchedule(createWorld(), [
    note("b", { after: ["a", "set"] }),
    note("a", { sets: "set" }),
  ]);
  schedule.remove("a");
  expect(namesOf(schedule)).toBe("b");
  schedule.add(note("c", { before: "a" }));
  expect(namesOf(schedule)).toBe("b c");
  schedule.add(note("a"));
  expect(namesOf(schedule)).toBe("c a b");
});

test("a replacement keeps the place in the list", () => {
  const { note, take } = createRecorder();
  const schedule = createSchedule(createWorld(), [note("a"), note("b"), note("c")]);
  schedule.replace("b", note("b", { run: () => note("x").run(schedule.world, schedule.time) }));
  schedule.runFrame(0);
  expect(take()).toBe("a b x c");
  schedule.replace("b", note("b2", { after: "c" }));
  expect(namesOf(schedule)).toBe("a c b2");
});

test("a system of a once phase runs once, however often it is replaced, until it is reset", () => {
  const { note, take } = createRecorder();
  const schedule = createSchedule(createWorld(), [note("load", { phase: "start" })]);
  schedule.runFrame(0);
  schedule.replace("load", note("load", { phase: "start" }));
  schedule.runFrame(0);
  expect(take()).toBe("load");
  schedule.reset("load");
  schedule.runFrame(0);
  schedule.runFrame(0);
  expect(take()).toBe("load");
});

test("a once system added later runs in the next frame; one with a condition waits for it", () => {
  const { note, take } = createRecorder();
  const schedule = createSchedule(createWorld(), [note("tick")]);
  schedule.runFrame(0);
  const isThird = (_world: unknown, time: { frame: number }) => time.frame === 3;
  schedule.add(note("late", { phase: "start" }), note("third", { phase: "start", runIf: isThird }));
  for (let frame = 0; frame < 3; frame++) schedule.runFrame(0);
  expect(take()).toBe("tick late tick third tick tick");
});

test("a once system that throws has run", () => {
  const { note, take } = createRecorder();
  const fail = () => {
    throw new Error("no file");
  };
  const schedule = createSchedule(createWorld(), [
    note("load", { phase: "start", run: fail }),
    note("tick"),
  ]);
  expect(() => schedule.runFrame(0)).toThrow('threw "no file"');
  schedule.runFrame(0);
  expect(take()).toBe("load tick");
});

test("a replaced system that was set aside gets another chance", () => {
  const { note, take } = createRecorder();
  const fail = () => {
    throw new Error("boom");
  };
  const schedule = createSchedule(createWorld(), [note("a", { run: fail }), note("b")], {
    onError: () => "set aside",
  });
  schedule.runFrame(0);
  schedule.runFrame(0);
  schedule.replace("a", note("a"));
  expect(schedule.setAside).toEqual([]);
  schedule.runFrame(0);
  expect(take()).toBe("a b b a b");
});

test("a frame that has begun is finished by the systems it began with", () => {
  const { note, take } = createRecorder();
  const edit = (_world: unknown, time: { frame: number }): void => {
    if (time.frame > 1) return;
    schedule.add(note("added"));
    schedule.remove("removed");
    schedule.replace("old", note("new"));
    expect(namesOf(schedule)).toBe("edit new added");
  };
  const schedule = createSchedule(createWorld(), [
    note("edit", { run: edit }),
    note("removed"),
    note("old"),
  ]);
  schedule.runFrame(0);
  expect(take()).toBe("edit removed old");
  schedule.runFrame(0);
  expect(take()).toBe("edit new added");
});

test("an edit that does not fit changes nothing", () => {
  const writes = [Position];
  const run = (): void => {};
  const a = system({ name: "a", writes, run });
  const schedule = createSchedule(createWorld(), [a, system({ name: "b", run })]);
  expect(() => schedule.add(system({ name: "c", writes, run }))).toThrow(
    /^add: systems "a" and "c" .*\[E216\]$/,
  );
  expect(() => schedule.add(system({ name: "c", after: "d", run }))).toThrow(
    /^add: system "c" says after: "d", .*\[E213\]$/,
  );
  expect(() => schedule.add(a)).toThrow(/^add: two systems are called "a"\. .*\[E212\]$/);
  expect(() => schedule.add({} as typeof a)).toThrow(
    "add: an object is not a system. Make it with system(). [E210]",
  );
  expect(() => schedule.replace("b", system({ name: "b", writes, run }))).toThrow(
    /^replace: systems "a" and "b" .*\[E216\]$/,
  );
  expect(() => schedule.replace("b", undefined as unknown as typeof a)).toThrow(
    "replace: undefined is not a system. Make it with system(). [E210]",
  );
  expect(schedule.systems.map((one) => one.writes.length)).toEqual([1, 0]);
});

test("a name that the schedule does not have is an error for every edit", () => {
  const { note } = createRecorder();
  const schedule = createSchedule(createWorld(), [note("a"), note("b", { sets: "all" })]);
  const message = (verb: string, name: string) =>
    `${verb}: the schedule has no system called "${name}". Use one of "a", "b". [E213]`;
  expect(() => schedule.remove("c")).toThrow(message("remove", "c"));
  expect(() => schedule.replace("c", note("c"))).toThrow(message("replace", "c"));
  expect(() => schedule.reset("all")).toThrow(message("reset", "all"));
  schedule.remove("a");
  schedule.remove("b");
  expect(() => schedule.remove("a")).toThrow(
    'remove: the schedule has no system called "a". It has none. [E213]',
  );
});
