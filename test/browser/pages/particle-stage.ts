/**
 * The stage of particle-layer.ts: a renderer, a world whose columns are components of their own, and
 * a layer that draws them.
 */
import { autoDetectRenderer, Container, Rectangle, type Renderer, Texture } from "pixi.js";
import { component, createWorld, f32, tag, u32 } from "../../../src/index.ts";
import { ParticleLayer, type TechniqueOption } from "../../../src/pixi/index.ts";

// One component a column: change versions are kept by component.
export const X = component("X", { value: f32 });
export const Y = component("Y", { value: f32 });
export const Size = component("Size", { value: f32 });
export const Color = component("Color", { rgba: u32 });
export const Marked = tag("Marked");

/** x, y, diameter, 0xAABBGGRR. */
export type Dot = readonly [x: number, y: number, size: number, color: number];

export interface StageOptions {
  technique?: TechniqueOption;
  preference?: "webgl" | "webgpu" | "canvas";
  resolution?: number;
  shared?: boolean;
  /** Rows of every chunk. */
  chunkRows?: number;
  textured?: boolean;
  area?: readonly [x: number, y: number, width: number, height: number];
  /** The browser pretends to refuse shared memory. */
  refuseShared?: boolean;
}

export const SIDE = 128;

export async function openRenderer(options: StageOptions) {
  const renderer: Renderer = await autoDetectRenderer({
    preference: options.preference ?? "webgl",
    width: SIDE,
    height: SIDE,
    resolution: options.resolution ?? 1,
    autoDensity: true,
    background: 0x000000,
  });
  document.body.replaceChildren(renderer.canvas);
  return { renderer, gl: (renderer as Renderer & { gl?: WebGL2RenderingContext }).gl };
}

export async function openStage(options: StageOptions) {
  const { renderer, gl } = await openRenderer(options);
  if (options.refuseShared && gl) refuseSharedMemory(gl);
  const { chunkRows } = options;
  const world = createWorld({
    capacity: 100,
    ...(options.shared ? { shared: true } : {}),
    ...(chunkRows === undefined ? {} : { chunkRows: { min: chunkRows, max: chunkRows } }),
  });
  const query = world.query(X, Y, Size, Color);
  const layer = new ParticleLayer(world, query, {
    x: [X, "value"],
    y: [Y, "value"],
    size: [Size, "value"],
    color: [Color, "rgba"],
    technique: options.technique ?? "auto",
    ...(options.textured ? { texture: quarteredTexture() } : {}),
    ...(options.area ? { area: new Rectangle(...options.area) } : {}),
  });
  const camera = new Container();
  camera.addChild(layer);
  const stage = new Container();
  stage.addChild(camera);
  return { renderer, gl, world, query, layer, camera, stage };
}

/** 2 x 2 texels: white and green above red and blue. */
function quarteredTexture(): Texture {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2;
  const context = canvas.getContext("2d")!; // a fresh canvas always has one
  for (const [i, color] of ["#fff", "#0f0", "#f00", "#00f"].entries()) {
    context.fillStyle = color;
    context.fillRect(i & 1, i >> 1, 1, 1);
  }
  const texture = Texture.from(canvas);
  texture.source.scaleMode = "nearest";
  return texture;
}

function refuseSharedMemory(gl: WebGL2RenderingContext): void {
  const original = gl.bufferSubData.bind(gl) as (...args: unknown[]) => void;
  Object.assign(gl, {
    bufferSubData(...args: unknown[]): void {
      const view = args[2] as ArrayBufferView;
      if (!(view.buffer instanceof ArrayBuffer))
        throw new TypeError("shared memory refused by the test");
      original(...args);
    },
  });
}
