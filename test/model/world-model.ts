/**
 * ModelWorld: the dumbest possible world, a Map from entity to a Map from component to plain numbers.
 *
 * Deferral is a list of groups (see `model-commands.ts`). Nothing is folded here: a group's commands
 * simply happen in turn.
 */
import type { AnyComponent, Entity } from "../../src/index.ts";
import { Body, type Input } from "./body.ts";
import { overwrite, readable } from "./components.ts";
import { History } from "./history.ts";
import {
  type Bulk,
  type Command,
  type Group,
  type PairAddition,
  type PairCommand,
  record,
  waitsFor,
  willHave,
} from "./model-commands.ts";
import { fingerprintOf, save } from "./model-save.ts";
import { makesCircle, noteTags } from "./pair-tags.ts";
import { doomedWith, PairModel } from "./relation-model.ts";
import { KINDS, RELATIONS } from "./relation-operations.ts";
import { holds, type Terms } from "./terms.ts";

export class ModelWorld {
  readonly alive = new Map<Entity, Body>();
  pairs: readonly PairModel[] = KINDS.map((kind) => new PairModel(kind));
  readonly history = new History();
  /** Entities spawned inside an iteration: readable, but in no query until it ends. */
  readonly waiting = new Set<Entity>();
  droppedCount = 0;
  /** Whether a relation has refused something that waited, since the last one who asked. */
  hasRefused = false;
  /** Iterations that are running. */
  depth = 0;
  pending: Group[] = [];

  spawn(entity: Entity, inputs: readonly Input[]): void {
    const body = new Body();
    for (const input of inputs) body.give(input);
    this.join(entity, body);
  }

  /** As `join`, with pairs that it is spawned with. */
  joinPaired(entity: Entity, body: Body, additions: readonly PairAddition[]): void {
    for (const { relation, target, value } of additions) {
      body.set(RELATIONS[relation], []);
      this.pairs[relation].add(entity, target, value);
    }
    this.join(entity, body);
  }

  join(entity: Entity, body: Body): void {
    this.alive.set(entity, body);
    if (this.depth > 0) this.waiting.add(entity);
    else this.history.join(entity, body.keys());
  }

  /** A component's values as a program reads them; undefined where there are none. */
  valuesOf(entity: Entity, of: AnyComponent): number[] | undefined {
    const values = this.alive.get(entity)?.get(of);
    return values && readable(of, values, (target) => this.alive.has(target));
  }

  /** Carries a command out, or lets it wait for the end of the iteration. */
  change(entity: Entity, command: Command): void {
    if (this.depth === 0) this.#applyAll(entity, [command]);
    else record(this.pending, entity, command);
  }

  /** `set` and switches are no structural changes: they wait only behind other commands on the same entity. */
  changeRow(entity: Entity, command: Command): void {
    if (this.isWaitedFor(entity)) this.change(entity, command);
    else this.#applyAll(entity, [command]);
  }

  changePair(entity: Entity, command: PairCommand): void {
    const isAtOnce = this.depth === 0 || (command.kind === "set" && !this.isWaitedFor(entity));
    if (isAtOnce) this.#applyPair(entity, command);
    else this.pending.push({ entity, pair: command });
  }

  bulk(bulk: Bulk): void {
    if (this.depth === 0) this.#applyBulk(bulk);
    else this.pending.push({ bulk });
  }

  /** Whether commands on this entity wait while an iteration runs. */
  isWaitedFor(entity: Entity): boolean {
    return this.depth > 0 && waitsFor(this.pending, entity);
  }

  /** The component that keeps another from being removed, as far as the entity's own commands show. */
  requirerOf(entity: Entity, of: AnyComponent): AnyComponent | undefined {
    return of.requiredBy.find((requirer) => this.canSet(entity, requirer));
  }

  /** Whether the entity has the component, as `set` sees it: now, or once the commands on the entity are done. */
  canSet(entity: Entity, of: AnyComponent): boolean {
    const has = this.alive.get(entity)?.has(of) === true;
    return this.isWaitedFor(entity) ? willHave(this.pending, entity, of, has) : has;
  }

  matches(entity: Entity, terms: Terms): boolean {
    const body = this.alive.get(entity);
    return body !== undefined && !this.waiting.has(entity) && holds(body, terms);
  }

  matching(terms: Terms): Entity[] {
    const found: Entity[] = [];
    for (const [entity, body] of this.alive)
      if (holds(body, terms) && !this.waiting.has(entity)) found.push(entity);
    return found;
  }

  /** Whether all these may end; what a relation refuses it refuses for all. */
  mayEnd(entities: readonly Entity[]): boolean {
    return doomedWith(this.pairs, entities) !== undefined;
  }

  /** Carries out everything that waits. */
  flush(): void {
    this.#joinWaiting();
    while (this.pending.length > 0) this.#step();
  }

  /**
   * Carries out as many groups as the world did before it ran out of memory: until the model looks
   * like `fingerprint`, and then on over groups that make no difference.
   */
  flushUntil(fingerprint: string): void {
    this.#joinWaiting();
    const restore = save(this);
    this.history.isPaused = true;
    let count = -1;
    for (let done = 0; ; done++) {
      if (fingerprintOf(this) === fingerprint) count = done;
      else if (count >= 0) break;
      if (this.pending.length === 0) break;
      this.#step();
    }
    this.history.isPaused = false;
    if (count < 0) throw new Error("The world stands nowhere on the way of its waiting commands.");
    restore();
    for (let i = 0; i < count; i++) this.#step();
  }

