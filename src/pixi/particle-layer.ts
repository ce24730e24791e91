/**
 * ParticleLayer: draws every entity of a query as a dot or an image, straight from its columns.
 *
 * No object per particle and no JavaScript per particle: a frame uploads the columns that were
 * written since the last one. For things with children, text or filters of their own use Pixi's
 * sprites.
 */
import { Container, type DestroyOptions, Rectangle, type Renderer, type Texture } from "pixi.js";
import { EcsError, type World } from "../index.ts";
import {
  type AnyQuery,
  ATTRIBUTES,
  type Attribute,
  checkSource,
  type ParticleColumns,
  type ReadableIn,
} from "./column-source.ts";
import { ColumnUpload } from "./column-upload.ts";
import { Drawing } from "./drawing.ts";
import type { GpuColumn } from "./gpu-column.ts";
import { type DrawingRenderer, describeGraphics, isGone, requireGraphics } from "./graphics.ts";
import { ParticleMesh } from "./particle-mesh.ts";
import { DIRECT_ROWS, RowLayout } from "./row-layout.ts";
import { rowLimit } from "./row-limit.ts";
import { Staging } from "./staging.ts";
import {
  checkTechnique,
  chooseTechnique,
  type Technique,
  type TechniqueChoice,
  type TechniqueOption,
} from "./technique.ts";

export interface ParticleLayerOptions<Readable> extends ParticleColumns<Readable> {
  /** How to draw; "auto", the default, goes by the name of the renderer. */
  readonly technique?: TechniqueOption;
  /** Drawn for each particle, `size` wide and high, times its colour; a soft round dot when left out. */
  readonly texture?: Texture;
  /**
   * The rectangle, in the layer's own units, that bounds, culling and pointer events go by: walking
   * a million rows to find it would cost more than drawing them. Without it the layer counts as
   * everywhere for bounds, and as nowhere for the pointer.
   */
  readonly area?: Rectangle;
}

/** Bounds of a layer without an area: larger than any stage. */
const EVERYWHERE = new Rectangle(-1e6, -1e6, 2e6, 2e6);
const MIN_CAPACITY = 1024;

export class ParticleLayer<Q extends AnyQuery = AnyQuery> extends Container {
  readonly #world: World;
  readonly #query: AnyQuery;
  readonly #option: TechniqueOption;
  readonly #texture: Texture | undefined;
  readonly #area: Rectangle | undefined;
  readonly #staging = new Staging();
  readonly #layout = new RowLayout();
  readonly #uploads: Readonly<Record<Attribute, ColumnUpload>>;

  #renderer: DrawingRenderer | undefined;
  #choice: TechniqueChoice | undefined;
  #drawing: Drawing | undefined;
  #mesh: ParticleMesh | undefined;
  /** Everything stamped after this was taken has not been uploaded yet. */
  #cursor = 0;
  #directRows = DIRECT_ROWS;
  #isMemoryProbed = false;
  #lastUploadBytes = 0;
  #lastUploadMs = 0;
  #particleCount = 0;

  /**
   * @throws {EcsError} E402 when a column does not exist, is of the wrong kind or is not read by the
   *   query · E403 for an unknown technique
   */
  constructor(world: World, query: Q, options: ParticleLayerOptions<ReadableIn<Q>>) {
    super();
    this.label = "ParticleLayer";
    this.#world = world;
    this.#query = query;
    this.#option = checkTechnique(options.technique ?? "auto");
    this.#texture = options.texture;
    this.#area = options.area;
    this.boundsArea = options.area ?? EVERYWHERE;
    const sources = options as Partial<Record<Attribute, unknown>>;
    const upload = (attribute: Attribute): ColumnUpload => {
      const source = checkSource(attribute, sources[attribute], query);
      return new ColumnUpload(source, attribute !== "color", this.#staging);
    };
    this.#uploads = {
      x: upload("x"),
      y: upload("y"),
      size: upload("size"),
      color: upload("color"),
    };
  }

  /** Bytes that the last `sync` uploaded. */
  get lastUploadBytes(): number {
    return this.#lastUploadBytes;
  }

  /** Milliseconds of JavaScript that the last `sync` took. */
  get lastUploadMs(): number {
    return this.#lastUploadMs;
  }

  /** Particles on screen: the entities that matched at the last `sync`. */
  get particleCount(): number {
    return this.#particleCount;
  }

  /** How the particles are drawn; undefined until the first `sync` has seen the renderer. */
  get techniqueInUse(): Technique | undefined {
    return this.#choice?.technique;
  }

