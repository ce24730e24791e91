/**
 * ParticleMesh: the one thing inside a layer that Pixi draws.
 *
 * Invariant: it has no aPosition attribute, so nothing of Pixi's that walks vertices may reach it.
 */
import { Mesh, type PointData, type Rectangle, type Shader } from "pixi.js";
import type { ParticleGeometry } from "./particle-geometry.ts";

export class ParticleMesh extends Mesh<ParticleGeometry, Shader> {
  readonly #area: Rectangle | undefined;

  constructor(geometry: ParticleGeometry, shader: Shader, area: Rectangle | undefined) {
    super({ geometry, shader });
    this.label = "ParticleMesh";
    this.#area = area;
  }

  /** Whether the pointer is inside the layer's area; Mesh's own test reads vertex positions. */
  override containsPoint(point: PointData): boolean {
    return this.#area?.contains(point.x, point.y) ?? false;
  }
}
