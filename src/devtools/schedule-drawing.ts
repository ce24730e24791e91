/**
 * ScheduleDrawing: a graph of phases, systems and orders as boxes and arcs.
 *
 * A column for each phase, in the order of the frame; its systems below each other in the order in which
 * they run. Arcs on their right join a system to those that must wait for it; dashed ones join systems that
 * run in either order. Places are computed, never measured, so that drawing forces no layout.
 */
import type { GraphPhase, GraphSystem, ScheduleGraph } from "../index.ts";
import { make } from "./dom.ts";

const SVG = "http://www.w3.org/2000/svg";
const BOX_WIDTH = 190;
const BOX_HEIGHT = 36;
/** From one box to the next, and the head of a column. */
const PITCH = 44;
const HEAD = 40;
const EMPTY_WIDTH = 96;
const GAP = 14;
/** What an arc takes on the right of the boxes, and how far apart arcs are. */
const ARC = 9;

export class ScheduleDrawing {
  readonly element = make("div", "sheet");
  readonly #boxes = new Map<string, HTMLButtonElement>();
  readonly #paths: { readonly path: SVGPathElement; readonly ends: readonly string[] }[] = [];
  readonly #onChoice: (name: string) => void;

  constructor(graph: ScheduleGraph, onChoice: (name: string) => void) {
    this.#onChoice = onChoice;
    const svg = document.createElementNS(SVG, "svg");
    const systems = new Map(graph.systems.map((system) => [system.name, system]));
    let left = 0;
    let height = 0;
    for (const phase of graph.phases) {
      this.#addHead(phase, left);
      phase.systems.forEach((name, nth) => {
        this.#addBox(systems.get(name)!, left, HEAD + nth * PITCH); // phases and systems are of one graph
      });
      left += this.#addArcs(graph, phase, left, svg);
      height = Math.max(height, HEAD + phase.systems.length * PITCH);
    }
    svg.setAttribute("width", `${left}`);
    svg.setAttribute("height", `${height}`);
    svg.setAttribute("aria-hidden", "true");
    this.element.style.width = `${left}px`;
    this.element.style.height = `${height}px`;
    this.element.append(svg);
  }

  /** Marks the chosen system with its arcs, and the one whose turn is next. */
  mark(chosen: string, next: string | undefined): void {
    for (const [name, box] of this.#boxes) {
      if (box.getAttribute("aria-pressed") !== `${name === chosen}`)
        box.setAttribute("aria-pressed", `${name === chosen}`);
      box.classList.toggle("next", name === next);
    }
    for (const { path, ends } of this.#paths) path.classList.toggle("lit", ends.includes(chosen));
  }

  #addHead({ name, runs, systems }: GraphPhase, left: number): void {
    const head = make("div", "phase", make("b", "", name), make("br"));
    head.append(systems.length === 0 ? "nothing" : runs);
    head.style.left = `${left}px`;
    head.style.width = `${systems.length === 0 ? EMPTY_WIDTH : BOX_WIDTH}px`;
    this.element.append(head);
  }

  #addBox(system: GraphSystem, left: number, top: number): void {
    const { name, writes, reads, status } = system;
    const state = status === "over" ? "has run" : status;
    const touched = [
      ...(status === "on" ? [] : [state]),
      ...(writes.length > 0 ? [`writes ${writes.join(", ")}`] : []),
      ...(reads.length > 0 ? [`reads ${reads.join(", ")}`] : []),
    ].join("; ");
    const box = make("button", status === "on" ? "box" : "box off", name);
    box.type = "button";
    box.append(make("small", "", touched));
    box.title = touched;
    const { style } = box;
    style.left = `${left}px`;
    style.top = `${top}px`;
    style.width = `${BOX_WIDTH}px`;
    style.height = `${BOX_HEIGHT}px`;
    box.addEventListener("click", () => this.#onChoice(name));
    this.#boxes.set(name, box);
    this.element.append(box);
  }

  /** Draws what orders the systems of a phase; returns how wide its column is. */
  #addArcs(graph: ScheduleGraph, phase: GraphPhase, left: number, svg: SVGSVGElement): number {
    if (phase.systems.length === 0) return EMPTY_WIDTH + GAP;
    const placeOf = new Map(phase.systems.map((name, nth) => [name, nth]));
    const pairs = [
      ...graph.orders.map(({ before, after }) => ({ ends: [before, after], kind: "order" })),
      ...graph.choices.map(({ first, second }) => ({ ends: [first, second], kind: "choice" })),
    ].filter(({ ends }) => ends.every((name) => placeOf.has(name)));
    const right = left + BOX_WIDTH;
    let most = 0;
    for (const { ends, kind } of pairs) {
      const [from, to] = ends.map((name) => placeOf.get(name)!); // filtered above
      const reach = Math.min(Math.abs(to - from), 6) * ARC + ARC;
      most = Math.max(most, reach);
      const y = (place: number, shift: number) => HEAD + place * PITCH + BOX_HEIGHT / 2 + shift;
      const [start, end] = [y(from, 6), y(to, -6)];
      const path = document.createElementNS(SVG, "path");
      const curve = `M${right} ${start} C${right + reach} ${start} ${right + reach} ${end} ${right} ${end}`;
      const head = kind === "order" ? ` m5 -3.5 l-5 3.5 l5 3.5` : "";
      path.setAttribute("d", curve + head);
      path.setAttribute("class", kind);
      svg.append(path);
      this.#paths.push({ path, ends });
    }
    return BOX_WIDTH + GAP + most;
  }
}
