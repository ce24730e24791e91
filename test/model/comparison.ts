/** Comparing a world with its model: everything a program can see, and every invariant. */
import {
  type AnyComponent,
  all,
  type Chunk,
  type Entity,
  not,
  type Query,
  type Term,
  validate,
  type World,
} from "../../src/index.ts";
import { COMPONENTS, flatten, fromColumn } from "./components.ts";
import type { Components, ModelWorld, Terms } from "./world-model.ts";

/** A query and what it was made of. */
export interface KeptQuery {
  readonly query: Query;
  readonly terms: Terms;
}

/** The world and its model differ: a defect of one of them. */
export class Mismatch extends Error {}

export function insist(claim: boolean, problem: () => string): void {
  if (!claim) throw new Mismatch(problem());
}

export function makeQuery(world: World, terms: Terms): KeptQuery {
  const list: Term[] = [...terms.data];
  if (terms.all.length > 0) list.push(all(...terms.all));
  if (terms.not.length > 0) list.push(not(...terms.not));
  return { query: world.query(...list), terms };
}

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
    // Values are compared in their columns; a third of the entities is asked by handle as well.
    if (turn++ % 3 === 0) compareEntity(world, model, handle, components);
  }
  for (const kept of queries) compareQuery(kept, model);
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
function sizeOf(components: Components | undefined): number {
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

function compareEntity(
  world: World,
  model: ModelWorld,
  handle: Entity,
  components: Components,
): void {
  for (const component of components.keys()) {
    const expected = model.valuesOf(handle, component) ?? [];
    insist(world.has(handle, component), () => `${handle} lacks ${component.label}`);
    if (component.isTag) continue;
    const values = valuesOf(world, handle, component);
    const isSame =
      values.length === expected.length && values.every((value, i) => value === expected[i]);
    insist(isSame, () => `${handle} has ${component.label} [${values}], not [${expected}]`);
  }
}

function compareQuery({ query, terms }: KeptQuery, model: ModelWorld): void {
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

/** The world in the words of `ModelWorld.fingerprint`. */
export function fingerprintOf(world: World, handles: readonly Entity[]): string {
  const rows = handles
    .filter((handle) => world.isAlive(handle))
    .map((handle) => {
      const parts = COMPONENTS.filter((component) => world.has(handle, component)).map(
        (component) =>
          `${component.id}:${component.isTag ? "" : valuesOf(world, handle, component).join(",")}`,
      );
      return `${handle} ${parts.sort().join(" ")}`;
    });
  return `${rows.sort().join("\n")}\n${world.droppedCommandCount}`;
}
