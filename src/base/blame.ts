/**
 * Blame: which entity a callback was called for when it threw, for whoever reports the error.
 *
 * Kept beside the error, not in it: it is the program's own object. Invariant: the innermost loop is right.
 */
import type { Entity } from "./ids.ts";

const entities = new WeakMap<object, number>();

/** Returns the error, to be thrown again. What is thrown and is no object is not remembered. */
export function blame(error: unknown, entity: number): unknown {
  if (typeof error === "object" && error !== null && !entities.has(error))
    entities.set(error, entity);
  return error;
}

/** The entity, once: the same error may be thrown again for another. */
export function takeBlamed(error: unknown): Entity | undefined {
  const entity = entities.get(error as object);
  entities.delete(error as object);
  return entity as Entity | undefined;
}
