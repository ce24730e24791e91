/**
 * ToggleTerm: holds for rows that have a toggle component which is on, or which is off.
 *
 * What a bare toggle component in a query means, and what `disabled` makes.
 */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import type { Chunk } from "../storage/chunk.ts";
import { type AnyComponent, isComponent } from "../storage/component.ts";
import type { ComponentSet } from "../storage/component-set.ts";
import { isOff } from "../storage/toggle-bits.ts";
import { wordCount } from "./row-mask.ts";
import { Match, RowTerm } from "./row-term.ts";

export class ToggleTerm<C extends AnyComponent = AnyComponent> extends RowTerm<C> {
  readonly key = this;
  readonly components: readonly AnyComponent[];
  readonly #component: AnyComponent;
  readonly #isOn: boolean;

  constructor(component: AnyComponent, isOn: boolean) {
    super();
    this.components = [component];
    this.#component = component;
    this.#isOn = isOn;
  }

  matchSet(set: ComponentSet): Match {
    return set.has(this.#component) ? Match.Some : Match.None;
  }

  fillMask(chunk: Chunk, mask: Uint32Array): Match {
    const { u32 } = chunk.slab;
    const words = wordCount(chunk.count);
    const toggle = chunk.set.toggleOf(this.#component);
    const first = chunk.toggleWord + toggle * chunk.toggleWords;
    let off = 0;
    for (let i = 0; i < words; i++) off |= u32[first + i];
    if (off === 0) return this.#isOn ? Match.All : Match.None;
    const flip = this.#isOn ? -1 : 0;
    for (let i = 0; i < words; i++) mask[i] = u32[first + i] ^ flip;
    return Match.Some;
  }

  test(chunk: Chunk, row: number): boolean {
    return isOff(chunk, chunk.set.toggleOf(this.#component), row) !== this.#isOn;
  }

  describe(): string {
    return this.#isOn ? this.#component.label : `disabled(${this.#component.label})`;
  }
}

/** One for each component: asking for a query that exists makes no garbage. */
const offTerms = new WeakMap<AnyComponent, RowTerm>();

/**
 * Asks for entities that have the toggle component, and it is off. The bare component asks for those where it
 * is on; `any(C, disabled(C))` for both.
 *
 * @throws {EcsError} E125 when the component is no toggle
 */
export function disabled<C extends AnyComponent>(component: C): RowTerm<C> {
  if (!isComponent(component) || !component.isToggle) {
    throw new EcsError(
      "E125",
      `disabled: ${isComponent(component) ? component.label : shown(component)} is not a toggle component. Define it with { toggle: true }.`,
    );
  }
  let term = offTerms.get(component);
  if (term === undefined) {
    term = new ToggleTerm(component, false);
    offTerms.set(component, term);
  }
  return term as RowTerm<C>;
}
