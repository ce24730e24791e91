/** Recorder: what a world tells a journal, while one is kept; see `keepJournal`. */
import type { Entity } from "../base/ids.ts";

/** What a recorder is told to have been asked of a world. */
export type RecordedVerb = "spawn" | "spawnMany" | "despawn" | "add" | "remove" | "bulk";

export interface Recorder {
  /** Somebody asks for a change now; it may wait, or be refused. `subject` is what it was passed. */
  record(verb: RecordedVerb, entity: Entity, subject: unknown): void;
  /** An entity has just ended, for whatever reason. */
  died(entity: Entity): void;
  /** Who ended a dead entity, when that is known: `despawned by system "Cleanup" in frame 12`. */
  describeDeath(entity: number): string | undefined;
  /** A system begins its turn in a frame. */
  beginSystem(name: string, frame: number): void;
  endFrame(): void;
}
