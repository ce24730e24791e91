/**
 * The page of pixi.bench.ts: JavaScript milliseconds of one frame's sync and render.
 *
 * Draw calls are made to do nothing, since software raster would take a thousand times as long as
 * what is measured; uploads are real, and each is waited for between frames, outside the clock.
 */
import {
  autoDetectRenderer,
  Container,
  Particle,
  ParticleContainer,
  Rectangle,
  Texture,
  type WebGLRenderer,
} from "pixi.js";
import { component, createWorld, type Entity, f32, u32 } from "../../../src/index.ts";
import { ParticleLayer, type Technique } from "../../../src/pixi/index.ts";

const WIDTH = 1280;
const HEIGHT = 720;
const CHURN = 100;

const Position = component("Position", { x: f32, y: f32 });
const Size = component("Size", { value: f32 });
const Color = component("Color", { rgba: u32 });

/** What changes between two frames. */
export type Change = "nothing" | "position" | "all" | "churn";
export type SubjectName = Technique | "container" | "container-fed";

export interface FrameTimes {
  readonly syncMs: number[];
  readonly renderMs: number[];
  readonly bytesPerFrame: number;
}

interface Scene {
  readonly view: Container;
  /** What a system would have done; not timed. */
  change(): void;
  /** What brings the change to Pixi; timed. */
  sync(): void;
}

async function openRenderer(): Promise<WebGLRenderer> {
  const renderer = await autoDetectRenderer({ preference: "webgl", width: 64, height: 64 });
  document.body.append(renderer.canvas as HTMLCanvasElement);
  const { gl } = renderer as WebGLRenderer;
  const skip = (): void => {};
  Object.assign(gl, {
    drawArrays: skip,
    drawElements: skip,
    drawArraysInstanced: skip,
    drawElementsInstanced: skip,
  });
  return renderer as WebGLRenderer;
}

function spread(i: number, size: number): number {
  return (i * 7919) % size;
}

function layerScene(
  renderer: WebGLRenderer,
  technique: Technique,
  count: number,
  change: Change,
): Scene {
  const world = createWorld({ capacity: count });
  const spawned: Entity[] = [];
  const spawn = (rowCount: number): void =>
    world.spawnMany(rowCount, [Position, Size, Color], (rows) => {
      const { x, y } = rows.write(Position);
      for (let row = rows.start; row < rows.end; row++) {
        x[row] = spread(row, WIDTH);
        y[row] = spread(row, HEIGHT);
        if (change === "churn") spawned.push(rows.entities[row] as Entity);
      }
      rows.write(Size).value.fill(3, rows.start, rows.end);
      rows.write(Color).rgba.fill(0xff_ff_ff_ff, rows.start, rows.end);
    });
  spawn(count);
  const query = world.query(Position, Size, Color);
  const view = new ParticleLayer(world, query, {
    x: [Position, "x"],
    y: [Position, "y"],
    size: [Size, "value"],
    color: [Color, "rgba"],
    technique,
  });
  let oldest = 0;
  return {
    view,
    change() {
      if (change === "churn") {
        for (let i = 0; i < CHURN; i++) world.despawn(spawned[oldest++]);
        spawn(CHURN);
      }
      if (change !== "position" && change !== "all") return;
      for (const chunk of query) {
        chunk.write(Position);
        if (change === "all") {
          chunk.write(Size);
          chunk.write(Color);
        }
      }
    },
    sync: () => view.sync(renderer),
  };
}

function containerScene(count: number, change: Change, isFed: boolean): Scene {
  const all = change === "all";
  const view = new ParticleContainer({
    dynamicProperties: { position: change !== "nothing", rotation: all, vertex: all, color: all },
    boundsArea: new Rectangle(0, 0, WIDTH, HEIGHT),
  });
  const make = (i: number): Particle =>
    new Particle({ texture: Texture.WHITE, x: spread(i, WIDTH), y: spread(i, HEIGHT) });
  for (let i = 0; i < count; i++) view.particleChildren.push(make(i));
  view.update();
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  let next = count;
  return {
    view,
    change() {},
    sync() {
      const particles = view.particleChildren;
      if (change === "churn") {
        for (let i = 0; i < CHURN; i++) view.removeParticle(particles[i] as Particle);
        for (let i = 0; i < CHURN; i++) view.addParticle(make(next++));
      }
      if (!isFed) return;
      for (let i = 0; i < particles.length; i++) {
        particles[i].x = x[i];
        particles[i].y = y[i];
      }
    },
  };
}

async function measure(
  subject: SubjectName,
  change: Change,
  count: number,
  frames: number,
): Promise<FrameTimes> {
  const renderer = await openRenderer();
  const scene =
    subject === "container" || subject === "container-fed"
      ? containerScene(count, change, subject === "container-fed")
      : layerScene(renderer, subject, count, change);
  const stage = new Container();
  stage.addChild(scene.view);
  const syncMs: number[] = [];
  const renderMs: number[] = [];
  const warmUp = 20;
  for (let frame = 0; frame < warmUp + frames; frame++) {
    scene.change();
    const start = performance.now();
    scene.sync();
    const synced = performance.now();
    renderer.render(stage);
    const end = performance.now();
    renderer.gl.finish();
    if (frame % 8 === 0) await new Promise((resolve) => setTimeout(resolve));
    if (frame < warmUp) continue;
    syncMs.push(synced - start);
    renderMs.push(end - synced);
  }
  const layer = scene.view instanceof ParticleLayer ? scene.view : undefined;
  return { syncMs, renderMs, bytesPerFrame: layer?.lastUploadBytes ?? Number.NaN };
}

declare global {
  interface Window {
    measure: typeof measure;
  }
}
window.measure = measure;
