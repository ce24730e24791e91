/**
 * InputLists: kept lists of components, one for each length, so that calls with a few of them make no garbage.
 *
 * A list that is taken is out until it is given back; a call inside a call gets another. One that an
 * error kept from coming back is made anew.
 */
import type { ComponentInput } from "../storage/component.ts";

export class InputLists {
  readonly #byLength: (ComponentInput[] | undefined)[] = [];

  /** A list of this length; what is in it is left over. */
  take(length: number): ComponentInput[] {
    const list = this.#byLength[length];
    if (list === undefined) return makeList(length);
    this.#byLength[length] = undefined;
    return list;
  }

  /** Takes a list back, and lets go of the values in it. */
  giveBack(list: ComponentInput[]): void {
    for (let i = 0; i < list.length; i++) list[i] = NOTHING;
    this.#byLength[list.length] = list;
  }
}

const NOTHING = undefined as unknown as ComponentInput;

/** Filled one by one, because V8 never trusts a list again that once had holes. */
function makeList(length: number): ComponentInput[] {
  const list: ComponentInput[] = [];
  while (list.length < length) list.push(NOTHING);
  return list;
}
