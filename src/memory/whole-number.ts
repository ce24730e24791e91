/**
 * The checks of sizes, counts and alignments that all of `memory/` shares.
 *
 * They stay on in release: a fraction or a NaN that gets into an offset spoils every offset after it.
 */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";

/** The most bytes one block or buffer may have: offsets up to here survive 32-bit arithmetic. */
export const MAX_BLOCK_BYTES: number = 2 ** 31;

const MAX_ALIGN = 65_536;

/**
 * Throws unless `value` is a whole number from `min` to `max`. Costs three comparisons.
 *
 * @param tried - the call to name in the message, such as `allocate`
 * @param what - the argument to name in the message, such as `bytes`
 * @throws {EcsError} E001
 */
export function checkWholeNumber(
  tried: string,
  what: string,
  value: number,
  min: number,
  max: number,
): void {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw new EcsError(
      "E001",
      `${tried}: ${what} is ${shown(value)}. Pass a whole number from ${min} to ${max}.`,
    );
  }
}

/** Throws unless `value` is a whole number of 0 or more, or infinity. @throws {EcsError} E001 */
export function checkMost(tried: string, what: string, value: number): void {
  if (value !== Number.POSITIVE_INFINITY)
    checkWholeNumber(tried, what, value, 0, Number.MAX_SAFE_INTEGER);
}

/**
 * Throws unless `align` is a power of two that a block can keep.
 *
 * @throws {EcsError} E001
 */
export function checkAlign(tried: string, align: number): void {
  // `|` also turns away fractions and NaN, which `&` would let through.
  if (
    typeof align !== "number" ||
    (align | 0) !== align ||
    align < 1 ||
    align > MAX_ALIGN ||
    (align & (align - 1)) !== 0
  ) {
    throw new EcsError(
      "E001",
      `${tried}: align is ${shown(align)}. Pass a power of two from 1 to ${MAX_ALIGN}.`,
    );
  }
}
