/** A `Drawing` as an SVG element that takes the width it is given. */
import type { Drawing, Shape } from "./drawing.ts";

const SVG = "http://www.w3.org/2000/svg";

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function shapeElement(shape: Shape): SVGElement {
  if (shape.kind === "path") return element("path", { d: shape.d, class: `line ${shape.ink}` });
  if (shape.kind === "text") {
    const { x, y, anchor = "start", ink = "soft" } = shape;
    const label = element("text", { x, y, "text-anchor": anchor, class: ink });
    label.textContent = shape.text;
    return label;
  }
  const { x, y, width, height, ink, hint } = shape;
  const rectangle = element("rect", { x, y, width, height, rx: 2, class: ink });
  if (hint !== undefined) {
    const title = element("title", {});
    title.textContent = hint;
    rectangle.append(title);
  }
  return rectangle;
}

export function drawingElement(drawing: Drawing): SVGElement {
  const svg = element("svg", {
    viewBox: `0 0 ${drawing.width} ${drawing.height}`,
    role: "img",
    "aria-label": drawing.caption,
  });
  svg.append(...drawing.shapes.map(shapeElement));
  return svg;
}
