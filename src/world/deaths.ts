/**
 * Deaths: despawning in a world with relations.
 *
 * Sources die before their targets, so that whoever is told of a death can still follow its pairs.
 *
 * Invariant: a despawn that is refused, or for which there is no room, changes nothing; one that is
 * not leaves no pair with a dead end.
 */
import { type Entity, NO_ENTITY } from "../base/ids.ts";
import type { Archetype } from "../storage/archetype.ts";
import { Pair } from "../storage/pair.ts";
import type { PairTable } from "../storage/pair-table.ts";
import type { PairTables } from "../storage/pair-tables.ts";
import { Command } from "./command-buffer.ts";
import { DeathPlan } from "./death-plan.ts";
import type { DeathRules, PairHost, PairQueue } from "./pair-rules.ts";
import { tellOutgoing } from "./pair-steps.ts";

export class Deaths implements DeathRules {
  readonly #host: PairHost;
  readonly #tables: readonly PairTable[];
  readonly #plan: DeathPlan;
  /** Where losers of several tags get to on their way, by entity; used while room is made. */
  readonly #planned = new Map<Entity, Archetype>();
  /** Where each loss of the plan takes its row, which has been promised room there. */
  readonly #claimed: Archetype[] = [];

  constructor(host: PairHost, pairs: PairTables) {
    this.#host = host;
    this.#tables = pairs.all;
    this.#plan = new DeathPlan(host.storage, pairs);
  }

  /** @throws {EcsError} E153 refused · E010/E011 no room for survivors' rows. Nothing changes. */
  one(entity: Entity): void {
    const host = this.#host;
    if (!this.#isTarget(entity)) {
      this.#announce(entity);
      host.structure.end(entity);
      this.#unlink(entity);
      return;
    }
    const plan = this.#plan;
    plan.begin();
    plan.add(entity);
    this.#prepare("despawn");
    this.#endFrom(0);
  }

  /**
   * Every entity of the archetypes, whole chunks at a time, the first `count` of a list, and whoever dies with
   * them. @throws {EcsError} as `one`
   */
  all(archetypes: readonly Archetype[], entities: readonly Entity[], count: number): void {
    const host = this.#host;
    const plan = this.#plan;
    plan.begin();
    for (let i = 0; i < archetypes.length; i++) this.#addRows(archetypes[i]);
    const wholeCount = plan.count;
    for (let i = 0; i < count; i++) plan.add(entities[i]);
    this.#prepare("query.despawn");
    if (this.#hasSurvivorsIn(archetypes)) {
      this.#endFrom(0);
      return;
    }
    this.#endFrom(wholeCount);
    for (let i = wholeCount - 1; i >= 0; i--) this.#announce(plan.dying[i]);
    host.structure.endAll(archetypes);
    for (let i = wholeCount - 1; i >= 0; i--) this.#unlink(plan.dying[i]);
  }

