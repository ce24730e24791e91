/**
 * Crew: the workers that run kernels together with this thread; one for all worlds of the thread.
 *
 * Started when the first kernel runs over a world made with `workers`, ended when the last such world is disposed
 * of. A worker that dies is replaced; where none can be started, all is done on this thread, and worlds know why.
 */
import { addMemoryUser } from "../../memory/memory-user.ts";
import type { Slab } from "../../memory/slab.ts";
import type { WorkerPlan } from "../../memory/worker-plan.ts";
import type { RowWorld } from "../../query/row-term.ts";
import type { RunRows } from "../program.ts";
import { CONTROL, TABLE_WORDS, WORKER_IDS } from "./control.ts";
import { Outbox } from "./outbox.ts";
import { type StartThread, startThread, Thread } from "./thread.ts";

/** A kernel joined to a slab, as workers know it: by its number. */
export class Binding {
  readonly id: number;
  readonly run: RunRows;
  readonly #message: object;
  /** By place in the crew: which thread has been told. */
  readonly #told: (Thread | undefined)[] = [];

  constructor(
    id: number,
    run: RunRows,
    module: WebAssembly.Module,
    { memory, byteLength }: Slab,
    results: object | undefined,
  ) {
    this.id = id;
    this.run = run;
    this.#message = { bind: id, module, memory, end: byteLength, results };
  }

  tell(thread: Thread, place: number): void {
    if (this.#told[place] === thread) return;
    this.#told[place] = thread;
    thread.post(this.#message);
  }
}

/** Where it takes longer, the system has had other things to do. */
const MOST_WAKE_NS = 50_000;
/** Deaths of workers that had begun to work, after which no more are started. */
const MOST_DEATHS = 100;

export class Crew {
  readonly words: Int32Array;
  /** Living ones; a job takes the first so many. */
  readonly threads: Thread[] = [];
  /** @internal Replace it to test what happens when workers die or cannot be started. */
  start: StartThread = startThread;
  readonly #plans = new Set<WorkerPlan>();
  readonly #bindings = new WeakMap<RunRows, Binding>();
  readonly #forgotten = new FinalizationRegistry<number>((forget) => {
    for (const thread of this.threads) thread.post({ forget });
  });
  #outbox: Outbox | undefined;
  #wakeNs = 0;
  #jobs = 0;
  #jobsPerWake = 1;
  #lastId = 0;
  #lastBinding = 0;
  #deaths = 0;

  constructor() {
    const bytes = (CONTROL.TABLE + TABLE_WORDS) * Int32Array.BYTES_PER_ELEMENT;
    this.words = new Int32Array(new SharedArrayBuffer(bytes));
  }

  /**
   * What a run loses to waking the first so many workers, in nanoseconds: nothing where none of them sleeps. Several runs
   * share it where they followed each other lately. It fades with each look, so that a bad moment is tried again.
   */
  wakeNs(most: number): number {
    if (!this.#sleeps(most)) return 0;
    this.#wakeNs *= 0.995;
    return this.#wakeNs / this.#jobsPerWake;
  }

  /** Rings the first so many for a job. */
  wake(most: number): void {
    this.#jobs++;
    const isWaking = this.#sleeps(most);
    const start = isWaking ? performance.now() : 0;
    for (let i = 0; i < this.threads.length && i < most; i++) this.threads[i].ring();
    if (!isWaking) return;
    const ns = Math.min((performance.now() - start) * 1e6, MOST_WAKE_NS);
    this.#wakeNs += (ns - this.#wakeNs) / 4;
    this.#jobsPerWake += (this.#jobs - this.#jobsPerWake) / 4;
    this.#jobs = 0;
  }

  #sleeps(most: number): boolean {
    for (let i = 0; i < this.threads.length && i < most; i++)
      if (this.threads[i].sleeps) return true;
    return false;
  }

  join(plan: WorkerPlan): void {
    this.#plans.add(plan);
    this.#fill();
  }

  leave(plan: WorkerPlan): void {
    this.#plans.delete(plan);
    if (this.#plans.size > 0) return;
    for (const thread of this.threads) thread.end();
    this.threads.length = 0;
  }

  /** Where units leave what they come to, with room for so many words. */
  outboxFor(wordCount: number): Outbox {
    if (this.#outbox === undefined || this.#outbox.u32.length < wordCount) {
      this.#outbox = new Outbox(wordCount);
      for (const thread of this.threads) thread.post({ outbox: this.#outbox.u32.buffer });
    }
    return this.#outbox;
  }

  /** `results` is what workers need to know of what the kernel gives back. */
  bindingOf(
    run: RunRows,
    module: WebAssembly.Module,
    slab: Slab,
    results: object | undefined,
  ): Binding {
    let binding = this.#bindings.get(run);
    if (binding === undefined) {
      binding = new Binding(++this.#lastBinding, run, module, slab, results);
      this.#bindings.set(run, binding);
      this.#forgotten.register(run, binding.id);
    }
    return binding;
  }

  /** Ends a thread that has stopped in the middle of something, and starts another. */
  replace(id: number): void {
    const thread = this.threads.find((one) => one.id === id);
    if (thread === undefined) return;
    thread.end();
    this.#take(thread, "it did not answer");
  }

  #fill(): void {
    let wanted = 0;
    for (const plan of this.#plans) wanted = Math.max(wanted, plan.count);
    while (this.threads.length < wanted) {
      try {
        do this.#lastId = (this.#lastId % WORKER_IDS) + 1;
        while (this.threads.some((one) => one.id === this.#lastId));
        const thread = new Thread(this.words, this.#lastId, this.start, (one, reason) =>
          this.#take(one, reason),
        );
        this.threads.push(thread);
        if (this.#outbox !== undefined) thread.post({ outbox: this.#outbox.u32.buffer });
      } catch (error) {
        this.#giveUp(String(error instanceof Error ? error.message : error));
        return;
      }
    }
  }

  /** Takes a thread that has ended out of the crew. */
  #take(thread: Thread, reason: string): void {
    const place = this.threads.indexOf(thread);
    if (place < 0) return;
    this.threads.splice(place, 1);
    if (thread.hasStarted && ++this.#deaths < MOST_DEATHS) this.#fill();
    else this.#giveUp(reason);
  }

  /** What could not be started once is not tried again; those that live go on. */
  #giveUp(reason: string): void {
    for (const plan of this.#plans) {
      if (plan.count <= this.threads.length) continue;
      plan.count = this.threads.length;
      plan.reason = `a worker could not be started: ${reason}`;
    }
  }
}

let crew: Crew | undefined;

/** The crew of this thread. */
export function theCrew(): Crew {
  crew ??= new Crew();
  return crew;
}

const MEMBERSHIP = {};

/** The crew that works for this world, which has joined it; undefined where its kernels run on this thread alone. */
export function crewFor(world: RowWorld): Crew | undefined {
  const plan = world.storage.workers;
  if (plan.count === 0) return undefined;
  return world.extension(MEMBERSHIP, () => {
    const joined = theCrew();
    joined.join(plan);
    addMemoryUser(world.storage.memoryUsers, {
      label: "kernel workers",
      memory: () => [],
      dispose() {
        joined.leave(plan);
      },
    });
    return joined;
  });
}
