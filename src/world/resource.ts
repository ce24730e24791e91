/**
 * Resources: one typed value per world, such as gravity, the score, or a spatial grid.
 *
 * For what there is exactly one of; what many entities have is a component. A definition belongs to
 * no world and holds no value; any number of worlds may use it at once.
 */
import { EcsError } from "../base/errors.ts";
import { quoted, shown } from "../base/shown.ts";
import type { World } from "./world.ts";
import { checkWorld } from "./world-check.ts";

/** A resource of one world. */
class Slot {
  value: unknown;
  isSet = false;
  /** While `initial` runs. */
  isMaking = false;
}

const makeSlot = (): Slot => new Slot();

/** Each call is a Map look-up, 10 ns, and makes no garbage. Given no world, it throws E129. */
export class Resource<T> {
  readonly label: string;
  readonly #initial: ((world: World) => T) | undefined;

  /** @internal Use `resource`. */
  constructor(label: string, initial: ((world: World) => T) | undefined) {
    this.label = label;
    this.#initial = initial;
  }

  /**
   * The world's value; made by the resource's `initial` when there is none yet.
   *
   * @throws {EcsError} E130 there is none and no `initial` · E132 `initial` asked for this resource.
   *   What `initial` throws passes through, and the next call runs it again.
   */
  of(world: World): T {
    const slot = this.#slotIn(world, "of");
    return slot.isSet ? (slot.value as T) : this.#make(world, slot);
  }

  /** Makes `value` the world's value, in place of any before. */
  set(world: World, value: T): void {
    const slot = this.#slotIn(world, "set");
    slot.value = value;
    slot.isSet = true;
  }

  /** Whether the world holds a value now: one was set, or `of` made it. Makes none. */
  has(world: World): boolean {
    return this.#slotIn(world, "has").isSet;
  }

  /** Lets go of the world's value. The next `of` makes a fresh one where it can. */
  remove(world: World): void {
    const slot = this.#slotIn(world, "remove");
    slot.value = undefined;
    slot.isSet = false;
  }

  #slotIn(world: World, verb: string): Slot {
    checkWorld(world, verb);
    return world.extension(this, makeSlot);
  }

  #make(world: World, slot: Slot): T {
    if (this.#initial === undefined) {
      throw new EcsError(
        "E130",
        `of: this world has no ${this.label}, and the resource has no initial value. ` +
          `Call ${this.label}.set(world, value) first, or define it with resource("${this.label}", () => value).`,
      );
    }
    if (slot.isMaking) {
      throw new EcsError(
        "E132",
        `of: the initial value of ${this.label} asks for ${this.label} itself, directly or by way of another resource. ` +
          "Set one of them before the first use.",
      );
    }
    slot.isMaking = true;
    try {
      const value = this.#initial(world);
      // `initial` may have set the resource itself: what it returned counts.
      this.set(world, value);
      return value;
    } finally {
      slot.isMaking = false;
    }
  }
}

/**
 * Defines a resource: `resource("Gravity", () => 9.81)`, or `resource<Score>("Score")` for one that
 * every world has to be given.
 *
 * `initial` runs once per world, when that world's value is first asked for.
 * @throws {EcsError} E131 no name, or an `initial` that is not a function
 */
export function resource<T>(label: string, initial?: (world: World) => T): Resource<T> {
  if (typeof label !== "string" || label === "") {
    throw new EcsError(
      "E131",
      `resource(${quoted(label)}): a resource needs a name. Give it one that its messages can use.`,
    );
  }
  if (initial !== undefined && typeof initial !== "function") {
    throw new EcsError(
      "E131",
      `resource("${label}"): its initial value is ${shown(initial)}, and every world needs one of its own. Pass a function that makes it, () => value.`,
    );
  }
  return new Resource(label, initial);
}
