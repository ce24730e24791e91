/** Sparkline: how long something took in each of the last frames, as a line over a common floor of zero. */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 120;
const HEIGHT = 16;

export class Sparkline {
  readonly element = document.createElementNS(SVG, "svg");
  readonly #line = document.createElementNS(SVG, "polyline");

  constructor() {
    this.element.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    this.element.setAttribute("width", `${WIDTH}`);
    this.element.setAttribute("height", `${HEIGHT}`);
    this.element.setAttribute("class", "spark");
    this.element.setAttribute("aria-hidden", "true");
    this.element.append(this.#line);
  }

  /** Draws the first `count` of the values, oldest first; the longest of them reaches the top. */
  draw(values: Float64Array, count: number, most: number): void {
    let points = "";
    const step = WIDTH / Math.max(count - 1, 1);
    for (let i = 0; i < count; i++) {
      const height = most > 0 ? (values[i] / most) * (HEIGHT - 2) : 0;
      points += `${(i * step).toFixed(1)},${(HEIGHT - 1 - height).toFixed(1)} `;
    }
    this.#line.setAttribute("points", points);
  }
}
