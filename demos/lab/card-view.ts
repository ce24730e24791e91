/**
 * CardView: one card on the page, from its two sentences to its measured result.
 *
 * `data-state` of its element says "idle", "running", "done" or "failed".
 */
import { make, setText } from "../particles/dom.ts";
import { type Card, sourceOf } from "./card.ts";
import { drawingElement } from "./drawing-view.ts";
import type { CardDescription } from "./lab-messages.ts";
import { Measurement } from "./lab-runner.ts";
import { type CardResult, type MeasurePlan, planFor } from "./measure.ts";
import { prose } from "./prose.ts";
import { cardTable, headline } from "./report.ts";
import { showPlot, sideColor } from "./result-plot.ts";

export class CardView {
  readonly card: Card;
  readonly element: HTMLElement;
  /** What was measured last. */
  result: CardResult | null = null;
  readonly #plan: MeasurePlan;
  readonly #picture = make("figure", "picture");
  readonly #sources = make("div", "sources");
  readonly #run = make("button", "strong", "Run");
  readonly #progress = make("progress");
  readonly #status = make("p", "note");
  readonly #ratio = make("p", "ratio");
  readonly #plot = make("div", "plot");
  readonly #table = make("div", "figures");
  #measurement: Measurement | null = null;

  constructor(card: Card, isQuick: boolean) {
    this.card = card;
    this.#plan = planFor(card, isQuick);
    this.#run.type = "button";
    this.#run.setAttribute("aria-label", `Run: ${card.title}`);
    this.#run.addEventListener("click", () => this.toggle());
    this.#progress.max = 1;
    this.#progress.value = 0;
    this.#progress.setAttribute("aria-label", `Progress of ${card.title}`);
    this.#status.setAttribute("role", "status");
    const source = make("details", "", make("summary", "", "Source, as it runs"), this.#sources);
    this.element = make(
      "article",
      "card",
      make("h2", "", card.title),
      make("p", "pattern", ...prose(card.pattern)),
      this.#picture,
      this.#legend(),
      make("div", "buttons", this.#run, this.#progress, this.#status),
      this.#ratio,
      this.#plot,
      this.#table,
      source,
      make("p", "meaning", make("span", "", ...prose(card.meaning))),
    );
    this.element.id = card.id;
    this.#become("idle", "");
  }

  describe({ drawing, sources }: CardDescription): void {
    const picture = make("div", "scroll");
    picture.append(drawingElement(drawing));
    this.#picture.replaceChildren(picture, make("figcaption", "note", drawing.caption));
    const blocks = this.card.sides.map((side, i) =>
      make("div", "", make("h3", "", side.label), make("pre", "", sources[i] ?? sourceOf(side))),
    );
    this.#sources.replaceChildren(...blocks);
  }

  /** Starts a measurement, or cancels the one that runs. */
  toggle(): void {
    if (this.#measurement === null) void this.run();
    else this.cancel();
  }

  cancel(): void {
    this.#measurement?.cancel();
  }

  /** Resolves once measured, cancelled or failed; true when measured. */
  async run(): Promise<boolean> {
    this.#become("running", "starting");
    this.#measurement = new Measurement(this.card.id, this.#plan, (share, text) => {
      this.#progress.value = share;
      setText(this.#status, `at ${text}`);
    });
    try {
      const result = await this.#measurement.result;
      if (result === null) this.#become(this.result === null ? "idle" : "done", "cancelled");
      else await this.#show(result);
      return result !== null;
    } catch (error) {
      this.#become("failed", error instanceof Error ? error.message : String(error));
      return false;
    } finally {
      this.#measurement = null;
    }
  }

  #become(state: "idle" | "running" | "done" | "failed", status: string): void {
    this.element.dataset.state = state;
    setText(this.#run, state === "running" ? "Cancel" : state === "done" ? "Run again" : "Run");
    this.#progress.hidden = state !== "running";
    this.#progress.value = 0;
    setText(this.#status, status);
  }

  async #show(result: CardResult): Promise<void> {
    this.result = result;
    const { ratio, text } = headline(this.card, result);
    this.#ratio.replaceChildren(make("strong", "", ratio), ` ${text}`);
    this.#table.replaceChildren(...this.#figures(result));
    await showPlot(this.#plot, this.card, result);
    this.#become("done", `ns per ${this.card.operation}, medians`);
  }

  #figures(result: CardResult): HTMLElement[] {
    const { headers, rows } = cardTable(this.card, result);
    const head = make("tr", "", ...headers.map((header) => make("th", "", header)));
    const body = rows.map(([name, ...cells]) =>
      make("tr", "", make("th", "", name), ...cells.map((cell) => make("td", "", cell))),
    );
    const table = make("table", "", make("thead", "", head), make("tbody", "", ...body));
    const parts: HTMLElement[] = [make("div", "table", table)];
    if (rows.some((row) => row.includes("-"))) {
      const reason = "-: in a page only the browser knows; `npm run lab` reads it in Node.";
      parts.push(make("p", "note", ...prose(reason)));
    }
    return parts;
  }

  #legend(): HTMLElement {
    const { sides } = this.card;
    const items = sides.map(({ label }, i) => {
      const item = make("li", "", label);
      item.style.setProperty("--side", sideColor(i, sides.length));
      return item;
    });
    return make("ul", "legend", ...items);
  }
}
