/** random: what a kernel's body calls for a number of its own for each entity. */
import { EcsError } from "../base/errors.ts";

/**
 * In a kernel's body: a number from 0 up to 1, another one for each entity and each `random` in the body, and the
 * same one for the same seed. For another one each frame, count the seed up.
 *
 * @throws {EcsError} E306 called anywhere else
 */
export function random(_seed: number): number {
  throw new EcsError(
    "E306",
    "random: it belongs to the bodies of kernels, which are read and never called. Use Random elsewhere.",
  );
}
