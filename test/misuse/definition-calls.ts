/** Every function that defines something or makes a term, for wrong arguments. */
import * as ecs from "../../src/index.ts";
import { Likes, Position } from "./scene.ts";
import type { Call } from "./wrong-arguments.ts";

export const DEFINITION_CALLS: readonly Call[] = [
  ["component", "text schema options?", (_, a, b, c) => ecs.component(a, b, c)],
  ["Component", "values~", (_, a) => Position(a)],
  ["tag", "text options?", (_, a, b) => ecs.tag(a, b)],
  ["tagGroup", "text text", (_, a, b) => ecs.tagGroup(a, b, "other")],
  ["array", "any count", (_, a, b) => ecs.array(a === 1 ? ecs.f32 : a, b)],
  ["FieldType", "any", (_, a) => ecs.f32(a)],
  ["FieldType of bool", "any", (_, a) => ecs.bool(a === 1 ? true : a)],
  ["FieldType of text", "text", (_, a) => ecs.string(a)],
  ["FieldType of lanes", "any", (_, a) => ecs.f32x2(a === 1 ? [1, 2] : a)],
  ["FieldType of choices", "any", (_, a) => ecs.oneOf("a", "b")(a === 1 ? "a" : a)],
  ["FieldType of entities", "any", (s, a) => ecs.entity(a === 1 ? s.hero : a)],
  ["oneOf", "text", (_, a) => ecs.oneOf(a)],
  ["relation", "text schema? options?", (_, a, b, c) => ecs.relation(a, b, c)],
  ["Relation", "entity~ values~", (_, a, b) => Likes(a, b)],
  ["Relation.to", "terms", (s, a) => s.world.query(Likes.to(a)).entities()],
  ["message", "text schema?", (_, a, b) => ecs.message(a, b)],
  ["resource", "text fn?", (_, a, b) => ecs.resource(a, b)],
  ["state", "text list", (_, a, b) => ecs.state(a, b?.[0] === Position ? ["a"] : b)],
  ["inState", "state text", (_, a, b) => ecs.inState(a, b === "name" ? "play" : b)],
  ["entering", "state text", (_, a, b) => ecs.entering(a, b === "name" ? "play" : b)],
  ["leaving", "state text", (_, a, b) => ecs.leaving(a, b === "name" ? "play" : b)],
  ["not", "terms", (_, a) => ecs.not(a)],
  ["all", "terms", (_, a) => ecs.all(a)],
  ["any", "terms", (_, a) => ecs.any(a)],
  ["optional", "terms", (_, a) => ecs.optional(a)],
  ["disabled", "any", (_, a) => ecs.disabled(a === 1 ? Toggle : a)],
  ["changed", "component", (_, a) => ecs.changed(a)],
  ["added", "component", (_, a) => ecs.added(a)],
  ["removed", "component", (_, a) => ecs.removed(a)],
  ["structLayout", "any options?", (_, a, b) => ecs.structLayout(a === 1 ? { x: "f32" } : a, b)],
  ["read", "component", (_, a) => ecs.read(a)],
  ["write", "component", (_, a) => ecs.write(a)],
  [
    "gather",
    "component text component",
    (_, a, b, c) => ecs.gather(a === Position ? Aim : a, (b === "name" ? "at" : b) as never, c),
  ],
];
const Aim = ecs.component("Aim", { at: ecs.entity });
const Toggle = ecs.tag("Toggle", { toggle: true });
