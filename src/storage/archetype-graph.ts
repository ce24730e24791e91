/**
 * ArchetypeGraph: the archetypes of one world, and the edges that lead from one to another.
 *
 * Rows are no business of it. Invariant: an archetype that has been removed is reached by no edge, and
 * no chunk names it; its id may be another's by then.
 */
import { Archetype, type Edge } from "./archetype.ts";
import type { AnyComponent } from "./component.ts";
import { ComponentSet } from "./component-set.ts";
import type { FieldCodec } from "./field-codec.ts";
import { makeTransfer } from "./row-transfer.ts";

export class ArchetypeGraph {
  /** In the order in which they appeared. */
  readonly archetypes: Archetype[] = [];
  /** By id; undefined where one has been removed. */
  readonly byId: (Archetype | undefined)[] = [];
  /** Called once for each archetype, before it has rows. */
  onArchetype: ((archetype: Archetype) => void) | undefined;

  /** Called once an archetype has been removed, before its id is another's. */
  onRemoved: (() => void) | undefined;

  readonly #codec: FieldCodec;
  readonly #byKey = new Map<string, Archetype>();
  readonly #freeIds: number[] = [];

  constructor(codec: FieldCodec) {
    this.#codec = codec;
  }

  /** The archetype of exactly these components, which must be in the order of their ids. */
  archetypeOf(components: readonly AnyComponent[]): Archetype {
    const key = keyOf(components);
    return this.#byKey.get(key) ?? this.#create(components, key);
  }

  /** Where adding the component leads, with those it requires and without others of its group. */
  makeAddEdge(archetype: Archetype, component: AnyComponent): Edge {
    const { set } = archetype;
    const kept = set.components.filter((other) => !component.group.includes(other));
    const required = component.requires.filter((other) => !set.has(other));
    const components = [...kept, ...required, component].sort((a, b) => a.id - b.id);
    const edge = makeEdge(archetype, this.archetypeOf(components));
    archetype.addEdges[component.id] = edge;
    return edge;
  }

  makeRemoveEdge(archetype: Archetype, component: AnyComponent): Edge {
    const components = archetype.set.components.filter((other) => other !== component);
    const edge = makeEdge(archetype, this.archetypeOf(components));
    archetype.removeEdges[component.id] = edge;
    return edge;
  }

  makeFarEdge(from: Archetype, target: Archetype): Edge {
    const edge = makeEdge(from, target);
    from.farEdges.set(target.id, edge);
    return edge;
  }

  /** Forgets an archetype that holds nothing; one that is wanted again is made anew. */
  remove(archetype: Archetype): void {
    archetype.isRemoved = true;
    this.#byKey.delete(keyOf(archetype.set.components));
    this.byId[archetype.id] = undefined;
    this.#freeIds.push(archetype.id);
    this.archetypes.splice(this.archetypes.lastIndexOf(archetype), 1);
    for (const from of archetype.incoming) forgetEdges(from, archetype);
    forgetOrigin(archetype.addEdges, archetype);
    forgetOrigin(archetype.removeEdges, archetype);
    forgetOrigin(archetype.farEdges.values(), archetype);
    for (const watcher of archetype.watchers) watcher.removeArchetype(archetype);
    this.onRemoved?.();
  }

  #create(components: readonly AnyComponent[], key: string): Archetype {
    const set = new ComponentSet(components, this.#codec);
    const id = this.#freeIds.pop() ?? this.byId.length;
    const archetype = new Archetype(id, set);
    this.archetypes.push(archetype);
    this.byId[id] = archetype;
    this.#byKey.set(key, archetype);
    this.onArchetype?.(archetype);
    return archetype;
  }
}

function makeEdge(from: Archetype, target: Archetype): Edge {
  target.incoming.push(from);
  return { target, transfer: makeTransfer(from.set, target.set) };
}

function keyOf(components: readonly AnyComponent[]): string {
  return components.map((component) => component.id).join(",");
}

function forgetEdges(from: Archetype, target: Archetype): void {
  for (const edges of [from.addEdges, from.removeEdges]) {
    // By index, so that the gaps of a sparse list stay gaps.
    for (let id = 0; id < edges.length; id++) {
      if (edges[id]?.target === target) edges[id] = undefined;
    }
  }
  from.farEdges.delete(target.id);
}

function forgetOrigin(edges: Iterable<Edge | undefined>, origin: Archetype): void {
  for (const edge of edges) {
    const incoming = edge?.target.incoming;
    const at = incoming?.indexOf(origin) ?? -1;
    if (at >= 0) incoming?.splice(at, 1);
  }
}
