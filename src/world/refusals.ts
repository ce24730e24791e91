/**
 * Refusals: what a relation refuses when recorded commands are carried out, thrown once the rest is done.
 *
 * It would refuse for ever, so the command is dropped; any other error leaves it recorded.
 */
import { EcsError } from "../base/errors.ts";

/** A pair that would lead in a circle, a death that a relation forbids. */
const CODES: readonly string[] = ["E152", "E153"];

export class Refusals {
  #first: EcsError | undefined;

  /** Keeps the first refusal, and throws what is none. */
  keep(error: unknown): void {
    if (!(error instanceof EcsError) || !CODES.includes(error.code)) throw error;
    this.#first ??= error;
  }

  rethrow(): void {
    const first = this.#first;
    this.#first = undefined;
    if (first !== undefined) throw first;
  }
}
