/** The particle step as a kernel's program, and as a loop over typed arrays. */
import { ElementKind } from "../../src/base/element.ts";
import type { KernelProgram, Operation, Step, Value } from "../../src/kernel/program.ts";

const column = (index: number): Value => ({ kind: "variable", type: "f32", index });
const uniform = (index: number): Value => ({ kind: "uniform", type: "f32", index });
const zero: Value = { kind: "constant", type: "f32", value: 0 };

function operation(name: Operation, ...inputs: Value[]): Value {
  const type = name === "lt" || name === "gt" ? "bool" : "f32";
  return { kind: "operation", type, operation: name, of: "f32", inputs };
}

const set = (variable: number, value: Value): Step => ({ kind: "set", variable, value });
const move = (to: number, by: number): Step =>
  set(to, operation("add", column(to), operation("mul", column(by), uniform(0))));
const bounce = (at: number, velocity: number, side: Operation, limit: Value): Step => ({
  kind: "if",
  test: operation(side, column(at), limit),
  // biome-ignore lint/suspicious/noThenProperty: a step of a program is awaited by nobody
  then: [set(at, limit), set(velocity, operation("neg", column(velocity)))],
  otherwise: [],
});

const NAMES = ["x", "y", "vx", "vy", "life"];

/** Columns x, y, vx, vy, life; uniforms dt, width, height. */
export const PARTICLE_PROGRAM: KernelProgram = {
  columns: NAMES.map((name, index) => ({
    term: 0,
    field: index,
    lanes: 1,
    lane: 0,
    element: ElementKind.F32,
    isRead: true,
    isWritten: true,
    isRare: name[0] === "v",
    variable: index,
  })),
  variables: NAMES.map((name) => ({ name, type: "f32" })),
  uniforms: ["dt", "width", "height"].map((name) => ({ name, type: "f32" })),
  steps: [
    move(0, 2),
    move(1, 3),
    bounce(0, 2, "lt", zero),
    bounce(0, 2, "gt", uniform(1)),
    bounce(1, 3, "lt", zero),
    bounce(1, 3, "gt", uniform(2)),
    set(4, operation("sub", column(4), uniform(0))),
  ],
  outputs: [],
  needsEntity: false,
};

export function stepParticles(
  [x, y, vx, vy, life]: readonly Float32Array[],
  count: number,
  [dt, width, height]: readonly number[],
): void {
  for (let i = 0; i < count; i++) {
    x[i] += vx[i] * dt;
    y[i] += vy[i] * dt;
    if (x[i] < 0) {
      x[i] = 0;
      vx[i] = -vx[i];
    }
    if (x[i] > width) {
      x[i] = width;
      vx[i] = -vx[i];
    }
    if (y[i] < 0) {
      y[i] = 0;
      vy[i] = -vy[i];
    }
    if (y[i] > height) {
      y[i] = height;
      vy[i] = -vy[i];
    }
    life[i] -= dt;
  }
}
