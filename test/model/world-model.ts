/**
 * ModelWorld: the dumbest possible world, a Map from entity to a Map from component to plain numbers.
 *
 * Deferral is a list of groups: the commands of one entity, in recorded order, or one bulk change,
 * which later commands do not cross. Nothing is folded here: a group's commands simply happen in turn.
 */
import type { AnyComponent, Entity } from "../../src/index.ts";
import { type Given, initialValues, overwrite, readable } from "./components.ts";

/** A component to spawn or add with, and the values given for it. */
export interface Input {
  readonly of: AnyComponent;
  readonly given: Given;
}

/** A query's terms, in the model's words. */
export interface Terms {
  readonly data: readonly AnyComponent[];
  readonly all: readonly AnyComponent[];
  readonly not: readonly AnyComponent[];
}

export type Command =
  | { readonly kind: "add" | "set"; readonly input: Input }
  | { readonly kind: "remove"; readonly of: AnyComponent }
  | { readonly kind: "despawn" };

export type Bulk =
  | {
      readonly kind: "change";
      readonly terms: Terms;
      readonly inputs: readonly Input[];
      readonly removed: readonly AnyComponent[];
    }
  | { readonly kind: "set"; readonly terms: Terms; readonly input: Input }
  | { readonly kind: "despawn"; readonly terms: Terms };

type Group =
  | { readonly entity: Entity; readonly commands: Command[] }
  | { readonly entity: undefined; readonly bulk: Bulk };

export type Components = Map<AnyComponent, number[]>;

export class ModelWorld {
  readonly alive = new Map<Entity, Components>();
  /** Entities spawned inside an iteration: readable, but in no query until it ends. */
  readonly waiting = new Set<Entity>();
  droppedCount = 0;
  /** Iterations that are running. */
  depth = 0;
  pending: Group[] = [];

  spawn(entity: Entity, inputs: readonly Input[]): void {
    const components: Components = new Map();
    for (const { of, given } of inputs) give(components, { of, given });
    this.alive.set(entity, components);
    if (this.depth > 0) this.waiting.add(entity);
  }

  /** A component's values as a program reads them; undefined where there are none. */
  valuesOf(entity: Entity, of: AnyComponent): number[] | undefined {
    const values = this.alive.get(entity)?.get(of);
    return values && readable(of, values, (target) => this.alive.has(target));
  }

  /** Carries a command out, or lets it wait for the end of the iteration. */
  change(entity: Entity, command: Command): void {
    if (this.depth === 0) {
      this.#apply(entity, command);
      return;
    }
    const group = this.#openGroup(entity);
    if (group === undefined) this.pending.push({ entity, commands: [command] });
    else group.push(command);
  }

  /** `set` is no structural change: it waits only behind other commands on the same entity. */
  set(entity: Entity, input: Input): void {
    if (this.isWaitedFor(entity)) this.change(entity, { kind: "set", input });
    else this.#apply(entity, { kind: "set", input });
  }

  bulk(bulk: Bulk): void {
    if (this.depth === 0) this.#applyBulk(bulk);
    else this.pending.push({ entity: undefined, bulk });
  }

  /** Whether commands on this entity wait while an iteration runs. */
  isWaitedFor(entity: Entity): boolean {
    return this.depth > 0 && this.pending.some((group) => group.entity === entity);
  }

  /** The component that keeps another from being removed, as far as the entity's own commands show. */
  requirerOf(entity: Entity, of: AnyComponent): AnyComponent | undefined {
    return of.requiredBy.find((requirer) => this.canSet(entity, requirer));
  }

  /** Whether the entity has the component, as `set` sees it: now, or once the commands on the entity are done. */
  canSet(entity: Entity, of: AnyComponent): boolean {
    let has = this.alive.get(entity)?.has(of) === true;
    if (!this.isWaitedFor(entity)) return has;
    for (const group of this.pending) {
      if (group.entity !== entity) continue;
      for (const command of group.commands) {
        if (command.kind === "add" && bringsAlong(command.input.of, of)) has = true;
        if (command.kind === "remove" && command.of === of) has = false;
      }
    }
    return has;
  }

  matches(entity: Entity, terms: Terms): boolean {
    const components = this.alive.get(entity);
    if (components === undefined || this.waiting.has(entity)) return false;
    const required = [...terms.data, ...terms.all];
    return (
      required.every((of) => components.has(of)) && !terms.not.some((of) => components.has(of))
    );
  }

