import { expect, test } from "vitest";
import { array, component, createWorld, f32, oneOf, tag, u8 } from "../../src/index.ts";

const Health = component(
  "Health",
  { points: u8(100), most: u8(100) },
  {
    validate: ({ points, most }) =>
      points > most ? `${points} points are more than ${most}` : undefined,
  },
);

test("validate sees all fields, given or not, and refuses spawn, add and set", () => {
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
    'query.add: Health refuses {"points":101,"most":100}: 101 points are more than 100. Pass values that its validate accepts. [E116]',
  );
  expect(world.get(hero, Health)).toEqual({ points: 20, most: 30 });
  world.set(hero, Health, { points: 30 });
  expect(world.get(hero, Health, "points")).toBe(30);
});

test("validate gets values as get would return them", () => {
  const seen: unknown[] = [];
  const Mixed = component(
    "Mixed",
    { lanes: array(f32(2), 2), mood: oneOf("calm", "cross") },
    { validate: (values) => void seen.push(values) },
  );
  createWorld().spawn(Mixed({ mood: "cross" }), Health);
  expect(seen).toEqual([{ lanes: [2, 2], mood: "cross" }]);
});

test("a component may refuse its own defaults, so that values must be given", () => {
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
