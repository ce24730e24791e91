/** Runs a workload on all libraries, each in a process of its own, in turns. */
import { type ChildProcess, fork } from "node:child_process";
import { median } from "../../../demos/particles/comparison.ts";
import type { Answer, Order } from "./child.ts";
import type { Workload } from "./workloads.ts";

/** A library's times over all rounds, in ns per run; or why there are none. */
export interface Timing {
  readonly peer: string;
  readonly medianNs?: number;
  readonly minNs?: number;
  readonly maxNs?: number;
  readonly failure?: string;
}

export interface WorkloadTimings {
  readonly key: string;
  readonly entities: number;
  /** When and how it was measured; results of several runs may stand side by side. */
  readonly commit: string;
  readonly machine: string;
  readonly pace: string;
  readonly timings: readonly Timing[];
}

export interface CompareOptions {
  readonly rounds: number;
  readonly turnMs: number;
  readonly warmUpMs: number;
}

/** A library that needs longer than this for its proof, its warm-up or one turn is left out, by name. */
const PATIENCE_MS = 20_000;
/** Runs longer than this have fewer turns. */
const LONG_RUN_NS = 3e8;
const LONG_ROUNDS = 2;

/** A child under measurement. */
class Contender {
  readonly peer: string;
  readonly roundsNs: number[] = [];
  failure: string | undefined;
  maxRounds = Number.POSITIVE_INFINITY;
  readonly #child: ChildProcess;

  constructor(peer: string, key: string, count: number, warmUpMs: number) {
    this.peer = peer;
    const args = ["--serve", peer, "--workload", key, "--count", `${count}`, "--warm-up"];
    this.#child = fork(process.argv[1], [...args, `${warmUpMs}`], {
      execArgv: process.execArgv,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
  }

  send(order: Order): void {
    this.#child.send(order);
  }

  /** The next answer, or the failure of a child that ends or takes too long. */
  answer(): Promise<Answer> {
    return new Promise((resolve) => {
      const child = this.#child;
      const done = (answer: Answer) => {
        clearTimeout(timer);
        child.off("message", onMessage).off("exit", onExit);
        resolve(answer);
      };
      const onMessage = (message: unknown) => done(message as Answer);
      const onExit = (code: number | null) =>
        done({ failure: `its process ended with code ${code}` });
      const timer = setTimeout(() => {
        done({ failure: `took longer than ${PATIENCE_MS / 1000} s` });
      }, PATIENCE_MS);
      child.on("message", onMessage).on("exit", onExit);
    });
  }

  fail(failure: string): void {
    this.failure = failure;
    this.end();
  }

  end(): void {
    this.#child.kill("SIGKILL");
  }

  timing(): Timing {
    const { peer, roundsNs, failure } = this;
    if (failure !== undefined) return { peer, failure };
    return {
      peer,
      medianNs: median(roundsNs),
      minNs: Math.min(...roundsNs),
      maxNs: Math.max(...roundsNs),
    };
  }
}

/** Libraries whose sum differs from the first's, `reference`, have failed. */
export async function compare(
  workload: Workload,
  size: Workload["sizes"][number],
  peers: readonly string[],
  reference: string,
  options: CompareOptions,
): Promise<readonly Timing[]> {
  const contenders: Contender[] = [];
  const sums = new Map<Contender, number>();
  for (const peer of peers) {
    const contender = new Contender(peer, workload.key, size.count, options.warmUpMs);
    contenders.push(contender);
    const answer = await contender.answer();
    if ("failure" in answer) {
      contender.fail(answer.failure);
      continue;
    }
    if (answer.runNs > LONG_RUN_NS) contender.maxRounds = LONG_ROUNDS;
    if ("sum" in answer) sums.set(contender, answer.sum);
  }
  const expected = [...sums].find(([contender]) => contender.peer === reference)?.[1];
  for (const [contender, sum] of sums) {
    if (expected !== undefined && sum !== expected)
      contender.fail(`did other work: its sum is ${sum}, not ${expected}`);
  }
  for (let round = 0; round < options.rounds; round++) {
    for (const contender of contenders) {
      if (contender.failure !== undefined || round >= contender.maxRounds) continue;
      contender.send({ turnMs: options.turnMs });
      const answer = await contender.answer();
      if ("failure" in answer) contender.fail(answer.failure);
      else contender.roundsNs.push(answer.runNs);
    }
  }
  for (const contender of contenders) contender.end();
  return contenders.map((contender) => contender.timing());
}
