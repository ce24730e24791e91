/**
 * Picture: what is on screen of one store.
 *
 * The columns layout is drawn from its own world. Every other layout goes through one copy loop
 * into a display world first, which the same kind of layer draws.
 */
import type { World } from "../../src/index.ts";
import { ParticleLayer, type TechniqueOption } from "../../src/pixi/index.ts";
import { DisplayWorld } from "./display-world.ts";
import { ColumnsStore } from "./layouts/columns-store.ts";
import { Look, Position } from "./layouts/particle-components.ts";
import type { ParticleStore } from "./particle-store.ts";

/** Particles per square unit of the stage that may shine in full; where more add up, all turns white. */
const FULL_LIGHT_DENSITY = 0.11;

export class Picture {
  readonly layer: ParticleLayer;
  readonly #display: DisplayWorld | undefined;
  readonly #count: number;

  constructor(store: ParticleStore, technique: TechniqueOption) {
    this.#count = store.count;
    this.#display = store instanceof ColumnsStore ? undefined : new DisplayWorld(store.count);
    const options = {
      x: [Position, "x"],
      y: [Position, "y"],
      size: [Look, "size"],
      color: [Look, "color"],
      technique,
    } as const;
    this.layer =
      store instanceof ColumnsStore
        ? new ParticleLayer(store.world, store.query, options)
        : new ParticleLayer(this.#display!.world, this.#display!.query, options); // made above
    // Light adds up: where many particles meet, it is bright.
    this.layer.blendMode = "add";
  }

  /** The world that is drawn from; undefined for columns, which have their own. */
  get displayWorld(): World | undefined {
    return this.#display?.world;
  }

  /** Whether `refresh` copies. */
  get isCopied(): boolean {
    return this.#display !== undefined;
  }

  /** Copies the store's particles to where the layer reads them; does nothing for columns. */
  refresh(store: ParticleStore): void {
    this.#display?.copyFrom(store);
  }

  /** Dims all particles alike, so that a crowded stage keeps its colours. */
  expose(width: number, height: number): void {
    const density = this.#count / (width * height);
    this.layer.alpha = Math.min(1, Math.sqrt(FULL_LIGHT_DENSITY / density));
  }

  destroy(): void {
    this.layer.destroy();
    this.#display?.dispose();
  }
}
