/**
 * Job: one run of a kernel over many rows, cut into units that this thread and its workers claim one by one.
 *
 * Rows are gathered first, in a table in the shared memory; where they are too few to be worth a wake-up, this thread
 * runs them alone. It never awaits: it takes its share and whatever no worker has begun, and looks on, or in Node
 * sleeps, while the last units end.
 * Invariant: each unit is run once; which thread runs it cannot be seen in what it writes.
 */

import { ElementKind } from "../../base/element.ts";
import { EcsError } from "../../base/errors.ts";
import type { Slab } from "../../memory/slab.ts";
import type { Chunk } from "../../storage/chunk.ts";
import type { KernelCode } from "../kernel-code.ts";
import type { ProgramFrame, RunRows } from "../program.ts";
import { CONTROL, JOB_MASK, MAX_UNIFORMS, MAX_UNITS, TABLE_WORDS } from "./control.ts";
import type { Binding, Crew } from "./crew.ts";
import type { SharedResults } from "./shared-results.ts";

const { JOB, TABLE, STATE_SHIFT, DONE, MAIN, FAILED } = CONTROL;
const { UNIT_BINDING, UNIT_ENTITIES, UNIT_START, UNIT_END, UNIT_ENTRY, UNIT_LIST } = CONTROL;
const { UNIT_COLUMNS, MAIN_WAITS } = CONTROL;

/** What one thread is to take for all rows before others are asked: see docs/guide-kernels.md. */
const WORTH_NS = 24_000;
/** And as many times what waking them takes: this thread loses that once, and they lose it again, and their share with it. */
const WORTH_WAKES = 3;
/** Units of a job, where rows are enough for them: few, as each costs about 0.5 us, and enough that threads end together. */
const UNITS_A_THREAD = 6;
const LEAST_UNIT_ROWS = 1024;
const MOST_UNIT_ROWS = 16_384;
/** Looks at a unit before this thread sleeps. */
const LOOKS = 20_000;

export class Job {
  /** @internal How long a worker may take for a unit before it counts as dead. A unit takes microseconds. */
  static patienceMs = 5000;
  /** @internal For tests: the rows from which on work is shared, in place of what is worth it. */
  static sharesFrom: number | undefined;
  /** @internal For tests, which have few rows: how short a unit may be. No less than 64, which fill a cache line of bytes. */
  static leastUnitRows: number = LEAST_UNIT_ROWS;

  readonly #crew: Crew;
  readonly #label: string;
  readonly #program: ProgramFrame;
  readonly #words: Int32Array;
  readonly #doubles: Float64Array;
  readonly #stride: number;
  readonly #results: SharedResults | undefined;
  readonly #mostUnits: number;
  #unitRows = LEAST_UNIT_ROWS;
  readonly #rowNs: number;
  /** Of this run: from how many rows on others are asked. */
  #worthRows = 0;
  /** Scratch: the columns of the unit that this thread runs. */
  readonly #columns: Int32Array;
  /** By unit; kept from job to job. */
  readonly #bindings: Binding[] = [];
  readonly #slabs: Slab[] = [];
  #values: Float64Array;
  #most = 0;
  #count = 0;
  #rows = 0;
  #isWoken = false;
  /** Stretches of rows that workers have begun and not finished. */
  readonly #lost: string[] = [];
  /** @internal How many units of the last run others have done. */
  helped = 0;

  constructor(
    crew: Crew,
    code: KernelCode,
    label: string,
    isSimd: boolean,
    results: SharedResults | undefined,
  ) {
    this.#results = results;
    this.#crew = crew;
    const program = code.frame;
    this.#program = program;
    this.#label = label;
    this.#words = crew.words;
    this.#doubles = new Float64Array(crew.words.buffer);
    this.#columns = new Int32Array(program.columns.length);
    this.#values = new Float64Array(program.uniforms.length);
    this.#stride = Math.ceil((UNIT_COLUMNS + program.columns.length) / 16) * 16;
    this.#mostUnits = Math.min(MAX_UNITS, Math.floor(TABLE_WORDS / this.#stride));
    this.#rowNs = code.rowNs(isSimd);
  }

