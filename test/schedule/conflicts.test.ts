import { expect, test } from "vitest";
import {
  component,
  createSchedule,
  createWorld,
  f32,
  inState,
  type System,
  type SystemDefinition,
  state,
  system,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Velocity = component("Velocity", { x: f32 });

function named(name: string, definition: Partial<SystemDefinition> = {}): System {
  return system({ ...definition, name, run() {} });
}

function scheduling(...systems: System[]): () => unknown {
  return () => createSchedule(createWorld(), systems);
}

test("two writers without an order are an error that names both and both fixes", () => {
  const move = named("move", { writes: [Position] });
  const bounce = named("bounce", { writes: [Position] });
  expect(scheduling(move, bounce)).toThrow(
    expect.objectContaining({
      code: "E216",
      message:
        'createSchedule: systems "move" and "bounce" of phase "update" both touch Position (both write it), and nothing says which runs first. Give "bounce" an order (after: "move" or before: "move"), or allow both orders (ambiguousWith: "move"). [E216]',
    }),
  );
});

test("a reader and a writer without an order are an error, whichever is listed first", () => {
  const read = named("read", { reads: [Position], writes: [Velocity] });
  const write = named("write", { writes: [Position], reads: [Velocity] });
  expect(scheduling(read, write)).toThrow(
    'createSchedule: systems "read" and "write" of phase "update" both touch Velocity ("read" writes it) and Position ("write" writes it), and nothing says which runs first. Give "write" an order (after: "read" or before: "read"), or allow both orders (ambiguousWith: "read"). [E216]',
  );
  expect(scheduling(write, read)).toThrow(
    'createSchedule: systems "write" and "read" of phase "update" both touch Position ("write" writes it) and Velocity ("read" writes it), and nothing says which runs first. Give "read" an order (after: "write" or before: "write"), or allow both orders (ambiguousWith: "write"). [E216]',
  );
});

test("the message says how many more pairs there are", () => {
  const systems = ["a", "b", "c"].map((name) => named(name, { writes: [Position] }));
  expect(scheduling(...systems)).toThrow(
    /ambiguousWith: "a"\)\. Pairs like it in this phase: 2 more\. \[E216\]$/,
  );
});

test("two readers, two phases and different components do not conflict", () => {
  expect(
    scheduling(
      named("a", { reads: [Position] }),
      named("b", { reads: [Position], writes: [Velocity] }),
      named("c", { phase: "late", writes: [Position] }),
    ),
  ).not.toThrow();
});

test("an order settles a conflict, also at a distance and through systems that touch nothing", () => {
  const first = named("first", { writes: [Position], before: "between" });
  const between = named("between", { before: "last" });
  const last = named("last", { writes: [Position] });
  expect(scheduling(last, between, first)).not.toThrow();
  const loose = named("first", { writes: [Position] });
  expect(scheduling(last, between, loose)).toThrow(/systems "last" and "first"/);
});

test.each(["by its name", "by a set", "from the other side"])(
  "an allowed pair is no error: %s",
  (way) => {
    const allow = { "by its name": "a", "by a set": "adders", "from the other side": [] }[
      way
    ] as string;
    const back = way === "from the other side" ? { ambiguousWith: "b" } : {};
    expect(
      scheduling(
        named("a", { writes: [Position], sets: "adders", ...back }),
        named("b", { writes: [Position], ambiguousWith: allow }),
      ),
    ).not.toThrow();
  },
);

test("a name that nothing has is an error in ambiguousWith too", () => {
  expect(scheduling(named("a", { ambiguousWith: "b" }))).toThrow(
    'createSchedule: system "a" says ambiguousWith: "b", and no system or set is called that. Correct the name (there are no others), or add such a system. [E213]',
  );
});

test("systems of two values of one state never meet", () => {
  const Mode = state("Mode", ["menu", "play", "pause"]);
  const Sound = state("Sound", ["on", "off"]);
  const menu = named("menu", { writes: [Position], runIf: inState(Mode, "menu") });
  const play = named("play", { writes: [Position], runIf: [() => true, inState(Mode, "play")] });
  expect(scheduling(menu, play)).not.toThrow();
  const both = named("both", { writes: [Position], runIf: inState(Mode, "play", "menu") });
  expect(scheduling(menu, both)).toThrow(/systems "menu" and "both"/);
  const loud = named("loud", { writes: [Position], runIf: inState(Sound, "on") });
  expect(scheduling(menu, loud)).toThrow(/systems "menu" and "loud"/);
});

/** A small game whose every conflict has an order; the columns after 30 frames, for one seed. */
function playWith(seed: number): { x: number[]; order: string } {
  const world = createWorld();
  for (let i = 0; i < 100; i++) world.spawn(Position({ x: i }), Velocity({ x: 1 }));
  const moving = world.query(Position, Velocity);
  const positions = world.query(Position);
  const systems = [
    system({
      name: "brake",
      writes: [Velocity],
      run: () =>
        moving.each((_p, v) => {
          v.x *= 0.9;
        }),
    }),
    system({
      name: "push",
      writes: [Velocity],
      after: "brake",
      run: () =>
        moving.each((_p, v) => {
          v.x += 0.3;
        }),
    }),
    system({
      name: "move",
      reads: [Velocity],
      writes: [Position],
      after: "push",
      run: (_world, time) =>
        moving.each((p, v) => {
          p.x += v.x * time.dtSeconds;
        }),
    }),
    system({
      name: "wrap",
      writes: [Position],
      after: "move",
      run: () =>
        positions.each((p) => {
          if (p.x > 50) p.x -= 50;
        }),
    }),
    system({ name: "count", run: () => moving.count }),
    system({
      name: "reap",
      phase: "late",
      reads: [Position],
      writes: [Velocity],
      run: () =>
        positions.each((p, entity) => {
          if (p.x < 0.5) world.remove(entity, Velocity);
        }),
    }),
    system({ name: "idle", phase: "late", run() {} }),
  ];
  const schedule = createSchedule(world, systems, { seed });
  for (let frame = 0; frame < 30; frame++) schedule.runFrame(1 / 60);
  const x: number[] = [];
  for (const chunk of positions) x.push(...chunk.write(Position).x.slice(0, chunk.count));
  return { x, order: schedule.systems.map((one) => one.name).join(" ") };
}

test("where no pair is ambiguous, every seed computes the same bytes", () => {
  const first = playWith(0);
  const orders = new Set<string>();
  for (let seed = 0; seed < 60; seed++) {
    const { x, order } = playWith(seed);
    expect(x).toEqual(first.x);
    orders.add(order);
  }
  // "count" takes any of five places and "idle" any of two.
  expect(orders.size).toBe(10);
  expect(first.x.length).toBe(100);
});
