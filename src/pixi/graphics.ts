/**
 * Graphics: what a Pixi renderer draws with.
 *
 * Pixi falls back from WebGL to WebGPU to a 2D canvas by itself; particles need one of the first two.
 */
import type { Renderer, WebGLRenderer, WebGPURenderer } from "pixi.js";
import { EcsError } from "../index.ts";

/** What the techniques need to know of it. */
export interface Graphics {
  readonly api: "webgl" | "webgpu";
  /** How the driver calls itself. */
  readonly rendererName: string;
}

export type DrawingRenderer = WebGLRenderer | WebGPURenderer;

export function isWebGl(renderer: Renderer): renderer is WebGLRenderer {
  return renderer.name === "webgl";
}

/**
 * Checks that a renderer can draw particles.
 *
 * @throws {EcsError} E401 for a canvas renderer and for WebGL 1
 */
export function requireGraphics(renderer: Renderer): DrawingRenderer {
  if (isWebGl(renderer) && renderer.context.webGLVersion === 2) return renderer;
  if (renderer.name === "webgpu") return renderer as WebGPURenderer;
  const kind = isWebGl(renderer) ? "WebGL 1" : `the ${renderer.name} renderer`;
  throw new EcsError(
    "E401",
    `sync: particles are drawn with WebGL 2 or WebGPU, and this page got ${kind}. Turn on hardware acceleration in the browser's settings or use a newer browser; in code, initialise Pixi with { preference: "webgl" }.`,
  );
}

/** Asks the driver for its name; about 0.1 ms, so ask once per renderer. */
export function describeGraphics(renderer: DrawingRenderer): Graphics {
  if (isWebGl(renderer)) {
    const gl = renderer.gl;
    const unmasked = gl.getExtension("WEBGL_debug_renderer_info");
    const name: unknown = gl.getParameter(
      unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER,
    );
    return { api: "webgl", rendererName: String(name) };
  }
  const info = renderer.gpu.adapter.info;
  const parts = [info.vendor, info.architecture, info.device, info.description];
  if (info.isFallbackAdapter) parts.push("software");
  return { api: "webgpu", rendererName: parts.filter((part) => part !== "").join(" ") };
}

/** Whether the GPU is gone for now; nothing can be uploaded until Pixi has it back. */
export function isGone(renderer: DrawingRenderer): boolean {
  return isWebGl(renderer) && renderer.context.isLost;
}
