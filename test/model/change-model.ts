/**
 * ChangeModel: when each entity's components were last added, written and removed, in plain maps.
 *
 * Time stands still but for those who look: an event is new to whoever looked at an earlier time.
 */
import type { Entity } from "../../src/index.ts";

/** What happened last to one component of one entity; -Infinity for never. */
export interface History {
  has: boolean;
  changedAt: number;
  addedAt: number;
  removedAt: number;
}

export type Command =
  | { readonly kind: "add"; readonly of: number; readonly isWritten: boolean }
  | { readonly kind: "remove"; readonly of: number }
  | { readonly kind: "set"; readonly of: number }
  | { readonly kind: "despawn" };

export class ChangeModel {
  time = 0;
  readonly entities = new Map<Entity, History[]>();
  /** Inside a loop: what waits for its end, in order. */
  readonly joining: { entity: Entity; has: readonly boolean[] }[] = [];
  readonly waiting = new Map<Entity, Command[]>();
  isLooping = false;

  /** Components whose commands are carried out one by one, not as one move. */
  readonly #isSparse: readonly boolean[];

  constructor(isSparse: readonly boolean[]) {
    this.#isSparse = isSparse;
  }

  /** A look begins: what happens later is new to it. */
  look(): number {
    return this.time++;
  }

  spawn(entity: Entity, has: readonly boolean[]): void {
    if (this.isLooping) this.joining.push({ entity, has });
    else this.#join(entity, has);
  }

  /** Returns whether the command may be given: `set` needs its component. */
  allows(entity: Entity, command: Command): boolean {
    if (command.kind !== "set") return true;
    return this.#after(entity, this.waiting.get(entity) ?? [])?.[command.of] === true;
  }

  command(entity: Entity, command: Command): void {
    const commands = this.waiting.get(entity);
    const isJoining = this.joining.some((one) => one.entity === entity);
    if (!this.isLooping) this.#apply(entity, [command]);
    else if (commands !== undefined) commands.push(command);
    else if (command.kind !== "set") this.waiting.set(entity, [command]);
    else if (!isJoining) this.#apply(entity, [command]);
  }

  endLoop(): void {
    this.isLooping = false;
    for (const { entity, has } of this.joining) this.#join(entity, has);
    this.joining.length = 0;
    for (const [entity, commands] of this.waiting) this.#apply(entity, commands);
    this.waiting.clear();
  }

  #join(entity: Entity, has: readonly boolean[]): void {
    const never = Number.NEGATIVE_INFINITY;
    const at = (isIn: boolean): number => (isIn ? this.time : never);
    this.entities.set(
      entity,
      has.map((isIn) => ({
        has: isIn,
        changedAt: at(isIn),
        addedAt: at(isIn),
        removedAt: never,
      })),
    );
  }

  /** Which components the entity has after some commands; undefined when it is dead. */
  #after(entity: Entity, commands: readonly Command[]): boolean[] | undefined {
    const spawned = this.joining.find((one) => one.entity === entity)?.has;
    const has = [...(spawned ?? this.entities.get(entity)?.map((one) => one.has) ?? [])];
    if (has.length < this.#isSparse.length) return undefined;
    for (const command of commands) {
      // What follows a despawn is still recorded as if it were not there, and dropped in the end.
      if (command.kind === "add") has[command.of] = true;
      if (command.kind === "remove") has[command.of] = false;
    }
    return has;
  }

  /** All commands of one entity are one move: what is there before and after was neither added nor removed. */
  #apply(entity: Entity, commands: readonly Command[]): void {
    const histories = this.entities.get(entity);
    if (histories === undefined) return;
    if (commands.some((command) => command.kind === "despawn")) {
      this.entities.delete(entity);
      return;
    }
    const before = histories.map((one) => one.has);
    for (const command of commands) {
      if (command.kind === "despawn") continue;
      const history = histories[command.of];
      if (this.#isSparse[command.of]) before[command.of] = history.has;
      if (command.kind === "remove") history.has = false;
      else if (command.kind === "set") this.#write(history);
      else {
        if (!history.has || command.isWritten) this.#write(history);
        history.has = true;
      }
      if (this.#isSparse[command.of]) this.#compare(history, before[command.of]);
    }
    histories.forEach((history, of) => {
      if (!this.#isSparse[of]) this.#compare(history, before[of]);
    });
  }

  #compare(history: History, had: boolean): void {
    if (history.has && !had) history.addedAt = this.time;
    if (!history.has && had) history.removedAt = this.time;
  }

  #write(history: History): void {
    history.changedAt = this.time;
  }
}
