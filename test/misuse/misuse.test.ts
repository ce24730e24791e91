/**
 * Every mistake that a program can make with a world, one by one: what it is told, in full, and that the
 * world is afterwards what it was before.
 */
import { expect, test } from "vitest";
import { DEV } from "../../src/base/dev.ts";
import { EcsError, validate } from "../../src/index.ts";
import { ALL_MISUSE } from "./all-misuse.ts";
import { Armour, Scene } from "./scene.ts";

test("the mistakes are many, each is told apart, and together they meet every code of worlds and queries", () => {
  expect(ALL_MISUSE.length).toBeGreaterThan(150);
  expect(new Set(ALL_MISUSE.map((one) => one.name)).size).toBe(ALL_MISUSE.length);
});

const found = ALL_MISUSE.filter((one) => DEV || one.isDiagnostic !== true);

// Seen to fail on purpose: a spawnMany that takes an index before it checks the count, a `set` that writes
// values nobody checked, a bulk change that adds what it removes, and a message with another word.
test.each(found)("$name: is refused, and nothing changes", ({ provoke, message }) => {
  const scene = new Scene();
  const before = scene.dump();
  let error: unknown;
  try {
    provoke(scene);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(EcsError);
  expect((error as EcsError).message).toBe(message);
  validate(scene.world);
  expect(scene.dump()).toBe(before);
  scene.world.shrink(); // no iteration was left running
});

test.runIf(!DEV)("a release takes what only development refuses", () => {
  const { world, knight } = new Scene();
  world.set(knight, Armour, { points: 101 });
  expect(world.get(knight, Armour, "points")).toBe(101);
});
