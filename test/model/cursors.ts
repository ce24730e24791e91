/** Cursors as the model test reads and writes them in its loops. */
import type { AnyComponent, Entity } from "../../src/index.ts";
import { insist } from "./comparison.ts";
import { flatten, givenValues, overwrite } from "./components.ts";
import type { Subject } from "./subject.ts";

export type Cursor = Record<string, unknown>;

export function compareCursor(
  subject: Subject,
  cursor: Cursor,
  entity: Entity,
  component: AnyComponent,
): void {
  const expected = subject.model.valuesOf(entity, component);
  const found = flatten(
    component,
    Object.fromEntries(
      component.fields.map(({ name, lanes }) => [
        name,
        lanes === 1 ? cursor[name] : Array.from(cursor[name] as ArrayLike<number>),
      ]),
    ),
  );
  insist(found.join() === expected?.join(), () => `cursor is [${found}], not [${expected}]`);
}

export function writeCursor(
  subject: Subject,
  cursor: Cursor,
  entity: Entity,
  component: AnyComponent,
  seed: number,
): void {
  const given = givenValues(component, seed, 7);
  for (const { name, lanes } of component.fields) {
    if (lanes === 1 || seed % 2 === 0) cursor[name] = given[name];
    else {
      const cursorLanes = cursor[name] as number[];
      for (let lane = 0; lane < lanes; lane++) cursorLanes[lane] = (given[name] as number[])[lane];
    }
  }
  overwrite(subject.model.alive.get(entity)?.get(component) as number[], component, given);
  subject.model.history.written(entity, component);
}
