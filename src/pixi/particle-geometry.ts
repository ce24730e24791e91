/**
 * ParticleGeometry: a Pixi geometry that is told how much to draw.
 *
 * Pixi's own derives its vertex count from the first buffer's data, and these buffers have none on
 * this side of the GPU.
 */
import { Geometry } from "pixi.js";

export class ParticleGeometry extends Geometry {
  /** Vertices to draw, or per instance where there are instances. */
  drawCount = 0;

  override get vertexCount(): number {
    return this.drawCount;
  }
}
