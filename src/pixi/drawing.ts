/**
 * Drawing: the GPU side of a layer for one renderer, technique and capacity.
 *
 * Replaced as a whole when the particles outgrow it, since Pixi's geometries and bind groups hold on
 * to the buffers they were made with.
 */
import type { Buffer, Shader, Texture } from "pixi.js";
import { ATTRIBUTES, type Attribute } from "./column-source.ts";
import { GlBufferColumn } from "./gl-buffer-column.ts";
import { GlTextureColumn } from "./gl-texture-column.ts";
import { BYTES_PER_ROW, type GpuColumn } from "./gpu-column.ts";
import { type DrawingRenderer, isWebGl } from "./graphics.ts";
import { ParticleGeometry } from "./particle-geometry.ts";
import { particleShader } from "./particle-shader.ts";
import type { Technique } from "./technique.ts";
import { WebGpuColumn } from "./webgpu-column.ts";

const ATTRIBUTE_NAMES = { x: "aX", y: "aY", size: "aSize", color: "aColor" } as const;

export class Drawing {
  /** Rows there is room for. */
  readonly capacity: number;
  readonly columns: Readonly<Record<Attribute, GpuColumn>>;
  readonly geometry: ParticleGeometry;
  readonly shader: Shader;
  readonly #technique: Technique;

  constructor(
    renderer: DrawingRenderer,
    technique: Technique,
    capacity: number,
    texture: Texture | undefined,
  ) {
    this.capacity = capacity;
    this.#technique = technique;
    const column = (attribute: Attribute): GpuColumn =>
      makeColumn(renderer, technique, capacity, attribute);
    this.columns = { x: column("x"), y: column("y"), size: column("size"), color: column("color") };
    this.geometry = makeGeometry(technique, this.columns);
    this.shader = particleShader(renderer, technique, this.columns, texture);
  }

  /** Draws rows 0 .. `rowCount` from now on. */
  show(rowCount: number): void {
    if (this.#technique === "quads") this.geometry.instanceCount = rowCount;
    else this.geometry.drawCount = this.#technique === "points" ? rowCount : rowCount * 6;
  }

  /** Takes it off the GPU; nothing may draw with it any more. */
  destroy(): void {
    this.shader.destroy();
    this.geometry.destroy();
    for (const attribute of ATTRIBUTES) this.columns[attribute].destroy();
  }
}

function makeColumn(
  renderer: DrawingRenderer,
  technique: Technique,
  capacity: number,
  attribute: Attribute,
): GpuColumn {
  if (!isWebGl(renderer)) return new WebGpuColumn(renderer, capacity);
  if (technique !== "pulling") return new GlBufferColumn(renderer, capacity);
  return new GlTextureColumn(renderer, capacity, attribute === "color" ? "r32uint" : "r32float");
}

function makeGeometry(
  technique: Technique,
  columns: Readonly<Record<Attribute, GpuColumn>>,
): ParticleGeometry {
  if (technique === "pulling") return new ParticleGeometry({ topology: "triangle-list" });
  const instance = technique === "quads";
  const geometry = new ParticleGeometry({ topology: instance ? "triangle-strip" : "point-list" });
  for (const attribute of ATTRIBUTES) {
    geometry.addAttribute(ATTRIBUTE_NAMES[attribute], {
      buffer: columns[attribute].resource as Buffer,
      format: attribute === "color" ? "unorm8x4" : "float32",
      stride: BYTES_PER_ROW,
      offset: 0,
      instance,
    });
  }
  // A strip of four vertices; their corners come from the vertex index.
  if (instance) geometry.drawCount = 4;
  return geometry;
}