  /** Whether what survives has moved to where everybody else dies. */
  #hasSurvivorsIn(archetypes: readonly Archetype[]): boolean {
    for (let i = 0; i < this.#plan.lossCount; i++)
      if (archetypes.includes(this.#claimed[i])) return true;
    return false;
  }

  /** As if the target had been alive till now. */
  recordOrphans(queue: PairQueue): void {
    for (const { kind, orphans } of this.#tables) {
      for (const orphan of orphans) {
        if (kind.onTargetDespawn === "despawn") queue.append(Command.Despawn, orphan, undefined);
        else queue.append(Command.Remove, orphan, new Pair(kind.relation, NO_ENTITY, undefined));
      }
      orphans.length = 0;
    }
  }

  announceEnd(): void {
    for (const table of this.#tables) {
      for (let pair = 1; table.hearing !== undefined && pair < table.usedEnd; pair++)
        if (table.sources[pair] !== 0)
          table.hearing.ending(table, table.sources[pair], table.targets[pair]);
    }
  }

  /** Tells that every pair from an entity is about to end. */
  #announce(source: Entity): void {
    for (let i = 0; i < this.#tables.length; i++) tellOutgoing(this.#tables[i], source);
  }

  /** Tells that the pairs with an entity are about to end of those sources that die with it, or that survive. */
  #announceIncoming(table: PairTable, target: Entity, areDying: boolean): void {
    const { hearing } = table;
    if (hearing === undefined) return;
    for (let pair = table.firstIn(target); pair !== 0; pair = table.incoming.next[pair]) {
      const source = table.sources[pair];
      if (source !== target && this.#plan.isDying(source) === areDying)
        hearing.ending(table, source, target);
    }
  }

  /** Ends the dying from a place in the plan on, the last first; each pair before its index can be another's. */
  #endFrom(start: number): void {
    const plan = this.#plan;
    for (let i = plan.count - 1; i >= start; i--) {
      this.#announce(plan.dying[i]);
      for (let j = 0; j < this.#tables.length; j++)
        this.#announceIncoming(this.#tables[j], plan.dying[i], true);
      this.#host.structure.end(plan.dying[i]);
      this.#unlink(plan.dying[i]);
    }
  }

  #addRows({ chunks, tail }: Archetype): void {
    for (let i = 0; i <= tail && i < chunks.length; i++) {
      const chunk = chunks[i];
      for (let row = 0; row < chunk.count; row++) this.#plan.add(chunk.entityAt(row) as Entity);
    }
  }

  #isTarget(entity: Entity): boolean {
    for (let i = 0; i < this.#tables.length; i++) {
      if (this.#tables[i].firstIn(entity) !== 0) return true;
    }
    return false;
  }

  /** Completes the plan, and lets survivors lose what they lose. */
  #prepare(verb: string): void {
    const plan = this.#plan;
    plan.complete(verb);
    this.#claimRoom();
    for (let i = 0; i < this.#tables.length; i++) {
      for (let j = 0; this.#tables[i].hearing !== undefined && j < plan.count; j++)
        this.#announceIncoming(this.#tables[i], plan.dying[j], false);
    }
    for (let i = 0; i < plan.lossCount; i++) {
      this.#claimed[i].claimedRows--;
      this.#host.moveRemoving(plan.losers[i], plan.lostFrom[i].kind.relation);
      this.#host.structure.observers?.deliver(); // later moves may bring other rows to where these have gone
    }
  }

  /** Makes room for the rows of all losers before the first of them moves, and keeps hooks from taking it. */
  #claimRoom(): void {
    const plan = this.#plan;
    if (plan.lossCount === 0) return;
    const { storage, structure } = this.#host;
    const claimed = this.#claimed;
    for (let i = 0; i < plan.lossCount; i++) {
      const loser = plan.losers[i];
      const from = this.#planned.get(loser) ?? structure.archetypeOf(structure.chunkOf(loser));
      claimed[i] = storage.edgeByRemoving(from, plan.lostFrom[i].kind.relation).target;
      claimed[i].claimedRows++;
      this.#planned.set(loser, claimed[i]);
    }
    this.#planned.clear();
    try {
      for (let i = 0; i < plan.lossCount; i++)
        storage.ensureRows(claimed[i], claimed[i].claimedRows + claimed[i].waitingRows);
    } catch (error) {
      for (let i = 0; i < plan.lossCount; i++) claimed[i].claimedRows--;
      throw error;
    }
  }

  /** Ends every pair of an entity that is no more. What is below it in a hierarchy ends, too: no depth changes. */
  #unlink(entity: Entity): void {
    for (let i = 0; i < this.#tables.length; i++) {
      const table = this.#tables[i];
      for (let pair = table.firstOut(entity); pair !== 0; pair = table.firstOut(entity))
        table.unlink(pair, false);
      for (let pair = table.firstIn(entity); pair !== 0; pair = table.firstIn(entity))
        table.unlink(pair, false);
    }
  }
}