  matching(terms: Terms): Entity[] {
    return [...this.alive.keys()].filter((entity) => this.matches(entity, terms));
  }

  /** Carries out everything that waits. */
  flush(): void {
    this.waiting.clear();
    while (this.pending.length > 0) this.#step();
  }

  /**
   * Carries out as many groups as the world did before it ran out of memory: until the model looks
   * like `fingerprint`, and then on over groups that make no difference.
   */
  flushUntil(fingerprint: string): void {
    this.waiting.clear();
    let isThere = this.fingerprint() === fingerprint;
    while (this.pending.length > 0) {
      const before = this.#copy();
      this.#step();
      const isStillThere = this.fingerprint() === fingerprint;
      if (isThere && !isStillThere) {
        this.#restore(before);
        return;
      }
      isThere = isStillThere;
    }
    if (!isThere) throw new Error("The world stands nowhere on the way of its waiting commands.");
  }

  fingerprint(): string {
    const rows = [...this.alive].map(([entity, components]) => {
      const parts = [...components].map(([of]) => `${of.id}:${this.valuesOf(entity, of)?.join()}`);
      return `${entity} ${parts.sort().join(" ")}`;
    });
    return `${rows.sort().join("\n")}\n${this.droppedCount}`;
  }

  #openGroup(entity: Entity): Command[] | undefined {
    for (let i = this.pending.length - 1; i >= 0; i--) {
      const group = this.pending[i];
      if (group.entity === undefined) return undefined;
      if (group.entity === entity) return group.commands;
    }
    return undefined;
  }

  #step(): void {
    const group = this.pending.shift();
    if (group === undefined) return;
    if (group.entity === undefined) this.#applyBulk(group.bulk);
    else for (const command of group.commands) this.#apply(group.entity, command);
  }

  #apply(entity: Entity, command: Command): void {
    const components = this.alive.get(entity);
    if (components === undefined) {
      this.droppedCount++;
      return;
    }
    if (command.kind === "despawn") this.alive.delete(entity);
    else if (command.kind === "remove") components.delete(command.of);
    else if (command.kind === "add") give(components, command.input);
    else {
      const values = components.get(command.input.of);
      // A bulk removal may have come between the call and its turn; then there is nothing to set.
      if (values === undefined) this.droppedCount++;
      else overwrite(values, command.input.of, command.input.given);
    }
  }

  #applyBulk(bulk: Bulk): void {
    for (const entity of this.matching(bulk.terms)) {
      const components = this.alive.get(entity) as Components;
      if (bulk.kind === "despawn") this.alive.delete(entity);
      else if (bulk.kind === "set") {
        if (components.has(bulk.input.of)) give(components, bulk.input);
      } else {
        for (const of of bulk.removed) components.delete(of);
        for (const input of bulk.inputs) give(components, input);
      }
    }
  }

  #copy(): Saved {
    const alive = [...this.alive].map(([entity, components]): [Entity, Components] => [
      entity,
      new Map([...components].map(([of, values]) => [of, [...values]])),
    ]);
    return { alive, pending: [...this.pending], droppedCount: this.droppedCount };
  }

  #restore(saved: Saved): void {
    this.alive.clear();
    for (const [entity, components] of saved.alive) this.alive.set(entity, components);
    this.pending = saved.pending;
    this.droppedCount = saved.droppedCount;
  }
}

interface Saved {
  readonly alive: [Entity, Components][];
  readonly pending: Group[];
  readonly droppedCount: number;
}

/** Adds a component at its starting values, or keeps the one that is there, and writes what was given. */
function give(components: Components, { of, given }: Input): void {
  // An entity may have lost what a component of its requires: to commands that waited behind a bulk change.
  for (const required of components.has(of) ? [] : of.requires) {
    if (!components.has(required)) components.set(required, initialValues(required));
  }
  for (const rival of of.group) if (rival !== of) components.delete(rival);
  const values = components.get(of) ?? initialValues(of);
  overwrite(values, of, given);
  components.set(of, values);
}

/** Whether adding one component leaves an entity with the other. */
function bringsAlong(added: AnyComponent, of: AnyComponent): boolean {
  return added === of || added.requires.includes(of);
}

/** What a spawn throws that is given two tags of one group. */
export function rivalCode(inputs: readonly { readonly of: AnyComponent }[]): string | undefined {
  const isRival = ({ of }: { of: AnyComponent }) =>
    inputs.some((other) => other.of !== of && of.group.includes(other.of));
  return inputs.some(isRival) ? "E114" : undefined;
}
