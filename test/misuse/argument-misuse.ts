/** Arguments of another kind than a call takes; `test/contract/wrong-arguments.test.ts` tries all calls, here are the words. */
import {
  acceptSystems,
  BufferPool,
  createSchedule,
  createWorld,
  entering,
  oneOf,
  Pool,
  Random,
  resource,
  SlabAllocator,
  system,
  walk,
} from "../../src/index.ts";
import { type Misuse, untyped } from "./scene.ts";

export const ARGUMENT_MISUSE: readonly Misuse[] = [
  {
    name: "null in place of options",
    provoke: () => createWorld(untyped(null)),
    message: "createWorld: null is not what it takes. Pass an object of options. [E100]",
  },
  {
    name: "an order of a walk that does not exist",
    provoke: (s) => walk(s.world, s.friend, untyped(Symbol("up")), () => undefined),
    message: 'walk: Symbol(up) is not what it takes. Pass "depth-first" or "breadth-first". [E100]',
  },
  {
    name: "an entity where the world belongs",
    provoke: (s) => resource("Gravity", () => 9.81).of(untyped(s.dead)),
    message: "of: 6144 is not a world. Pass what createWorld() returned. [E129]",
  },
  {
    name: "a fill that is no function",
    provoke: (s) => s.world.spawnMany(5, [], untyped({})),
    message: "spawnMany: an object is not a function. Pass the one that is to be called. [E143]",
  },
  {
    name: "a value of a state in place of the state",
    provoke: () => entering(untyped("play"), untyped("play")),
    message: "entering: play is not a state. Pass what state() returned. [E221]",
  },
  {
    name: "choices that are no strings",
    provoke: () => oneOf(untyped(1), untyped(2)),
    message:
      "oneOf(1, 2): there are 2 choices, some of them no strings. Pass 1 to 256 different strings. [E105]",
  },
  {
    name: "picking from what is no list",
    provoke: (s) => Random.of(s.world).pick(untyped(undefined)),
    message: "pick: undefined is no list of items. Pass an array. [E139]",
  },
  {
    name: "shuffling what is no list",
    provoke: (s) => Random.of(s.world).shuffle(untyped(null)),
    message: "shuffle: null is no list of items. Pass an array. [E139]",
  },
  {
    name: "a pool whose create returns no object",
    provoke: () => new Pool({ create: () => untyped(undefined), name: "sparks" }).acquire(),
    message: "create: it returned undefined. Return a fresh object from each call. [E009]",
  },
  {
    name: "a buffer given back that is none",
    provoke: () => new BufferPool().release(untyped([])),
    message:
      "release: an array is not from this pool. Release it to the pool that it was acquired from. [E004]",
  },
  {
    name: "a block given back that is none",
    provoke: () => new SlabAllocator().free(untyped(0)),
    message:
      "free: 0 is not a live block of this allocator. Free each block once, where it was allocated. [E012]",
  },
  {
    name: "an edited module that is none",
    provoke: (s) => {
      const move = system({ name: "move", run: () => undefined });
      acceptSystems(createSchedule(s.world, [move]), { move })(untyped(null));
    },
    message:
      "acceptSystems: null exports no system. Pass what `import * as` gave, or a list of systems. [E210]",
  },
];
