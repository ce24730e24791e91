/**
 * Body: what one entity of the model is made of: its components, each with plain numbers, and which of them are off.
 *
 * A relation stands in it, without numbers, as long as the entity has a pair of it.
 */
import type { AnyComponent } from "../../src/index.ts";
import { type Given, initialValues, overwrite } from "./components.ts";

/** A component to spawn or add with, and the values given for it. */
export interface Input {
  readonly of: AnyComponent;
  readonly given: Given;
}

export class Body extends Map<AnyComponent, number[]> {
  readonly off = new Set<AnyComponent>();

  /** Takes a component away, and with it that it is off. */
  override delete(of: AnyComponent): boolean {
    this.off.delete(of);
    return super.delete(of);
  }

  isOn(of: AnyComponent): boolean {
    return this.has(of) && !this.off.has(of);
  }

  switch(of: AnyComponent, isOn: boolean): void {
    if (isOn) this.off.delete(of);
    else this.off.add(of);
  }

  /** Adds a component at its starting values, or keeps the one that is there, and writes what was given. */
  give({ of, given }: Input): void {
    // An entity may have lost what a component of its requires: to commands that waited behind a bulk change.
    for (const required of this.has(of) ? [] : of.requires) {
      if (!this.has(required)) this.set(required, initialValues(required));
    }
    for (const rival of of.group) if (rival !== of) this.delete(rival);
    const values = this.get(of) ?? initialValues(of);
    overwrite(values, of, given);
    this.set(of, values);
  }

  copy(): Body {
    const copy = new Body();
    for (const [of, values] of this) copy.set(of, [...values]);
    for (const of of this.off) copy.off.add(of);
    return copy;
  }
}

/** What a spawn throws that is given two tags of one group. */
export function rivalCode(inputs: readonly { readonly of: AnyComponent }[]): string | undefined {
  const isRival = ({ of }: { of: AnyComponent }) =>
    inputs.some((other) => other.of !== of && of.group.includes(other.of));
  return inputs.some(isRival) ? "E114" : undefined;
}
