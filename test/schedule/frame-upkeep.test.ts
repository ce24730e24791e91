import { expect, test } from "vitest";
import { createSchedule, createWorld, message, u8 } from "../../src/index.ts";
import { createRecorder } from "./recorder.ts";

test("the frame arena is swapped once a frame, before the first system", () => {
  const { note } = createRecorder();
  const world = createWorld();
  const used: number[] = [];
  const schedule = createSchedule(world, [
    note("a", {
      run: () => {
        used.push(world.frameArena.current.usedBytes);
        world.frameArena.f32(16);
      },
    }),
    note("b", {
      run: () => {
        used.push(world.frameArena.current.usedBytes, world.frameArena.previous.usedBytes);
      },
    }),
  ]);
  schedule.runFrame(0);
  schedule.runFrame(0);
  expect(used).toEqual([0, 64, 0, 0, 64, 64]);
});

/** A sender before a reader, and what the reader has seen. */
function watchMessages() {
  const { note } = createRecorder();
  const Hit = message("Hit", { amount: u8 });
  const world = createWorld();
  const early = Hit.reader(world);
  const late = Hit.reader(world);
  const seen: string[] = [];
  const schedule = createSchedule(world, [
    note("early", {
      phase: "input",
      run: () => early.each((hit) => seen.push(`early ${hit.amount}`)),
    }),
    note("send", {
      run(_world, time) {
        if (time.frame < 3) Hit.send(world, { amount: time.frame });
      },
    }),
    note("fails", {
      run(_world, time) {
        if (time.frame === 2) throw new Error("boom");
      },
    }),
    note("late", { phase: "late", run: () => late.each((hit) => seen.push(`late ${hit.amount}`)) }),
  ]);
  return { world, Hit, schedule, seen };
}

test("a message reaches readers before and after its sender once each, also past a frame that stopped", () => {
  const { schedule, seen } = watchMessages();
  schedule.runFrame(0);
  expect(seen.splice(0)).toEqual(["late 1"]);
  expect(() => schedule.runFrame(0)).toThrow('threw "boom"');
  expect(seen.splice(0)).toEqual(["early 1"]);
  schedule.runFrame(0);
  expect(seen.splice(0)).toEqual(["early 2", "late 2"]);
  schedule.runFrame(0);
  expect(seen).toEqual([]);
});

test("messages live through the end of the next frame, those sent between frames too", () => {
  const { world, Hit, schedule } = watchMessages();
  const fresh = (): number[] => {
    const amounts: number[] = [];
    Hit.reader(world).each((hit) => amounts.push(hit.amount));
    return amounts;
  };
  schedule.remove("fails");
  for (let frame = 0; frame < 3; frame++) schedule.runFrame(0);
  Hit.send(world, { amount: 9 });
  expect(fresh()).toEqual([9]);
  schedule.runFrame(0);
  expect(fresh()).toEqual([9]);
  schedule.runFrame(0);
  expect(fresh()).toEqual([]);
});
