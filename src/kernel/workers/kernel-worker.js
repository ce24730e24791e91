// @ts-check
/**
 * What a worker thread runs: it sleeps until the main thread rings, claims units of the job at hand, and runs them.
 *
 * Imports nothing, so that every bundler and Node can start it as it is; `control.ts`, which is sent along, says
 * what the words of the shared memory mean. It blocks while it sleeps, and returns to its event loop only for
 * messages. Invariant: a unit is run by whoever has changed its state from free, and by nobody else.
 *
 * @typedef {typeof import("./control.ts").CONTROL} Control
 * @typedef {{ start: SharedArrayBuffer, control: Control, line: number, id: number }} Start
 * @typedef {{ areaWords: number, listBytes: number, lists: number[] }} Results
 * @typedef {{ bind: number, module: WebAssembly.Module, memory: WebAssembly.Memory, end: number, results: Results | undefined }} Bind
 * @typedef {{ run: Function, u32: Uint32Array, end: number, results: Results | undefined }} Binding
 * @typedef {{ outbox: SharedArrayBuffer }} Outbox
 * @typedef {{ forget: number }} Forget
 */

/** @type {Int32Array} */
let words;
/** @type {Float64Array} */
let doubles;
/** @type {Control} */
let control;
/** Where this worker's own words begin, and what it signs units with. */
let line = 0;
let id = 0;
let received = 0;
/** By number: the function "run" of a kernel, joined to the memory of a slab. @type {Map<number, Binding>} */
const bindings = new Map();
/** Where what units come to is left: see shared-results.ts. @type {Uint32Array} */
let outbox;
/** What `run` is called with. @type {number[]} */
const inputs = [];

const math = {
  sin: Math.sin,
  cos: Math.cos,
  exp: Math.exp,
  log: Math.log,
  atan2: Math.atan2,
  pow: Math.pow,
  /** @type {(x: number, y: number) => number} */
  rem: (x, y) => x % y,
};

/** @param {Start | Bind | Outbox | Forget} message */
function receive(message) {
  if ("start" in message) {
    control = message.control;
    words = new Int32Array(message.start);
    doubles = new Float64Array(message.start);
    line = message.line;
    id = message.id;
  } else if ("bind" in message) {
    const { memory, end, results } = message;
    const { exports } = new WebAssembly.Instance(message.module, { env: { memory }, math });
    const run = /** @type {Function} */ (exports.run);
    bindings.set(message.bind, { run, u32: new Uint32Array(memory.buffer), end, results });
  } else if ("outbox" in message) {
    outbox = new Uint32Array(message.outbox);
  } else {
    bindings.delete(message.forget);
  }
  received++;
  Atomics.store(words, line + control.RECEIVED, received);
  if (Atomics.load(words, line + control.POSTED) === received) serve();
}

/** Until there are messages to receive. */
function serve() {
  const { BELL, POSTED, INVITED, SLEEPS, JOB } = control;
  for (;;) {
    const bell = Atomics.load(words, line + BELL);
    const job = Atomics.load(words, line + INVITED);
    const isOpen = Atomics.load(words, JOB) === job;
    // Looked at last: what a job needs is posted before anyone is invited to it.
    if (Atomics.load(words, line + POSTED) !== received) return;
    if (isOpen) work(job);
    if (hears(bell)) continue;
    Atomics.store(words, line + SLEEPS, 1);
    Atomics.wait(words, line + BELL, bell);
    Atomics.store(words, line + SLEEPS, 0);
  }
}

/** Jobs often follow each other closely, and whoever does not sleep need not be woken. @param {number} bell */
function hears(bell) {
  for (let i = 0; i < control.SPINS; i++) {
    if (Atomics.load(words, line + control.BELL) !== bell) return true;
  }
  return false;
}

/**
 * Runs units of a job while there are any: a stretch of its own first, the same in each job, and then what others would come to
 * last. Every other job goes through all of it from its end: each begins with what the caches still hold from the one
 * before, which is all that they hold of more rows than fit into them.
 *
 * @param {number} job
 */
