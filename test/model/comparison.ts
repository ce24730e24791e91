/** Comparing a world with its model: everything a program can see, and every invariant. */
import {
  type AnyComponent,
  type Chunk,
  type Entity,
  validate,
  type World,
} from "../../src/index.ts";
import type { Body } from "./body.ts";
import { COMPONENTS, flatten, fromColumn, TOGGLES } from "./components.ts";
import { CHILD_OF, RELATIONS } from "./relation-operations.ts";
import type { KeptQuery } from "./terms.ts";
import type { ModelWorld } from "./world-model.ts";

/** The world and its model differ: a defect of one of them. */
export class Mismatch extends Error {}

export function insist(claim: boolean, problem: () => string): void {
  if (!claim) throw new Mismatch(problem());
}

const ENTITY_TURNS = 6;
const QUERY_TURNS = 3;

/**
 * Throws a `Mismatch` unless the world is what the model says.
 *
 * @param handles - every one ever given out
 * @param step - picks the component that is tested for being absent; all are, in the course of time
 */
export function compare(
  world: World,
  model: ModelWorld,
  handles: readonly Entity[],
  queries: readonly KeptQuery[],
  step: number,
): void {
  validate(world);
  for (const handle of handles) {
    const isAlive = model.alive.has(handle);
    insist(world.isAlive(handle) === isAlive, () => `isAlive(${handle}) is ${!isAlive}`);
    if (!isAlive) insist(!world.has(handle, COMPONENTS[0]), () => `dead ${handle} has components`);
  }
  insist(world.entityCount === model.alive.size, () => `entityCount is ${world.entityCount}`);
  insist(
    world.droppedCommandCount === model.droppedCount,
    () => `droppedCommandCount is ${world.droppedCommandCount}, not ${model.droppedCount}`,
  );
  compareChunks(world, model);
  const probe = COMPONENTS[step % COMPONENTS.length];
  let turn = step;
  for (const [handle, components] of model.alive) {
    insist(world.has(handle, probe) === components.has(probe), () => `has(${handle}) is wrong`);
    // Values are compared in their columns; some of the entities are asked by handle as well.
    if (turn++ % ENTITY_TURNS === 0) compareEntity(world, model, handle, components);
  }
  comparePairs(world, model, handles, step);
  // Each query has its turn every few steps; what an operation used is compared at once.
  for (let i = step % QUERY_TURNS; i < queries.length; i += QUERY_TURNS)
    compareQuery(queries[i], model);
}

/** Component sets, neither one too few nor one too many, and every value, chunk by chunk. */
function compareChunks(world: World, model: ModelWorld): void {
  for (const chunk of world.storage.chunks) {
    if (chunk === undefined || chunk.count === 0) continue;
    const { components } = chunk.set;
    const isStore = isSparse(chunk);
    for (const component of components)
      if (!component.isTag) compareColumns(world, chunk, component, model);
    for (let row = 0; row < chunk.count; row++) {
      const expected = model.alive.get(chunk.entities[row] as Entity);
      insist(
        components.every((of) => expected?.has(of)) &&
          (isStore || sizeOf(expected) === components.length),
        () => `${chunk.entities[row]} has [${components.map((of) => of.label)}]`,
      );
    }
  }
  const owned = world.storage.sparse.list.reduce((count, store) => count + store.count, 0);
  let expected = 0;
  for (const components of model.alive.values())
    for (const component of components.keys()) if (component.isSparse) expected++;
  insist(owned === expected, () => `${owned} sparse rows, not ${expected}`);
}

/** How many components are in columns. */
function sizeOf(components: Body | undefined): number {
  let size = 0;
  for (const component of components?.keys() ?? []) if (!component.isSparse) size++;
  return size;
}

/** Whether the chunk holds a sparse component's rows, and not those of entities. */
export function isSparse(chunk: Chunk): boolean {
  return chunk.set.components.some((component) => component.isSparse);
}

function compareColumns(
  world: World,
  chunk: Chunk,
  component: AnyComponent,
  model: ModelWorld,
): void {
  const columns = chunk.read(component) as Record<string, ArrayLike<number>>;
  let first = 0;
  for (const field of component.fields) {
    const { name, lanes } = field;
    const column = columns[name];
    for (let row = 0; row < chunk.count; row++) {
      const expected = model.alive.get(chunk.entities[row] as Entity)?.get(component);
      for (let lane = 0; lane < lanes; lane++) {
        const value = fromColumn(world, field, column[row * lanes + lane]);
        if (value === expected?.[first + lane]) continue;
        throw new Mismatch(
          `${chunk.entities[row]} has ${component.label}.${name} ${value} in lane ${lane}, not [${expected}]`,
        );
      }
    }
    first += lanes;
  }
}

