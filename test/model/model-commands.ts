/** Commands of the model world, and the list of those that wait for the end of an iteration. */
import type { AnyComponent, Entity } from "../../src/index.ts";
import type { Input } from "./body.ts";
import type { Terms } from "./terms.ts";

/** On one entity; several in a row are one move. */
export type Command =
  | { readonly kind: "add" | "set"; readonly input: Input }
  | { readonly kind: "remove"; readonly of: AnyComponent }
  | { readonly kind: "switch"; readonly of: AnyComponent; readonly isOn: boolean }
  | { readonly kind: "despawn" };

/** A pair that is made, or given another value. */
export interface PairAddition {
  readonly kind: "add" | "set";
  readonly relation: number;
  readonly target: Entity;
  readonly value: number | undefined;
}

/** On one entity, and never folded with others: "strip" ends all its pairs of the relation. */
export type PairCommand =
  | PairAddition
  | { readonly kind: "remove"; readonly relation: number; readonly target: Entity }
  | { readonly kind: "strip"; readonly relation: number };

export type Bulk =
  | {
      readonly kind: "change";
      readonly terms: Terms;
      readonly inputs: readonly Input[];
      readonly removed: readonly AnyComponent[];
    }
  | { readonly kind: "set"; readonly terms: Terms; readonly input: Input }
  | { readonly kind: "despawn"; readonly terms: Terms }
  | { readonly kind: "pairs"; readonly terms: Terms; readonly command: PairCommand };

/** The commands of one entity, in recorded order, or one change that later commands do not cross. */
export type Group =
  | { readonly entity: Entity; readonly commands: Command[] }
  | { readonly entity: Entity; readonly pair: PairCommand }
  | { readonly bulk: Bulk };

/** Puts a command behind the others of its entity, unless something came between that it must not cross. */
export function record(groups: Group[], entity: Entity, command: Command): void {
  for (let i = groups.length - 1; i >= 0; i--) {
    const group = groups[i];
    if (!("commands" in group)) break;
    if (group.entity !== entity) continue;
    group.commands.push(command);
    return;
  }
  groups.push({ entity, commands: [command] });
}

export function waitsFor(groups: readonly Group[], entity: Entity): boolean {
  return groups.some((group) => "entity" in group && group.entity === entity);
}

/** Whether an entity will have a component once its own commands are done. */
export function willHave(
  groups: readonly Group[],
  entity: Entity,
  of: AnyComponent,
  hasNow: boolean,
): boolean {
  let has = hasNow;
  for (const group of groups) {
    if (!("commands" in group) || group.entity !== entity) continue;
    for (const command of group.commands) {
      if (command.kind === "add" && bringsAlong(command.input.of, of)) has = true;
      if (command.kind === "remove" && command.of === of) has = false;
    }
  }
  return has;
}

/** The same for a pair. */
export function willHavePair(
  groups: readonly Group[],
  entity: Entity,
  pair: { readonly relation: number; readonly target: Entity },
  hasNow: boolean,
  isExclusive: boolean,
): boolean {
  let has = hasNow;
  for (const group of groups) {
    if (!("pair" in group) || group.entity !== entity) continue;
    const { pair: command } = group;
    if (command.relation !== pair.relation) continue;
    const isSame = command.kind !== "strip" && command.target === pair.target;
    if (command.kind === "add") has = isSame || (has && !isExclusive);
    if (command.kind === "strip" || (command.kind === "remove" && isSame)) has = false;
  }
  return has;
}

/** Whether adding one component leaves an entity with the other. */
function bringsAlong(added: AnyComponent, of: AnyComponent): boolean {
  return added === of || added.requires.includes(of);
}
