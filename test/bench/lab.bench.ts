/**
 * The memory lab in Node: `npm run lab`, every card or those named; `--quick` for three sizes.
 * Each card runs in a process of its own, so that none spoils another's type feedback or heap.
 */
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { CARDS, cardById } from "../../demos/lab/cards.ts";
import { type MeasureHost, measureCard, planFor } from "../../demos/lab/measure.ts";
import { cardMarkdown } from "../../demos/lab/report.ts";

/** What V8's `gc` takes; its types know a boolean alone. */
const EVERYTHING = { type: "major", execution: "sync", flavor: "last-resort" } as never;

const host: MeasureHost = {
  usedBytes() {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  },
  // Three times: the first lets go of buffers whose bytes are counted until the next.
  collect() {
    globalThis.gc?.();
    globalThis.gc?.();
    globalThis.gc?.(EVERYTHING);
  },
};

const isQuick = process.argv.includes("--quick");
const isOne = process.argv.includes("--one");
const ids = process.argv.slice(2).filter((word) => !word.startsWith("--"));

if (isOne) {
  const card = cardById(ids[0]);
  console.log(cardMarkdown(card, measureCard(card, planFor(card, isQuick), host)));
} else {
  const cards = ids.length === 0 ? CARDS : ids.map(cardById);
  const [cpu] = cpus();
  console.log(`# Memory lab: Node ${process.version}, ${cpus().length} × ${cpu.model.trim()}\n`);
  for (const { id } of cards) {
    const flags = [...process.execArgv, process.argv[1], id, "--one"];
    if (isQuick) flags.push("--quick");
    const child = spawnSync(process.execPath, flags, { stdio: "inherit" });
    if (child.status !== 0) process.exitCode = 1;
  }
}