  /** Whether `most` workers are to be asked for so many rows: more where they sleep, as that takes long to wake them. */
  isWorth(rows: number, most: number): boolean {
    const ns = WORTH_NS + WORTH_WAKES * this.#crew.wakeNs(most);
    this.#worthRows = Job.sharesFrom ?? Math.max(2 * LEAST_UNIT_ROWS, ns / this.#rowNs);
    return rows >= this.#worthRows;
  }

  /** `most` is how many workers may help, `rows` how many rows there are, at most. */
  begin(values: Float64Array, most: number, rows: number): void {
    const units = UNITS_A_THREAD * (1 + most);
    const unitRows = 2 ** Math.round(Math.log2(rows / units + 1));
    this.#unitRows = Math.min(MOST_UNIT_ROWS, Math.max(Job.leastUnitRows, unitRows));
    this.#values = values;
    this.#most = this.#program.uniforms.length > MAX_UNIFORMS ? 0 : most;
    this.#lost.length = 0;
    this.helped = 0;
    this.#clear();
  }

  /** Rows of one chunk, to be run before `end` returns. */
  add(
    run: RunRows,
    module: WebAssembly.Module,
    chunk: Chunk,
    columns: Int32Array,
    start: number,
    end: number,
  ): void {
    const unitRows = this.#unitRows;
    for (let row = start; row < end; ) {
      // Units begin at multiples of their length, so that no two of them write to one cache line.
      const next = Math.min(end, row - (row % unitRows) + unitRows);
      this.#addUnit(run, module, chunk, columns, row, next);
      row = next;
    }
  }

  /** The same, as one unit with an entry among what the kernel gives back. */
  addEntry(run: RunRows, module: WebAssembly.Module, columns: Int32Array, entry: number): void {
    const { chunk, start, end, list } = (this.#results as SharedResults).partOf(entry);
    const unit = this.#addUnit(run, module, chunk, columns, start, end);
    this.#words[unit + UNIT_ENTRY] = entry;
    this.#words[unit + UNIT_LIST] = list;
  }

  #addUnit(
    run: RunRows,
    module: WebAssembly.Module,
    { slab, entityWord }: Chunk,
    columns: Int32Array,
    start: number,
    end: number,
  ): number {
    if (this.#count === this.#mostUnits) this.#finish();
    const words = this.#words;
    const unit = TABLE + this.#count * this.#stride;
    const binding = this.#crew.bindingOf(run, module, slab, this.#results?.forWorkers);
    this.#bindings[this.#count] = binding;
    this.#slabs[this.#count] = slab;
    words[unit + UNIT_BINDING] = binding.id;
    words[unit + UNIT_ENTITIES] = entityWord << 2;
    words[unit + UNIT_START] = start;
    words[unit + UNIT_END] = end;
    for (let i = 0; i < columns.length; i++) words[unit + UNIT_COLUMNS + i] = columns[i];
    this.#count++;
    this.#rows += end - start;
    if (!this.#isWoken && this.#isWorthIt()) this.#wake();
    return unit;
  }

  /** @throws {EcsError} E308 a worker stopped in the middle of some rows; all others are run */
  end(): void {
    this.#finish();
    this.#bindings.length = 0;
    this.#slabs.length = 0;
    if (this.#lost.length > 0) {
      throw new EcsError(
        "E308",
        `run: a worker stopped while it ran kernel ${this.#label} over ${this.#lost.join(" and ")} on in their order: theirs may be half done, all others are. Give those entities their values again; another worker takes its place.`,
      );
    }
  }

  #isWorthIt(): boolean {
    return this.#most > 0 && this.#rows >= this.#worthRows;
  }

  #clear(): void {
    this.#count = 0;
    this.#rows = 0;
    this.#isWoken = false;
  }

