/** A world with toggle components beside the dumbest model of it. */
import { expect } from "vitest";
import {
  any,
  component,
  createWorld,
  disabled,
  type Entity,
  f32,
  not,
  type Term,
  tag,
  validate,
} from "../../src/index.ts";
import { insist, isSameSet } from "./comparison.ts";

const Value = component("Value", { of: f32 });
const Shield = component("Shield", { points: f32(5) }, { toggle: true });
const Glow = tag("Glow", { toggle: true });
const Fuel = component("Fuel", { left: f32(1) }, { toggle: true });
const Mark = tag("Mark");
const PARTS = [Shield, Glow, Fuel, Value, Mark];
const TOGGLES = [Shield, Glow, Fuel];

/** By component: whether it is on. */
type Parts = Map<(typeof PARTS)[number], boolean>;
type Move =
  | { readonly kind: "despawn"; readonly nth: number }
  | { readonly kind: "add" | "remove" | "renew"; readonly nth: number; readonly part: number };
interface Switch {
  readonly kind: "enable" | "disable";
  readonly nth: number;
  readonly toggle: number;
}
type Bulk =
  | { readonly kind: "bulkAdd" | "bulkRemove"; readonly query: number; readonly part: number }
  | { readonly kind: "bulkDespawn"; readonly query: number };
export type Change = Move | Switch;
export type Step =
  | Change
  | { readonly kind: "spawn"; readonly count: number; readonly parts: readonly number[] }
  | Bulk
  | { readonly kind: "disableMany"; readonly every: number; readonly toggle: number }
  | { readonly kind: "loop"; readonly changes: readonly (Change | Spawn)[] };
export type Spawn = Extract<Step, { kind: "spawn" }>;

/** Terms, and what they mean for one entity. */
const QUERIES: readonly { terms: readonly Term[]; holds: (of: Parts) => boolean }[] = [
  { terms: [Shield], holds: (of) => of.get(Shield) === true },
  { terms: [disabled(Shield)], holds: (of) => of.get(Shield) === false },
  { terms: [Value, not(Glow)], holds: (of) => of.has(Value) && of.get(Glow) !== true },
  {
    terms: [any(Shield, disabled(Fuel)), not(disabled(Glow))],
    holds: (of) => (of.get(Shield) === true || of.get(Fuel) === false) && of.get(Glow) !== false,
  },
  {
    terms: [any(Glow, disabled(Glow)), Fuel],
    holds: (of) => of.has(Glow) && of.get(Fuel) === true,
  },
  { terms: [Mark], holds: (of) => of.has(Mark) },
];

/** A world and what it should be. */
export class TogglePair {
  readonly world;
  readonly alive = new Map<Entity, Parts>();
  readonly queries;
  offCount = 0;

  constructor(poison: boolean) {
    this.world = createWorld({ capacity: 0, chunkRows: { min: 16, max: 64, window: 16 }, poison });
    this.queries = QUERIES.map(({ terms }) => this.world.query(...terms));
  }

  apply(one: Step): void {
    switch (one.kind) {
      case "spawn":
        this.#spawn(one);
        break;
      case "loop":
        this.#loop(one.changes);
        break;
      case "disableMany":
        this.#disableMany(one.every, TOGGLES[one.toggle]);
        break;
      case "bulkAdd":
      case "bulkRemove":
      case "bulkDespawn":
        this.#bulk(one);
        break;
      default:
        this.#change(one, undefined);
    }
    this.compare();
  }

