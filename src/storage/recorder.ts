/** Recorder: what a world tells a journal, or a meter in front of it, while there is one; see `keepJournal`, `meterSystems`. */
import type { Entity } from "../base/ids.ts";

/** What a recorder is told to have been asked of a world. */
export type RecordedVerb = "spawn" | "spawnMany" | "despawn" | "add" | "remove" | "bulk";

export interface Recorder {
  /** Somebody asks for a change now; it may wait, or be refused. `subject` is what it was passed; `count` is of `spawnMany`. */
  record(verb: RecordedVerb, entity: Entity, subject: unknown, count?: number): void;
  /** An entity has just ended, for whatever reason. */
  died(entity: Entity): void;
  /** Who ended a dead entity, when that is known: `despawned by system "Cleanup" in frame 12`. */
  describeDeath(entity: number): string | undefined;
  /** A system begins its turn in a frame. */
  beginSystem(name: string, frame: number): void;
  endFrame(): void;
  /** A loop over `source` begins, over so many rows; over all that it has where `rows` is below 0. Journals do not ask. */
  looped?(source: object, rows: number): void;
  /** Puts another behind this one, to be told as well; only a meter can. */
  setInner?(recorder: Recorder | undefined): void;
}
