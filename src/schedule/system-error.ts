/**
 * SystemError: what a system did wrong while a frame ran, with where and when.
 *
 * `cause` is what was thrown; an EcsError in it names the entities it is about.
 */
import { takeBlamed } from "../base/blame.ts";
import { EcsError, type ErrorCode } from "../base/errors.ts";
import type { Entity } from "../base/ids.ts";
import type { World } from "../world/world.ts";

/** The system at fault, by name, and its phase. */
interface Where {
  readonly name: string;
  readonly phase: string;
}

export class SystemError extends EcsError {
  readonly system: string;
  readonly phase: string;
  readonly frame: number;
  /** The entity whose turn it was in the `each`, `at`, cascade or hook that threw an error object; else undefined. */
  readonly entity: Entity | undefined;

  /** @internal */
  constructor(
    code: ErrorCode,
    message: string,
    where: Where,
    frame: number,
    cause: unknown,
    entity?: Entity,
  ) {
    super(code, message, cause === undefined ? undefined : { cause });
    this.system = where.name;
    this.phase = where.phase;
    this.frame = frame;
    this.entity = entity;
  }
}

/** For a system that threw; its own words are quoted. */
export function threw(where: Where, frame: number, cause: unknown, world: World): SystemError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const entity = takeBlamed(cause);
  const at = entity === undefined ? "" : ` at entity ${world.storage.index.describe(entity)}`;
  return new SystemError(
    "E218",
    `${place(where, frame)} threw "${text}"${at}. Mend it; onError: "set aside" goes on without such a system until schedule.reset("${where.name}").`,
    where,
    frame,
    cause,
    entity,
  );
}

export function returnedPromise(where: Where, frame: number): SystemError {
  return new SystemError(
    "E219",
    `${place(where, frame)} returned a promise, and a frame waits for nothing. Start such work elsewhere, and let the system pick up its result.`,
    where,
    frame,
    undefined,
  );
}

/** For what a system left to the sync point after it. */
export function leftBehind(where: Where, frame: number, cause: unknown): SystemError {
  const text = cause instanceof Error ? cause.message : String(cause);
  return new SystemError(
    "E220",
    `${place(where, frame)} left work behind that cannot be carried out: "${text}". End every iteration in the system that began it; where memory ran out, free some and call world.flush().`,
    where,
    frame,
    cause,
  );
}

function place({ name, phase }: Where, frame: number): string {
  return `frame ${frame}: system "${name}" of phase "${phase}"`;
}
