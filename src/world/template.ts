/**
 * Template: what a prefab's tree is made of, read afresh each time it is instantiated.
 *
 * A node's inputs are what its copies are spawned with; what refers to other nodes of the same tree is kept
 * apart, because each copy must refer to the nodes of its own tree.
 */
import { type Entity, NO_ENTITY } from "../base/ids.ts";
import { Prefab } from "../storage/built-in-tags.ts";
import {
  type AnyComponent,
  type ComponentInput,
  ComponentValue,
  componentOf,
} from "../storage/component.ts";
import { type AnyPair, Pair } from "../storage/pair.ts";
import type { PairTable } from "../storage/pair-table.ts";
import { ChildOf, childCount } from "./hierarchy.ts";
import { walk } from "./tree-walk.ts";
import type { World } from "./world.ts";

/** An entity field that refers to a node of the same tree. */
export interface NodeReference {
  readonly component: AnyComponent;
  readonly field: string;
  readonly node: number;
}

/** A pair with a node of the same tree. */
export interface NodePair {
  readonly relation: AnyComponent;
  readonly node: number;
  readonly values: ComponentValue | undefined;
}

export interface TemplateNode {
  readonly inputs: ComponentInput[];
  /** The place of its parent among the nodes; the root's is -1. */
  readonly parent: number;
  readonly references: readonly NodeReference[];
  readonly pairs: readonly NodePair[];
  /** Toggle components that are off. */
  readonly off: readonly AnyComponent[];
}

/** Where each entity of the tree stands among its nodes. */
type Places = ReadonlyMap<number, number>;

/** The nodes of a tree, parents before children. A prefab's tag is left out unless `isPrefab`. */
export function readTemplate(world: World, root: Entity, isPrefab: boolean): TemplateNode[] {
  if (childCount(world, root) === 0) return [readNode(world, root, new Map([[root, 0]]), isPrefab)];
  const entities: Entity[] = [];
  walk(world, root, "depth-first", (entity) => void entities.push(entity));
  const places = new Map(entities.map((entity, i) => [entity as number, i]));
  return entities.map((entity) => readNode(world, entity, places, isPrefab));
}

function readNode(world: World, entity: Entity, places: Places, isPrefab: boolean): TemplateNode {
  const inputs: ComponentInput[] = [];
  const references: NodeReference[] = [];
  const pairs: NodePair[] = [];
  let parent = -1;
  for (const component of componentsOf(world, entity)) {
    if (component === Prefab && !isPrefab) continue;
    const table = world.storage.pairs?.of(component.id);
    if (table === undefined) inputs.push(readInput(world, entity, component, places, references));
    else if (component === ChildOf)
      parent = places.get(ChildOf.target(world, entity) ?? NO_ENTITY) ?? -1;
    else readPairs(world, table, entity, places, inputs, pairs);
  }
  const off = inputs
    .map(componentOf)
    .filter((component) => component.isToggle && !world.isEnabled(entity, component));
  return { inputs, parent, references, pairs, off };
}

function componentsOf(world: World, entity: Entity): AnyComponent[] {
  const { storage } = world;
  const chunk = world.chunkOf(entity);
  const sparse = storage.sparse.list.filter((store) => store.has(entity));
  return [...(chunk?.set.components ?? []), ...sparse.map((store) => store.component)];
}

function readInput(
  world: World,
  entity: Entity,
  component: AnyComponent,
  places: Places,
  references: NodeReference[],
): ComponentInput {
  if (component.isTag) return component;
  const values = world.get(entity, component) as Record<string, unknown>;
  for (const { name, meaning } of component.fields) {
    const node = meaning === "entity" ? places.get(values[name] as number) : undefined;
    if (node !== undefined) references.push({ component, field: name, node });
  }
  return component(values);
}

function readPairs(
  world: World,
  table: PairTable,
  source: Entity,
  places: Places,
  inputs: ComponentInput[],
  pairs: NodePair[],
): void {
  const { relation, payload } = table.kind;
  for (let pair = table.firstOut(source); pair !== 0; pair = table.outgoing.next[pair]) {
    const target = table.targets[pair] as Entity;
    const bare = new Pair(relation, target, undefined);
    const values =
      payload === undefined ? undefined : new ComponentValue(payload, world.get(source, bare));
    const node = places.get(target);
    if (node === undefined) inputs.push(new Pair(relation, target, values));
    else pairs.push({ relation, node, values });
  }
}

/** A node with other inputs in place of, or beside, its own; values that are not given stay the template's. */
export function overridden(node: TemplateNode, overrides: readonly ComponentInput[]): TemplateNode {
  if (overrides.length === 0) return node;
  const replaced = new Set(overrides.map(componentOf));
  const displaced = new Set(overrides.flatMap((input) => componentOf(input).group));
  const kept = node.inputs.filter((input) => {
    const component = componentOf(input);
    return !replaced.has(component) && !displaced.has(component);
  });
  const merged = overrides.map((input) => {
    const own = node.inputs.find((one) => componentOf(one) === componentOf(input));
    if (own === undefined || isPair(input)) return input;
    const values = { ...valuesOf(own), ...valuesOf(input) };
    return componentOf(input).isTag ? input : componentOf(input)(values);
  });
  // What an override names does not lead to the instance's own parts either.
  const isNamed = ({ component, field }: NodeReference) =>
    overrides.some((input) => componentOf(input) === component && field in valuesOf(input));
  return {
    ...node,
    inputs: [...kept, ...merged],
    references: node.references.filter((reference) => !isNamed(reference)),
    pairs: node.pairs.filter(({ relation }) => !replaced.has(relation)),
  };
}

function valuesOf(input: ComponentInput): object {
  return input instanceof ComponentValue ? input.values : {};
}

function isPair(input: ComponentInput): input is AnyPair {
  return input instanceof Pair;
}
