/**
 * Input checks: what callers pass to structural changes, looked at before anything happens.
 *
 * Invariant: nothing here changes a row, so a call that is refused leaves the world as it was.
 */
import { EcsError } from "../base/errors.ts";
import {
  type AnyComponent,
  type ComponentInput,
  ComponentValue,
  isComponent,
} from "../storage/component.ts";
import type { FieldCodec } from "../storage/field-codec.ts";
import { notComponent } from "../storage/misplaced.ts";
import { checkValues } from "../storage/row-values.ts";

/** @throws {EcsError} E107 unless the count is a whole number */
export function checkCount(count: number, verb: string): void {
  if (Number.isInteger(count) && count >= 0) return;
  throw new EcsError("E107", `${verb}: the count is ${count}. Pass a whole number of entities.`);
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

/** The components to remove, where none of them is to be added as well. @throws {EcsError} E110 · as `checkInput` */
export function checkChange(
  added: readonly ComponentInput[],
  removed: readonly AnyComponent[],
  verb: string,
  codec: FieldCodec,
): AnyComponent[] {
  const checked = removed.map((component, i) => checkInput(component, verb, codec, i));
  for (let i = 0; i < added.length; i++) {
    const component = checkInput(added[i], verb, codec, i);
    if (checked.includes(component)) {
      throw new EcsError(
        "E110",
        `${verb}: ${component.label} is to be added and to be removed. Name it in one of the two lists.`,
      );
    }
    const needed = component.requires.find((other) => checked.includes(other));
    if (needed !== undefined) {
      throw new EcsError(
        "E110",
        `${verb}: ${component.label} is to be added and requires ${needed.label}, which is to be removed. Name one of the two.`,
      );
    }
  }
  return checked;
}

/** Values that fit the component. @throws {EcsError} E102 a tag · E106/E107 wrong value · E113 no component */
export function checkSet(
  component: AnyComponent,
  values: ComponentValue["values"],
  verb: string,
  codec: FieldCodec,
): ComponentValue {
  if (!isComponent(component)) throw notComponent(verb, component);
  checkValues(component, values, verb, codec);
  if (component.isTag) {
    throw new EcsError(
      "E102",
      `${verb}: ${component.label} is a tag and holds no values. Use query.add(${component.label}).`,
    );
  }
  return new ComponentValue(component, values);
}
