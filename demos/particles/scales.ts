/**
 * Scales: what the positions of the two sliders mean, and how their values are written.
 *
 * Both are logarithmic, since a thousand more particles matter at a thousand and not at a million.
 */
import { MAX_COUNT, MIN_COUNT } from "./settings.ts";

const COUNT_POSITIONS = 300;

/** Particles at a position of 0 .. 300, in two significant digits: 1,000 to 1,000,000. */
export function countAt(position: number): number {
  const count = MIN_COUNT * (MAX_COUNT / MIN_COUNT) ** (position / COUNT_POSITIONS);
  return Number(count.toPrecision(2));
}

export function positionOfCount(count: number): number {
  const share = Math.log(count / MIN_COUNT) / Math.log(MAX_COUNT / MIN_COUNT);
  return Math.round(share * COUNT_POSITIONS);
}

export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

const RESPAWN_POSITIONS = 100;

/** Shares of all particles that are replaced per second: 5 % a frame at 60 frames a second. */
const MIN_RATE = 0.01;
const MAX_RATE = 3;

/** Share of life lost per second at a position of 0 .. 100; the first position is none. */
export function rateAt(position: number): number {
  if (position <= 0) return 0;
  const share = (position - 1) / (RESPAWN_POSITIONS - 1);
  return Number((MIN_RATE * (MAX_RATE / MIN_RATE) ** share).toPrecision(2));
}

export function positionOfRate(rate: number): number {
  if (rate <= 0) return 0;
  const share = Math.log(rate / MIN_RATE) / Math.log(MAX_RATE / MIN_RATE);
  return Math.round(1 + share * (RESPAWN_POSITIONS - 1));
}

/** Per second while that is less than everyone, then per frame. */
export function formatRate(rate: number): string {
  if (rate === 0) return "none";
  if (rate < 0.6) return `${Number((rate * 100).toPrecision(2))} % a second`;
  return `${Number(((rate / 60) * 100).toPrecision(2))} % a frame`;
}
