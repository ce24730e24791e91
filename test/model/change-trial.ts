/** ChangeTrial: a world and its `ChangeModel` side by side, and the readers that look at both. */
import { expect } from "vitest";
import {
  type AnyComponent,
  added,
  any,
  changed,
  component,
  createWorld,
  type Entity,
  f32,
  not,
  type QueryReader,
  removed,
  type Term,
  tag,
  u8,
  validate,
  type World,
} from "../../src/index.ts";
import { LAST_STAMP } from "../../src/storage/change-clock.ts";
import { ChangeModel, type Command, type History } from "./change-model.ts";

const Health = component("Health", { points: f32(100) }, { track: "rows" });
const Mark = component("Mark", { level: u8, heat: u8(3) }, { track: "rows" });
const Position = component("Position", { x: f32, y: f32 });
const Burning = component("Burning", { heat: f32 }, { storage: "sparse", track: "rows" });
const Frozen = tag("Frozen");
export const COMPONENTS: readonly AnyComponent[] = [Health, Mark, Position, Burning, Frozen];
const [HEALTH, MARK, POSITION, BURNING, FROZEN] = [0, 1, 2, 3, 4];
/** A written value of each component with fields. */
const VALUES = [{ points: 1 }, { level: 2 }, { x: 3 }, { heat: 4 }];

/** Whether an entity is to be found, and where windows are wide, whether it may be. */
interface Question {
  readonly terms: () => Term[];
  readonly holds: (of: readonly History[], since: number, madeAt: number) => boolean;
  readonly mayHold?: (of: readonly History[]) => boolean;
}

const isChanged = (one: History, since: number) => one.has && one.changedAt > since;
const isAdded = (one: History, since: number) => one.has && one.addedAt > since;
const isRemoved = (one: History, since: number, madeAt: number) =>
  !one.has && one.removedAt > Math.max(since, madeAt);

export const QUESTIONS: readonly Question[] = [
  { terms: () => [changed(Health)], holds: (of, since) => isChanged(of[HEALTH], since) },
  {
    terms: () => [changed(Position)],
    holds: (of, since) => isChanged(of[POSITION], since),
    mayHold: (of) => of[POSITION].has,
  },
  { terms: () => [added(Frozen)], holds: (of, since) => isAdded(of[FROZEN], since) },
  { terms: () => [Health, added(Health)], holds: (of, since) => isAdded(of[HEALTH], since) },
  {
    terms: () => [removed(Health)],
    holds: (of, since, madeAt) => isRemoved(of[HEALTH], since, madeAt),
  },
  {
    terms: () => [any(removed(Frozen), added(Position)), not(removed(Mark))],
    holds: (of, since, madeAt) =>
      (isRemoved(of[FROZEN], since, madeAt) || isAdded(of[POSITION], since)) &&
      !isRemoved(of[MARK], since, madeAt),
  },
  {
    terms: () => [Health, changed(Mark), not(changed(Health))],
    holds: (of, since) =>
      of[HEALTH].has && isChanged(of[MARK], since) && !isChanged(of[HEALTH], since),
  },
  { terms: () => [changed(Burning)], holds: (of, since) => isChanged(of[BURNING], since) },
  {
    terms: () => [any(added(Burning), removed(Burning)), not(changed(Health))],
    holds: (of, since, madeAt) =>
      (isAdded(of[BURNING], since) || isRemoved(of[BURNING], since, madeAt)) &&
      !isChanged(of[HEALTH], since),
  },
  {
    terms: () => [any(changed(Health), added(Frozen))],
    holds: (of, since) => isChanged(of[HEALTH], since) || isAdded(of[FROZEN], since),
  },
];

interface Looker {
  readonly question: Question;
  readonly reader: QueryReader;
  readonly madeAt: number;
  since: number;
}

export const HOW = ["entities", "each", "runs", "leave", "skip", "peek"] as const;

export class ChangeTrial {
  readonly world: World;
  readonly model = new ChangeModel(COMPONENTS.map((one) => one.isSparse));
  /** Every entity ever spawned, the dead included. */
  readonly spawned: Entity[] = [];
  readonly lookers: Looker[] = [];
  foundCount = 0;

  constructor(ticksToLimit: number) {
    this.world = createWorld({ capacity: 0, chunkRows: { min: 16, max: 32, window: 16 } });
    this.world.storage.clock.now = LAST_STAMP - ticksToLimit;
  }

  nth(n: number): Entity | undefined {
    const entity = this.spawned[n % Math.max(1, this.spawned.length)];
    return entity !== undefined && this.world.isAlive(entity) ? entity : undefined;
  }

