/**
 * Prefabs: entities, alone or with all that is below them, that others are made from.
 *
 * A prefab is an entity with the `Prefab` tag, so queries leave it out; its instances are copies and know
 * nothing of it: changing a prefab changes what is made from it later.
 */
import { checkFunction } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import { Prefab } from "../storage/built-in-tags.ts";
import { type ComponentInput, ComponentValue, isComponent } from "../storage/component.ts";
import { notComponent } from "../storage/misplaced.ts";
import { Pair, PairList } from "../storage/pair.ts";
import { deadEntity } from "./entity-errors.ts";
import { ChildOf } from "./hierarchy.ts";
import { checkCount, checkList } from "./input-checks.ts";
import type { SpawnedRows } from "./spawned-rows.ts";
import { overridden, readTemplate, type TemplateNode } from "./template.ts";
import type { World } from "./world.ts";
import { checkWorld } from "./world-check.ts";

/**
 * Makes a prefab: `const Orc = prefab(world, Position, Health({ points: 30 }))`. Parts of it are prefabs
 * below it: `prefab(world, Sword, ChildOf(Orc))`.
 *
 * As `world.spawn` with the `Prefab` tag, which may as well be added to an entity there is.
 * @throws {EcsError} as `world.spawn`
 */
export function prefab(world: World, ...inputs: ComponentInput[]): Entity {
  checkWorld(world, "prefab");
  return world.spawn(Prefab, ...inputs);
}

/**
 * Makes an entity like the prefab, and one for each below it, and returns the first.
 *
 * `overrides` are components of that one, beside the prefab's own or in their place; fields that an
 * override does not name keep the prefab's values. Fields and pairs that refer to parts of the prefab refer
 * to the instance's own parts; an instance has no parent unless an override gives it one. Objects in
 * `ref` fields are shared. About 2 us, and 3 us more for each below it; hooks run once the tree is complete.
 * @throws {EcsError} E101 dead entity · E160 not a prefab · as `world.spawn`. Nothing is left half-made.
 */
export function instantiate(
  world: World,
  template: Entity,
  ...overrides: ComponentInput[]
): Entity {
  checkPrefab(world, template, overrides, "instantiate");
  return copy(world, readTemplate(world, template, false), overrides);
}

/**
 * Makes `count` instances at once. `fill` is shown those of the prefab itself, a run of rows at a time, as by
 * `world.spawnMany`.
 *
 * Column by column: about 20 ns an instance, and 60 ns more for each below it. Hooks run once
 * all are complete.
 * @throws {EcsError} E101 dead entity · E107 wrong count · E160 not a prefab · as `world.spawnMany`. Nothing is left half-made.
 */
export function instantiateMany(
  world: World,
  template: Entity,
  count: number,
  overrides: readonly ComponentInput[] = [],
  fill?: (rows: SpawnedRows) => void,
): void {
  checkPrefab(world, template, overrides, "instantiateMany");
  checkCount(count, "instantiateMany");
  if (fill !== undefined) checkFunction(fill, "instantiateMany");
  if (count > 0) copies(world, readTemplate(world, template, false), count, overrides, fill);
}

/**
 * Makes another prefab like this one, with overrides: `variant(world, Orc, Health({ points: 80 }))`.
 *
 * A copy, with all that is below it: later changes of one are not seen in the other.
 * @throws {EcsError} as `instantiate`
 */
export function variant(world: World, template: Entity, ...overrides: ComponentInput[]): Entity {
  checkPrefab(world, template, overrides, "variant");
  return copy(world, readTemplate(world, template, true), overrides);
}

function checkPrefab(
  world: World,
  template: Entity,
  overrides: readonly ComponentInput[],
  verb: string,
): void {
  checkWorld(world, verb);
  if (!world.isAlive(template)) throw deadEntity(verb, template, world.storage);
  if (!world.has(template, Prefab)) {
    const name = world.storage.index.describe(template);
    throw new EcsError(
      "E160",
      `${verb}: entity ${name} is not a prefab. Make it with prefab(world, ...), or add the Prefab tag to it.`,
    );
  }
  checkList(overrides, verb);
  for (let i = 0; i < overrides.length; i++) {
    const input = overrides[i];
    if (!isComponent(input) && !(input instanceof ComponentValue))
      throw notComponent(verb, input, i);
  }
}

/** One copy of the tree: its root first. */
function copy(
  world: World,
  [root, ...parts]: readonly TemplateNode[],
  overrides: readonly ComponentInput[],
): Entity {
  const nodes = [overridden(root, overrides), ...parts];
  const { inputs: own, references, pairs, off } = nodes[0];
  if (nodes.length === 1 && references.length + pairs.length + off.length === 0)
    return world.spawn(...own);
  const entities: Entity[] = [];
  completely(world, nodes, entities, 1, () => {
    entities.push(world.spawn(...own));
    for (let i = 1; i < nodes.length; i++) {
      const { inputs, parent } = nodes[i];
      entities.push(world.spawn(...inputs, ChildOf(entities[parent])));
    }
  });
  return entities[0];
}

/** `count` copies of the tree: those of its root first, then those of each other node. */
function copies(
  world: World,
  [root, ...parts]: readonly TemplateNode[],
  count: number,
  overrides: readonly ComponentInput[],
  fill: ((rows: SpawnedRows) => void) | undefined,
): void {
  const nodes = [overridden(root, overrides), ...parts];
  const entities: Entity[] = [];
  let failure: { readonly error: unknown } | undefined;
  const show = (rows: SpawnedRows): void => {
    collect(rows, entities);
    try {
      if (failure === undefined) fill?.(rows);
    } catch (error) {
      failure = { error }; // the trees are completed first
    }
  };
  completely(world, nodes, entities, count, () => {
    world.spawnMany(count, nodes[0].inputs, show);
    for (let i = 1; i < nodes.length; i++) {
      const first = nodes[i].parent * count;
      const parents = new PairList(ChildOf, entities.slice(first, first + count));
      world.spawnMany(count, [...nodes[i].inputs, parents], (rows) => collect(rows, entities));
    }
  });
  if (failure !== undefined) throw failure.error;
}

/** Makes all entities of some trees and lets them refer to each other; or makes none. */
function completely(
  world: World,
  nodes: readonly TemplateNode[],
  entities: Entity[],
  count: number,
  make: () => void,
): void {
  let isComplete = false;
  try {
    world.together(() => {
      make();
      for (let i = 0; i < nodes.length; i++) connect(world, nodes[i], i, entities, count);
      isComplete = true;
    });
  } catch (error) {
    // A hook may have thrown; then the trees stay, as all does that hooks are told of.
    if (!isComplete) discard(world, entities.slice(0, count));
    throw error;
  }
}

function collect(rows: SpawnedRows, into: Entity[]): void {
  for (let i = rows.start; i < rows.end; i++) into.push(rows.entities[i] as Entity);
}

/** Switches off what is off in the node, and lets its copies refer to the copies of others in their own trees. */
function connect(
  world: World,
  node: TemplateNode,
  place: number,
  entities: readonly Entity[],
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const entity = entities[place * count + i];
    for (const { component, field, node: other } of node.references)
      world.set(entity, component, { [field]: entities[other * count + i] });
    for (const component of node.off) world.disable(entity, component);
    for (const { relation, node: other, values } of node.pairs)
      world.add(entity, new Pair(relation, entities[other * count + i], values));
  }
}

/** Ends what was made of trees that could not be completed. */
function discard(world: World, roots: readonly Entity[]): void {
  for (const root of roots) if (world.isAlive(root)) world.despawn(root);
}
