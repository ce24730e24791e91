/**
 * GlTextureColumn: a column in a WebGL data texture, one texel a row, for vertices that fetch.
 *
 * Row r is texel (r mod TEXTURE_WIDTH, r div TEXTURE_WIDTH). Written with raw calls: Pixi's own partial update makes
 * a view per call and wants the whole column in one array.
 */
import { Texture, TextureSource, type WebGLRenderer } from "pixi.js";
import { type GpuColumn, TEXTURE_WIDTH } from "./gpu-column.ts";

/** The unit that uploads go through; Pixi is told, so that it knows what is bound there. */
const UNIT = 0;

export class GlTextureColumn implements GpuColumn {
  readonly resource: TextureSource;
  readonly #renderer: WebGLRenderer;
  readonly #format: "r32float" | "r32uint";
  #filled: object | undefined;

  constructor(renderer: WebGLRenderer, capacity: number, format: "r32float" | "r32uint") {
    this.#renderer = renderer;
    this.#format = format;
    this.resource = new TextureSource({
      width: TEXTURE_WIDTH,
      height: Math.ceil(capacity / TEXTURE_WIDTH),
      format,
      // Neither kind can be filtered: with the default the texture would read as zero.
      scaleMode: "nearest",
      alphaMode: "no-premultiply-alpha",
    });
  }

  begin(): boolean {
    const { texture } = this.#renderer;
    // Pixi skips a bind that it believes is in place and then leaves another unit active. Binding
    // something else first makes sure that this texture is bound on the active unit.
    texture.bind(Texture.EMPTY, UNIT);
    texture.bind(this.resource, UNIT);
    const glTexture = texture.getGlSource(this.resource);
    const isFresh = glTexture !== this.#filled;
    this.#filled = glTexture;
    return isFresh;
  }

  upload(
    firstRow: number,
    source: Float32Array | Uint32Array,
    sourceRow: number,
    rowCount: number,
  ): void {
    // At most three rectangles: the rest of a texture row, whole rows, the start of one.
    let row = firstRow;
    const end = firstRow + rowCount;
    while (row < end) {
      const left = row % TEXTURE_WIDTH;
      const isWhole = left === 0 && end - row >= TEXTURE_WIDTH;
      const width = isWhole ? TEXTURE_WIDTH : Math.min(TEXTURE_WIDTH - left, end - row);
      const height = isWhole ? Math.floor((end - row) / TEXTURE_WIDTH) : 1;
      this.#uploadRectangle(
        left,
        Math.floor(row / TEXTURE_WIDTH),
        width,
        height,
        source,
        sourceRow + row - firstRow,
      );
      row += width * height;
    }
  }

  #uploadRectangle(
    left: number,
    top: number,
    width: number,
    height: number,
    source: Float32Array | Uint32Array,
    sourceRow: number,
  ): void {
    const gl = this.#renderer.gl;
    const isFloat = this.#format === "r32float";
    const format = isFloat ? gl.RED : gl.RED_INTEGER;
    const type = isFloat ? gl.FLOAT : gl.UNSIGNED_INT;
    gl.texSubImage2D(gl.TEXTURE_2D, 0, left, top, width, height, format, type, source, sourceRow);
  }

  destroy(): void {
    this.resource.destroy();
  }
}
