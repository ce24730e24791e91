/** HookWorld: a real world as a program of hooks sees it. */
import {
  type AnyComponent,
  createWorld,
  type Entity,
  NO_ENTITY,
  not,
  type Query,
  type Term,
  validate,
  type World,
  type WorldOptions,
} from "../../src/index.ts";
import { type Hook, PARTS, type Part, QUERIES, TAG } from "./hook-operations.ts";
import type { HookProgram, HookTarget } from "./hook-program.ts";

type Subscribe = (hook: (told: never) => void, options: object) => () => void;

export class HookWorld implements HookTarget {
  readonly log: string[] = [];
  readonly world: World;
  readonly #program: HookProgram;
  readonly #handles: Entity[] = [];
  readonly #numbers = new Map<Entity, number>();
  readonly #queries: readonly Query[];
  /** The number of the entity that `spawn` was last called for. */
  #spawning = 0;
  readonly #ends = new Map<number, () => void>();
  readonly #ended = new Set<number>();

  constructor(program: HookProgram, options: WorldOptions) {
    this.#program = program;
    this.world = createWorld(options);
    this.#queries = QUERIES.map(({ has, not: without }) => {
      const terms: Term[] = has.map((id) => PARTS[id]);
      if (without.length > 0) terms.push(not(...without.map((id) => PARTS[id])));
      return this.world.query(...terms);
    });
  }

  spawnedCount(): number {
    return this.#handles.length;
  }

  isAlive(nth: number): boolean {
    return this.world.isAlive(this.#handles[nth]);
  }

  spawn(parts: readonly Part[]): void {
    this.#spawning = this.#handles.length;
    this.#handles.push(NO_ENTITY);
    const nth = this.#spawning;
    const entity = this.world.spawn(...parts.map(inputOf));
    this.#handles[nth] = entity;
    this.#numbers.set(entity, nth);
  }

  spawnMany(count: number, parts: readonly Part[]): void {
    this.world.spawnMany(count, parts.map(inputOf), ({ entities, start, end }) => {
      for (let row = start; row < end; row++) this.#learn(entities[row] as Entity);
    });
  }

  despawn(nth: number): void {
    this.world.despawn(this.#handles[nth]);
  }

  add(nth: number, part: Part): void {
    this.world.add(this.#handles[nth], inputOf(part));
  }

  remove(nth: number, part: number): void {
    this.world.remove(this.#handles[nth], PARTS[part]);
  }

  set(nth: number, part: number, x: number): void {
    this.world.set(this.#handles[nth], PARTS[part], { x });
  }

  change(query: number, added: readonly Part[], removed: readonly number[]): void {
    this.#queries[query].change({
      add: added.map(inputOf),
      remove: removed.map((id) => PARTS[id]),
    });
  }

  setMany(query: number, part: number, x: number): void {
    this.#queries[query].set(PARTS[part], { x });
  }

  despawnMany(query: number): void {
    this.#queries[query].despawn();
  }

  loop(run: () => void): void {
    let hasRun = false;
    for (const _ of this.#queries[0]) {
      if (!hasRun) run();
      hasRun = true;
    }
  }

  subscribe(id: number, hook: Hook): void {
    const { moment, batch } = hook;
    this.#ended.delete(id);
    const told = batch
      ? ({ entities, start, end }: { entities: Uint32Array; start: number; end: number }) => {
          this.#validate();
          // As single calls would: none after it has unsubscribed, and all the others after one has thrown.
          let first: unknown;
          for (let row = start; row < end && !this.#ended.has(id); row++) {
            try {
              this.#call(id, entities[row] as Entity);
            } catch (error) {
              first ??= error;
            }
          }
          if (first !== undefined) throw first;
        }
      : (entity: Entity) => this.#call(id, entity);
    const isIn = moment !== "onExit" && moment !== "onRemove" && moment !== "onDespawn";
    const options = { batch, ...(isIn ? { replayExisting: hook.replay } : {}) };
    this.#ends.set(id, this.#subscribeTo(hook)(told as (told: never) => void, options));
  }

  unsubscribe(id: number): void {
    this.#ends.get(id)?.();
    this.#ended.add(id);
  }

  describe(nth: number): string {
    const entity = this.#handles[nth];
    const parts = PARTS.map((part, id) => {
      if (!this.world.has(entity, part)) return "-";
      return id === TAG ? "T" : this.world.get(entity, part, "x");
    });
    return `${nth}: ${parts.join(" ")}`;
  }

  #subscribeTo({ moment, about }: Hook): Subscribe {
    const { world } = this;
    if (moment === "onSpawn" || moment === "onDespawn")
      return world[moment].bind(world) as Subscribe;
    if (moment === "onEnter" || moment === "onExit") {
      const query = this.#queries[about % QUERIES.length];
      return query[moment].bind(query) as Subscribe;
    }
    const part = PARTS[partOf(moment, about)];
    const observe = world[moment].bind(world) as (
      of: AnyComponent,
      ...rest: Parameters<Subscribe>
    ) => () => void;
    return (hook, options) => observe(part, hook, options);
  }

  #call(id: number, entity: Entity): void {
    let nth = this.#numbers.get(entity);
    if (nth === undefined) {
      // Hooks are called before `spawn` returns.
      nth = this.#spawning;
      this.#handles[nth] = entity;
      this.#numbers.set(entity, nth);
    }
    this.#program.called(id, nth);
  }

  #validate(): void {
    try {
      validate(this.world);
    } catch (error) {
      this.log.push((error as Error).message);
    }
  }

  #learn(entity: Entity): void {
    this.#numbers.set(entity, this.#handles.length);
    this.#handles.push(entity);
  }
}

/** The component that a hook is about; a tag is given no values. */
export function partOf(moment: string, about: number): number {
  if (moment !== "onSet") return about % PARTS.length;
  return [0, 1, 3][about % 3];
}

function inputOf({ part, value }: Part) {
  return value === undefined ? PARTS[part] : PARTS[part]({ x: value });
}