function work(job) {
  const { TABLE, STATE_SHIFT, DONE, FAILED, MAIN_WAITS } = control;
  // Where the job is over by now, no unit is in the state that is looked for.
  const stride = words[control.STRIDE];
  const columns = words[control.COLUMNS];
  const hasEntities = words[control.HAS_ENTITIES] !== 0;
  const uniforms = words[control.UNIFORM_COUNT];
  const count = words[control.COUNT];
  const threads = words[control.THREADS];
  const place = words[line + control.PLACE];
  const home = Math.floor((place * count) / threads);
  const away = Math.floor(((place + 1) * count) / threads) - home;
  const free = job << STATE_SHIFT;
  // Numbers of jobs are odd: the next one's is more by 2.
  const isReversed = (job & 2) !== 0;
  for (let i = 0; i < count; i++) {
    let index = (isReversed ? home + i : home - 1 - (i - away) + count) % count;
    if (i < away) index = isReversed ? home + away - 1 - i : home + i;
    const unit = TABLE + index * stride;
    if (words[unit] !== free) continue;
    if (Atomics.compareExchange(words, unit, free, free | id) !== free) continue;
    /** @type {number} */
    let end = DONE;
    /** @type {unknown} */
    let failure;
    try {
      let next = 0;
      for (; next < columns; next++) inputs[next] = words[unit + control.UNIT_COLUMNS + next];
      if (hasEntities) inputs[next++] = words[unit + control.UNIT_ENTITIES];
      inputs[next++] = words[unit + control.UNIT_START];
      inputs[next++] = words[unit + control.UNIT_END];
      const binding = /** @type {Binding} */ (bindings.get(words[unit + control.UNIT_BINDING]));
      const area = binding.end + place * control.SCRATCH_BYTES;
      if (binding.results !== undefined) {
        inputs[next++] = area;
        begin(binding.u32, binding.results, area);
      }
      for (let u = 0; u < uniforms; u++) inputs[next++] = doubles[control.UNIFORMS + u];
      inputs.length = next;
      binding.run.apply(undefined, inputs);
      if (binding.results !== undefined) leave(binding.u32, binding.results, area, unit);
    } catch (error) {
      end = FAILED;
      failure = error;
    }
    Atomics.compareExchange(words, unit, free | id, free | end);
    if (Atomics.load(words, MAIN_WAITS) !== 0) Atomics.notify(words, unit);
    // Ends this thread; another takes its place.
    if (end === FAILED) throw failure;
  }
}

/**
 * Makes the area at byte `area` that of no rows, and says where lists go: behind it.
 *
 * @param {Uint32Array} u32
 * @param {Results} results
 * @param {number} area
 */
function begin(u32, { areaWords, listBytes, lists }, area) {
  copy(outbox, 0, u32, area >>> 2, areaWords);
  for (let i = 0; i < lists.length; i++)
    u32[(area >>> 2) + lists[i]] = area + areaWords * 4 + i * listBytes;
}

/**
 * Moves what a unit came to into its entry of the outbox.
 *
 * @param {Uint32Array} u32
 * @param {Results} results
 * @param {number} area
 * @param {number} unit
 */
function leave(u32, { areaWords, listBytes, lists }, area, unit) {
  const entry = words[unit + control.UNIT_ENTRY];
  const rows = words[unit + control.UNIT_END] - words[unit + control.UNIT_START];
  copy(u32, area >>> 2, outbox, areaWords * (entry + 1), areaWords);
  for (let i = 0; i < lists.length; i++) {
    const from = (area + areaWords * 4 + i * listBytes) >>> 2;
    const count = (u32[(area >>> 2) + lists[i]] >>> 2) - from;
    const to = words[control.OUTBOX_LISTS] + words[unit + control.UNIT_LIST] + i * rows;
    outbox[words[control.OUTBOX_COUNTS] + entry * lists.length + i] = count;
    copy(u32, from, outbox, to, count);
  }
}

/** @type {(from: Uint32Array, start: number, to: Uint32Array, at: number, count: number) => void} */
function copy(from, start, to, at, count) {
  for (let i = 0; i < count; i++) to[at + i] = from[start + i];
}

// In Node a worker has no `onmessage` of its own.
const port = globalThis.process?.getBuiltinModule?.("node:worker_threads")?.parentPort;
if (port) port.on("message", receive);
else globalThis.onmessage = (event) => receive(event.data);
