/**
 * The worker that runs cards: each measurement has a worker of its own, so that no card finds the
 * heap or the type feedback that another left, and ending the worker ends the measurement.
 */
import { sourceOf } from "./card.ts";
import { CARDS, cardById } from "./cards.ts";
import type { LabOrder, LabReport } from "./lab-messages.ts";
import { measureCard } from "./measure.ts";

const PICTURE_SEED = 7;

function report(message: LabReport): void {
  self.postMessage(message);
}

self.addEventListener("message", (event: MessageEvent<LabOrder>) => {
  try {
    if (event.data.kind === "describe") describeCards();
    else measure(event.data.id, event.data.plan);
  } catch (error) {
    report({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
});

function describeCards(): void {
  for (const card of CARDS) {
    const sources = card.sides.map(sourceOf);
    const description = { drawing: card.picture(PICTURE_SEED), sources };
    report({ kind: "described", id: card.id, description });
  }
}

function measure(id: string, plan: Parameters<typeof measureCard>[1]): void {
  const result = measureCard(cardById(id), plan, {
    onProgress: (share, text) => report({ kind: "progress", share, text }),
  });
  report({ kind: "done", result });
}
