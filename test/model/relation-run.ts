import {
  createWorld,
  depthOf,
  EcsError,
  type Entity,
  insertChild,
  validate,
  type World,
} from "../../src/index.ts";
import { failAfter, restoreMemory } from "../world/failing-memory.ts";
import { insist } from "./comparison.ts";
import { RelationsModel } from "./relation-model.ts";
import {
  KINDS,
  Marked,
  type Operation,
  RELATIONS,
  type Step,
  Wide,
} from "./relation-operations.ts";
import { SMALL } from "./worlds.ts";

/** One list of operations, done to a world and to the model at once. */
export class RelationRun {
  readonly world: World = createWorld(SMALL);
  readonly model = new RelationsModel(KINDS);
  readonly handles: Entity[] = [];
  readonly seen = { refusals: 0, failures: 0, deaths: 0, deepest: 0 };

  /** Any living entity, or a dead one at times. */
  entity(n: number): number | undefined {
    const alive = [...this.model.alive];
    return alive.length === 0 ? undefined : alive[n % alive.length];
  }

  apply(operation: Operation): void {
    if (operation.kind === "step") this.single(operation.step, operation.room);
    else if (operation.kind === "loop") this.loop(operation.steps);
    else if (operation.kind === "bulk") this.bulk(operation);
    else if (operation.kind === "shrink") this.world.shrink();
    else this.mark(operation.pick);
    this.compare();
  }

  mark(n: number): void {
    const entity = this.entity(n);
    if (entity === undefined) return;
    this.model.marked.add(entity);
    this.world.add(this.handles[entity], Marked);
    this.world.add(this.handles[entity], Wide({ x: entity }));
  }

  /** Does it to the world; returns what is to be done to the model, and whether that allows it. */
  issue(step: Step): (() => boolean) | undefined {
    const { world, model, handles } = this;
    const entity = this.entity(step.pick);
    if (step.kind === "spawn") return this.spawn(step, entity);
    if (entity === undefined) return undefined;
    const handle = handles[entity];
    if (step.kind === "despawn") {
      world.despawn(handle);
      return () => !model.alive.has(entity) || model.despawn([entity]);
    }
    if (step.kind === "strip") {
      world.remove(handle, RELATIONS[step.which]);
      return () => {
        const pairs = model.relations[step.which];
        for (const target of [...pairs.targetsOf(entity)]) pairs.remove(entity, target);
        return true;
      };
    }
    const target = this.entity(step.other) as number;
    if (step.kind === "insert") {
      insertChild(world, handles[target], handle, step.index);
      return () => this.modelAdd(4, entity, target, undefined, step.index);
    }
    const make = RELATIONS[step.which];
    if (step.kind === "remove") {
      world.remove(handle, make(handles[target]));
      return () => {
        model.relations[step.which].remove(entity, target);
        return true;
      };
    }
    const given = step.which === 4 ? undefined : step.value;
    world.add(handle, make(handles[target], given === undefined ? undefined : { amount: given }));
    return () => this.modelAdd(step.which, entity, target, given);
  }

  modelAdd(n: number, source: number, target: number, given?: number, index?: number): boolean {
    const { model } = this;
    const pairs = model.relations[n];
    if (!model.alive.has(source) || !model.alive.has(target)) return true;
    if (pairs.kind.isAcyclic && !pairs.has(source, target) && pairs.isAbove(source, target))
      return false;
    pairs.add(source, target, given);
    if (index !== undefined) pairs.place(source, target, index);
    return true;
  }

  spawn(step: Step & { kind: "spawn" }, target: number | undefined): () => boolean {
    const { world, model, handles } = this;
    const given = step.which === 4 || step.value === undefined ? undefined : { amount: step.value };
    const inputs = target === undefined ? [] : [RELATIONS[step.which](handles[target], given)];
    const before = handles.length;
    if (step.count < 4) handles.push(world.spawn(Wide, ...inputs));
    else
      world.spawnMany(step.count, [Wide, ...inputs], (rows) => {
        for (let i = rows.start; i < rows.end; i++) handles.push(rows.entities[i] as Entity);
      });
    return () => {
      for (let i = before; i < handles.length && model.spawnedCount < handles.length; i++) {
        const entity = model.spawn();
        if (target !== undefined) model.relations[step.which].add(entity, target, given?.amount);
        if (entity === before + (step.count < 4 ? 0 : step.count - 1)) break;
      }
      return true;
    };
  }

  single(step: Step, room: number | undefined): void {
    if (room !== undefined) failAfter(this.world, room);
    let then: (() => boolean) | undefined;
    let refused: EcsError | undefined;
    try {
      then = this.issue(step);
    } catch (error) {
      if (!(error instanceof EcsError)) {
        this.seen.failures++;
        return;
      }
      refused = error;
    } finally {
      restoreMemory(this.world);
    }
    if (refused === undefined) {
      const isAllowed = then?.() ?? true;
      insist(isAllowed, () => `${step.kind} should have been refused`);
    } else {
      this.seen.refusals++;
      insist(["E152", "E153"].includes(refused.code), () => String(refused));
    }
  }

