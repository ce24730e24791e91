/** Replay: calling a new observer for what is there already, as if it came now. */
import type { Entity } from "../base/ids.ts";
import type { Observer } from "../query/observer.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import { chunkIdOf } from "../storage/entity-index.ts";
import type { Storage } from "../storage/storage.ts";
import type { HookCalls } from "./hook-calls.ts";
import { isObservedIn } from "./hook-plans.ts";

/** Calls an observer for every entity that it observes; rows do not move meanwhile. */
export function replay(observer: Observer, storage: Storage, calls: HookCalls): void {
  const { component } = observer;
  if (component?.isSparse === true) replayStore(observer, component, storage, calls);
  for (const archetype of storage.graph.archetypes) {
    if (!isObservedIn(archetype, observer)) continue;
    for (const chunk of archetype.chunks)
      if (chunk.count > 0) calls.call(observer, chunk, 0, chunk.count);
  }
}

/** Without those that wait to join: the hook is called for them when they do. */
function replayStore(
  observer: Observer,
  component: AnyComponent,
  { index, chunks, sparse }: Storage,
  calls: HookCalls,
): void {
  for (const store of sparse.of(component).rows.chunks) {
    for (let row = 0; row < store.count; row++) {
      const location = index.locationOf(store.entityAt(row) as Entity);
      if ((chunks[chunkIdOf(location)] as Chunk).isWaiting) continue;
      calls.call(observer, store, row, row + 1);
    }
  }
}
