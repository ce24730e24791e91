/**
 * SwitchableWorld: how a program switches entities and toggle components off and on; that part of `World`.
 *
 * Not to be confused with removing a component: what is off keeps its values.
 */
import type { Entity } from "../base/ids.ts";
import type { AnyComponent } from "../storage/component.ts";
import { ObservableWorld } from "./observable-world.ts";
import type { Toggling } from "./toggling.ts";

export abstract class SwitchableWorld extends ObservableWorld {
  /** @internal */
  abstract readonly toggling: Toggling;

  /**
   * Switches a toggle component on, which moves no row (10 ns); without one, shows a disabled entity to queries again.
   *
   * A component is switched at once, also inside an iteration, which chooses its rows when it comes to their chunk;
   * behind commands that wait for the entity it waits its turn. Without one, it removes the tag `Disabled`.
   * @throws {EcsError} E101 dead entity · E113 not a component · E125 not a toggle component · E128 the entity lacks it
   */
  enable(entity: Entity, ...component: [component?: AnyComponent]): void {
    this.toggling.set(entity, component[0], component.length > 0, true);
  }

  /**
   * Switches a toggle component off: queries for it leave the entity out, its values stay. Without one, adds the tag
   * `Disabled`: every query that does not mention it leaves the entity out.
   *
   * @throws {EcsError} as `enable`
   */
  disable(entity: Entity, ...component: [component?: AnyComponent]): void {
    this.toggling.set(entity, component[0], component.length > 0, false);
  }

  /**
   * Whether the entity has the toggle component and it is on; without one, whether it lives and is not `Disabled`. 5 ns.
   *
   * @throws {EcsError} E113 not a component · E125 not a toggle component
   */
  isEnabled(entity: Entity, ...component: [component?: AnyComponent]): boolean {
    return this.toggling.isEnabled(entity, component[0], component.length > 0);
  }
}
