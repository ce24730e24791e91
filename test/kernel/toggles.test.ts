/** Toggle components in kernels: whether they are on, as a bool of each row, by every engine. */
import { beforeAll, expect, test } from "vitest";
import {
  all,
  any,
  component,
  count,
  createWorld,
  disabled,
  f32,
  kernel,
  not,
  optional,
  read,
  tag,
  where,
  write,
} from "../../src/index.ts";
import type { KernelEngine } from "../../src/kernel/engine.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";
import { sourceOf } from "./any-value.ts";

const Position = component("Position", { x: f32 });
const Engine = component("Engine", { power: f32(1) }, { toggle: true });
const Shield = tag("Shield", { toggle: true });

beforeAll(parseKernels);

const ENGINES: readonly KernelEngine[] = ["simd", "scalar", "javascript"];

/** Entities with everything, of which some are switched off; the switches of each. */
function boats(world: ReturnType<typeof createWorld>, size: number) {
  const random = sourceOf(7);
  return Array.from({ length: size }, (_, i) => {
    const entity = world.spawn(Position, Engine({ power: i }), Shield);
    const [isOn, isShielded] = [random() < 0.6, random() < 0.4];
    if (!isOn) world.disable(entity, Engine);
    if (!isShielded) world.disable(entity, Shield);
    return { entity, isOn, isShielded, power: i };
  });
}

test.each(ENGINES)(
  "%s sees what is switched on and what is off, in rows that stand anywhere",
  (engine) => {
    const world = createWorld({ chunkRows: { min: 64, max: 256 } });
    const fleet = boats(world, 1003);
    const drive = kernel(
      [write(Position), read(Engine), read(Shield)],
      { by: f32 },
      (p, e, s, u) => {
        if (e.isEnabled) p.x += e.power * u.by;
        if (!s.isEnabled) p.x += 0.5;
        return { on: count(e.isEnabled), bare: where(!s.isEnabled) };
      },
      { engine },
    );
    const again = kernel(
      [write(Position), read(Shield)],
      {},
      (p, s) => {
        p.x += s.isEnabled ? 1000 : 1;
      },
      { engine },
    );
    const query = world.query(
      Position,
      any(Engine, disabled(Engine)),
      any(Shield, disabled(Shield)),
    );
    const { on, bare } = drive.run(query, { by: 2 });
    expect(on).toBe(fleet.filter(({ isOn }) => isOn).length);
    expect([...bare]).toEqual(
      fleet.filter(({ isShielded }) => !isShielded).map(({ entity }) => entity),
    );
    again.run(bare);
    for (const { entity, isOn, isShielded, power } of fleet) {
      const expected = (isOn ? power * 2 : 0) + (isShielded ? 0 : 1.5);
      expect(world.get(entity, Position, "x")).toBe(expected);
    }
  },
);

test("a query that has a component where it is on or off will do, one that may lack it not", () => {
  const world = createWorld();
  const boat = world.spawn(Position, Engine({ power: 3 }));
  world.disable(boat, Engine);
  const copy = kernel([write(Position), read(Engine)], {}, (p, e) => {
    p.x = e.power;
  });
  const refused = (query: Parameters<typeof copy.run>[0]): string => {
    try {
      copy.run(query);
    } catch (error) {
      return String(error);
    }
    return "nothing was thrown";
  };
  const lacks = (terms: string): string =>
    `EcsError: run: query(${terms}) does not ask for Engine, which kernel Position, Engine works on. Add it to the query. [E302]`;
  expect(refused(world.query(Position, optional(Engine)))).toBe(
    lacks("Position, optional(Engine)"),
  );
  expect(refused(world.query(Position, any(Engine, Shield)))).toBe(
    lacks("Position, any(Engine, Shield)"),
  );
  expect(refused(world.query(Position, not(Engine)))).toBe(lacks("Position, not(Engine)"));
  expect(refused(world.query(Position, not(disabled(Engine))))).toBe(
    lacks("Position, not(disabled(Engine))"),
  );
  copy.run(world.query(Position, all(Engine)));
  expect(world.get(boat, Position, "x")).toBe(0); // it is off
  copy.run(world.query(Position, disabled(Engine)));
  expect(world.get(boat, Position, "x")).toBe(3);
  world.set(boat, Engine, { power: 4 });
  copy.run(world.query(Position, any(all(Engine, Position), disabled(Engine))));
  expect(world.get(boat, Position, "x")).toBe(4);
});

test("a field called isEnabled is a field", () => {
  const Motor = component("Motor", { isEnabled: f32 }, { toggle: true });
  const world = createWorld();
  const boat = world.spawn(Motor({ isEnabled: 3 }));
  const double = kernel([write(Motor)], {}, (m) => {
    m.isEnabled *= 2;
  });
  double.run(world.query(Motor));
  expect(world.get(boat, Motor, "isEnabled")).toBe(6);
  expect(double.explain()).toContain("column m.isEnabled: f32, read, written");
});

test("explain shows a mask among the columns", () => {
  const show = kernel([write(Engine)], {}, (e) => {
    if (!e.isEnabled) e.power = 0;
  });
  expect(show.explain().split("\n").slice(1).join("\n")).toBe(
    "column e.isEnabled: a bit as bool, read\ncolumn e.power: f32, read, written by some rows\nif !e.isEnabled {\n  e.power = 0\n}",
  );
});
