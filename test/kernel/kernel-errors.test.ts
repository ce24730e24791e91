import { expect, test } from "vitest";
import {
  component,
  count,
  createWorld,
  EcsError,
  entity,
  f32,
  gather,
  kernel,
  kernelFunction,
  max,
  min,
  random,
  read,
  string,
  sum,
  tag,
  u8,
  where,
  write,
} from "../../src/index.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";

const Position = component("Position", { x: f32 });
const Velocity = component("Velocity", { x: f32 });
const Frozen = tag("Frozen");

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof EcsError) return error.message;
    throw error;
  }
  return "nothing was thrown";
}

// First, while no parser is set.
test("a kernel whose text nothing has read is refused, and so is a function among its functions", () => {
  expect(messageOf(() => kernel([write(Position)], {}, (p) => void p.x))).toBe(
    "kernel: nothing has read the body of the kernel over Position. Add the plugin of colonnade/vite to your build, or call parseKernels() of colonnade/kernel/parse before. [E301]",
  );
  const half = kernelFunction((x: number) => x / 2);
  const tree = { parameters: ["p", "u"], statements: [] };
  const options = { functions: { half } };
  const compiled = kernel as (...inputs: unknown[]) => unknown;
  expect(messageOf(() => compiled([write(Position)], {}, () => {}, options, tree))).toBe(
    "kernel: nothing has read half, which is among its functions. Wrap it in kernelFunction(), as the plugin of colonnade/vite, or parseKernels() before, reads it. [E301]",
  );
  parseKernels();
});

test("anything in place of terms, uniforms, a body, options or a function is refused by code", () => {
  const make = kernel as (...inputs: unknown[]) => unknown;
  const terms = [write(Position)];
  const body = () => {};
  const wrong = [null, 1, "x", Symbol("s"), true, Object.create(null)];
  for (const value of [undefined, ...wrong, [undefined], [Position], [null]])
    expect(
      messageOf(() => make(value, {}, body)),
      String(typeof value),
    ).toMatch(/\[E304\]$/);
  expect(messageOf(() => make([Position], {}, body))).toBe(
    "kernel: a function is no term. Pass a list of them: [write(Position), read(Velocity)]. [E304]",
  );
  for (const value of [undefined, null, 1, "x", Symbol("s")]) {
    expect(messageOf(() => make(terms, value, body))).toMatch(/\[E100\]$/);
    expect(messageOf(() => make(terms, {}, value))).toMatch(/\[E143\]$/);
    expect(messageOf(() => kernelFunction(value as unknown as () => number))).toMatch(/\[E143\]$/);
  }
  for (const value of [null, 1, "x", Symbol("s")])
    expect(messageOf(() => make(terms, {}, body, value))).toMatch(/\[E100\]$/);
  for (const value of [undefined, ...wrong])
    expect(messageOf(() => make(terms, { dt: value }, body))).toMatch(/\[E305\]$/);
});

test("a query that does not ask for what the kernel works on is refused, and nothing is run", () => {
  const world = createWorld();
  const hero = world.spawn(Position, Velocity({ x: 1 }));
  const move = kernel([write(Position), read(Velocity)], {}, (p, v) => {
    p.x += v.x;
  });
  expect(messageOf(() => move.run(world.query(Position)))).toBe(
    "run: query(Position) does not ask for Velocity, which kernel Position, Velocity works on. Add it to the query. [E302]",
  );
  expect(messageOf(() => move.run(world as never))).toBe(
    "run: an object is no query. Pass what world.query() returned, or what a kernel's where() selected, to kernel Position, Velocity. [E302]",
  );
  expect(world.get(hero, Position, "x")).toBe(0);
});

test("a uniform that is missing, or of another type, is refused", () => {
  const world = createWorld();
  const move = kernel([write(Position)], { dt: f32 }, (p, u) => {
    p.x += u.dt;
  });
  const wrong = (values: unknown) =>
    messageOf(() => move.run(world.query(Position), values as never));
  expect(wrong(undefined)).toBe(
    "run: dt is undefined, and kernel Position takes a f32. Pass { dt: ... }. [E303]",
  );
  expect(wrong({ dt: "fast" })).toBe(
    "run: dt is fast, and kernel Position takes a f32. Pass { dt: ... }. [E303]",
  );
});

test("a term needs columns, and a uniform a type of one number", () => {
  expect(messageOf(() => write(Frozen as never))).toBe(
    "write: Frozen is no component with columns. Pass one that has fields and is not sparse. [E304]",
  );
  const Shield = tag("Shield", { toggle: true });
  expect(read(Shield).component).toBe(Shield);
  expect(messageOf(() => write(Shield))).toBe(
    "write: Shield is no component with columns. Pass one that has fields and is not sparse. [E304]",
  );
  expect(messageOf(() => read(undefined as never))).toBe(
    "read: undefined is no component with columns. Pass one that has fields and is not sparse. [E304]",
  );
  const wrong = (type: unknown) =>
    messageOf(() => kernel([write(Position)], { dt: type as typeof f32 }, () => {}));
  expect(wrong(string)).toBe(
    "kernel Position: the uniform dt is string. Use f32, f64, i32, u32 or bool. [E305]",
  );
  expect(wrong(u8)).toBe(
    "kernel Position: the uniform dt is u8. Use f32, f64, i32, u32 or bool. [E305]",
  );
});

test("what is gathered is named by a field that refers to an entity, of a component that chunks hold", () => {
  const Follow = component("Follow", { target: entity, weight: f32 });
  const Burning = component("Burning", { heat: f32 }, { storage: "sparse" });
  const gathered = gather as unknown as (...inputs: unknown[]) => unknown;
  expect(messageOf(() => gathered(Follow, "weight", Position))).toBe(
    'gather: "weight" is no field of Follow that refers to an entity. Name one that is declared as entity. [E309]',
  );
  expect(messageOf(() => gathered(Follow, "tarket", Position))).toBe(
    'gather: "tarket" is no field of Follow that refers to an entity. Name one that is declared as entity. [E309]',
  );
  expect(messageOf(() => gathered(Frozen, "target", Position))).toBe(
    "gather: Frozen is no component with columns. Pass one that has fields and is not sparse. [E304]",
  );
  expect(messageOf(() => gathered(Follow, "target", Burning))).toBe(
    "gather: Burning is no component with columns. Pass one that has fields and is not sparse. [E304]",
  );
  const chase = kernel([gather(Follow, "target", Position), write(Position)], {}, (t, p) => {
    p.x = t.x;
  });
  expect(messageOf(() => chase.run(createWorld().query(Position)))).toBe(
    "run: query(Position) does not ask for Follow, which kernel Position, Position works on. Add it to the query. [E302]",
  );
});

test("outputs are for what kernels' bodies return", () => {
  const marks = [["sum", sum] as const, ["min", min] as const, ["max", max] as const];
  const conditions = [["count", count] as const, ["where", where] as const];
  const refused = (name: string) =>
    `${name}: it belongs to what the bodies of kernels return, which are read and never called. Loop over the chunks of a query elsewhere. [E306]`;
  for (const [name, mark] of marks) expect(messageOf(() => mark(1))).toBe(refused(name));
  for (const [name, mark] of conditions) expect(messageOf(() => mark(true))).toBe(refused(name));
});

test("random is for kernels' bodies", () => {
  expect(messageOf(() => random(1))).toBe(
    "random: it belongs to the bodies of kernels, which are read and never called. Use Random elsewhere. [E306]",
  );
});
