import { expect, test } from "vitest";
import { DEV } from "../../src/base/dev.ts";
import {
  array,
  component,
  createWorld,
  f32,
  not,
  oneOf,
  tag,
  u8,
  validate,
} from "../../src/index.ts";

const Health = component(
  "Health",
  { points: u8(100), most: u8(100) },
  {
    validate: ({ points, most }) =>
      points > most ? `${points} points are more than ${most}` : undefined,
  },
);

test.runIf(DEV)("validate sees all fields, given or not, and refuses spawn, add and set", () => {
  const world = createWorld();
  expect(() => world.spawn(Health({ points: 120 }))).toThrow(
    'spawn: Health refuses {"points":120,"most":100}: 120 points are more than 100. Pass values that its validate accepts. [E116]',
  );
  expect(() => world.spawnMany(2, [Health({ most: 50 })])).toThrow(
    'spawnMany: Health refuses {"points":100,"most":50}: 100 points are more than 50. Pass values that its validate accepts. [E116]',
  );
  expect(world.entityCount).toBe(0);
  const hero = world.spawn(Health({ points: 20, most: 30 }));
  expect(() => world.set(hero, Health, { points: 31 })).toThrow(
    'set: Health refuses {"points":31,"most":30}: 31 points are more than 30. Pass values that its validate accepts. [E116]',
  );
  expect(() => world.add(hero, Health({ points: 40 }))).toThrow(
    'add: Health refuses {"points":40,"most":30}: 40 points are more than 30. Pass values that its validate accepts. [E116]',
  );
  expect(() => world.query().add(Health({ points: 101 }))).toThrow(
    'query.add: Health refuses {"points":101,"most":30}: 101 points are more than 30. Pass values that its validate accepts. [E116]',
  );
  expect(world.get(hero, Health)).toEqual({ points: 20, most: 30 });
  world.set(hero, Health, { points: 30 });
  expect(world.get(hero, Health, "points")).toBe(30);
});

test.runIf(DEV)("validate gets values as get would return them", () => {
  const seen: unknown[] = [];
  const Mixed = component(
    "Mixed",
    { lanes: array(f32(2), 2), mood: oneOf("calm", "cross") },
    { validate: (values) => void seen.push(values) },
  );
  createWorld().spawn(Mixed({ mood: "cross" }), Health);
  expect(seen).toEqual([{ lanes: [2, 2], mood: "cross" }]);
});

test.runIf(DEV)("a component may refuse its own defaults, so that values must be given", () => {
  const Name = component(
    "Name",
    { length: u8 },
    { validate: ({ length }) => (length === 0 ? "it is empty" : undefined) },
  );
  const world = createWorld();
  expect(() => world.spawn(Name)).toThrow(
    'spawn: Name refuses {"length":0}: it is empty. Pass values that its validate accepts. [E116]',
  );
  expect(world.has(world.spawn(Name({ length: 3 })), Name)).toBe(true);
});

test.runIf(DEV)(
  "add by query asks about what each entity would hold, where it has the component already",
  () => {
    const world = createWorld();
    const strong = world.spawn(Health({ most: 200 }));
    world.query(Health).add(Health({ points: 150 }));
    expect(world.get(strong, Health)).toEqual({ points: 150, most: 200 });
    world.spawn(Health({ points: 10, most: 20 }));
    expect(() => world.query(Health).add(Health({ points: 30 }))).toThrow(
      'query.add: Health refuses {"points":30,"most":20}: 30 points are more than 20. Pass values that its validate accepts. [E116]',
    );
    expect(world.get(strong, Health, "points")).toBe(150);
    world.query(Health).add(Health); // writes nothing
    validate(world);
  },
);

test.runIf(DEV)("a sparse component's validate is asked by every call that gives values", () => {
  const Fire = component(
    "Fire",
    { heat: u8(10), most: u8(100) },
    {
      storage: "sparse",
      validate: ({ heat, most }) => (heat > most ? "it is too hot" : undefined),
    },
  );
  const world = createWorld();
  const refused = (verb: string, heat: number, most: number): string =>
    `${verb}: Fire refuses {"heat":${heat},"most":${most}}: it is too hot. Pass values that its validate accepts. [E116]`;
  expect(() => world.spawn(Fire({ heat: 101 }))).toThrow(refused("spawn", 101, 100));
  const [small, large, bare] = [world.spawn(Fire({ most: 20 })), world.spawn(Fire), world.spawn()];
  expect(() => world.set(small, Fire, { heat: 21 })).toThrow(refused("set", 21, 20));
  expect(() => world.add(small, Fire({ heat: 22 }))).toThrow(refused("add", 22, 20));
  expect(() => world.add(bare, Fire({ heat: 102 }))).toThrow(refused("add", 102, 100));
  expect(() => world.query(Fire).set(Fire, { heat: 23 })).toThrow(refused("query.set", 23, 20));
  expect(() => world.query().add(Fire({ heat: 24 }))).toThrow(refused("query.add", 24, 20));
  expect(() => world.query(not(Fire)).add(Fire({ heat: 103 }))).toThrow(
    refused("query.add", 103, 100),
  );
  expect([small, large].map((one) => world.get(one, Fire, "heat"))).toEqual([10, 10]);
  expect(world.has(bare, Fire)).toBe(false);
  world.query().set(Fire, { heat: 15 });
  world.query().add(Fire({ most: 16 }));
  expect([small, large, bare].map((one) => world.get(one, Fire))).toEqual([
    { heat: 15, most: 16 },
    { heat: 15, most: 16 },
    { heat: 10, most: 16 },
  ]);
  validate(world);
});

test("options that do not exist, or are of the wrong type, are refused", () => {
  const define = (options: object) => () => component("Thing", { x: f32 }, options);
  expect(define({ require: [] })).toThrow(
    /^component\("Thing"\): "require" is not an option\. Pass .*requires.* \[E105\]$/,
  );
  expect(define({ requires: ["Position"] })).toThrow(
    'component("Thing"): requires is not a list of components. Pass [Other]. [E105]',
  );
  expect(define({ validate: true })).toThrow(
    'component("Thing"): validate is true. Pass a function. [E105]',
  );
  expect(() => component("Thing", { x: f32 }, null as unknown as object)).toThrow(
    'component("Thing"): its options are null. Pass an object. [E105]',
  );
  expect(() => tag("Flag", { validate: () => undefined } as object)).toThrow(
    /^tag\("Flag"\): "validate" is not an option\. Pass .*requires.* \[E105\]$/,
  );
});
