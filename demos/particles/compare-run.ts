/**
 * CompareRun: one comparison in the worker, from the page's side.
 *
 * A hidden tab gets a share of a processor that nobody can tell, so the run waits while hidden.
 */
import type { CompareCommand, CompareOrder, CompareReport } from "./compare-messages.ts";
import { type ComparisonRow, compareLayouts } from "./comparison.ts";

export interface CompareEvents {
  progressed(share: number, text: string): void;
  finished(rows: readonly ComparisonRow[]): void;
  failed(message: string): void;
}

export class CompareRun {
  readonly #worker: Worker;
  readonly #events: CompareEvents;
  readonly #onVisibility = () => this.#followVisibility();

  constructor(order: CompareOrder, events: CompareEvents) {
    this.#events = events;
    this.#worker = new Worker(new URL("./compare-worker.ts", import.meta.url), { type: "module" });
    this.#worker.addEventListener("message", (event: MessageEvent<CompareReport>) => {
      this.#onReport(event.data);
    });
    this.#worker.addEventListener("error", (event) => {
      this.stop();
      events.failed(event.message || "the worker could not be loaded");
    });
    document.addEventListener("visibilitychange", this.#onVisibility);
    this.#send({ kind: "start", order });
    this.#followVisibility();
  }

  /** Ends the run for good, finished or not; no event follows. */
  stop(): void {
    document.removeEventListener("visibilitychange", this.#onVisibility);
    this.#worker.terminate();
  }

  #onReport(report: CompareReport): void {
    if (report.kind === "progress") {
      this.#events.progressed(report.share, report.text);
      return;
    }
    this.stop();
    if (report.kind === "done") this.#events.finished(compareLayouts(report.samples));
    else this.#events.failed(report.message);
  }

  #followVisibility(): void {
    this.#send({ kind: document.hidden ? "pause" : "resume" });
  }

  #send(command: CompareCommand): void {
    this.#worker.postMessage(command);
  }
}
