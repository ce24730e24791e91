import { expect, test } from "vitest";
import {
  component,
  createSchedule,
  createWorld,
  f32,
  type SystemDefinition,
  system,
  tag,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Marked = tag("Marked");
const run = (): void => {};

/** What untyped code may pass. */
function fromUntyped(definition: object): () => unknown {
  return () => system(definition as SystemDefinition);
}

test("a system is its definition with nothing left out", () => {
  expect(system({ name: "move", run })).toEqual({
    name: "move",
    reads: [],
    writes: [],
    phase: "update",
    before: [],
    after: [],
    sets: [],
    runIf: [],
    ambiguousWith: [],
    run,
  });
});

test("one name and a list of one mean the same, and a system stands for its name", () => {
  const aim = system({ name: "aim", run });
  const isDue = () => true;
  const one = system({
    name: "fire",
    after: aim,
    before: "draw",
    sets: "combat",
    runIf: isDue,
    run,
  });
  const list = system({
    name: "fire",
    after: ["aim"],
    before: ["draw"],
    sets: ["combat"],
    runIf: [isDue],
    run,
  });
  expect(one).toEqual(list);
  expect(one.after).toEqual(["aim"]);
});

test("a system cannot be changed after it was made", () => {
  const reads = [Position];
  const move = system({ name: "move", reads, run });
  reads.push(Position);
  expect(move.reads).toEqual([Position]);
  expect(Object.isFrozen(move)).toBe(true);
  expect(Object.isFrozen(move.reads)).toBe(true);
});

test("tags and other labelled things can be read and written", () => {
  const Score = { label: "Score" };
  expect(system({ name: "count", reads: [Marked], writes: [Score], run }).writes).toEqual([Score]);
});

test.each([
  [{ run }, "system: its name is undefined. Give it one that messages can use. [E210]"],
  [{ name: "", run }, 'system: its name is "". Give it one that messages can use. [E210]'],
  [{ name: "move" }, 'system("move"): run is undefined. Pass a function. [E210]'],
  [
    { name: "move", run, phase: 3 },
    'system("move"): phase is 3. Pass a phase\'s name, entering(...) or leaving(...). [E210]',
  ],
  [
    { name: "move", run, reads: Position },
    'system("move"): reads is a function. Pass a list of components. [E210]',
  ],
  [
    { name: "move", run, writes: [Position, undefined] },
    'system("move"): writes[1] is undefined. List components; where one is undefined, its module was imported too late. [E210]',
  ],
  [
    { name: "move", run, after: [""] },
    'system("move"): after is "". Pass names, or systems made with system(). [E210]',
  ],
  [
    { name: "move", run, before: { name: "draw" } },
    'system("move"): before is an object. Pass names, or systems made with system(). [E210]',
  ],
  [{ name: "move", run, sets: [4] }, 'system("move"): sets is 4. Pass names. [E210]'],
  [
    { name: "move", run, runIf: true },
    'system("move"): runIf is true. Pass functions that return whether it should run. [E210]',
  ],
  [
    { name: "move", run, ambiguousWith: null },
    'system("move"): ambiguousWith is null. Pass names, or systems made with system(). [E210]',
  ],
])("a definition with a wrong part is refused: %o", (definition, message) => {
  expect(fromUntyped(definition)).toThrow(expect.objectContaining({ message }));
});

test("a schedule takes systems only", () => {
  const world = createWorld();
  const notSystem = { name: "move", run } as unknown as ReturnType<typeof system>;
  expect(() => createSchedule(world, [notSystem])).toThrow(
    expect.objectContaining({
      message: "createSchedule: an object is not a system. Make it with system(). [E210]",
    }),
  );
});