  /** How the particles are drawn and why, in words. */
  explain(): string {
    if (this.#choice === undefined) return "The first sync(renderer) chooses the technique.";
    const { reason } = this.#choice;
    if (this.#directRows === DIRECT_ROWS) return reason;
    return `${reason} This browser refuses to upload shared memory, so every changed column is copied first.`;
  }

  /**
   * Brings the GPU up to date; call it once a frame, after the world's update and before `render`.
   *
   * Uploads the rows of components that were written since the last call, and nothing else; nothing
   * at all while the WebGL context is lost, and everything once it is back. Under 1 ms for two columns
   * of a million rows; makes no garbage per chunk or column while their number does not grow.
   * @throws {EcsError} E401 when the renderer has neither WebGL 2 nor WebGPU · E404 on a destroyed
   *   layer · E405 for more rows than the technique can address
   */
  sync(renderer: Renderer): void {
    if (this.destroyed) {
      throw new EcsError(
        "E404",
        "sync: this ParticleLayer was destroyed, and its GPU memory is gone. Make a new layer, or stop calling sync.",
      );
    }
    const { profile } = this.#world;
    profile?.begin();
    const startMs = performance.now();
    this.#lastUploadBytes = 0;
    try {
      this.#attach(renderer);
      if (!isGone(this.#renderer!)) this.#upload(this.#renderer!); // attached one line up
    } finally {
      this.#lastUploadMs = performance.now() - startMs;
      profile?.endWork(this.label, "Uploads", this.#lastUploadBytes);
    }
  }

  /**
   * Gives back what a peak has left: staging memory, and GPU memory past the present count. The
   * layer is empty until the next `sync`, which uploads everything.
   */
  shrink(): void {
    this.#discardDrawing();
    this.#staging.clear();
  }

  /** Takes the layer off the stage and its columns off the GPU; the world is not touched. */
  override destroy(options?: DestroyOptions): void {
    this.#discardDrawing();
    this.#staging.clear();
    const isAll = options === true;
    if (isAll || (typeof options === "object" && options.texture)) {
      this.#texture?.destroy(isAll || (typeof options === "object" && options.textureSource));
    }
    super.destroy(options);
  }

  #attach(renderer: Renderer): void {
    if (renderer === this.#renderer) return;
    const attached = requireGraphics(renderer);
    this.#discardDrawing();
    this.#choice = chooseTechnique(this.#option, describeGraphics(attached));
    this.#directRows = DIRECT_ROWS;
    this.#isMemoryProbed = false;
    this.#renderer = attached;
  }

  #upload(renderer: DrawingRenderer): void {
    const cursor = this.#world.changeCursor();
    const layout = this.#layout;
    layout.refresh(this.#query, this.#directRows);
    try {
      const drawing = this.#drawingFor(renderer, layout.rowCount);
      // By index: for...of makes an iterator a frame until the optimiser has seen it.
      for (let i = 0; i < ATTRIBUTES.length; i++) {
        const attribute = ATTRIBUTES[i];
        const column = drawing.columns[attribute];
        const isFresh = column.begin();
        if (!this.#isMemoryProbed) this.#probeMemory(attribute, column);
        this.#lastUploadBytes += this.#uploads[attribute].run(
          layout,
          column,
          this.#cursor,
          isFresh,
        );
      }
      drawing.show(layout.rowCount);
    } catch (error) {
      // Some rows are up and some are not, and no version tells which: start over.
      this.#discardDrawing();
      throw error;
    }
    this.#cursor = cursor;
    this.#particleCount = layout.rowCount;
  }

  /** The drawing, with room for so many rows; grows by doubling. */
  #drawingFor(renderer: DrawingRenderer, rowCount: number): Drawing {
    const current = this.#drawing;
    if (current !== undefined && rowCount <= current.capacity) return current;
    const { technique } = this.#choice!; // chosen when the renderer was attached
    const limit = rowLimit(renderer, technique);
    if (rowCount > limit) {
      throw new EcsError(
        "E405",
        `sync: the query has ${rowCount} rows, and with ${technique} this GPU can address ${limit}. Split the query over several layers.`,
      );
    }
    let capacity = MIN_CAPACITY;
    while (capacity < rowCount) capacity *= 2;
    const drawing = new Drawing(renderer, technique, Math.min(capacity, limit), this.#texture);
    this.#discardDrawing();
    this.#drawing = drawing;
    this.#mesh = new ParticleMesh(drawing.geometry, drawing.shader, this.#area);
    this.addChild(this.#mesh);
    return drawing;
  }

  /** Finds out, once a renderer, whether the browser uploads the world's memory as it is. */
  #probeMemory(attribute: Attribute, column: GpuColumn): void {
    const layout = this.#layout;
    if (layout.slotCount === 0) return;
    this.#isMemoryProbed = true;
    const source = this.#uploads[attribute].columnOf(layout.chunks[0]);
    if (source.buffer instanceof ArrayBuffer) return;
    try {
      column.upload(layout.firstRows[0], source, 0, 1);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.#directRows = Number.POSITIVE_INFINITY;
      layout.refresh(this.#query, this.#directRows);
    }
  }

  #discardDrawing(): void {
    this.#mesh?.destroy();
    this.#mesh = undefined;
    this.#drawing?.destroy();
    this.#drawing = undefined;
  }
}
