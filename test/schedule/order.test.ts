import { expect, test } from "vitest";
import { createSchedule, createWorld, type System } from "../../src/index.ts";
import { createRecorder } from "./recorder.ts";

const world = createWorld();

/** The names in the order of one frame. */
function orderOf(systems: readonly System[], seed?: number): string {
  const options = seed === undefined ? {} : { seed };
  return createSchedule(world, systems, options)
    .systems.map((system) => system.name)
    .join(" ");
}

const { note } = createRecorder();

test("systems run in the order of the list where nothing else is said", () => {
  const { note: noted, take } = createRecorder();
  const schedule = createSchedule(createWorld(), [noted("c"), noted("a"), noted("b")]);
  schedule.runFrame(0.01);
  schedule.runFrame(0.01);
  expect(take()).toBe("c a b c a b");
});

test("phases come before any order of the list", () => {
  expect(
    orderOf([
      note("draw", { phase: "render" }),
      note("follow", { phase: "late" }),
      note("think"),
      note("step", { phase: "fixed" }),
      note("poll", { phase: "input" }),
      note("load", { phase: "start" }),
    ]),
  ).toBe("load poll step think follow draw");
});

test("before and after hold, by name and by system", () => {
  const b = note("b", { before: "a" });
  expect(orderOf([note("a"), b, note("c", { before: b })])).toBe("c b a");
  expect(orderOf([note("a", { after: ["b", "c"] }), note("b", { after: "c" }), note("c")])).toBe(
    "c b a",
  );
});

test("an order by set holds for all its members but the one that says it", () => {
  const systems = [
    note("report", { after: "forces" }),
    note("push", { sets: "forces" }),
    note("clear", { before: "forces", sets: "forces" }),
    note("pull", { sets: ["forces", "springs"] }),
  ];
  expect(orderOf(systems)).toBe("clear push pull report");
});

test("an order that the phases settle costs nothing and is no error", () => {
  expect(
    orderOf([note("draw", { phase: "render", after: "move" }), note("move", { before: "draw" })]),
  ).toBe("move draw");
});

test("a name that nothing has is an error, not an order without effect", () => {
  expect(() => orderOf([note("a", { after: "bee" }), note("b")])).toThrow(
    expect.objectContaining({
      code: "E213",
      message:
        'createSchedule: system "a" says after: "bee", and no system or set is called that. Correct the name (there are "b"), or add such a system. [E213]',
    }),
  );
  expect(() => orderOf([note("a", { before: "bee" })])).toThrow(
    'createSchedule: system "a" says before: "bee", and no system or set is called that. Correct the name (there are no others), or add such a system. [E213]',
  );
});

test("a phase that nobody listed is an error", () => {
  expect(() => orderOf([note("a", { phase: "physics" })])).toThrow(
    'createSchedule: system "a" says phase: "physics", and no phase is called that. Use one of "start", "input", "fixed", "update", "late", "render". [E213]',
  );
});

test("an order against the phases names both systems and both phases", () => {
  const systems = [note("draw", { phase: "render" }), note("move", { after: "draw" })];
  expect(() => orderOf(systems)).toThrow(
    'createSchedule: system "move" of phase "update" is to run after "draw" of phase "render", and the phases run the other way round. Move one of them to another phase, or take the order away. [E214]',
  );
  expect(() => orderOf([note("poll", { phase: "input" }), note("a", { before: "poll" })])).toThrow(
    'createSchedule: system "a" of phase "update" is to run before "poll" of phase "input", and the phases run the other way round. Move one of them to another phase, or take the order away. [E214]',
  );
});

test("a circle of orders is named in the order in which it runs", () => {
  const systems = [
    note("x", { before: "a" }),
    note("a", { before: "b" }),
    note("b", { before: "c" }),
    note("c", { before: "a" }),
    note("z", { after: "c" }),
  ];
  expect(() => orderOf(systems)).toThrow(
    'createSchedule: in phase "update" "a" before "b" before "c" before "a" is a circle. Take one of these orders away. [E215]',
  );
  expect(() => orderOf([note("a", { after: "a" })])).toThrow(
    'createSchedule: in phase "update" "a" before "a" is a circle. Take one of these orders away. [E215]',
  );
});

test("a name stands for one system or one set", () => {
  expect(() => orderOf([note("a"), note("a")])).toThrow(
    'createSchedule: two systems are called "a". Rename one, or use schedule.replace("a", ...) for a newer version. [E212]',
  );
  expect(() => orderOf([note("a"), note("b", { sets: "a" })])).toThrow(
    'createSchedule: system "b" is in set "a", and a system is called "a" too. Rename one of them. [E212]',
  );
});

test("a seed shuffles what no order binds, the same way every time", () => {
  const systems = [note("a"), note("b"), note("c", { after: "a" }), note("d")];
  const orders = Array.from({ length: 200 }, (_, seed) => orderOf(systems, seed));
  expect(Array.from({ length: 200 }, (_, seed) => orderOf(systems, seed))).toEqual(orders);
  for (const order of orders) expect(order.indexOf("a")).toBeLessThan(order.indexOf("c"));
  // Four systems, one order: 4! / 2 sequences, and 200 seeds find them all.
  expect(new Set(orders).size).toBe(12);
});

test("phases of one's own replace the usual ones; known names keep their meaning", () => {
  const { note: noted, take } = createRecorder();
  const schedule = createSchedule(
    createWorld(),
    [
      noted("draw", { phase: "draw" }),
      noted("collide", { phase: "collide" }),
      noted("move", { phase: "fixed" }),
      noted("think", { phase: "think" }),
      noted("load", { phase: "boot" }),
    ],
    {
      phases: [
        { name: "boot", runs: "once" },
        "think",
        "fixed",
        { name: "collide", runs: "fixed" },
        "draw",
      ],
      fixedStepSeconds: 0.01,
    },
  );
  schedule.runFrame(0.02);
  expect(take()).toBe("load think move collide move collide draw");
  schedule.runFrame(0);
  expect(take()).toBe("think draw");
});

test.each([
  [[], "it is empty. List one phase or more."],
  [["a", "b", "a"], '"a" is listed twice. Name it once.'],
  [
    ["fixed", "a", { name: "b", runs: "fixed" }],
    'fixed phases "fixed", "b" are apart, and a fixed step runs them as one. List them side by side.',
  ],
  [
    [{ name: "a", runs: "often" }],
    'it holds {"name":"a","runs":"often"}. Pass names, or { name, runs } with runs "once", "frame" or "fixed".',
  ],
  [[""], 'it holds "". Pass names, or { name, runs } with runs "once", "frame" or "fixed".'],
])("a wrong list of phases is refused: %o", (phases, what) => {
  const options = { phases: phases as string[] };
  expect(() => createSchedule(createWorld(), [], options)).toThrow(
    expect.objectContaining({
      message: `createSchedule: the list of phases is wrong: ${what} [E211]`,
    }),
  );
});