  /** Before the table is complete: a worker takes longer to wake up than the rest of the table takes. */
  #wake(): void {
    this.#isWoken = true;
    this.#crew.wake(this.#most);
  }

  #finish(): void {
    if (this.#count === 0) return;
    if (this.#count > 1 && this.#isWorthIt()) this.#share();
    else for (let index = 0; index < this.#count; index++) this.#run(index);
    this.#clear();
  }

  #share(): void {
    const words = this.#words;
    const { columns, uniforms, needsEntity } = this.#program;
    const count = this.#count;
    const job = (words[JOB] + 1) & JOB_MASK;
    const free = job << STATE_SHIFT;
    words[CONTROL.STRIDE] = this.#stride;
    words[CONTROL.COLUMNS] = columns.length;
    words[CONTROL.HAS_ENTITIES] = Number(needsEntity);
    words[CONTROL.UNIFORM_COUNT] = uniforms.length;
    for (let i = 0; i < uniforms.length; i++) this.#doubles[CONTROL.UNIFORMS + i] = this.#values[i];
    for (let i = 0; i < count; i++) words[TABLE + i * this.#stride] = free;
    words[CONTROL.COUNT] = count;
    const threads = 1 + Math.min(this.#most, this.#crew.threads.length);
    words[CONTROL.THREADS] = threads;
    Atomics.store(words, JOB, job);
    this.#invite(job);
    const own = Math.floor(count / threads);
    const isReversed = (job & 2) !== 0;
    for (let i = 0; i < count; i++) {
      // Its own stretch, which is the first, then those of others: see kernel-worker.js.
      let index = isReversed ? i : count - 1 - (i - own);
      if (i < own) index = isReversed ? own - 1 - i : i;
      const unit = TABLE + index * this.#stride;
      if (Atomics.compareExchange(words, unit, free, free | MAIN) !== free) continue;
      this.#run(index);
      Atomics.store(words, unit, free | DONE);
      this.helped--;
    }
    this.helped += count;
    for (let index = 0; index < count; index++) this.#settle(index, free);
    // Nobody is invited to it any more.
    Atomics.store(words, JOB, (job + 1) & JOB_MASK);
  }

  #invite(job: number): void {
    const { threads } = this.#crew;
    for (let place = 0; place < threads.length && place < this.#most; place++) {
      const thread = threads[place];
      for (let i = 0; i < this.#count; i++) {
        if (i === 0 || this.#bindings[i] !== this.#bindings[i - 1])
          this.#bindings[i].tell(thread, place);
      }
      thread.invite(job, place + 1);
    }
  }

  #run(index: number): void {
    const words = this.#words;
    const columns = this.#columns;
    const unit = TABLE + index * this.#stride;
    for (let i = 0; i < columns.length; i++) columns[i] = words[unit + UNIT_COLUMNS + i];
    const slab = this.#slabs[index];
    this.#results?.enter(slab, false);
    this.#bindings[index].run(
      columns,
      words[unit + UNIT_ENTITIES],
      words[unit + UNIT_START],
      words[unit + UNIT_END],
      this.#values,
      slab.byteLength,
    );
    this.#results?.leave(slab, words[unit + UNIT_ENTRY]);
  }

  /** Returns when the unit is done, or is known to be lost. */
  #settle(index: number, free: number): void {
    const words = this.#words;
    const unit = TABLE + index * this.#stride;
    let state = Atomics.load(words, unit);
    for (let look = 0; look < LOOKS; look++) {
      state = Atomics.load(words, unit);
      if (state === (free | DONE)) return;
    }
    const giveUpAt = performance.now() + Job.patienceMs;
    Atomics.store(words, MAIN_WAITS, 1);
    while (state !== (free | DONE) && state !== (free | FAILED) && performance.now() < giveUpAt) {
      sleep(words, unit, state);
      state = Atomics.load(words, unit);
    }
    Atomics.store(words, MAIN_WAITS, 0);
    if (state !== (free | DONE)) this.#lose(index, state ^ free);
  }

  #lose(index: number, worker: number): void {
    const unit = TABLE + index * this.#stride;
    const start = this.#words[unit + UNIT_START];
    const count = this.#words[unit + UNIT_END] - start;
    const handles = this.#slabs[index].viewOf(ElementKind.U32);
    const first = handles[(this.#words[unit + UNIT_ENTITIES] >>> 2) + start];
    this.helped--;
    this.#crew.replace(worker);
    this.#lost.push(`${count} entities, from ${first}`);
  }
}

/** In Node and in workers; a page's own thread may not sleep, and goes on looking. */
let maySleep = true;

function sleep(words: Int32Array, at: number, value: number): void {
  if (!maySleep) return;
  try {
    Atomics.wait(words, at, value, 1);
  } catch {
    maySleep = false;
  }
}
