/**
 * Drawing: a picture as plain data, made where a card's data is (a worker, Node) and drawn where a
 * page is.
 *
 * Coordinates count from the top left, in units of the picture's own width and height.
 */

/** Colours by role; the page decides which they are. */
export type Ink = "used" | "other" | "padding" | "free" | "edge" | "hot" | "soft";

export type Shape =
  | {
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly ink: Ink;
      readonly hint?: string;
    }
  | { readonly kind: "path"; readonly d: string; readonly ink: Ink }
  | {
      readonly kind: "text";
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly ink?: Ink;
      readonly anchor?: "start" | "middle" | "end";
    };

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
  /** What the picture shows, in one sentence; also what screen readers say. */
  readonly caption: string;
}

export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  ink: Ink,
  hint?: string,
): Shape {
  return hint === undefined
    ? { kind: "box", x, y, width, height, ink }
    : { kind: "box", x, y, width, height, ink, hint };
}

export function text(
  x: number,
  y: number,
  words: string,
  anchor: "start" | "middle" | "end" = "start",
): Shape {
  return { kind: "text", x, y, text: words, anchor };
}

/** A flat half circle above the line that two places lie on. */
export function arc(from: number, to: number, y: number, ink: Ink): Shape {
  const radius = Math.abs(to - from) / 2;
  const sweep = from < to ? 1 : 0;
  return {
    kind: "path",
    d: `M ${from} ${y} A ${radius} ${radius * 0.4} 0 0 ${sweep} ${to} ${y}`,
    ink,
  };
}