  #spawn({ count, parts: list }: Spawn): void {
    for (let i = 0; i < count; i++) {
      const handle = this.world.spawn(...list.map((of) => PARTS[of]));
      this.alive.set(handle, new Map(list.map((of) => [PARTS[of], true])));
    }
  }

  /** Inside a loop, changes of entities with commands waiting are put off; `waiting` holds them. */
  #change(one: Change, waiting: Map<Entity, (() => void)[]> | undefined): void {
    const handle = [...this.alive.keys()][one.nth % Math.max(1, this.alive.size)];
    if (handle === undefined) return;
    const later = waiting?.get(handle);
    if ("toggle" in one) this.#switch(handle, one, later);
    else {
      const act = this.#move(handle, one);
      if (waiting === undefined) act();
      else if (later === undefined) waiting.set(handle, [act]);
      else later.push(act);
    }
  }

  #switch(
    handle: Entity,
    { kind, toggle: nthToggle }: Switch,
    later: (() => void)[] | undefined,
  ): void {
    const toggle = TOGGLES[nthToggle];
    const call = (): void => this.world[kind](handle, toggle);
    const then = later === undefined ? this.alive.get(handle) : this.#after(handle, later);
    if (then === undefined) return; // what is asked of it behind its despawn is of no consequence
    if (!then.has(toggle)) {
      expect(call).toThrow(/\[E128\]$/);
      return;
    }
    call();
    const act = (): void => {
      const of = this.alive.get(handle);
      if (of?.has(toggle) === true) of.set(toggle, kind === "enable");
    };
    if (later === undefined) act();
    else later.push(act);
  }

  /** Asks the world for it, and returns what the model is to do. */
  #move(handle: Entity, one: Move): () => void {
    if (one.kind === "despawn") {
      this.world.despawn(handle);
      return () => this.alive.delete(handle);
    }
    const part = PARTS[one.part];
    if (one.kind !== "add") this.world.remove(handle, part);
    if (one.kind !== "remove") this.world.add(handle, part);
    return () => {
      const of = this.alive.get(handle);
      if (one.kind !== "add") of?.delete(part);
      if (one.kind === "remove") return;
      if (of?.has(part) === false) of.set(part, true);
    };
  }

  /** The parts an entity will have; undefined when a despawn waits, behind which nothing is checked. */
  #after(handle: Entity, later: readonly (() => void)[]): Parts | undefined {
    const now = this.alive.get(handle) as Parts;
    this.alive.set(handle, new Map(now));
    for (const act of later) act();
    const then = this.alive.get(handle);
    this.alive.set(handle, now);
    return then;
  }

  #loop(changes: readonly (Change | Spawn)[]): void {
    const waiting = new Map<Entity, (() => void)[]>();
    const visit = (): void => {
      for (const one of changes) {
        if (one.kind === "spawn") this.#spawn(one);
        else this.#change(one, waiting);
      }
    };
    let isVisited = false;
    for (const _ of this.world.query().runs()) {
      if (!isVisited) visit();
      isVisited = true;
    }
    for (const acts of waiting.values()) for (const act of acts) act();
  }

  #disableMany(every: number, toggle: (typeof TOGGLES)[number]): void {
    let i = 0;
    for (const [handle, of] of this.alive) {
      if (!of.has(toggle) || i++ % every !== 0) continue;
      this.world.disable(handle, toggle);
      of.set(toggle, false);
    }
  }

  #bulk(one: Bulk): void {
    const query = this.queries[one.query];
    const matching = this.#matching(one.query);
    if (one.kind === "bulkDespawn") {
      query.despawn();
      for (const handle of matching) this.alive.delete(handle);
      return;
    }
    const part = PARTS[one.part];
    if (one.kind === "bulkAdd") query.add(part);
    else query.remove(part);
    for (const handle of matching) {
      const of = this.alive.get(handle) as Parts;
      if (one.kind === "bulkRemove") of.delete(part);
      else if (!of.has(part)) of.set(part, true);
    }
  }

  #matching(query: number): Entity[] {
    return [...this.alive].filter(([, of]) => QUERIES[query].holds(of)).map(([handle]) => handle);
  }

  compare(): void {
    validate(this.world);
    insist(this.world.entityCount === this.alive.size, () => `${this.world.entityCount} alive`);
    for (const [handle, of] of this.alive) {
      for (const part of PARTS) {
        insist(
          this.world.has(handle, part) === of.has(part),
          () => `has(${handle}, ${part.label})`,
        );
      }
      for (const toggle of TOGGLES) {
        const isOn = of.get(toggle) === true;
        if (of.get(toggle) === false) this.offCount++;
        insist(
          this.world.isEnabled(handle, toggle) === isOn,
          () => `${handle} has ${toggle.label} ${isOn ? "off" : "on"}`,
        );
      }
    }
    this.queries.forEach((query, i) => {
      const found: Entity[] = [];
      for (const rows of query.runs())
        for (let row = rows.start; row < rows.end; row++) found.push(rows.entities[row] as Entity);
      const expected = this.#matching(i);
      insist(
        isSameSet(found, expected),
        () => `${query.describe()} finds [${found}], not [${expected}]`,
      );
      insist(query.count === expected.length, () => `${query.describe()} counts ${query.count}`);
      insist(
        found.every((handle) => query.has(handle)),
        () => `${query.describe()} lacks one`,
      );
    });
  }
}
