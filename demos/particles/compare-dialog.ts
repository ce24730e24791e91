/**
 * CompareDialog: runs a comparison and shows it as bars, as a table, and as Markdown to copy.
 *
 * Invariant: while it is open the stage rests, so that drawing does not compete with measuring.
 */
import type { CompareOrder } from "./compare-messages.ts";
import { CompareRun } from "./compare-run.ts";
import { compareTable } from "./compare-table.ts";
import { type ComparisonRow, comparisonTable, toMarkdown } from "./comparison.ts";
import { byId, make, setText } from "./dom.ts";
import { HONEST_TEXT } from "./layout-info.ts";
import { formatCount, formatRate } from "./scales.ts";

export interface CompareActions {
  /** What to compare; asked when a run starts. */
  order(): CompareOrder;
  opened(): void;
  closed(): void;
}

export class CompareDialog {
  readonly #dialog = byId<HTMLDialogElement>("compare");
  readonly #note = byId("compare-note");
  readonly #progress = byId<HTMLProgressElement>("compare-progress");
  readonly #result = byId("compare-result");
  readonly #status = byId("compare-status");
  readonly #again = byId<HTMLButtonElement>("compare-again");
  readonly #copy = byId<HTMLButtonElement>("compare-copy");
  readonly #actions: CompareActions;
  #run: CompareRun | undefined;
  #markdown = "";

  constructor(actions: CompareActions) {
    this.#actions = actions;
    this.#again.addEventListener("click", () => this.#start());
    this.#copy.addEventListener("click", () => void this.#copyMarkdown());
    this.#dialog.addEventListener("close", () => {
      // The event comes late: who is quick has opened the dialog, and a run, again by now.
      if (this.#dialog.open) return;
      this.#stop();
      actions.closed();
    });
  }

  open(): void {
    if (this.#dialog.open) return;
    this.#actions.opened();
    this.#dialog.showModal();
    this.#start();
  }

  #start(): void {
    this.#stop();
    const order = this.#actions.order();
    const { count } = order.settings;
    setText(
      this.#note,
      `${formatCount(count)} particles in every layout, ${order.rounds} rounds in turn, medians. Runs in a worker of its own; the stage rests meanwhile.`,
    );
    this.#setRunning(true);
    this.#result.replaceChildren();
    this.#run = new CompareRun(order, {
      progressed: (share, text) => {
        this.#progress.value = share;
        setText(this.#status, text);
      },
      finished: (rows) => this.#show(rows, order),
      failed: (message) => {
        this.#setRunning(false);
        setText(
          this.#status,
          `The comparison stopped: ${message}. Try fewer particles, or reload the page.`,
        );
      },
    });
  }

  #show(rows: readonly ComparisonRow[], order: CompareOrder): void {
    this.#setRunning(false);
    this.#copy.hidden = false;
    const { count } = order.settings;
    this.#result.replaceChildren(compareTable(rows));
    setText(this.#status, `Ratios are to columns; less is faster. ${HONEST_TEXT}`);
    this.#markdown = [
      `${formatCount(count)} particles, ns per particle, median of ${order.rounds} rounds, respawn ${formatRate(order.agePerSecond)}, ${browserName()}:`,
      "",
      toMarkdown(comparisonTable(rows)),
      "",
    ].join("\n");
  }

  async #copyMarkdown(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#markdown);
      setText(this.#status, "Copied as Markdown.");
    } catch {
      // No permission, or a page served without TLS: leave it where it can be copied by hand.
      const text = make("pre", "", this.#markdown);
      text.tabIndex = 0;
      text.setAttribute("aria-label", "The table as Markdown");
      this.#result.querySelector("pre")?.remove();
      this.#result.append(text);
      getSelection()?.selectAllChildren(text);
      setText(
        this.#status,
        "The browser keeps the clipboard shut; copy the text above, it is selected.",
      );
    }
  }

  #setRunning(isRunning: boolean): void {
    this.#progress.hidden = !isRunning;
    this.#progress.value = 0;
    this.#again.disabled = isRunning;
    this.#copy.hidden = true;
  }

  #stop(): void {
    this.#run?.stop();
    this.#run = undefined;
  }
}

/** The engine and its version as far as the browser tells: "Chrome 147", or "this browser". */
function browserName(): string {
  const found = /(Firefox|Edg|Chrome|Version)\/(\d+)/.exec(navigator.userAgent);
  if (found === null) return "unknown browser";
  const name = { Edg: "Edge", Version: "Safari" }[found[1]] ?? found[1];
  return `${name} ${found[2]}`;
}
