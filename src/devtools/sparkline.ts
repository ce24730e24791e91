/** Sparkline: how long something took in each of the last frames, as a line over a common floor of zero. */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 120;
const HEIGHT = 16;
/** Units of a point in one CSS pixel, so that points are whole numbers. */
const UNITS = 8;

export class Sparkline {
  readonly element = document.createElementNS(SVG, "svg");
  readonly #line = document.createElementNS(SVG, "polyline");

  constructor() {
    this.element.setAttribute("viewBox", `0 0 ${WIDTH * UNITS} ${HEIGHT * UNITS}`);
    this.element.setAttribute("width", `${WIDTH}`);
    this.element.setAttribute("height", `${HEIGHT}`);
    this.element.setAttribute("class", "spark");
    this.element.setAttribute("aria-hidden", "true");
    this.element.append(this.#line);
  }

  /** Draws the first `count` of the values, oldest first; the longest of them reaches the top. */
  draw(values: Float64Array, count: number, most: number): void {
    let points = "";
    const step = (WIDTH * UNITS) / Math.max(count - 1, 1);
    const scale = most > 0 ? ((HEIGHT - 2) * UNITS) / most : 0;
    const floor = (HEIGHT - 1) * UNITS;
    for (let i = 0; i < count; i++)
      points += `${Math.round(i * step)},${Math.round(floor - values[i] * scale)} `;
    this.#line.setAttribute("points", points);
  }
}
