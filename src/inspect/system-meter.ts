/**
 * SystemMeter: how much each system of a world does in a frame: rows it goes over, structural changes it asks for.
 *
 * For finding out who does too much; how long it takes is `FrameProfile`'s business. Off unless `meterSystems` is
 * called, and then it costs some 20 ns a loop and a change, and more where a query decides by row. Stands in front of the world's journal, which goes on.
 */
import type { Entity } from "../base/ids.ts";
import type { AnyQuery } from "../query/query.ts";
import type { EntityIndex } from "../storage/entity-index.ts";
import type { RecordedVerb, Recorder } from "../storage/recorder.ts";
import type { BulkCommand } from "../world/bulk-command.ts";
import type { World } from "../world/world.ts";
import { checkWorld } from "../world/world-check.ts";

/** What a system did in the last frame in which it ran, in all its runs. */
export interface SystemWork {
  /**
   * Rows of the queries that it went over, by loop, `each` or kernel, and again for each time. Those of queries that
   * only a reader can ask are not known, and not counted.
   */
  readonly rows: number;
  /** Structural changes that it asked for, by entity: spawns, despawns, components added and removed. */
  readonly changes: number;
}

interface Count {
  frame: number;
  rows: number;
  changes: number;
}

class Meter implements Recorder {
  /** How many handles are out. */
  useCount = 0;
  readonly counts = new Map<string, Count>();
  readonly #index: EntityIndex;
  /** What is done outside of systems is counted here, for nobody. */
  readonly #outside: Count = { frame: 0, rows: 0, changes: 0 };
  #count = this.#outside;
  #inner: Recorder | undefined;

  constructor(index: EntityIndex) {
    this.#index = index;
  }

  start(): void {
    this.#inner = this.#index.recorder;
    this.#index.recorder = this;
  }

  stop(): void {
    this.#index.recorder = this.#inner;
    this.counts.clear();
    this.#count = this.#outside;
  }

  setInner(recorder: Recorder | undefined): void {
    this.#inner = recorder;
  }

  record(verb: RecordedVerb, entity: Entity, subject: unknown, count = 1): void {
    if (verb !== "bulk") this.#count.changes += count;
    else {
      const { kind, query } = subject as BulkCommand; // what that verb is always told with
      if (kind !== "set") this.#count.changes += rowsOf(query);
    }
    this.#inner?.record(verb, entity, subject, count);
  }

  looped(source: object, rows: number): void {
    if (rows >= 0) this.#count.rows += rows;
    else this.#count.rows += rowsOf(source);
  }

  beginSystem(name: string, frame: number): void {
    this.#inner?.beginSystem(name, frame);
    let count = this.counts.get(name);
    if (count === undefined) {
      count = { frame, rows: 0, changes: 0 };
      this.counts.set(name, count);
    }
    if (count.frame !== frame) {
      count.frame = frame;
      count.rows = 0;
      count.changes = 0;
    }
    this.#count = count;
  }

  endFrame(): void {
    this.#count = this.#outside;
    this.#inner?.endFrame();
  }

  died(entity: Entity): void {
    this.#inner?.died(entity);
  }

  describeDeath(entity: number): string | undefined {
    return this.#inner?.describeDeath(entity);
  }
}

/** Of what is looped over, only queries are of rows. Told by what they have: their class would come along with the meter. */
function rowsOf(source: object): number {
  const query = source as Partial<AnyQuery>;
  return query.needsReader === false ? (query.count ?? 0) : 0;
}

export class SystemMeter {
  readonly #meter: Meter;
  #isStopped = false;

  /** @internal Use `meterSystems`. */
  constructor(meter: Meter) {
    this.#meter = meter;
    if (meter.useCount++ === 0) meter.start();
  }

  /** What a system did in the last frame in which it ran, by its name; undefined when it never has since. */
  of(name: string): SystemWork | undefined {
    const count = this.#meter.counts.get(name);
    return count && { rows: count.rows, changes: count.changes };
  }

  /** Ends the counting; once all who asked for it have, it costs nothing any more. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    if (--this.#meter.useCount === 0) this.#meter.stop();
  }
}

const KEY = {};
const make = (world: World): Meter => new Meter(world.storage.index);

/** Counts from now on what the systems of a world's schedules do; call `stop` when enough is known. */
export function meterSystems(world: World): SystemMeter {
  checkWorld(world, "meterSystems");
  return new SystemMeter(world.extension(KEY, make));
}
