/**
 * The worlds of the chunk cards: a crowd of one kind, and many kinds of which there are a few each,
 * which is what a game has.
 */
import { createWorld, type Tag, tag, type World } from "../../../src/index.ts";
import { Place, Speed } from "./moving.ts";

const TAGS: readonly Tag[] = [
  "Burning",
  "Frozen",
  "Hungry",
  "Hidden",
  "Angry",
  "Armed",
  "Lost",
].map((name) => tag(name));

/** Entities of each rare kind. */
export const FEW = 40;

/** Rows of the smallest and of the largest chunks. */
export interface ChunkSizes {
  readonly min: number;
  readonly max: number;
}

/** `crowd` entities of one kind and `FEW` of each of `rareKinds` others (127 at most); one by one, so that chunks grow as they do in a game. */
export function makeCrowds(
  chunkRows: ChunkSizes,
  crowd: number,
  rareKinds: number,
  seed: number,
): World {
  const world = createWorld({ capacity: crowd + rareKinds * FEW, chunkRows });
  let row = seed;
  const spawn = (count: number, tags: readonly Tag[]) => {
    for (let i = 0; i < count; i++, row++) {
      const place = Place({ x: (row * 31) & 1023, y: (row * 17) & 1023 });
      world.spawn(place, Speed({ x: (row & 7) - 3, y: (row & 3) - 1 }), ...tags);
    }
  };
  for (let kind = 1; kind <= rareKinds; kind++) {
    spawn(
      FEW,
      TAGS.filter((_, bit) => (kind >> bit) & 1),
    );
  }
  spawn(crowd, []);
  return world;
}