  spawn(count: number, mask: number): void {
    const has = COMPONENTS.map((_, of) => ((mask >> of) & 1) !== 0);
    const inputs = COMPONENTS.filter((_, of) => has[of]);
    const before = this.spawned.length;
    if (count === 1) this.spawned.push(this.world.spawn(...inputs));
    else {
      this.world.spawnMany(count, inputs, (rows) => {
        for (let i = rows.start; i < rows.end; i++) this.spawned.push(rows.entities[i] as Entity);
      });
    }
    for (const entity of this.spawned.slice(before)) this.model.spawn(entity, has);
  }

  command(n: number, command: Command): void {
    const entity = this.nth(n);
    if (entity === undefined || !this.model.allows(entity, command)) return;
    this.model.command(entity, command);
    if (command.kind === "despawn") this.world.despawn(entity);
    else {
      const one = COMPONENTS[command.of];
      if (command.kind === "remove") this.world.remove(entity, one);
      else if (command.kind === "set") this.world.set(entity, one, VALUES[command.of]);
      else this.world.add(entity, command.isWritten ? one(VALUES[command.of]) : one);
    }
  }

  /** Writes rows whose place is a multiple of `step`, by one of the ways to write columns. */
  write(of: number, way: "each" | "chunk" | "runs", step: number): void {
    const one = COMPONENTS[of];
    const query = this.world.query(one);
    const note = (entity: number): void =>
      this.model.command(entity as Entity, { kind: "set", of });
    let place = 0;
    if (way === "each" || of === BURNING) {
      query.each((cursor: object, entity: Entity) => {
        if (place++ % step !== 0) return;
        Object.assign(cursor, VALUES[of]);
        note(entity);
      });
    } else if (way === "chunk") {
      for (const chunk of query) {
        chunk.write(one, step, step + 3);
        for (let row = step; row < Math.min(chunk.count, step + 3); row++)
          note(chunk.entityAt(row));
      }
    } else {
      for (const rows of query.runs()) {
        if (place++ % step !== 0) continue;
        rows.write(one);
        for (let row = rows.start; row < rows.end; row++) note(rows.entities[row]);
      }
    }
  }

  /** Bulk changes by query, for those entities that have `at`. */
  bulk(at: number, kind: "add" | "remove" | "set", of: number): void {
    const one = COMPONENTS[of];
    const query = this.world.query(COMPONENTS[at]);
    for (const entity of query.entities()) {
      if (kind === "set" && !this.world.has(entity, one)) continue;
      const isWritten = kind === "add" && VALUES[of] !== undefined;
      this.model.command(entity, kind === "add" ? { kind, of, isWritten } : { kind, of });
    }
    if (kind === "add") query.add(VALUES[of] === undefined ? one : one(VALUES[of]));
    else if (kind === "remove") query.remove(one);
    else query.set(one, VALUES[of]);
  }

  loop(body: () => void): void {
    for (const _ of this.world.query()) {
      this.model.isLooping = true;
      body();
      break;
    }
    if (this.model.isLooping) this.model.endLoop();
  }

  newLooker(question: Question, isFromNow: boolean): void {
    const query = this.world.query(...question.terms());
    const reader = query.reader(isFromNow ? { from: "now" } : {}) as QueryReader;
    const madeAt = this.model.look();
    this.lookers.push({ question, reader, madeAt, since: isFromNow ? madeAt : -1 });
  }

  look(n: number, how: (typeof HOW)[number]): void {
    const looker = this.lookers[n % Math.max(1, this.lookers.length)];
    if (looker === undefined) return;
    const { reader, question, since, madeAt } = looker;
    const found = new Set<Entity>();
    if (how === "entities") for (const entity of reader.entities()) found.add(entity);
    if (how === "each") reader.each((...row: unknown[]) => found.add(row.at(-1) as Entity));
    if (how === "runs") {
      for (const rows of reader.runs()) {
        for (let row = rows.start; row < rows.end; row++) found.add(rows.entities[row] as Entity);
      }
    }
    let wasLeft = false;
    if (how === "leave") {
      for (const _ of reader.runs()) {
        wasLeft = true;
        break;
      }
    }
    if (how === "skip") reader.skip();
    if (how === "peek") {
      for (const entity of this.world.query().entities()) if (reader.has(entity)) found.add(entity);
      expect([reader.count, reader.isEmpty]).toEqual([found.size, found.size === 0]);
    }
    const begun = this.model.look();
    // A loop that had nothing to find has come to its end.
    if (how !== "peek" && !wasLeft) looker.since = begun;
    if (how === "skip" || wasLeft) return;
    const told = [...this.model.entities].filter(([, of]) => question.holds(of, since, madeAt));
    for (const [entity] of told) expect(found).toContain(entity);
    this.foundCount += told.length;
    const { mayHold } = question;
    if (mayHold === undefined) expect(found.size).toBe(told.length);
    else
      for (const entity of found) {
        const of = this.model.entities.get(entity);
        expect(of !== undefined && mayHold(of)).toBe(true);
      }
  }

  check(): void {
    validate(this.world);
    expect(this.world.query().count).toBe(this.model.entities.size);
  }
}
