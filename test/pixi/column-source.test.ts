import { expect, test } from "vitest";
import { all, component, createWorld, f32, f32x2, f64, not, tag, u32 } from "../../src/index.ts";
import { checkSource } from "../../src/pixi/column-source.ts";

const Position = component("Position", { x: f32, y: f32, precise: f64, pair: f32x2 });
const Look = component("Look", { size: f32, color: u32 });
const Hidden = tag("Hidden");
const world = createWorld();

test("a field of the right kind in a component that the query reads is taken", () => {
  const query = world.query(Position, all(Look), not(Hidden));
  expect(checkSource("x", [Position, "x"], query)).toEqual({ component: Position, field: "x" });
  expect(checkSource("color", [Look, "color"], query)).toEqual({ component: Look, field: "color" });
});

test("a field that does not exist is refused with the list of fields", () => {
  expect(() => checkSource("size", [Look, "sise"], world.query(Position, Look))).toThrow(
    "ParticleLayer: size names Look.sise, and size needs a field of type f32; Look is { size: f32, color: u32 }. Name a f32 field, or add one. [E402]",
  );
});

test.each([
  ["x", "precise"],
  ["x", "pair"],
  ["color", "x"],
] as const)("%s does not take %s, whose column has another shape", (attribute, field) => {
  const needed = attribute === "color" ? "u32" : "f32";
  expect(() => checkSource(attribute, [Position, field], world.query(Position))).toThrow(
    `ParticleLayer: ${attribute} names Position.${field}, and ${attribute} needs a field of type ${needed}; Position is { x: f32, y: f32, precise: f64, pair: f32x2 }. Name a ${needed} field, or add one. [E402]`,
  );
});

test("a component that the query does not read is refused with the query", () => {
  expect(() => checkSource("size", [Look, "size"], world.query(Position))).toThrow(
    "ParticleLayer: size names Look, and query(Position) does not read it. Add Look to the query. [E402]",
  );
  expect(() => checkSource("size", [Look, "size"], world.query(Position, not(Look)))).toThrow(
    "ParticleLayer: size names Look, and query(Position, not(Look)) does not read it. Add Look to the query. [E402]",
  );
});

test("what is no source is refused with what is one", () => {
  const query = world.query(Position);
  expect(() => checkSource("y", undefined, query)).toThrow(
    'ParticleLayer: y is undefined, and it must say where it comes from. Pass [Component, "field"] with one of the component\'s f32 fields. [E402]',
  );
  expect(() => checkSource("y", [Position, 3], query)).toThrow(
    'ParticleLayer: y is [Position, 3], and it must say where it comes from. Pass [Component, "field"] with one of the component\'s f32 fields. [E402]',
  );
});
