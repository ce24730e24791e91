/**
 * How a particle looks over its life: 256 colours and a size that shrinks in a straight line.
 *
 * Made to be added up on near-black: the young are white-hot, then amber, magenta, deep blue, and
 * fade to nothing. Alpha is how strong a particle shines; it is not multiplied into the colour.
 */
/** Diameter in world units at life 1 and at life 0. */
export declare const SIZE_AT_BIRTH = 3.2;
export declare const SIZE_AT_DEATH = 1.2;
/** 0xAABBGGRR, alpha not multiplied in, by `(life * 255) | 0`: [0] at death, [255] at birth. */
export declare const COLOR_RAMP: Uint32Array;
/**
 * Colour and size at a share of life in [0, 1], rounded to f32. For births; the systems that give
 * every particle its look write the same two lines out.
 */
export declare function colorAt(life: number): number;
export declare function sizeAt(life: number): number;
