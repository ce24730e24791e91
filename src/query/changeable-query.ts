/**
 * ChangeableQuery: changes of every entity that a query matches, whole chunks at a time; that part of `Query`.
 *
 * The world carries them out. What programs pass is handed on in lists that are kept, so that calls make no garbage.
 */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import type {
  AnyComponent,
  Component,
  ComponentInput,
  ComponentValue,
  Values,
} from "../storage/component.ts";
import type { Schema } from "../storage/field.ts";
import type { AnyPair } from "../storage/pair.ts";
import { ObservableQuery } from "./observable-query.ts";

type AnyChangeable = ChangeableQuery<AnyComponent>;

/** What carries changes out. */
export interface ChangeHost {
  /** A list to pass on what a program has passed, which `giveBack` takes for the next call. */
  takeList(length: number): ComponentInput[];
  giveBack(list: ComponentInput[]): void;
  /** `verb` is what the program called, for messages; `removed` is a list that was taken. */
  changeByQuery(
    query: AnyChangeable,
    added: readonly ComponentInput[],
    removed: ComponentInput[],
    verb: string,
  ): void;
  setByQuery(query: AnyChangeable, component: AnyComponent, values: ComponentValue["values"]): void;
  despawnByQuery(query: AnyChangeable): void;
  /** The first `count` of a list of handles; those that are dead are left out. */
  despawnList(entities: Uint32Array, count: number): void;
}

const NOTHING: ComponentInput[] = [];

export abstract class ChangeableQuery<
  Readable extends AnyComponent,
> extends ObservableQuery<Readable> {
  /** @internal */
  abstract get host(): ChangeHost;
  /** @internal This query, if it can be asked without a reader. */
  protected abstract asked(): this;

  /**
   * Adds components, or pairs, to every matching entity, whole chunks at a time; those that have one take the values
   * given and keep the rest. About 5 ns an entity; 1 ns for a tag that no entity has yet, 20 ns for one that some have.
   */
  add(...inputs: ComponentInput[]): void {
    // Copied here, as `world.spawn` does: an array of parameters that goes further than the call is made.
    const { length } = inputs;
    const list = this.host.takeList(length);
    if (length > 0) list[0] = inputs[0];
    if (length > 1) list[1] = inputs[1];
    for (let i = 2; i < length; i++) list[i] = inputs[i];
    this.host.changeByQuery(this.asked(), list, NOTHING, "query.add");
    this.host.giveBack(list);
  }

  /**
   * Removes components from every matching entity, whole chunks at a time. About 5 ns an entity. A pair ends for those
   * that have it, 100 to 350 ns each: `query.remove(Likes(bob))`.
   */
  remove(...components: (AnyComponent | AnyPair)[]): void {
    const { length } = components;
    const list = this.host.takeList(length);
    if (length > 0) list[0] = components[0];
    if (length > 1) list[1] = components[1];
    for (let i = 2; i < length; i++) list[i] = components[i];
    this.host.changeByQuery(this.asked(), NOTHING, list, "query.remove");
    this.host.giveBack(list);
  }

  /**
   * Adds some components to every matching entity and removes others, in one move each:
   * `walkers.change({ add: [Running], remove: [Tired, Resting] })`. For changes of state.
   *
   * About 3 ns an entity; where only tags differ, full chunks change hands without a row being touched.
   * Inside an iteration it waits for the end. It happens whole or not at all.
   * @throws {EcsError} E106/E107 wrong value · E110 in both lists · E113 not a component · E010/E011 no memory
   */
  change(lists: {
    readonly add?: readonly ComponentInput[];
    readonly remove?: readonly (AnyComponent | AnyPair)[];
  }): void {
    const { add = NOTHING, remove = NOTHING } = lists ?? {};
    if (
      typeof lists !== "object" ||
      lists === null ||
      !Array.isArray(add) ||
      !Array.isArray(remove)
    ) {
      throw new EcsError(
        "E113",
        `query.change: ${shown(lists)} is no pair of lists. Pass { add: [Running], remove: [Tired] }, or one of the two.`,
      );
    }
    const list = this.host.takeList(remove.length);
    for (let i = 0; i < remove.length; i++) list[i] = remove[i];
    this.host.changeByQuery(this.asked(), add, list, "query.change");
    this.host.giveBack(list);
  }

  /**
   * Writes the named fields of a component in every matching entity that has it, as column fills;
   * the other fields keep their values. About 0.1 ns an entity and field.
   *
   * Inside an iteration it waits for the end, as all bulk changes do.
   * @throws {EcsError} E102 a tag · E106/E107 wrong value · E113 not a component. Nothing changes.
   */
  set<S extends Schema>(component: Component<S>, values: Readonly<Partial<Values<S>>>): void {
    this.host.setByQuery(this.asked(), component as AnyComponent, values);
  }

  /** Despawns every matching entity. About 5 ns an entity. */
  despawn(): void {
    this.host.despawnByQuery(this.asked());
  }
}
