import { expect, expectTypeOf, test } from "vitest";
import { createWorld, type Resource, resource } from "../../src/index.ts";

test("a resource starts at its initial value, made once per world", () => {
  let made = 0;
  const Grid = resource("Grid", () => ({ number: ++made }));
  const first = createWorld();
  const second = createWorld();
  expect(Grid.of(first)).toEqual({ number: 1 });
  expect(Grid.of(first)).toBe(Grid.of(first));
  expect(Grid.of(second)).toEqual({ number: 2 });
  expect(made).toBe(2);
});

test("set replaces the value in one world only", () => {
  const Gravity = resource("Gravity", () => 9.81);
  const earth = createWorld();
  const moon = createWorld();
  Gravity.set(moon, 1.62);
  expect(Gravity.of(earth)).toBe(9.81);
  expect(Gravity.of(moon)).toBe(1.62);
});

test("set before the first use spares the initial value", () => {
  const Gravity = resource("Gravity", (): number => expect.unreachable());
  const world = createWorld();
  Gravity.set(world, 3);
  expect(Gravity.of(world)).toBe(3);
});

test("has tells whether a value is there, and makes none", () => {
  const Gravity = resource("Gravity", () => 9.81);
  const world = createWorld();
  expect(Gravity.has(world)).toBe(false);
  expect(Gravity.has(world)).toBe(false);
  Gravity.of(world);
  expect(Gravity.has(world)).toBe(true);
});

test("undefined is a value like any other", () => {
  const Target = resource<string | undefined>("Target", () => "none yet");
  const world = createWorld();
  Target.set(world, undefined);
  expect(Target.has(world)).toBe(true);
  expect(Target.of(world)).toBe(undefined);
});

test("remove lets go of the value, and the next use makes a fresh one", () => {
  let made = 0;
  const Grid = resource("Grid", () => ++made);
  const world = createWorld();
  Grid.of(world);
  Grid.remove(world);
  expect(Grid.has(world)).toBe(false);
  expect(Grid.of(world)).toBe(2);
});

test("an initial value may be made of another resource of the same world", () => {
  const Size = resource<number>("Size");
  const Grid = resource("Grid", (w) => new Float32Array(Size.of(w)));
  const world = createWorld();
  Size.set(world, 12);
  expect(Grid.of(world).length).toBe(12);
});

test("two resources of one name are two resources", () => {
  const first = resource("Score", () => 1);
  const second = resource("Score", () => 2);
  const world = createWorld();
  expect([first.of(world), second.of(world)]).toEqual([1, 2]);
});

test("an initial value that throws passes its error on and is tried again", () => {
  let isReady = false;
  const Assets = resource("Assets", () => {
    if (!isReady) throw new Error("not loaded");
    return 7;
  });
  const world = createWorld();
  expect(() => Assets.of(world)).toThrow("not loaded");
  expect(Assets.has(world)).toBe(false);
  isReady = true;
  expect(Assets.of(world)).toBe(7);
});

test("E130: a resource that was never set and has no initial value names itself and the remedy", () => {
  const Score = resource<number>("Score");
  const world = createWorld();
  const message =
    "of: this world has no Score, and the resource has no initial value. " +
    'Call Score.set(world, value) first, or define it with resource("Score", () => value). [E130]';
  expect(() => Score.of(world)).toThrow(message);
  Score.set(world, 1);
  Score.remove(world);
  expect(() => Score.of(world)).toThrow(message);
});

test("E131: a resource without a name is refused", () => {
  expect(() => resource("")).toThrow(
    'resource(""): a resource needs a name. Give it one that its messages can use. [E131]',
  );
  expect(() => resource(undefined as never)).toThrow(
    "resource(undefined): a resource needs a name. Give it one that its messages can use. [E131]",
  );
});

test("E131: an initial value that is not a function is refused", () => {
  expect(() => resource("Gravity", 9.81 as never)).toThrow(
    'resource("Gravity"): its initial value is 9.81, and every world needs one of its own. ' +
      "Pass a function that makes it, () => value. [E131]",
  );
});

test("E132: initial values that need each other are refused instead of overflowing the stack", () => {
  const Level: Resource<number> = resource("Level", (w) => Camera.of(w));
  const Camera: Resource<number> = resource("Camera", (w) => Level.of(w));
  const world = createWorld();
  expect(() => Level.of(world)).toThrow(
    "of: the initial value of Level asks for Level itself, directly or by way of another resource. " +
      "Set one of them before the first use. [E132]",
  );
  Camera.set(world, 5);
  expect(Level.of(world)).toBe(5);
});

test("the value's type is that of the initial value, or as stated", () => {
  const world = createWorld();
  const Gravity = resource("Gravity", () => 9.81);
  expectTypeOf(Gravity.of(world)).toEqualTypeOf<number>();
  const Score = resource<{ points: number }>("Score");
  Score.set(world, { points: 1 });
  expectTypeOf(Score.of(world)).toEqualTypeOf<{ points: number }>();
  // @ts-expect-error a value of another type
  Gravity.set(world, "9.81");
  // @ts-expect-error a field missing
  Score.set(world, {});
});
