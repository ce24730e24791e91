/** Branded numbers: the compiler keeps an entity from being passed where a chunk's id is meant. */

declare const brand: unique symbol;

/**
 * A handle to one entity, for ever: index and generation packed into an unsigned 32-bit number.
 *
 * The generation sits in the low bits, so that a handle stays a small integer in every JavaScript
 * engine while the world has fewer than about a million indices (docs/decisions/001).
 */
export type Entity = number & { readonly [brand]: "entity" };

/** The handle that is never alive; what an `entity` field holds by default. */
export const NO_ENTITY = 0 as Entity;
