import { expect, test, vi } from "vitest";
import {
  component,
  createSchedule,
  createWorld,
  FrameProfile,
  f32,
  type ScheduleOptions,
  type SystemError,
  system,
  tag,
  validate,
} from "../../src/index.ts";
import { createRecorder } from "./recorder.ts";

const Position = component("Position", { x: f32 });
const Marked = tag("Marked");

/** Before, a system that throws "boom" from its second frame on, and after. */
function failing(options: ScheduleOptions = {}) {
  const { note, take } = createRecorder();
  const world = createWorld();
  const cause = new RangeError("boom");
  const schedule = createSchedule(
    world,
    [
      note("before"),
      note("fails", {
        phase: "late",
        run: (_world, time) => {
          if (time.frame > 1) throw cause;
        },
      }),
      note("after", { phase: "render" }),
    ],
    options,
  );
  return { world, schedule, take, cause };
}

function errorOf(call: () => void): SystemError {
  try {
    call();
  } catch (error) {
    return error as SystemError;
  }
  throw new Error("Nothing was thrown.");
}

test("the error names the system, its phase and the frame, and keeps the cause", () => {
  const { schedule, cause } = failing();
  schedule.runFrame(0);
  const error = errorOf(() => schedule.runFrame(0));
  expect(error.message).toBe(
    'frame 2: system "fails" of phase "late" threw "boom". Mend it; onError: "set aside" goes on without such a system until schedule.reset("fails"). [E218]',
  );
  expect(error).toMatchObject({
    code: "E218",
    name: "EcsError",
    system: "fails",
    phase: "late",
    frame: 2,
  });
  expect(error.cause).toBe(cause);
});

test("an error that names an entity is quoted whole", () => {
  const world = createWorld();
  const gone = world.spawn(Position);
  world.despawn(gone);
  const schedule = createSchedule(world, [system({ name: "hit", run: () => world.despawn(gone) })]);
  expect(errorOf(() => schedule.runFrame(0)).message).toMatch(
    /^frame 1: system "hit" of phase "update" threw "despawn: entity .* \[E101\]"\. Mend it; /,
  );
});

test("what is thrown need not be an Error", () => {
  const schedule = createSchedule(createWorld(), [
    system({
      name: "odd",
      run: () => {
        throw "a word";
      },
    }),
  ]);
  const error = errorOf(() => schedule.runFrame(0));
  expect(error.message).toMatch(/^frame 1: system "odd" of phase "update" threw "a word"\./);
  expect(error.cause).toBe("a word");
});

test("unless told, the frame stops there, and the next one runs from its beginning", () => {
  const { schedule, take } = failing();
  schedule.runFrame(0);
  expect(take()).toBe("before fails after");
  expect(() => schedule.runFrame(0)).toThrow();
  expect(take()).toBe("before fails");
  expect(() => schedule.runFrame(0)).toThrow("frame 3: ");
  expect(take()).toBe("before fails");
});

test("the loop that an error left is closed, and what it deferred is carried out", () => {
  const world = createWorld();
  for (let x = 0; x < 4; x++) world.spawn(Position({ x }));
  const positions = world.query(Position);
  const schedule = createSchedule(world, [
    system({
      name: "mark",
      run() {
        positions.each((p, entity) => {
          for (const _ of world.query(Position)) {
            world.add(entity, Marked);
            if (p.x === 2) throw new Error("third");
          }
        });
      },
    }),
  ]);
  expect(() => schedule.runFrame(0)).toThrow('threw "third"');
  expect(world.query(Marked).count).toBe(3);
  world.spawn(Marked);
  expect(world.query(Marked).count).toBe(4);
  validate(world);
});

test("a system set aside is logged once, and the rest goes on until it is reset", () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const { schedule, take } = failing({ onError: "set aside" });
  schedule.runFrame(0);
  schedule.runFrame(0);
  schedule.runFrame(0);
  expect(take()).toBe("before fails after before fails after before after");
  expect(schedule.setAside).toEqual(["fails"]);
  expect(logged.mock.calls.map(([error]) => error.code)).toEqual(["E218"]);
  schedule.reset("fails");
  expect(schedule.setAside).toEqual([]);
  schedule.runFrame(0);
  expect(take()).toBe("before fails after");
  expect(schedule.setAside).toEqual(["fails"]);
  expect(logged).toHaveBeenCalledTimes(2);
  logged.mockRestore();
});

