/**
 * Control: what the words of the memory mean that the main thread and its workers share.
 *
 * Workers are sent it as it stands. A job has a number of 20 bits. A unit's first word, its state, holds the job's number
 * and whose the unit is: who changes it from free owns the unit. So whoever is late, and means a job that is over,
 * changes nothing.
 */
import { SCRATCH_BYTES } from "../../memory/slab.ts";

export const CONTROL = {
  // Words of the job: its number; how many threads it has, this one among them; its units.
  JOB: 0,
  THREADS: 15,
  COUNT: 16,
  STRIDE: 17,
  COLUMNS: 18,
  HAS_ENTITIES: 19,
  UNIFORM_COUNT: 20,
  /** Where in the outbox the counts of selected rows begin, and their lists. */
  OUTBOX_COUNTS: 21,
  OUTBOX_LISTS: 22,
  /** 1 while the main thread sleeps on the state of a unit. */
  MAIN_WAITS: 32,
  /** In doubles, not in words. */
  UNIFORMS: 512,

  // Words of a worker, from its line on: rung after any news; messages sent to it, and those it has received; the
  // job it may work on, and which of its threads it is then; whether it sleeps.
  BELL: 0,
  POSTED: 1,
  RECEIVED: 2,
  INVITED: 3,
  SLEEPS: 4,
  PLACE: 5,

  /** The first word of the units, and in each of them: state, binding, byte offset of the handles, rows, entry and list in the outbox, columns. */
  TABLE: 2048,
  UNIT_BINDING: 1,
  UNIT_ENTITIES: 2,
  UNIT_START: 3,
  UNIT_END: 4,
  UNIT_ENTRY: 5,
  UNIT_LIST: 6,
  UNIT_COLUMNS: 7,

  /** States: 0 free, the id of the worker that runs it (1 to 60), and these. */
  STATE_SHIFT: 6,
  MAIN: 61,
  FAILED: 62,
  DONE: 63,

  SCRATCH_BYTES,
  /** How often a worker looks for news before it sleeps: for some 0.15 ms, in which a frame's next kernel begins. */
  SPINS: 40_000,
} as const;

/** A line is a cache line; the first ones are the job's. */
export const LINE_WORDS = 16;
export const FIRST_LINE = 48;
export const WORKER_IDS = 60;
/** 512 KB. */
export const TABLE_WORDS = 1 << 17;
export const MAX_UNITS = 4000;
export const MAX_UNIFORMS = 256;
export const JOB_MASK = (1 << 20) - 1;
