/**
 * Toggling: `world.enable`, `disable` and `isEnabled`, of entities and of toggle components.
 *
 * A toggle component is switched at once, also inside an iteration, because no row moves; behind commands that
 * wait for the entity it waits its turn. Disabling an entity is adding a tag.
 */
import { EcsError } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import { Disabled } from "../storage/built-in-tags.ts";
import { type AnyComponent, isComponent } from "../storage/component.ts";
import { notComponent } from "../storage/misplaced.ts";
import type { Storage } from "../storage/storage.ts";
import { isOff } from "../storage/toggle-bits.ts";
import { Command } from "./command-buffer.ts";
import type { Deferral } from "./deferral.ts";
import type { EntityChanges } from "./entity-changes.ts";
import { deadEntity } from "./entity-errors.ts";
import type { Structure } from "./structure.ts";

/** How the tag of disabled entities comes and goes: checked, and in its turn. */
interface TagAccess {
  add(entity: Entity, tag: AnyComponent): void;
  remove(entity: Entity, tag: AnyComponent): void;
}

export class Toggling {
  readonly #storage: Storage;
  readonly #structure: Structure;
  readonly #changes: EntityChanges;
  readonly #deferral: Deferral;
  readonly #tags: TagAccess;

  constructor(
    storage: Storage,
    structure: Structure,
    changes: EntityChanges,
    deferral: Deferral,
    tags: TagAccess,
  ) {
    this.#storage = storage;
    this.#structure = structure;
    this.#changes = changes;
    this.#deferral = deferral;
    this.#tags = tags;
  }

  /** `isNamed`: whether a component was passed, be it undefined, as one is that was imported too late. */
  set(entity: Entity, component: AnyComponent | undefined, isNamed: boolean, isOn: boolean): void {
    const verb = isOn ? "enable" : "disable";
    if (!this.#storage.index.isAlive(entity)) throw deadEntity(verb, entity, this.#storage);
    if (isNamed) this.#setComponent(entity, component as AnyComponent, isOn, verb);
    else if (isOn) this.#tags.remove(entity, Disabled);
    else this.#tags.add(entity, Disabled);
  }

  isEnabled(entity: Entity, component: AnyComponent | undefined, isNamed: boolean): boolean {
    if (isNamed && component?.isToggle !== true)
      throw notAToggle("isEnabled", component as AnyComponent);
    if (!this.#storage.index.isAlive(entity)) return false;
    const chunk = this.#structure.chunkOf(entity);
    if (component === undefined) return !chunk.set.has(Disabled);
    const toggle = chunk.set.toggleOf(component);
    return toggle >= 0 && !isOff(chunk, toggle, this.#structure.rowOf(entity));
  }

  #setComponent(entity: Entity, component: AnyComponent, isOn: boolean, verb: string): void {
    if (component?.isToggle !== true) throw notAToggle(verb, component);
    const chunk = this.#structure.chunkOf(entity);
    const has = chunk.set.toggleOf(component) >= 0;
    const isWaiting = this.#deferral.hasWaiting(entity);
    if (!(isWaiting ? this.#deferral.willHave(entity, component, has) : has)) {
      const { index } = this.#storage;
      throw new EcsError(
        "E128",
        `${verb}: entity ${index.describe(entity)} has ${chunk.set.describe()}, not ${component.label}, which is to be switched. Add it first, or check world.has(entity, ${component.label}).`,
      );
    }
    if (isWaiting)
      this.#deferral.record(isOn ? Command.Enable : Command.Disable, entity, component);
    else this.#changes.switchOff(entity, chunk, component, !isOn);
  }
}

function notAToggle(verb: string, component: AnyComponent): EcsError {
  if (!isComponent(component)) return notComponent(verb, component);
  return new EcsError(
    "E125",
    `${verb}: ${component.label} is not a toggle component. Define it with { toggle: true }, or add and remove it.`,
  );
}
