/**
 * HookProgram: carries out a program of hooks and operations on anything that can be asked to: a world, or
 * the oracle that predicts what its hooks are told.
 *
 * Invariant: both are asked the same; what differs shows in what they write into their logs.
 */
import type { Hook, Part, Program, Step } from "./hook-operations.ts";
import { SELF } from "./hook-operations.ts";

/** What a program is carried out on. Entities are the numbers of their spawning. */
export interface HookTarget {
  readonly log: string[];
  spawnedCount(): number;
  isAlive(nth: number): boolean;
  spawn(parts: readonly Part[]): void;
  spawnMany(count: number, parts: readonly Part[]): void;
  despawn(nth: number): void;
  add(nth: number, part: Part): void;
  remove(nth: number, part: number): void;
  set(nth: number, part: number, value: number): void;
  change(query: number, added: readonly Part[], removed: readonly number[]): void;
  setMany(query: number, part: number, value: number): void;
  despawnMany(query: number): void;
  loop(run: () => void): void;
  subscribe(id: number, hook: Hook): void;
  unsubscribe(id: number): void;
  /** An entity as the hook finds it. */
  describe(nth: number): string;
}

/** How often a hook does what it does; later it only looks. */
const MOST_ACTS = 3;
/** So that what breeds does not fill the world. */
const MOST_SPAWNED = 400;

export class HookProgram {
  readonly #target: HookTarget;
  readonly #hooks: readonly Hook[];
  readonly #acts: number[];
  readonly #subscribed = new Set<number>();
  /** Those that are being called for what is there already. */
  readonly #subscribing = new Set<number>();

  constructor(makeTarget: (program: HookProgram) => HookTarget, { hooks }: Program) {
    this.#hooks = hooks;
    this.#acts = hooks.map(() => 0);
    this.#target = makeTarget(this);
    hooks.forEach((hook, id) => {
      if (hook.isEarly) this.step({ kind: "subscribe", hook: id });
    });
  }

  /** What a hook does when it is called for an entity. */
  called(id: number, nth: number): void {
    const target = this.#target;
    target.log.push(`${this.#hooks[id].moment} #${id} ${target.describe(nth)}`);
    if (this.#acts[id]++ >= MOST_ACTS) return;
    for (const step of this.#hooks[id].steps) this.step(step, nth);
  }

  /** Carries an operation out; notes what it throws unless that is for the hook's caller. */
  step(step: Step, self?: number): void {
    if (step.kind === "throw") throw new Error(`thrown ${step.name}`);
    try {
      this.#carryOut(step, self);
    } catch (error) {
      this.#target.log.push(`error ${(error as Error).message.slice(0, 12)}`);
    }
  }

  #carryOut(step: Step, self: number | undefined): void {
    const target = this.#target;
    switch (step.kind) {
      case "spawn":
        if (target.spawnedCount() < MOST_SPAWNED) target.spawn(step.parts);
        return;
      case "spawnMany":
        if (target.spawnedCount() < MOST_SPAWNED) target.spawnMany(step.count, step.parts);
        return;
      case "change":
        target.change(step.query, step.added, step.removed);
        return;
      case "setMany":
        target.setMany(step.query, step.part, step.value);
        return;
      case "despawnMany":
        target.despawnMany(step.query);
        return;
      case "loop":
        target.loop(() => {
          for (const inner of step.steps) this.step(inner);
        });
        return;
      case "subscribe":
        if (this.#subscribed.has(step.hook) || this.#subscribing.has(step.hook)) return;
        this.#subscribing.add(step.hook);
        try {
          target.subscribe(step.hook, this.#hooks[step.hook]);
          this.#subscribed.add(step.hook);
        } finally {
          this.#subscribing.delete(step.hook);
        }
        return;
      case "unsubscribe":
        if (this.#subscribed.delete(step.hook)) target.unsubscribe(step.hook);
        return;
      case "throw":
        return;
      default: {
        const nth = this.#pick(step.nth, self);
        if (nth === undefined) return;
        if (step.kind === "despawn") target.despawn(nth);
        else if (step.kind === "add") target.add(nth, step.part);
        else if (step.kind === "remove") target.remove(nth, step.part);
        else target.set(nth, step.part, step.value);
      }
    }
  }

  /** A living entity: the hook's own, or one further on in the order of their spawning. */
  #pick(nth: number, self: number | undefined): number | undefined {
    const target = this.#target;
    const count = target.spawnedCount();
    if (nth === SELF && self !== undefined) return target.isAlive(self) ? self : undefined;
    for (let i = 0; i < count; i++) {
      const candidate = (nth + i) % count;
      if (target.isAlive(candidate)) return candidate;
    }
    return undefined;
  }
}
