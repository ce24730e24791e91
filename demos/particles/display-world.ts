/**
 * DisplayWorld: a small world that particles of other layouts are copied into to be drawn.
 *
 * Holds what is drawn and nothing else. The columns layout has no use for it: the renderer reads
 * its own world. Invariant: as many rows as particles, and nobody spawns or despawns.
 */
import { type Chunk, createWorld } from "../../src/index.ts";
import { Look, Position } from "./layouts/particle-components.ts";
import type { DrawColumns, ParticleStore } from "./particle-store.ts";

type DisplayChunk = Chunk<typeof Position | typeof Look>;

export class DisplayWorld {
  readonly world;
  readonly query;
  /** Columns of each chunk, in the query's order; made once, since nothing moves here. */
  readonly #columns: DrawColumns[] = [];

  constructor(count: number) {
    this.world = createWorld({ capacity: count });
    this.query = this.world.query(Position, Look);
    this.world.reserve(count, [Position, Look]);
    this.world.spawnMany(count, [Position, Look]);
    for (const chunk of this.query) this.#columns.push(drawColumns(chunk));
  }

  /** Copies the looks of all particles; one loop over the store, no garbage. */
  copyFrom(store: ParticleStore): void {
    let nth = 0;
    let first = 0;
    for (const chunk of this.query) {
      // The columns are at hand already; writing is announced so that the layer uploads them.
      chunk.write(Position);
      chunk.write(Look);
      store.copyInto(this.#columns[nth], first, chunk.count);
      first += chunk.count;
      nth++;
    }
  }

  dispose(): void {
    this.world.dispose();
  }
}

function drawColumns(chunk: DisplayChunk): DrawColumns {
  const { x, y } = chunk.write(Position);
  const { size, color } = chunk.write(Look);
  return { x, y, size, color };
}
