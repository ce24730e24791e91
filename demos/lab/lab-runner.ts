/** The page's side of the lab's workers: one measurement at a time, which can be ended. */
import type { CardDescription, LabOrder, LabReport } from "./lab-messages.ts";
import type { CardResult, MeasurePlan } from "./measure.ts";

function startWorker(order: LabOrder, onReport: (report: LabReport) => void): Worker {
  const worker = new Worker(new URL("./lab-worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", (event: MessageEvent<LabReport>) => onReport(event.data));
  worker.addEventListener("error", (event) => {
    onReport({ kind: "failed", message: event.message || "The worker could not be loaded." });
  });
  worker.postMessage(order);
  return worker;
}

/** Asks for pictures and sources of all `count` cards; each arrives as it is made. */
export function describeCards(
  count: number,
  onCard: (id: string, description: CardDescription) => void,
  onFailure: (message: string) => void,
): void {
  let missing = count;
  const worker = startWorker({ kind: "describe" }, (report) => {
    if (report.kind === "failed") onFailure(report.message);
    if (report.kind !== "described") return;
    onCard(report.id, report.description);
    if (--missing === 0) worker.terminate();
  });
}

export class Measurement {
  /** What was measured, or `null` once cancelled; rejects with what went wrong. */
  readonly result: Promise<CardResult | null>;
  #cancel = () => {};

  constructor(id: string, plan: MeasurePlan, onProgress: (share: number, text: string) => void) {
    this.result = new Promise((resolve, reject) => {
      const worker = startWorker({ kind: "measure", id, plan }, (report) => {
        if (report.kind === "progress") onProgress(report.share, report.text);
        else worker.terminate();
        if (report.kind === "done") resolve(report.result);
        if (report.kind === "failed") reject(new Error(report.message));
      });
      this.#cancel = () => {
        worker.terminate();
        resolve(null);
      };
    });
  }

  cancel(): void {
    this.#cancel();
  }
}
