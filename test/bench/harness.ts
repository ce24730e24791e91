/**
 * What benchmarks share: interleaved rounds, child processes, a sink, options, tables.
 *
 * Subjects take turns within each round, so that a machine that slows down slows them all alike;
 * figures are medians with their range. Subjects that would spoil each other's type feedback or
 * heap run in child processes of their own (`runChild`).
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import {
  formatNs,
  formatRatio,
  median,
  type Table,
  toMarkdown,
} from "../../demos/particles/comparison.ts";

export interface Subject {
  readonly name: string;
  /** Does the work once and returns a number that depends on it, for the sink. */
  run(): number;
  /** Puts things back after each `run`, outside the clock; a run should then take 0.1 ms or more. */
  undo?(): void;
  /** Operations per `run`, for ns per operation. */
  readonly operations: number;
}

/** One subject over all rounds, in ns per operation. */
export interface Measurement {
  readonly name: string;
  readonly medianNs: number;
  readonly minNs: number;
  readonly maxNs: number;
  readonly roundsNs: readonly number[];
}

export interface MeasureOptions {
  /** Turns each subject has; 7 unless told. */
  readonly rounds?: number;
  /** Milliseconds of repeated runs per turn; 30 unless told. */
  readonly turnMs?: number;
  /** Milliseconds of runs before the first turn; 100 unless told. */
  readonly warmUpMs?: number;
  /** Collects garbage before each turn, outside the clock; for subjects that allocate. */
  readonly collect?: boolean;
}

let sunk = 0;

/** Keeps `value` alive, so that the work behind it cannot be optimised away. */
export function consume(value: number): void {
  sunk = (sunk + value) % 1e9;
}

/** Everything consumed so far; print it once, or the sink itself is dead code. */
export function sinkTotal(): number {
  return sunk;
}

/** Runs the subjects in turns, in this process. */
export function measureInterleaved(
  subjects: readonly Subject[],
  options: MeasureOptions = {},
): Measurement[] {
  const { rounds = 7, turnMs = 30, warmUpMs = 100, collect = false } = options;
  for (const subject of subjects) repeat(subject, warmUpMs);
  const roundsNs = subjects.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    subjects.forEach((subject, i) => {
      if (collect) collectGarbage();
      roundsNs[i].push(repeat(subject, turnMs));
    });
  }
  return subjects.map((subject, i) => summarize(subject.name, roundsNs[i]));
}

export function summarize(name: string, roundsNs: readonly number[]): Measurement {
  return {
    name,
    medianNs: median(roundsNs),
    minNs: Math.min(...roundsNs),
    maxNs: Math.max(...roundsNs),
    roundsNs,
  };
}

/** Runs `subject` until `ms` have passed, at least once; returns ns per operation. */
function repeat(subject: Subject, ms: number): number {
  if (subject.undo !== undefined) return repeatUndone(subject, ms);
  const start = performance.now();
  let runs = 0;
  let elapsed = 0;
  do {
    consume(subject.run());
    runs++;
    elapsed = performance.now() - start;
  } while (elapsed < ms);
  return (elapsed * 1e6) / (runs * subject.operations);
}

function repeatUndone(subject: Subject, ms: number): number {
  let runs = 0;
  let elapsed = 0;
  do {
    const start = performance.now();
    consume(subject.run());
    elapsed += performance.now() - start;
    subject.undo?.();
    runs++;
  } while (elapsed < ms);
  return (elapsed * 1e6) / (runs * subject.operations);
}

/** A full collection, where `--expose-gc` allows it, as `npm run bench` does. */
export function collectGarbage(): void {
  globalThis.gc?.();
}

/** Measurements as a table; ratios are to the measurement called `reference`, the first unless told. */
export function measurementTable(
  measurements: readonly Measurement[],
  reference: string | undefined = measurements[0]?.name,
): Table {
  const referenceNs = measurements.find((one) => one.name === reference)?.medianNs ?? Number.NaN;
  return {
    headers: ["subject", "ns per operation", "range", "ratio"],
    rows: measurements.map((one) => [
      one.name,
      formatNs(one.medianNs),
      `${formatNs(one.minNs)} - ${formatNs(one.maxNs)}`,
      formatRatio(one.medianNs / referenceNs),
    ]),
  };
}

export function printTable(title: string, table: Table): void {
  console.log(`\n### ${title}\n\n${toMarkdown(table)}`);
}

/** Node, V8, processor and load: what a figure is worth. */
export function describeMachine(): string {
  const { node, v8 } = process.versions;
  const processors = cpus();
  const load = loadavg()[0];
  const busy = load > processors.length / 2 ? ": others are using it, trust ratios only" : "";
  const model = processors[0]?.model.trim() ?? "unknown processor";
  return `Node ${node}, V8 ${v8}, ${processors.length} x ${model}, load ${load.toFixed(2)}${busy}`;
}

/**
 * Runs this same program again with `args` in a process of its own, and returns what it passed to
 * `answerParent`. Throws with the child's own words when it fails, and when it takes longer than `timeoutMs`.
 */
export function runChild<Answer>(args: readonly string[], timeoutMs?: number): Answer {
  const program = process.argv[1];
  const child = spawnSync(process.execPath, [...process.execArgv, program, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
    timeout: timeoutMs,
    killSignal: "SIGKILL",
  });
  const answer = child.stdout.split("\n").find((line) => line.startsWith(ANSWER));
  if (child.status !== 0 || answer === undefined) {
    throw new Error(`bench: "${args.join(" ")}" failed.\n${child.stdout}${child.stderr}`);
  }
  return JSON.parse(answer.slice(ANSWER.length)) as Answer;
}

const ANSWER = "answer:";

export function answerParent(answer: unknown): void {
  console.log(ANSWER + JSON.stringify(answer));
}

/** The arguments of this program: `--large --rounds 5` is { large: "true", rounds: "5" }. */
export function readOptions(): Readonly<Record<string, string>> {
  const options: Record<string, string> = {};
  const words = process.argv.slice(2);
  words.forEach((word, i) => {
    if (!word.startsWith("--")) return;
    const next = words[i + 1];
    options[word.slice(2)] = next === undefined || next.startsWith("--") ? "true" : next;
  });
  return options;
}

/** Writes `results` to `path` as JSON, beside the machine they were measured on. */
export function saveJson(path: string, results: unknown): void {
  const record = { machine: describeMachine(), results };
  writeFileSync(path, `${JSON.stringify(record, null, 2)}\n`);
  console.log(`\nSaved to ${path}.`);
}