  #joinWaiting(): void {
    for (const entity of this.waiting)
      this.history.join(entity, (this.alive.get(entity) as Body).keys());
    this.waiting.clear();
  }

  #step(): void {
    const group = this.pending.shift();
    if (group === undefined) return;
    if ("bulk" in group) this.#applyBulk(group.bulk);
    else if ("pair" in group) this.#applyPair(group.entity, group.pair);
    else this.#applyAll(group.entity, group.commands);
  }

  /** Commands of one entity, which are one move: what is there before and after was neither added nor removed. */
  #applyAll(entity: Entity, commands: readonly Command[]): void {
    const body = this.alive.get(entity);
    const ends = commands.some(({ kind }) => kind === "despawn");
    const isRefused = body !== undefined && ends && !this.mayEnd([entity]);
    if (isRefused) this.hasRefused = true;
    if (body === undefined || isRefused) {
      this.droppedCount += commands.length;
      return;
    }
    const had = new Set(body.keys());
    for (const command of commands) this.#apply(entity, body, command);
    if (this.alive.has(entity)) this.#noteMove(entity, body, had);
  }

  #apply(entity: Entity, body: Body, command: Command): void {
    if (!this.alive.has(entity)) this.droppedCount++;
    else if (command.kind === "despawn") this.#end([entity]);
    else if (command.kind === "remove") {
      // Sparse components have no part in the move.
      if (body.delete(command.of) && command.of.isSparse) this.history.removed(entity, command.of);
    } else if (command.kind === "switch") {
      if (body.has(command.of)) body.switch(command.of, command.isOn);
    } else if (command.kind === "add") this.#give(entity, body, command.input);
    else {
      const values = body.get(command.input.of);
      // A bulk removal may have come between the call and its turn; then there is nothing to set.
      if (values === undefined) this.droppedCount++;
      else {
        overwrite(values, command.input.of, command.input.given);
        this.history.written(entity, command.input.of);
      }
    }
  }

  #give(entity: Entity, body: Body, input: Input): void {
    const had = new Set(body.keys());
    body.give(input);
    const isGiven = Object.keys(input.given).length > 0;
    for (const of of body.keys()) {
      if (had.has(of) && !(of === input.of && isGiven)) continue;
      this.history.written(entity, of);
      if (of.isSparse && !had.has(of)) this.history.added(entity, of);
    }
  }

  #noteMove(entity: Entity, body: Body, had: ReadonlySet<AnyComponent>): void {
    for (const of of had) if (!of.isSparse && !body.has(of)) this.history.removed(entity, of);
    for (const of of body.keys()) if (!of.isSparse && !had.has(of)) this.history.added(entity, of);
  }

  #applyPair(source: Entity, command: PairCommand): void {
    const pairs = this.pairs[command.relation];
    const body = this.alive.get(source);
    if (body === undefined) this.droppedCount++;
    else if (command.kind === "strip") {
      for (const target of [...pairs.targetsOf(source)]) pairs.remove(source, target);
    } else if (command.kind === "remove") pairs.remove(source, command.target);
    else if (!this.alive.has(command.target)) this.droppedCount++;
    else if (command.kind === "set" && !pairs.has(source, command.target)) this.droppedCount++;
    else if (this.makesCircle(source, command)) {
      this.droppedCount++;
      this.hasRefused = true;
    } else pairs.add(source, command.target, command.value);
    noteTags(this, [source]);
  }

  /** Whether a new pair would put an entity below itself. */
  makesCircle(source: Entity, { relation, target }: { relation: number; target: Entity }): boolean {
    return makesCircle(this.pairs[relation], source, target);
  }

  /** Ends entities and those who die with them. Asked only for what no relation refuses. */
  #end(entities: readonly Entity[]): void {
    const survivors = new Set<Entity>();
    for (const entity of doomedWith(this.pairs, entities) as Set<Entity>) {
      for (const pairs of this.pairs) {
        for (const source of pairs.sourcesOf(entity)) survivors.add(source as Entity);
        pairs.forget(entity);
      }
      this.alive.delete(entity);
      this.history.forget(entity);
    }
    noteTags(this, survivors);
  }

  #applyBulk(bulk: Bulk): void {
    const entities = this.matching(bulk.terms);
    if (bulk.kind === "pairs") this.#applyToAll(entities, bulk.command);
    else if (bulk.kind === "despawn") {
      if (this.mayEnd(entities)) this.#end(entities);
      else this.#refuse();
    } else {
      for (const entity of entities) {
        const body = this.alive.get(entity) as Body;
        const had = new Set(body.keys());
        if (bulk.kind === "set") {
          if (body.has(bulk.input.of)) this.#give(entity, body, bulk.input);
          continue;
        }
        for (const of of bulk.removed) {
          if (body.delete(of) && of.isSparse) this.history.removed(entity, of);
        }
        for (const input of bulk.inputs) this.#give(entity, body, input);
        this.#noteMove(entity, body, had);
      }
    }
  }

  #applyToAll(entities: readonly Entity[], command: PairCommand): void {
    if (command.kind === "add") {
      if (!this.alive.has(command.target)) {
        this.droppedCount++;
        return;
      }
      if (entities.some((entity) => this.makesCircle(entity, command))) {
        this.#refuse();
        return;
      }
    }
    for (const entity of entities) this.#applyPair(entity, command);
  }

  #refuse(): void {
    this.droppedCount++;
    this.hasRefused = true;
  }
}
