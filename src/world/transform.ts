/**
 * Transforms: where an entity is relative to its parent, and where that is in the world, in two dimensions.
 *
 * Programs write `LocalTransform`; `propagateTransforms` writes `WorldTransform`.
 */
import { component } from "../storage/define-component.ts";
import { f32 } from "../storage/field.ts";

/**
 * Where an entity's origin and axes are in the world: a point (x, y) of its own is at
 * (a x + c y + tx, b x + d y + ty). The same six numbers as a canvas or Pixi takes.
 */
export const WorldTransform = /* @__PURE__ */ component("WorldTransform", {
  a: /* @__PURE__ */ f32(1),
  b: f32,
  c: f32,
  d: /* @__PURE__ */ f32(1),
  tx: f32,
  ty: f32,
});

/** An entity's place, rotation (in radians) and scale, relative to its parent by `ChildOf`; brings `WorldTransform` along. */
export const LocalTransform = /* @__PURE__ */ component(
  "LocalTransform",
  {
    x: f32,
    y: f32,
    rotation: f32,
    scaleX: /* @__PURE__ */ f32(1),
    scaleY: /* @__PURE__ */ f32(1),
  },
  { requires: [WorldTransform] },
);
