/**
 * The stage of particle-layer.ts: a renderer, a world whose columns are components of their own, and
 * a layer that draws them.
 */
import { Container, type Renderer } from "pixi.js";
import { ParticleLayer, type TechniqueOption } from "../../../src/pixi/index.ts";
export declare const X: import("../../../src/index.ts").Component<{
  readonly value: import("../../../src/index.ts").FieldType<number, Float32Array<ArrayBufferLike>>;
}>;
export declare const Y: import("../../../src/index.ts").Component<{
  readonly value: import("../../../src/index.ts").FieldType<number, Float32Array<ArrayBufferLike>>;
}>;
export declare const Size: import("../../../src/index.ts").Component<{
  readonly value: import("../../../src/index.ts").FieldType<number, Float32Array<ArrayBufferLike>>;
}>;
export declare const Color: import("../../../src/index.ts").Component<{
  readonly rgba: import("../../../src/index.ts").FieldType<number, Uint32Array<ArrayBufferLike>>;
}>;
export declare const Marked: import("../../../src/index.ts").Component<Record<never, never>>;
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
export declare const SIDE = 128;
export declare function openRenderer(options: StageOptions): Promise<{
  renderer: Renderer;
  gl: WebGL2RenderingContext | undefined;
}>;
export declare function openStage(options: StageOptions): Promise<{
  renderer: Renderer;
  gl: WebGL2RenderingContext | undefined;
  world: import("../../../src/index.ts").World;
  query: import("../../../src/index.ts").Query<
    readonly [
      import("../../../src/index.ts").Component<{
        readonly value: import("../../../src/index.ts").FieldType<
          number,
          Float32Array<ArrayBufferLike>
        >;
      }>,
      import("../../../src/index.ts").Component<{
        readonly value: import("../../../src/index.ts").FieldType<
          number,
          Float32Array<ArrayBufferLike>
        >;
      }>,
      import("../../../src/index.ts").Component<{
        readonly value: import("../../../src/index.ts").FieldType<
          number,
          Float32Array<ArrayBufferLike>
        >;
      }>,
      import("../../../src/index.ts").Component<{
        readonly rgba: import("../../../src/index.ts").FieldType<
          number,
          Uint32Array<ArrayBufferLike>
        >;
      }>,
    ]
  >;
  layer: ParticleLayer<
    import("../../../src/index.ts").Query<
      readonly [
        import("../../../src/index.ts").Component<{
          readonly value: import("../../../src/index.ts").FieldType<
            number,
            Float32Array<ArrayBufferLike>
          >;
        }>,
        import("../../../src/index.ts").Component<{
          readonly value: import("../../../src/index.ts").FieldType<
            number,
            Float32Array<ArrayBufferLike>
          >;
        }>,
        import("../../../src/index.ts").Component<{
          readonly value: import("../../../src/index.ts").FieldType<
            number,
            Float32Array<ArrayBufferLike>
          >;
        }>,
        import("../../../src/index.ts").Component<{
          readonly rgba: import("../../../src/index.ts").FieldType<
            number,
            Uint32Array<ArrayBufferLike>
          >;
        }>,
      ]
    >
  >;
  camera: Container<import("pixi.js").ContainerChild>;
  stage: Container<import("pixi.js").ContainerChild>;
}>;
