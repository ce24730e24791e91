/**
 * Measuring a card: every side at every size, by turns.
 *
 * Knows neither page nor worker nor Node; whoever calls it hands in what only they have. Blocks
 * until it is done: run it on a thread of its own, and end that to cancel.
 * Invariant: all sides of one size exist at once and take turns in each round, so that a machine
 * that slows down slows them alike. Their checksums agree, or it throws.
 */
import { median } from "../particles/comparison.ts";
import { type Card, formatSize, type Subject } from "./card.ts";

export interface MeasurePlan {
  readonly sizes: readonly number[];
  /** Turns that each side has at each size. */
  readonly rounds: number;
  /** Milliseconds of repeated runs per turn, one run at least. */
  readonly turnMs: number;
  /** Milliseconds of runs before the first turn. */
  readonly warmUpMs: number;
  readonly seed: number;
}

export interface MeasureHost {
  onProgress?(share: number, text: string): void;
  /** Bytes in use on the heap and in buffers, where that can be read exactly. */
  usedBytes?(): number;
  /** Collects all there is; never called while anything that is timed exists. */
  collect?(): void;
}

/** One side at one size. */
export interface SidePoint {
  readonly size: number;
  /** Per operation: median over the rounds, and their range. */
  readonly medianNs: number;
  readonly minNs: number;
  readonly maxNs: number;
  /** By how many ms the slowest stretch exceeded the median one: collections, and the machine. */
  readonly pauseMs: number;
  readonly bytes: number | undefined;
  /** Bytes that one run asks for. */
  readonly allocatedBytes: number | undefined;
}

export interface SideResult {
  readonly label: string;
  readonly points: readonly SidePoint[];
}

export interface CardResult {
  readonly id: string;
  readonly sides: readonly SideResult[];
}

/** What the page and Node measure by, and what tests and impatient people do. */
export function planFor(card: Card, isQuick: boolean): MeasurePlan {
  return isQuick
    ? { sizes: card.sizes.slice(0, 3), rounds: 3, turnMs: 4, warmUpMs: 30, seed: 7 }
    : { sizes: card.sizes, rounds: 7, turnMs: 25, warmUpMs: 60, seed: 7 };
}

/** @throws {Error} when sides disagree, with their checksums */
export function measureCard(card: Card, plan: MeasurePlan, host: MeasureHost = {}): CardResult {
  const points = card.sides.map((): SidePoint[] => []);
  const turns = plan.sizes.length * (plan.rounds + 1);
  let turn = 0;
  for (const size of plan.sizes) {
    const announce = () => host.onProgress?.(turn++ / turns, formatSize(card, size));
    announce();
    const measured = measureSize(card, size, plan, host, announce);
    measured.forEach((point, i) => {
      points[i].push(point);
    });
  }
  const sides = card.sides.map((side, i) => ({ label: side.label, points: points[i] }));
  return { id: card.id, sides };
}

interface Contender {
  readonly subject: Subject;
  /** Runs between two looks at the clock. */
  batch: number;
  readonly roundsNs: number[];
  readonly stretchesMs: number[];
}

function measureSize(
  card: Card,
  size: number,
  plan: MeasurePlan,
  host: MeasureHost,
  announce: () => void,
): SidePoint[] {
  const data = card.prepare(size, plan.seed);
  const operations = card.operations?.(size) ?? size;
  const weights = card.sides.map((side) => weigh(() => side.make(data, size), host));
  const contenders = card.sides.map((side): Contender => {
    return { subject: side.make(data, size), batch: 1, roundsNs: [], stretchesMs: [] };
  });
  agree(card, size, contenders);
  // New code is compiled at the first size, and Chrome takes its time.
  const warmUpMs = size === plan.sizes[0] ? 3 * plan.warmUpMs : plan.warmUpMs;
  for (const contender of contenders) warmUp(contender, warmUpMs);
  for (let round = 0; round < plan.rounds; round++) {
    announce();
    for (const contender of contenders) {
      contender.roundsNs.push(takeTurn(contender, plan.turnMs) / operations);
    }
  }
  const measured = contenders.map((contender, i) => summarize(contender, size, weights[i], host));
  for (const { subject } of contenders) subject.dispose?.();
  return measured;
}

