/**
 * Thread: a worker as the main thread knows it; started here, told what it needs, found dead.
 *
 * Invariant: a worker takes part in a job only when it has received all that was posted to it.
 */
import { CONTROL, FIRST_LINE, LINE_WORDS } from "./control.ts";

/** A worker of the page or of Node. */
export interface ThreadPort {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

/** Starts a worker; `onEnd` hears why it ended, or never began. @throws what the page or Node says against it */
export type StartThread = (onEnd: (reason: string) => void) => ThreadPort;

type NodeThreads = typeof import("node:worker_threads");

/** Node's threads; undefined in a page. Asked for so that no bundler looks for them. */
function nodeThreads(): NodeThreads | undefined {
  return globalThis.process?.getBuiltinModule?.("node:worker_threads");
}

export const startThread: StartThread = (onEnd) => {
  const threads = nodeThreads();
  if (threads !== undefined) {
    // Not as bundlers look for it: this is for Node alone.
    const file = "./kernel-worker.js";
    const worker = new threads.Worker(new URL(file, import.meta.url));
    worker.unref();
    worker.on("error", (error: Error) => onEnd(error.message));
    worker.on("exit", () => onEnd("it ended"));
    return worker;
  }
  // Exactly so, bundlers find the file.
  const worker = new Worker(new URL("./kernel-worker.js", import.meta.url), { type: "module" });
  worker.onerror = (event) => {
    event.preventDefault();
    worker.terminate();
    onEnd(event.message || "its file was not loaded (is there a policy without worker-src?)");
  };
  return worker;
};

export class Thread {
  /** What it signs units with; differs from that of every thread that may still run. */
  readonly id: number;
  hasEnded = false;
  readonly #words: Int32Array;
  readonly #line: number;
  readonly #port: ThreadPort;
  #posted = 0;

  /** @throws what the page or Node says against workers */
  constructor(
    words: Int32Array,
    id: number,
    start: StartThread,
    onEnd: (thread: Thread, reason: string) => void,
  ) {
    this.id = id;
    this.#words = words;
    this.#line = FIRST_LINE + id * LINE_WORDS;
    words.fill(0, this.#line, this.#line + LINE_WORDS);
    words[this.#line + CONTROL.INVITED] = -1;
    this.#port = start((reason) => {
      if (this.hasEnded) return;
      this.hasEnded = true;
      onEnd(this, reason);
    });
    this.post({ start: words.buffer, control: CONTROL, line: this.#line, id });
  }

  /** Whether it has ever heard of us. */
  get hasStarted(): boolean {
    return Atomics.load(this.#words, this.#line + CONTROL.RECEIVED) > 0;
  }

  /** Whether it has received all messages: then it takes part in jobs. */
  get isReady(): boolean {
    return Atomics.load(this.#words, this.#line + CONTROL.RECEIVED) === this.#posted;
  }

  post(message: unknown): void {
    if (this.hasEnded) return;
    // Counted first: a worker that has received as many as it knows of goes to work, and waits for no more.
    Atomics.store(this.#words, this.#line + CONTROL.POSTED, ++this.#posted);
    this.#port.postMessage(message);
    this.ring();
  }

  get sleeps(): boolean {
    return Atomics.load(this.#words, this.#line + CONTROL.SLEEPS) !== 0;
  }

  /** Wakes it; it looks around for a while and sleeps again. A system call where it sleeps. */
  ring(): void {
    Atomics.add(this.#words, this.#line + CONTROL.BELL, 1);
    if (this.sleeps) Atomics.notify(this.#words, this.#line + CONTROL.BELL, 1);
  }

  /** To a job, as the thread of that number. */
  invite(job: number, place: number): void {
    this.#words[this.#line + CONTROL.PLACE] = place;
    Atomics.store(this.#words, this.#line + CONTROL.INVITED, job);
    this.ring();
  }

  end(): void {
    this.hasEnded = true;
    this.#port.terminate();
  }
}
