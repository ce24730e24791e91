/** The ready-made system of transforms. */
import { ChildOf } from "../world/hierarchy.ts";
import { propagateTransforms } from "../world/propagate-transforms.ts";
import { LocalTransform, WorldTransform } from "../world/transform.ts";
import { type System, system } from "./system.ts";

/** Runs `propagateTransforms` in the phase `late`, when whatever moves has moved and before anything is drawn. */
export const transformSystem: System = /* @__PURE__ */ system({
  name: "Transforms",
  phase: "late",
  reads: [LocalTransform, ChildOf],
  writes: [WorldTransform],
  run: propagateTransforms,
});
