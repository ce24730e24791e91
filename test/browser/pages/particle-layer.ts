/**
 * The page that the tests of particle-layer drive: one stage, one world, one layer, and their pixels.
 *
 * Every position and size is in CSS pixels of a 128 x 128 stage on black.
 */
import { AlphaFilter } from "pixi.js";
import { EcsError, type Entity } from "../../../src/index.ts";
import {
  Color,
  type Dot,
  Marked,
  openRenderer,
  openStage,
  SIDE,
  Size,
  type StageOptions,
  X,
  Y,
} from "./particle-stage.ts";

export type { Dot, StageOptions } from "./particle-stage.ts";

export interface Frame {
  bytes: number;
  count: number;
  technique: string | undefined;
  explanation: string;
  glError: number;
}

let open: Awaited<ReturnType<typeof openStage>>;
const spawned: Entity[] = [];

const lab = {
  async open(options: StageOptions): Promise<void> {
    if (open !== undefined) {
      open.renderer.destroy();
      open.world.dispose();
    }
    spawned.length = 0;
    open = await openStage(options);
  },

  spawn(dots: readonly Dot[]): void {
    for (const [x, y, size, color] of dots) {
      const values = [
        X({ value: x }),
        Y({ value: y }),
        Size({ value: size }),
        Color({ rgba: color }),
      ];
      spawned.push(open.world.spawn(...values));
    }
  },

  /** Spawns `count` equal dots in bulk. */
  spawnMany(count: number, dot: Dot): void {
    open.world.spawnMany(count, [X, Y, Size, Color], (rows) => {
      rows.write(X).value.fill(dot[0], rows.start, rows.end);
      rows.write(Y).value.fill(dot[1], rows.start, rows.end);
      rows.write(Size).value.fill(dot[2], rows.start, rows.end);
      rows.write(Color).rgba.fill(dot[3], rows.start, rows.end);
    });
  },

  despawn(nth: number): void {
    open.world.despawn(spawned[nth]);
  },

  despawnAll(): void {
    open.query.despawn();
  },

  /** Moves an entity to another archetype of the same query. */
  mark(nth: number): void {
    open.world.add(spawned[nth], Marked);
  },

  /** Writes every row of X: each dot moves right by `by`. */
  moveRight(by: number): void {
    for (const chunk of open.query) {
      const { value } = chunk.write(X);
      for (let row = 0; row < chunk.count; row++) value[row] += by;
    }
  },

  /** Writes rows `start` to `end` of X in the query's first chunk. */
  moveRows(start: number, end: number, to: number): void {
    for (const chunk of open.query) {
      chunk.write(X, start, end).value.fill(to, start, end);
      break;
    }
  },

  look(change: {
    x?: number;
    y?: number;
    scale?: number;
    alpha?: number;
    tint?: number;
    blendMode?: "add";
  }): void {
    const { scale, ...rest } = change;
    Object.assign(open.camera, rest);
    if (scale !== undefined) open.camera.scale.set(scale);
  },

  filter(alpha: number): void {
    open.layer.filters = [new AlphaFilter({ alpha })];
  },

  /** Syncs and renders; `pixels` then sees this frame, since all of it happens in one task. */
  draw(at: readonly (readonly [x: number, y: number])[] = []): Frame & { pixels: string[] } {
    const { layer, renderer, stage, gl } = open;
    layer.sync(renderer);
    renderer.render(stage);
    const copy = document.createElement("canvas");
    copy.width = renderer.canvas.width;
    copy.height = renderer.canvas.height;
    const context = copy.getContext("2d", { willReadFrequently: true })!; // a fresh canvas always has one
    context.drawImage(renderer.canvas as HTMLCanvasElement, 0, 0);
    const scale = copy.width / SIDE;
    const pixels = at.map(([x, y]) => {
      const { data } = context.getImageData(Math.floor(x * scale), Math.floor(y * scale), 1, 1);
      return `#${[...data.subarray(0, 3)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    });
    return {
      pixels,
      bytes: layer.lastUploadBytes,
      count: layer.particleCount,
      technique: layer.techniqueInUse,
      explanation: layer.explain(),
      glError: gl?.getError() ?? 0,
    };
  },

  /** Code and message of the error that `run` throws, or "no error". */
  errorOf(run: "sync" | "syncDestroyed"): string {
    try {
      if (run === "syncDestroyed") open.layer.destroy();
      open.layer.sync(open.renderer);
      return "no error";
    } catch (error) {
      return error instanceof EcsError ? error.message : `not an EcsError: ${String(error)}`;
    }
  },

  /** Lets the nth upload fail. */
  failUploads(nth: number): void {
    const gl = open.gl!; // WebGL stages only
    const original = gl.bufferSubData.bind(gl) as (...args: unknown[]) => void;
    let uploads = 0;
    Object.assign(gl, {
      bufferSubData(...args: unknown[]): void {
        if (++uploads === nth) {
          Object.assign(gl, { bufferSubData: original });
          throw new Error("upload refused by the test");
        }
        original(...args);
      },
    });
  },

  async switchRenderer(): Promise<void> {
    const previous = open.renderer;
    Object.assign(open, await openRenderer({}));
    previous.destroy();
  },

  shrink(): void {
    open.layer.shrink();
  },

  /** Syncs and renders while the context is gone, then brings it back. */
  async loseContext(): Promise<void> {
    const extension = open.gl!.getExtension("WEBGL_lose_context")!; // WebGL stages only
    const canvas = open.renderer.canvas as HTMLCanvasElement;
    const lost = new Promise((resolve) =>
      canvas.addEventListener("webglcontextlost", resolve, { once: true }),
    );
    extension.loseContext();
    await lost;
    // The browser restores only after every listener has heard of the loss.
    await new Promise((resolve) => setTimeout(resolve));
    open.layer.sync(open.renderer);
    const restored = new Promise((resolve) =>
      canvas.addEventListener("webglcontextrestored", resolve, { once: true }),
    );
    extension.restoreContext();
    await restored;
  },

  bounds(): readonly number[] {
    const { x, y, width, height } = open.layer.getBounds();
    return [x, y, width, height];
  },

  /** Whether the pointer, at a place on the stage, is on the layer. */
  isHit(x: number, y: number): boolean {
    open.layer.eventMode = "static";
    const { rootBoundary } = open.renderer.events;
    rootBoundary.rootTarget = open.stage;
    return rootBoundary.hitTest(x, y) !== null;
  },

  /** Syncs many frames in which everything was written; for the heap profiler. */
  syncMany(frames: number): void {
    for (let frame = 0; frame < frames; frame++) {
      for (const chunk of open.query) {
        chunk.write(X);
        chunk.write(Color);
      }
      open.layer.sync(open.renderer);
    }
  },
};

export type Lab = typeof lab;
Object.assign(window, { lab });