/** The bytes of a subject: weighs until two in a row agree, as the first ones compile and cache. */
function weigh(make: () => Subject, host: MeasureHost): number | undefined {
  if (host.usedBytes === undefined) return undefined;
  const weights: number[] = [];
  for (let i = 0; i < 6; i++) {
    const bytes = weighOne(make, host);
    if (bytes >= 0 && Math.abs(bytes - weights[i - 1]) <= bytes / 20) return bytes;
    weights.push(bytes);
  }
  return Math.max(0, median(weights));
}

/**
 * Makes a subject for this alone: collecting all there is moves what it keeps, so that a shuffled
 * list would lie in order afterwards. A function of its own, or its frame would keep the subject.
 */
function weighOne(make: () => Subject, { usedBytes = () => 0, collect }: MeasureHost): number {
  collect?.();
  const before = usedBytes();
  const subject = make();
  collect?.();
  const bytes = subject.bytes ?? usedBytes() - before;
  subject.dispose?.();
  return bytes;
}

function agree(card: Card, size: number, contenders: readonly Contender[]): void {
  const sums = contenders.map(({ subject }) => {
    const checksum = subject.run();
    subject.reset?.();
    return checksum;
  });
  if (sums.every((sum) => sum === sums[0])) return;
  const list = card.sides.map((side, i) => `${side.label}: ${sums[i]}`).join(", ");
  throw new Error(`The sides of "${card.id}" disagree at size ${size}: ${list}.`);
}

/** Runs until the optimiser has seen the work, and finds how many runs a stretch of 0.2 ms takes. */
function warmUp(contender: Contender, ms: number): void {
  const { subject } = contender;
  const start = performance.now();
  let runs = 0;
  let elapsed = 0;
  do {
    consume(subject.run());
    subject.reset?.();
    runs++;
    elapsed = performance.now() - start;
  } while (elapsed < ms);
  const runMs = elapsed / runs;
  if (subject.reset === undefined) contender.batch = Math.max(1, Math.ceil(0.2 / runMs));
}

/** Returns ns per run. */
function takeTurn(contender: Contender, ms: number): number {
  const { subject, batch, stretchesMs } = contender;
  let total = 0;
  let runs = 0;
  do {
    const start = performance.now();
    for (let i = 0; i < batch; i++) consume(subject.run());
    const elapsed = performance.now() - start;
    subject.reset?.();
    stretchesMs.push(elapsed);
    total += elapsed;
    runs += batch;
  } while (total < ms);
  return (total * 1e6) / runs;
}

function summarize(
  contender: Contender,
  size: number,
  heapBytes: number | undefined,
  host: MeasureHost,
): SidePoint {
  const { subject, roundsNs, stretchesMs } = contender;
  return {
    size,
    medianNs: median(roundsNs),
    minNs: Math.min(...roundsNs),
    maxNs: Math.max(...roundsNs),
    pauseMs: stretchesMs.reduce((most, ms) => Math.max(most, ms), 0) - median(stretchesMs),
    bytes: subject.bytes ?? heapBytes,
    allocatedBytes: subject.allocatedBytes ?? allocatedByRun(subject, host),
  };
}

/**
 * The median over a few runs: a collection in the midst of one must not hide what it asked for.
 * Less what looking itself takes.
 */
function allocatedByRun(subject: Subject, host: MeasureHost): number | undefined {
  const { usedBytes } = host;
  if (usedBytes === undefined) return undefined;
  const looking = median(Array.from({ length: 5 }, () => -usedBytes() + usedBytes()));
  const deltas: number[] = [];
  for (let i = 0; i < 5; i++) {
    const before = usedBytes();
    consume(subject.run());
    deltas.push(usedBytes() - before);
    subject.reset?.();
  }
  return Math.max(0, median(deltas) - looking);
}

let sunk = 0;

/** Keeps results alive, so that the work behind them cannot be optimised away. */
function consume(value: number): void {
  sunk = (sunk + value) % 1e9;
}
