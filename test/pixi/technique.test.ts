import { expect, test } from "vitest";
import type { Graphics } from "../../src/pixi/graphics.ts";
import { checkTechnique, chooseTechnique } from "../../src/pixi/technique.ts";

const HARDWARE: Graphics = { api: "webgl", rendererName: "ANGLE (NVIDIA GeForce RTX 3060)" };
const SOFTWARE: Graphics = { api: "webgl", rendererName: "llvmpipe (LLVM 15.0.7, 256 bits)" };

test("auto draws quads in hardware", () => {
  expect(chooseTechnique("auto", HARDWARE)).toEqual({
    technique: "quads",
    reason: 'quads: "ANGLE (NVIDIA GeForce RTX 3060)" draws instances in hardware.',
  });
});

test("auto draws points on the processor", () => {
  expect(chooseTechnique("auto", SOFTWARE)).toEqual({
    technique: "points",
    reason:
      'points: "llvmpipe (LLVM 15.0.7, 256 bits)" draws on the processor, where instances cost many times as much.',
  });
});

test.each([
  "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)",
  "ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0)",
  "softpipe",
])("auto knows %s as a processor", (rendererName) => {
  expect(chooseTechnique("auto", { api: "webgl", rendererName }).technique).toBe("points");
});

test("auto pulls vertices where WebGPU runs on the processor, since it has no points", () => {
  const graphics: Graphics = { api: "webgpu", rendererName: "google swiftshader" };
  expect(chooseTechnique("auto", graphics).technique).toBe("pulling");
});

test.each(["quads", "pulling", "points"] as const)("%s is taken when asked for", (technique) => {
  expect(chooseTechnique(technique, HARDWARE)).toEqual({
    technique,
    reason: `${technique}, as asked for.`,
  });
});

test("points on WebGPU become quads and say why", () => {
  expect(chooseTechnique("points", { api: "webgpu", rendererName: "nvidia ampere" })).toEqual({
    technique: "quads",
    reason: "quads instead of points: WebGPU draws every point one pixel wide.",
  });
});

test("an unknown technique is refused with the list of known ones", () => {
  expect(() => checkTechnique("sprites")).toThrow(
    'ParticleLayer: technique "sprites" does not exist. Use "auto", "quads", "pulling" or "points". [E403]',
  );
  expect(() => checkTechnique(undefined)).toThrow(
    'ParticleLayer: technique undefined does not exist. Use "auto", "quads", "pulling" or "points". [E403]',
  );
  expect(checkTechnique("auto")).toBe("auto");
});