test("a function decides case by case", () => {
  const seen: string[] = [];
  const { schedule, take } = failing({
    onError: (error) => {
      seen.push(`${error.system} in frame ${error.frame}`);
      return error.frame === 2 ? "set aside" : "stop";
    },
  });
  schedule.runFrame(0);
  schedule.runFrame(0);
  expect(take()).toBe("before fails after before fails after");
  schedule.reset("fails");
  expect(() => schedule.runFrame(0)).toThrow("frame 3: ");
  expect(seen).toEqual(["fails in frame 2", "fails in frame 3"]);
});

test("a run condition that throws is its system's error", () => {
  const isDue = () => {
    throw new Error("unasked");
  };
  const schedule = createSchedule(createWorld(), [
    system({ name: "spawn", runIf: isDue, run() {} }),
  ]);
  expect(() => schedule.runFrame(0)).toThrow(
    'frame 1: system "spawn" of phase "update" threw "unasked". Mend it;',
  );
});

test("a promise is an error, because a frame waits for nothing", () => {
  const schedule = createSchedule(createWorld(), [system({ name: "load", async run() {} })]);
  const error = errorOf(() => schedule.runFrame(0));
  expect(error.message).toBe(
    'frame 1: system "load" of phase "update" returned a promise, and a frame waits for nothing. Start such work elsewhere, and let the system pick up its result. [E219]',
  );
  expect(error.cause).toBe(undefined);
});

test("a system may return anything else", () => {
  const world = createWorld();
  const values = [0, null, {}, "done"];
  const schedule = createSchedule(world, [
    system({ name: "count", run: () => values.pop() as undefined }),
  ]);
  for (let frame = 0; frame < 4; frame++) schedule.runFrame(0);
  expect(schedule.time.frame).toBe(4);
});

test("an iteration left open stops the frame under either policy, and names who left it", () => {
  for (const onError of ["stop", "set aside"] as const) {
    const { note, take } = createRecorder();
    const world = createWorld();
    const run = (): void => {
      world.query(Position)[Symbol.iterator]();
    };
    const schedule = createSchedule(world, [note("peek", { run }), note("next")], { onError });
    const error = errorOf(() => schedule.runFrame(0));
    expect(error.message).toBe(
      'frame 1: system "peek" of phase "update" left work behind that cannot be carried out: "flush: an iteration over query(Position) is running, and rows must not move under it. Call flush after the loop has ended. [E109]". End every iteration in the system that began it; where memory ran out, free some and call world.flush(). [E220]',
    );
    expect(take()).toBe("peek");
    expect(() => schedule.runFrame(0)).toThrow(expect.objectContaining({ code: "E109" }));
    expect(schedule.time.frame).toBe(1);
  }
});

test("a frame inside a frame is refused, and so is one inside an iteration", () => {
  const world = createWorld();
  world.spawn(Position);
  const schedule = createSchedule(world, [
    system({ name: "again", run: () => schedule.runFrame(0) }),
  ]);
  const { cause } = errorOf(() => schedule.runFrame(0));
  expect((cause as Error).message).toBe(
    'runFrame: system "again" is running, and a frame inside a frame would run it again. Call runFrame from outside, or use time.frame and run conditions. [E217]',
  );
  schedule.replace("again", system({ name: "again", run: () => schedule.step() }));
  expect(() => schedule.runFrame(0)).toThrow('threw "step: system "again" is running');
  for (const _ of world.query(Position)) {
    expect(() => schedule.runFrame(0)).toThrow(expect.objectContaining({ code: "E109" }));
  }
});

test("a profile's frame with an error in it is dropped, and the next one counts", () => {
  const profile = new FrameProfile();
  const world = createWorld();
  const schedule = createSchedule(
    world,
    [
      system({
        name: "fails",
        run(_world, time) {
          profile.begin();
          if (time.frame === 1) throw new Error("boom");
          profile.end("inner", "update");
        },
      }),
    ],
    { profile },
  );
  expect(() => schedule.runFrame(0)).toThrow('threw "boom"');
  schedule.runFrame(0);
  expect(profile.lastMs("fails")).toBeGreaterThanOrEqual(profile.lastMs("inner"));
});
