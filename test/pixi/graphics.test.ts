import type { Renderer } from "pixi.js";
import { expect, test } from "vitest";
import { describeGraphics, requireGraphics } from "../../src/pixi/graphics.ts";
import { rowLimit } from "../../src/pixi/row-limit.ts";

/** As much of a Pixi renderer as is looked at. */
function webGl(version: number, maxTextureSize = 8192): Renderer {
  return {
    name: "webgl",
    context: { webGLVersion: version, isLost: false },
    gl: {
      RENDERER: 1,
      MAX_TEXTURE_SIZE: 2,
      getExtension: () => null,
      getParameter: (name: number) => (name === 1 ? "Mali-G78" : maxTextureSize),
    },
  } as unknown as Renderer;
}

function webGpu(isFallbackAdapter: boolean): Renderer {
  const info = { vendor: "google", architecture: "swiftshader", device: "", description: "" };
  const limits = { maxBufferSize: 268_435_456, maxStorageBufferBindingSize: 134_217_728 };
  const gpu = { adapter: { info: { ...info, isFallbackAdapter } }, device: { limits } };
  return { name: "webgpu", gpu } as unknown as Renderer;
}

test("WebGL 1 is refused with the remedy", () => {
  expect(() => requireGraphics(webGl(1))).toThrow(
    'sync: particles are drawn with WebGL 2 or WebGPU, and this page got WebGL 1. Turn on hardware acceleration in the browser\'s settings or use a newer browser; in code, initialise Pixi with { preference: "webgl" }. [E401]',
  );
});

test("the driver's name comes from the driver, unmasked or not", () => {
  expect(describeGraphics(requireGraphics(webGl(2)))).toEqual({
    api: "webgl",
    rendererName: "Mali-G78",
  });
  expect(describeGraphics(requireGraphics(webGpu(false)))).toEqual({
    api: "webgpu",
    rendererName: "google swiftshader",
  });
  expect(describeGraphics(requireGraphics(webGpu(true))).rendererName).toBe(
    "google swiftshader software",
  );
});

test("pulling addresses as many rows as the largest data texture has texels", () => {
  expect(rowLimit(requireGraphics(webGl(2, 2048)), "pulling")).toBe(4_194_304);
  expect(rowLimit(requireGraphics(webGl(2, 2048)), "quads")).toBe(268_435_456);
});

test("WebGPU addresses as many rows as its largest buffer holds", () => {
  expect(rowLimit(requireGraphics(webGpu(false)), "quads")).toBe(67_108_864);
  expect(rowLimit(requireGraphics(webGpu(false)), "pulling")).toBe(33_554_432);
});
