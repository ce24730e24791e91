/** Mistakes with the memory tools and the schedule. */
import {
  Arena,
  BufferPool,
  ChildOf,
  cascade,
  createSchedule,
  Interner,
  MemoryTracker,
  Pool,
  system,
} from "../../src/index.ts";
import { type Misuse, untyped } from "./scene.ts";

const thing = {};
const things = () => new Pool({ create: () => ({ x: 0 }), name: "sparks", max: 1 });

export const TOOL_MISUSE: readonly Misuse[] = [
  {
    name: "an alignment that is no power of two",
    provoke: () => new Arena({ capacityBytes: 64 }).allocate(8, 3),
    message: "allocate: align is 3. Pass a power of two from 1 to 65536. [E001]",
  },
  {
    name: "a buffer that the machine refuses",
    provoke: () =>
      new BufferPool({
        acquire: () => {
          throw new RangeError("no memory");
        },
      }).acquire(64),
    message:
      "acquire: a buffer of 256 bytes could not be had. The pool is as before: release or shrink, or ask for less. [E002]",
  },
  {
    name: "a string past the interner's limit",
    provoke: () => {
      const names = new Interner({ name: "names", maxCount: 1 });
      names.intern("one");
      names.intern("two");
    },
    message:
      'intern: interner "names" holds 1 strings of 0 bytes, and one more of 3 bytes is past its maxCount 1. Raise the limit, or intern only strings that repeat. [E014]',
  },
  {
    name: "an id that no string has",
    provoke: () => new Interner({ name: "names" }).textOf(7),
    message:
      'textOf: interner "names" has ids 0 to 0, and 7 is none of them. Pass an id that its own intern() returned. [E015]',
  },
  {
    name: "more bytes released than are held",
    provoke: () => new MemoryTracker().owner("textures").release(5),
    message:
      'release: "textures" holds 0 bytes in 0 allocations, and 5 bytes were released. Release each allocation once, with the size and owner it was allocated with. [E006]',
  },
  {
    name: "a scope ended twice",
    provoke: () => {
      const scope = new MemoryTracker().begin();
      scope.end();
      scope.end();
    },
    message: "end: the scope has ended. End each scope once, the one begun last first. [E007]",
  },
  {
    name: "a scope ended before the one inside it",
    provoke: () => {
      const tracker = new MemoryTracker();
      const outer = tracker.begin();
      tracker.begin();
      outer.end();
    },
    message:
      "end: the scope still has an open scope inside it. End each scope once, the one begun last first. [E007]",
  },
  {
    name: "a pool that is handed the same item again",
    provoke: () => {
      const pool = new Pool({ create: () => thing, name: "sparks" });
      pool.acquire();
      pool.acquire();
    },
    message:
      'create: it returned an item that pool "sparks" has already. Return a fresh object from each call. [E009]',
  },
  {
    name: "more items than the pool may have",
    provoke: () => {
      const pool = things();
      pool.acquire();
      pool.acquire();
    },
    message:
      'acquire: all 1 items of pool "sparks" are in use. Release one first, or raise max. [E005]',
  },
  {
    name: "an item released twice",
    provoke: () => {
      const pool = things();
      const one = pool.acquire();
      pool.release(one);
      pool.release(one);
    },
    message:
      'release: the item is back in pool "sparks" already. Release it once, and drop every reference to it then. [E003]',
  },
  {
    name: "an item released to a pool it is not from",
    provoke: () => things().release({ x: 1 }),
    message:
      'release: the item is not one of the 0 of pool "sparks". Release it to the pool that it was acquired from. [E004]',
  },
  {
    name: "a schedule with a seed that is no number",
    provoke: (s) => createSchedule(s.world, [], { seed: untyped("dice") }),
    message: "createSchedule: seed is dice. Pass a whole number, or leave it out. [E211]",
  },
  {
    name: "a schedule with a policy for errors that is none",
    provoke: (s) => createSchedule(s.world, [], { onError: untyped("ignore") }),
    message:
      'createSchedule: onError is "ignore". Pass "stop", "set aside" or a function that returns one of them. [E211]',
  },
  {
    name: "a schedule without systems",
    provoke: (s) => createSchedule(s.world, untyped(undefined)),
    message:
      "createSchedule: undefined is no list of systems. Pass an array of what system() returned. [E210]",
  },
  {
    name: "a system without a definition",
    provoke: () => system(untyped(undefined)),
    message:
      "system: undefined is no definition. Pass an object with a name and what to run. [E210]",
  },
  {
    name: "a cascade over what is no query",
    provoke: () => cascade(untyped(null), ChildOf),
    message:
      "cascade: null is not a query. Pass what world.query() returned, and then a hierarchy, such as ChildOf. [E113]",
  },
];