function compareEntity(world: World, model: ModelWorld, handle: Entity, components: Body): void {
  for (const component of components.keys()) {
    const expected = model.valuesOf(handle, component) ?? [];
    insist(world.has(handle, component), () => `${handle} lacks ${component.label}`);
    if (component.isToggle) {
      const isOn = components.isOn(component);
      insist(
        world.isEnabled(handle, component) === isOn,
        () => `${component.label} of ${handle} is not ${isOn ? "on" : "off"}`,
      );
    }
    if (component.isTag) continue;
    const values = valuesOf(world, handle, component);
    const isSame =
      values.length === expected.length && values.every((value, i) => value === expected[i]);
    insist(isSame, () => `${handle} has ${component.label} [${values}], not [${expected}]`);
  }
}

/** Pairs from both ends, for some of the entities, the dead included. */
function comparePairs(
  world: World,
  model: ModelWorld,
  handles: readonly Entity[],
  step: number,
): void {
  if (world.storage.pairs === undefined) return;
  for (let at = step % ENTITY_TURNS; at < handles.length; at += ENTITY_TURNS) {
    const entity = handles[at];
    model.pairs.forEach((pairs, n) => {
      const { label } = RELATIONS[n];
      const found = RELATIONS[n].targets(world, entity);
      const targets = pairs.targetsOf(entity);
      insist(isSameSet(found, targets), () => `${label} of ${entity}: ${found}, not ${targets}`);
      // Targets learn of those that were spawned in an iteration when it ends.
      const joined = pairs.sourcesOf(entity).filter((one) => !model.waiting.has(one as Entity));
      const sources = RELATIONS[n].sources(world, entity);
      insist(isSameSet(sources, joined), () => `${label} to ${entity}: ${sources}, not ${joined}`);
      for (const target of pairs.kind.isAcyclic ? [] : targets) {
        const amount = world.get(entity, RELATIONS[n](target as Entity), "amount");
        const expected = pairs.values.get(`${entity} ${target}`);
        insist(amount === expected, () => `${label}(${target}) of ${entity}: ${amount}`);
      }
    });
  }
}

export function compareQuery({ query, terms }: KeptQuery, model: ModelWorld): void {
  // Not by for...of: ending a loop would carry out commands that wait after a failure.
  const found: number[] = query.entities();
  const expected = model.matching(terms);
  insist(
    isSameSet(found, expected),
    () => `${query.describe()} finds [${found.sort()}], not [${expected.sort()}]`,
  );
  insist(query.count === expected.length, () => `${query.describe()} counts ${query.count}`);
  insist(query.isEmpty === (expected.length === 0), () => `isEmpty of ${query.describe()}`);
}

/** Whether both hold the same entities, each once. */
export function isSameSet(found: readonly number[], expected: readonly number[]): boolean {
  const set = new Set(found);
  return (
    found.length === expected.length &&
    set.size === found.length &&
    expected.every((entity) => set.has(entity))
  );
}

function valuesOf(world: World, handle: Entity, component: AnyComponent): number[] {
  return flatten(component, world.get(handle, component) as Record<string, unknown>);
}

/** The world in the words that are used for its model. */
export function fingerprintOf(world: World, handles: readonly Entity[]): string {
  const rows = handles
    .filter((handle) => world.isAlive(handle))
    .map((handle) => {
      const parts = [...COMPONENTS, ...RELATIONS]
        .filter((component) => world.has(handle, component))
        .map(
          (component) =>
            `${component.id}:${component.isTag ? "" : valuesOf(world, handle, component).join(",")}${isOff(world, handle, component) ? " off" : ""}`,
        );
      const pairs = RELATIONS.flatMap((relation, n) =>
        relation.targets(world, handle).map((target) => {
          const amount = n === CHILD_OF ? 1 : world.get(handle, relation(target), "amount");
          return `${n} to ${target}: ${amount}`;
        }),
      );
      return `${handle} ${parts.sort().join(" ")} ${pairs.sort().join(" ")}`;
    });
  return `${rows.sort().join("\n")}\n${world.droppedCommandCount}`;
}

function isOff(world: World, handle: Entity, component: AnyComponent): boolean {
  return TOGGLES.includes(component) && !world.isEnabled(handle, component);
}
