/**
 * The worker that compares layouts: on a heap and a thread of its own, so that the page stays
 * usable and nothing of the page gets in the way.
 *
 * All layouts exist at once and take turns within each round, so that a machine that slows down
 * for a while slows them all alike. Between turns it listens: it can be paused, but not hurried.
 */
import type { CompareCommand, CompareOrder, CompareReport } from "./compare-messages.ts";
import type { LayoutSample } from "./comparison.ts";
import { LAYOUT_INFO } from "./layout-info.ts";
import {
  type LayoutName,
  type ParticleStore,
  type StepInput,
  SYSTEM_NAMES,
  type SystemName,
} from "./particle-store.ts";
import { createStepInput } from "./settings.ts";
import { createStore } from "./store-factory.ts";

/** A turn lasts so long, and at least so many steps. */
const TURN_MS = 50;
const TURN_STEPS = 3;

/** Before the first turn: until the optimiser has seen every loop. */
const WARM_UP_MS = 200;
const WARM_UP_STEPS = 10;

let isPaused = false;
let resume = () => {};

self.addEventListener("message", (event: MessageEvent<CompareCommand>) => {
  const command = event.data;
  isPaused = command.kind === "pause";
  if (command.kind === "start") void compare(command.order);
  else if (command.kind === "resume") resume();
});

function report(message: CompareReport): void {
  self.postMessage(message);
}

async function compare(order: CompareOrder): Promise<void> {
  try {
    report({ kind: "done", samples: await measure(order) });
  } catch (error) {
    report({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

async function measure(order: CompareOrder): Promise<LayoutSample[]> {
  const { layouts, rounds, settings } = order;
  const input = createStepInput(settings.width, settings.height);
  input.agePerSecond = order.agePerSecond;
  const turns = layouts.length * (rounds + 1);
  let turn = 0;
  const announce = (text: string) => {
    report({ kind: "progress", share: turn++ / turns, text });
    return untilResumed();
  };

  const stores = new Map<LayoutName, ParticleStore>();
  for (const layout of layouts) {
    await announce(`making and warming up ${LAYOUT_INFO[layout].title}`);
    const store = createStore(layout, settings);
    stores.set(layout, store);
    runTurn(store, input, WARM_UP_MS, WARM_UP_STEPS);
  }
  const samples: LayoutSample[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const [layout, store] of stores) {
      await announce(`round ${round} of ${rounds}: ${LAYOUT_INFO[layout].title}`);
      samples.push(runTurn(store, input, TURN_MS, TURN_STEPS));
    }
  }
  for (const store of stores.values()) store.dispose();
  return samples;
}

/** Lets messages in, and waits while the page wants a pause. */
async function untilResumed(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  while (isPaused) {
    await new Promise<void>((resolve) => {
      resume = resolve;
    });
  }
}

/** Steps until both limits are reached; means over those steps, in ns per particle. */
function runTurn(
  store: ParticleStore,
  input: StepInput,
  leastMs: number,
  leastSteps: number,
): LayoutSample {
  const totals = new Float64Array(SYSTEM_NAMES.length);
  const start = performance.now();
  let steps = 0;
  let last = start;
  while (steps < leastSteps || last - start < leastMs) {
    for (let i = 0; i < SYSTEM_NAMES.length; i++) {
      const system = SYSTEM_NAMES[i];
      store[system](input);
      const now = performance.now();
      totals[i] += now - last;
      last = now;
    }
    steps++;
  }
  const perParticle = 1e6 / (steps * store.count);
  const systems = SYSTEM_NAMES.map((system, i) => [system, totals[i] * perParticle]);
  return {
    layout: store.layout,
    stepNs: (last - start) * perParticle,
    systemNs: Object.fromEntries(systems) as Record<SystemName, number>,
  };
}
