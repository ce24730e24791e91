/**
 * Schedule: what runs in which order, drawn, and why, in words.
 *
 * Drawn anew only when the words have changed.
 */
import { type Schedule, type ScheduleGraph, scheduleGraph } from "../index.ts";
import { make, setText } from "./dom.ts";
import { ScheduleDrawing } from "./schedule-drawing.ts";
import type { Scene, Tab } from "./tab.ts";

export class ScheduleTab implements Tab {
  readonly label = "Schedule";
  readonly #graph = make("div", "graph");
  readonly #title = make("h3");
  readonly #why = make("pre");
  readonly #whole = make("pre");
  readonly element: HTMLElement;
  #schedule: Schedule | undefined;
  #text = "";
  #shown: ScheduleGraph | undefined;
  #drawing: ScheduleDrawing | undefined;
  #chosen = "";

  constructor() {
    const side = make("div", "side", this.#title, this.#why, make("h3", "", "In words"));
    side.append(this.#whole);
    side.tabIndex = 0;
    side.setAttribute("role", "region");
    side.setAttribute("aria-label", "Why this order");
    this.#graph.setAttribute("role", "group");
    this.#graph.setAttribute("aria-label", "Systems by phase");
    this.element = make("div", "columns", this.#graph, side);
  }

  update({ schedule }: Scene): void {
    this.#schedule = schedule;
    const text = schedule?.explain() ?? "Pass a schedule to openDevtools to see its order.";
    if (text !== this.#text) {
      this.#text = text;
      this.#draw();
    }
    this.#drawing?.mark(this.#chosen, schedule?.nextSystem);
  }

  #draw(): void {
    const schedule = this.#schedule;
    setText(this.#whole, this.#text);
    this.#shown = schedule === undefined ? undefined : scheduleGraph(schedule);
    const hadFocus = this.#drawing?.element.querySelector(":focus") != null;
    this.#drawing = this.#shown && new ScheduleDrawing(this.#shown, (name) => this.#choose(name));
    this.#graph.replaceChildren(...(this.#drawing === undefined ? [] : [this.#drawing.element]));
    const first = this.#shown?.systems[0]?.name ?? "";
    const isThere = this.#shown?.systems.some(({ name }) => name === this.#chosen);
    this.#choose(isThere === true ? this.#chosen : first);
    if (hadFocus) this.#drawing?.element.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
  }

  #choose(name: string): void {
    this.#chosen = name;
    setText(this.#title, name);
    setText(this.#why, this.#shown === undefined ? "" : reasonsOf(name, this.#shown));
    this.#drawing?.mark(name, this.#schedule?.nextSystem);
  }
}

/** Everything that the graph says of one system, a line each. */
function reasonsOf(name: string, { systems, phases, orders, choices }: ScheduleGraph): string {
  const system = systems.find((one) => one.name === name);
  if (system === undefined) return "";
  const phase = phases.find((one) => one.name === system.phase);
  const lines = [`phase ${system.phase}${phase === undefined ? "" : `: ${phase.runs}`}`];
  const say = (what: string, list: readonly string[]): void => {
    if (list.length > 0) lines.push(`${what} ${list.join(", ")}`);
  };
  say("writes", system.writes);
  say("reads", system.reads);
  say("in sets", system.sets);
  say("only if", system.conditions);
  for (const { after, reason } of orders) if (after === name) lines.push(reason);
  for (const { before, after } of orders) if (before === name) lines.push(`before "${after}"`);
  for (const { first, second, things } of choices) {
    if (first !== name && second !== name) continue;
    lines.push(`in either order with "${first === name ? second : first}": both touch ${things}`);
  }
  if (system.status !== "on")
    lines.push(`now: ${system.status === "over" ? "has run" : system.status}`);
  return lines.join("\n");
}
