import { expect, test } from "vitest";
import { all, component, createWorld, f32, f64, not, tag, u32 } from "../../src/index.ts";
import type { ParticleLayer } from "../../src/pixi/index.ts";

const Position = component("Position", { x: f32, y: f32, precise: f64 });
const Look = component("Look", { size: f32, color: u32 });
const Hidden = tag("Hidden");

/** Never called: Pixi cannot be loaded in Node 20, and the compiler does the checking. */
function programs(Layer: typeof ParticleLayer): unknown[] {
  const world = createWorld();
  const query = world.query(Position, all(Look), not(Hidden));
  const columns = {
    x: [Position, "x"],
    y: [Position, "y"],
    size: [Look, "size"],
    color: [Look, "color"],
  } as const;
  const layer: ParticleLayer = new Layer(world, query, { ...columns, technique: "auto" });
  return [
    layer,
    new Layer(world, query, {
      x: [Position, "x"],
      y: [Position, "y"],
      size: [Look, "size"],
      color: [Look, "color"],
    }),
    // @ts-expect-error: Position has no field z.
    new Layer(world, query, { ...columns, x: [Position, "z"] }),
    // @ts-expect-error: an f64 column cannot be drawn.
    new Layer(world, query, { ...columns, x: [Position, "precise"] }),
    // @ts-expect-error: a colour is a u32.
    new Layer(world, query, { ...columns, color: [Look, "size"] }),
    // @ts-expect-error: a size is an f32.
    new Layer(world, query, { ...columns, size: [Look, "color"] }),
    // @ts-expect-error: the query does not read Look.
    new Layer(world, world.query(Position), columns),
    // @ts-expect-error: the query leaves Look out.
    new Layer(world, world.query(Position, not(Look)), columns),
    // @ts-expect-error: the colour is missing.
    new Layer(world, query, { x: columns.x, y: columns.y, size: columns.size }),
    // @ts-expect-error: there is no such technique.
    new Layer(world, query, { ...columns, technique: "sprites" }),
  ];
}

test("wrong fields, kinds and components are compile errors", () => {
  expect(programs).toBeTypeOf("function");
});
