/**
 * Propagating transforms: from each entity's own and its parent's to where it is in the world.
 */
import type { Query } from "../query/query.ts";
import type { Chunk } from "../storage/chunk.ts";
import { childTableOf } from "./hierarchy.ts";
import { LocalTransform, WorldTransform } from "./transform.ts";
import { MATRIX_FLOATS, TransformOrder } from "./transform-order.ts";
import type { World } from "./world.ts";
import { checkWorld } from "./world-check.ts";

/** What a world's transforms need from one time to the next. */
class Propagation {
  readonly order: TransformOrder;
  readonly query: Query<readonly [typeof LocalTransform, typeof WorldTransform]>;
  /** Whatever was stamped after it has changed since the last time. */
  cursor = -1;
  structureVersion = -1;
  parentVersion = -1;

  constructor(world: World) {
    this.order = new TransformOrder(world.storage.index.generationBits);
    this.query = world.query(LocalTransform, WorldTransform);
    world.addMemoryUser(this.order);
  }

  /** Whether rows have moved since the stamp, or parents have changed. */
  isStale(parentVersion: number, chunks: readonly Chunk[], stamp: number): boolean {
    if (parentVersion !== this.parentVersion) return true;
    if (this.query.structureVersion !== this.structureVersion) return true;
    for (let i = 0; i < chunks.length; i++) {
      const chunk = chunks[i];
      for (let window = 0; window < chunk.windowCount; window++)
        if (chunk.versionOf(0, window) > stamp) return true;
    }
    return false;
  }
}

const KEY = {};
const make = (world: World): Propagation => new Propagation(world);

/**
 * Works out the `WorldTransform` of every entity that has a `LocalTransform`, at any depth below others.
 *
 * An entity without a parent is where its own transform says; a parent without a transform is passed over.
 * Only what has changed is written, and what is below it: an entity's window of 1,024 rows, to be exact.
 * 10,000 entities at 5 levels: about 30 ns for each that is written, 4 ns for each that is not, 20 ns for each on
 * top where rows have moved or parents have changed. Makes no garbage once it has seen as many.
 */
export function propagateTransforms(world: World): void {
  checkWorld(world, "propagateTransforms");
  const propagation = world.extension(KEY, make);
  const { query, order } = propagation;
  const table = childTableOf(world);
  const parentVersion = table?.version ?? 0;
  const chunks = query.chunks();
  const before = propagation.cursor;
  propagation.cursor = world.changeCursor();
  let since = world.storage.clock.stampOf(before); // after the cursor is taken, which may lower all stamps
  if (propagation.isStale(parentVersion, chunks, since)) {
    order.rebuild(chunks, world.storage.index.indexCount, table);
    since = Number.NEGATIVE_INFINITY;
  }
  propagation.structureVersion = query.structureVersion;
  propagation.parentVersion = parentVersion;
  write(order, since);
}

/** Writes every node that has changed since the stamp, or whose parent was written. */
function write(order: TransformOrder, since: number): void {
  const { chunks, chunkAt, rowAt, parentAt, matrices, isDirty, count } = order;
  for (let start = 0; start < count; ) {
    const place = chunkAt[start];
    let end = start + 1;
    while (end < count && chunkAt[end] === place) end++;
    writeRun(chunks[place], rowAt, parentAt, matrices, isDirty, start, end, since);
    start = end;
  }
}

/** The nodes `start` to `end`, whose rows are in one chunk. */
function writeRun(
  chunk: Chunk,
  rowAt: Uint32Array,
  parentAt: Int32Array,
  matrices: Float32Array,
  isDirty: Uint8Array,
  start: number,
  end: number,
  since: number,
): void {
  const { x, y, rotation, scaleX, scaleY } = chunk.read(LocalTransform);
  const world = chunk.write(WorldTransform, 0, 0); // nothing is stamped yet
  const localSlot = chunk.set.slotOf(LocalTransform);
  const worldSlot = chunk.set.slotOf(WorldTransform);
  const windowShift = 31 - Math.clz32(chunk.windowRows);
  for (let node = start; node < end; node++) {
    const row = rowAt[node];
    const parent = parentAt[node];
    const isMoved =
      (parent >= 0 && isDirty[parent] === 1) ||
      chunk.versionOf(localSlot, row >> windowShift) > since;
    isDirty[node] = isMoved ? 1 : 0;
    if (!isMoved) continue;
    const angle = rotation[row];
    const cos = angle === 0 ? 1 : Math.cos(angle);
    const sin = angle === 0 ? 0 : Math.sin(angle);
    let a = cos * scaleX[row];
    let b = sin * scaleX[row];
    let c = -sin * scaleY[row];
    let d = cos * scaleY[row];
    let tx = x[row];
    let ty = y[row];
    if (parent >= 0) {
      const at = parent * MATRIX_FLOATS;
      const pa = matrices[at];
      const pb = matrices[at + 1];
      const pc = matrices[at + 2];
      const pd = matrices[at + 3];
      const left = a;
      const right = c;
      const along = tx;
      a = pa * left + pc * b;
      b = pb * left + pd * b;
      c = pa * right + pc * d;
      d = pb * right + pd * d;
      tx = pa * along + pc * ty + matrices[at + 4];
      ty = pb * along + pd * ty + matrices[at + 5];
    }
    const own = node * MATRIX_FLOATS;
    matrices[own] = world.a[row] = a;
    matrices[own + 1] = world.b[row] = b;
    matrices[own + 2] = world.c[row] = c;
    matrices[own + 3] = world.d[row] = d;
    matrices[own + 4] = world.tx[row] = tx;
    matrices[own + 5] = world.ty[row] = ty;
    chunk.stampRow(worldSlot, row);
  }
}
