import { type Dot, type StageOptions } from "./particle-stage.ts";

export type { Dot, StageOptions } from "./particle-stage.ts";
export interface Frame {
  bytes: number;
  count: number;
  technique: string | undefined;
  explanation: string;
  glError: number;
}
declare const lab: {
  open(options: StageOptions): Promise<void>;
  spawn(dots: readonly Dot[]): void;
  /** Spawns `count` equal dots in bulk. */
  spawnMany(count: number, dot: Dot): void;
  despawn(nth: number): void;
  despawnAll(): void;
  /** Moves an entity to another archetype of the same query. */
  mark(nth: number): void;
  /** Writes every row of X: each dot moves right by `by`. */
  moveRight(by: number): void;
  /** Writes rows `start` to `end` of X in the query's first chunk. */
  moveRows(start: number, end: number, to: number): void;
  look(change: {
    x?: number;
    y?: number;
    scale?: number;
    alpha?: number;
    tint?: number;
    blendMode?: "add";
  }): void;
  filter(alpha: number): void;
  /** Syncs and renders; `pixels` then sees this frame, since all of it happens in one task. */
  draw(at?: readonly (readonly [x: number, y: number])[]): Frame & {
    pixels: string[];
  };
  /** Code and message of the error that `run` throws, or "no error". */
  errorOf(run: "sync" | "syncDestroyed"): string;
  /** Lets the nth upload fail. */
  failUploads(nth: number): void;
  switchRenderer(): Promise<void>;
  shrink(): void;
  /** Syncs and renders while the context is gone, then brings it back. */
  loseContext(): Promise<void>;
  bounds(): readonly number[];
  /** Whether the pointer, at a place on the stage, is on the layer. */
  isHit(x: number, y: number): boolean;
  /** Syncs many frames in which everything was written; for the heap profiler. */
  syncMany(frames: number): void;
};
export type Lab = typeof lab;