  loop(steps: readonly Step[]): void {
    const thens: { step: Step; entity: number | undefined; then: () => boolean }[] = [];
    let isRefused = false;
    const scope = this.world.iterations;
    scope.beginIteration({ describe: () => "the model test" });
    for (const step of steps) {
      const entity = this.entity(step.pick);
      const then = this.issue(step);
      if (then === undefined) continue;
      if (step.kind === "spawn") then();
      else thens.push({ step, entity, then });
    }
    try {
      scope.endIteration();
    } catch (error) {
      insist(error instanceof EcsError, () => String(error));
      isRefused = true;
    }
    let isExpected = false;
    // Despawns of one entity are folded until a change of pairs stands between them.
    const folded = new Set<number>();
    for (const { step, entity, then } of thens) {
      if (entity !== undefined && !this.model.alive.has(entity)) continue;
      if (step.kind !== "despawn") folded.clear();
      else if (folded.has(entity as number)) continue;
      else folded.add(entity as number);
      if (!then()) isExpected = true;
    }
    insist(isRefused === isExpected, () => `a loop was refused: ${isRefused}, not ${isExpected}`);
    if (isRefused) this.seen.refusals++;
  }

  bulk({ verb, which: n, pick: other, value: given }: Operation & { kind: "bulk" }): void {
    const { world, model } = this;
    const query = world.query(Marked);
    const [target, marked] = [this.entity(other), [...model.marked]];
    const pairs = model.relations[n];
    let expected = true;
    try {
      if (verb === "despawn") query.despawn();
      else if (verb === "remove") query.remove(RELATIONS[n]);
      else if (target !== undefined) {
        const amount = n === 4 || given === undefined ? undefined : { amount: given };
        const pair = RELATIONS[n](this.handles[target], amount);
        verb === "detach" ? query.remove(pair) : query.add(pair);
      }
    } catch (error) {
      insist(error instanceof EcsError, () => String(error));
      expected = false;
    }
    if (verb === "despawn") {
      insist(model.despawn(marked) === expected, () => "a bulk despawn");
    } else if (verb === "remove" || verb === "detach") {
      for (const entity of marked)
        for (const one of [...pairs.targetsOf(entity)])
          if (verb === "remove" || one === target) pairs.remove(entity, one);
    } else if (target !== undefined) {
      const isCycle = pairs.kind.isAcyclic && marked.some((one) => pairs.isAbove(one, target));
      insist(isCycle !== expected, () => "a bulk add");
      if (!expected) return;
      const order = this.world.query().entities();
      const rows = marked.map((one) => this.handles[one]);
      const sorted = RELATIONS[n].sources(world, this.handles[target]);
      insist(
        rows.every((one) => order.includes(one) && sorted.includes(one)),
        () => "a bulk pair",
      );
      for (const handle of sorted) {
        const entity = this.handles.lastIndexOf(handle);
        if (marked.includes(entity)) pairs.add(entity, target, n === 4 ? undefined : given);
      }
    }
  }

  compare(): void {
    const { world, model, handles, seen } = this;
    validate(world);
    insist(world.entityCount === model.alive.size, () => `${world.entityCount} alive`);
    const name = (handle: Entity) => handles.indexOf(handle);
    for (const [n, pairs] of model.relations.entries()) {
      const make = RELATIONS[n];
      const sources: Entity[] = [];
      for (const entity of model.alive) {
        const handle = handles[entity];
        const targets = pairs.targetsOf(entity);
        const real = make.targets(world, handle).map(name);
        insist(
          real.join() === targets.join(),
          () => `${make.label} targets ${real}, not ${targets}`,
        );
        const into = make.sources(world, handle).map(name);
        const expected = pairs.sourcesOf(entity);
        insist(
          into.join() === expected.join(),
          () => `${make.label} sources ${into}, not ${expected}`,
        );
        if (targets.length > 0) sources.push(handle);
        insist(world.has(handle, make) === targets.length > 0, () => `${make.label} of ${entity}`);
        for (const target of targets) {
          if (n === 4) continue;
          const amount = world.get(handle, make(handles[target]), "amount");
          insist(amount === pairs.values.get(`${entity} ${target}`), () => `amount ${amount}`);
        }
        if (n !== 4) continue;
        const depth = pairs.depthOf(entity);
        seen.deepest = Math.max(seen.deepest, depth);
        insist(depthOf(world, handle) === depth, () => `depth ${depthOf(world, handle)}`);
      }
      for (const [entity, handle] of handles.entries()) {
        if (model.alive.has(entity)) continue;
        const left = [...make.targets(world, handle), ...make.sources(world, handle)];
        insist(left.length === 0, () => `${make.label} of dead ${entity}: ${left.map(name)}`);
      }
      const queried = new Set(world.query(make).entities());
      insist(
        queried.size === sources.length && sources.every((one) => queried.has(one)),
        () => `query(${make.label})`,
      );
    }
  }
}
