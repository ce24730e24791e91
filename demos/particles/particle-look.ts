/**
 * How a particle looks over its life: 256 colours and a size that shrinks in a straight line.
 *
 * Made to be added up on near-black: the young are white-hot, then amber, magenta, deep blue, and
 * fade to nothing. Alpha is how strong a particle shines; it is not multiplied into the colour.
 */

/** Diameter in world units at life 1 and at life 0. */
export const SIZE_AT_BIRTH = 3.2;
export const SIZE_AT_DEATH = 1.2;

/** Colour (0..255) and strength (0..1) at a share of life; between two stops both are blended. */
interface RampStop {
  readonly life: number;
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

const STOPS: readonly RampStop[] = [
  { life: 0, red: 20, green: 40, blue: 160, alpha: 0 },
  { life: 0.12, red: 30, green: 60, blue: 220, alpha: 0.16 },
  { life: 0.35, red: 110, green: 40, blue: 235, alpha: 0.26 },
  { life: 0.6, red: 235, green: 45, blue: 170, alpha: 0.36 },
  { life: 0.8, red: 255, green: 120, blue: 40, alpha: 0.5 },
  { life: 0.94, red: 255, green: 200, blue: 110, alpha: 0.7 },
  { life: 1, red: 255, green: 250, blue: 235, alpha: 1 },
];

/** 0xAABBGGRR, alpha not multiplied in, by `(life * 255) | 0`: [0] at death, [255] at birth. */
export const COLOR_RAMP: Uint32Array = createRamp();

/**
 * Colour and size at a share of life in [0, 1], rounded to f32. For births; the systems that give
 * every particle its look write the same two lines out.
 */
export function colorAt(life: number): number {
  return COLOR_RAMP[(life * 255) | 0];
}

export function sizeAt(life: number): number {
  return Math.fround(SIZE_AT_DEATH + (SIZE_AT_BIRTH - SIZE_AT_DEATH) * life);
}

function createRamp(): Uint32Array {
  const ramp = new Uint32Array(256);
  for (let step = 0; step < 256; step++) {
    const life = step / 255;
    const upper = Math.max(
      1,
      STOPS.findIndex((stop) => stop.life >= life),
    );
    const from = STOPS[upper - 1];
    const to = STOPS[upper];
    const share = (life - from.life) / (to.life - from.life);
    const blend = (a: number, b: number) => a + (b - a) * share;
    const red = Math.round(blend(from.red, to.red));
    const green = Math.round(blend(from.green, to.green));
    const blue = Math.round(blend(from.blue, to.blue));
    const alpha = Math.round(blend(from.alpha, to.alpha) * 255);
    ramp[step] = (alpha << 24) | (blue << 16) | (green << 8) | red;
  }
  return ramp;
}
