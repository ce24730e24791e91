/**
 * Input checks: what callers pass to structural changes, looked at before anything happens.
 *
 * Invariant: nothing here changes a row, so a call that is refused leaves the world as it was.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import { shown } from "../base/shown.ts";
import {
  type AnyComponent,
  type ComponentInput,
  ComponentValue,
  componentOf,
  isComponent,
} from "../storage/component.ts";
import type { FieldCodec } from "../storage/field-codec.ts";
import { nameInstead, notComponent, whyNoValues } from "../storage/misplaced.ts";
import type { AnyPair } from "../storage/pair.ts";
import { checkValues } from "../storage/row-values.ts";

/** @throws {EcsError} E107 unless the count is a whole number */
export function checkCount(count: number, verb: string): void {
  if (Number.isInteger(count) && count >= 0) return;
  throw new EcsError(
    "E107",
    `${verb}: the count is ${shown(count)}. Pass a whole number of entities.`,
  );
}

/** @throws {EcsError} E113 unless what was passed is a list */
export function checkList(inputs: readonly ComponentInput[], verb: string): void {
  if (Array.isArray(inputs)) return;
  throw new EcsError(
    "E113",
    `${verb}: ${shown(inputs)} is no list of components. Pass an array of them, [] for none.`,
  );
}

/** The component of an input whose values fit it. @throws {EcsError} E106/E107 wrong value · E113 no component */
export function checkInput(
  input: ComponentInput,
  verb: string,
  codec: FieldCodec,
  at?: number,
): AnyComponent {
  if (isComponent(input)) return input;
  if (!(input instanceof ComponentValue)) throw notComponent(verb, input, at);
  checkValues(input.component, input.values, verb, codec);
  return input.component;
}

/**
 * Leaves in the second list the components and pairs to remove, none of which is to be added as well.
 *
 * @throws {EcsError} E110 · as `checkInput`
 */
export function checkChange(
  added: readonly ComponentInput[],
  removed: ComponentInput[],
  verb: string,
  codec: FieldCodec,
): void {
  for (let i = 0; i < removed.length; i++) {
    const component = checkInput(removed[i], verb, codec, i);
    if (component.pairRules === undefined) removed[i] = component;
  }
  for (let i = 0; i < added.length; i++) {
    const component = checkInput(added[i], verb, codec, i);
    if (names(removed, component, (added[i] as AnyPair).target)) {
      throw new EcsError(
        "E110",
        `${verb}: ${component.label} is to be added and to be removed. Name it in one of the two lists.`,
      );
    }
    for (let j = 0; j < component.requires.length; j++) {
      const needed = component.requires[j];
      if (!names(removed, needed, undefined)) continue;
      throw new EcsError(
        "E110",
        `${verb}: ${component.label} is to be added and requires ${needed.label}, which is to be removed. Name one of the two.`,
      );
    }
  }
}

/** Whether a list has the component, or of a relation all pairs or the one with this target. */
function names(
  list: readonly ComponentInput[],
  component: AnyComponent,
  target: Entity | undefined,
): boolean {
  for (let i = 0; i < list.length; i++) {
    const one = list[i];
    if (componentOf(one) === component && (one === component || (one as AnyPair).target === target))
      return true;
  }
  return false;
}

/** @throws {EcsError} E102 a tag · E106/E107 wrong value · E113 no component */
export function checkSet(
  component: AnyComponent,
  values: ComponentValue["values"],
  verb: string,
  codec: FieldCodec,
): void {
  if (!isComponent(component)) throw notComponent(verb, component);
  checkValues(component, values, verb, codec);
  if (component.isTag) {
    throw new EcsError(
      "E102",
      `${verb}: ${component.label} ${whyNoValues(component)}. Use query.add(${nameInstead(component)}).`,
    );
  }
}
