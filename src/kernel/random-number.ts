/**
 * `random(seed)` in a kernel: a number from 0 up to 1 that depends on the row's entity, the seed, and which call
 * of the body it is; on nothing else, so that neither the order of rows nor the engine can be seen in it.
 */
import { constant, converted, type Operand, operation, valueOperand } from "./operand.ts";
import type { Pass } from "./pass.ts";
import type { Operation, Value } from "./program.ts";

const u32 = (name: Operation, a: Value, by: number): Value =>
  operation(name, "u32", "u32", a, constant(by, "u32"));

const mixed = (pass: Pass, value: Value, shift: number): Value => {
  const kept = pass.kept("random", value);
  return operation("xor", "u32", "u32", kept, u32("shr", kept, shift));
};

export function randomNumber(pass: Pass, seed: Operand): Operand {
  pass.needsEntity = true;
  const nth = Math.imul(pass.randomCalls++, 0xc2b2ae3d);
  const entity = u32("mul", { kind: "entity", type: "u32" }, 0x9e3779b1);
  const ofSeed = seedProduct(converted(seed, "u32"));
  let hash = operation("add", "u32", "u32", entity, ofSeed);
  if (nth !== 0) hash = u32("add", hash, nth);
  hash = u32("mul", mixed(pass, hash, 16), 0x7feb352d);
  hash = u32("mul", mixed(pass, hash, 15), 0x846ca68b);
  const upper = u32("shr", mixed(pass, hash, 16), 8);
  const whole = operation("f32", "f32", "u32", upper);
  return valueOperand(operation("mul", "f32", "f32", whole, constant(2 ** -24, "f32")));
}

function seedProduct(seed: Value): Value {
  if (seed.kind !== "constant") return u32("mul", seed, 0x85ebca77);
  return constant(Math.imul(seed.value, 0x85ebca77), "u32");
}
