/** Every call of the memory tools, for wrong arguments. */
import * as ecs from "../../src/index.ts";
import { type Call, nothing } from "./wrong-arguments.ts";

const bytes = { capacityBytes: 64 };
const arena = () => new ecs.Arena({ capacityBytes: 1024 });
const frameArena = () => new ecs.FrameArena({ capacityBytes: 1024 });
const pool = () => new ecs.Pool({ create: () => ({}) });
const views = ["f32", "f64", "i32", "u32", "i16", "u16", "i8", "u8"] as const;
const filled = () => {
  const list = new ecs.ChunkedList("f32");
  for (const value of [1, 2, 3]) list.push(value);
  return list;
};

export const MEMORY_CALLS: readonly Call[] = [
  ["Arena", "any", (_, a) => new ecs.Arena(a === 1 ? bytes : a)],
  [
    "Arena with acquire",
    "fn?",
    (_, a) => new ecs.Arena({ ...bytes, acquire: a === nothing ? undefined : a }).f32(1),
  ],
  [
    "Arena.bufferAt",
    "number",
    (_, a) => {
      const one = arena();
      one.f32(10);
      one.bufferAt(a);
    },
  ],
  ["Arena.allocate", "number any", (_, a, b) => arena().allocate(a, b)],
  ["Arena.reserve", "number", (_, a) => arena().reserve(a)],
  ...views.map((view): Call => [`Arena.${view}`, "count", (_, a) => arena()[view](a)]),
  ["FrameArena", "any", (_, a) => new ecs.FrameArena(a === 1 ? bytes : a)],
  ["FrameArena.allocate", "number any", (_, a, b) => frameArena().allocate(a, b)],
  ["FrameArena.reserve", "number", (_, a) => frameArena().reserve(a)],
  ...views.map((view): Call => [`FrameArena.${view}`, "count", (_, a) => frameArena()[view](a)]),
  ["BufferPool", "options?", (_, a) => new ecs.BufferPool(a)],
  [
    "BufferPool with acquire",
    "fn?",
    (_, a) => new ecs.BufferPool({ acquire: a === nothing ? undefined : a }).acquire(64),
  ],
  ["BufferPool.acquire", "number", (_, a) => new ecs.BufferPool().acquire(a)],
  [
    "BufferPool.release",
    "any",
    (_, a) => {
      const buffers = new ecs.BufferPool();
      buffers.release(a === 1 ? buffers.acquire(64) : a);
    },
  ],
  ["BufferPool.shrink", "count?", (_, a) => new ecs.BufferPool().shrink(a)],
  ["ChunkedList", "any options?", (_, a, b) => new ecs.ChunkedList(a === 1 ? "f32" : a, b)],
  [
    "ChunkedList with acquire",
    "fn?",
    (_, a) => new ecs.ChunkedList("f32", { acquire: a === nothing ? undefined : a }).push(1),
  ],
  ["ChunkedList.push", "number", (_, a) => filled().push(a)],
  ["ChunkedList.get", "count", (_, a) => filled().get(a)],
  ["ChunkedList.set", "count number", (_, a, b) => filled().set(a, b)],
  ["ChunkedList.swapRemove", "count", (_, a) => filled().swapRemove(a)],
  ["ChunkedList.reserve", "count", (_, a) => filled().reserve(a)],
  ["ChunkedList.forEachChunk", "fn", (_, a) => filled().forEachChunk(a)],
  ["Interner", "options?", (_, a) => new ecs.Interner(a)],
  ["Interner.intern", "text", (_, a) => new ecs.Interner().intern(a)],
  ["Interner.idOf", "text~", (_, a) => new ecs.Interner().idOf(a)],
  [
    "Interner.textOf",
    "count",
    (_, a) => {
      const names = new ecs.Interner();
      names.intern("a");
      names.intern("b");
      names.intern("c");
      names.textOf(a);
    },
  ],
  ["Interner.tryTextOf", "count~", (_, a) => new ecs.Interner().tryTextOf(a)],
  [
    "Interner.sweep",
    "any",
    (_, a) => {
      const names = new ecs.Interner();
      names.intern("a");
      names.sweep(a === 1 ? new Uint8Array(4) : a);
    },
  ],
  [
    "Interner.unusedTextBytes",
    "any",
    (_, a) => {
      const names = new ecs.Interner();
      names.intern("a");
      names.unusedTextBytes(a === 1 ? new Uint8Array(4) : a);
    },
  ],
  ["MemoryTracker.owner", "text", (_, a) => new ecs.MemoryTracker().owner(a)],
  ["MemoryTracker.scope", "fn", (_, a) => new ecs.MemoryTracker().scope(a)],
  ["MemoryOwner.allocate", "count", (_, a) => new ecs.MemoryTracker().owner("a").allocate(a)],
  [
    "MemoryOwner.release",
    "count",
    (_, a) => {
      const owner = new ecs.MemoryTracker().owner("a");
      owner.allocate(2);
      owner.release(a);
    },
  ],
  ["Pool", "any", (_, a) => new ecs.Pool(a === 1 ? { create: () => ({}) } : a).acquire()],
  [
    "Pool with create",
    "fn",
    (_, a) => new ecs.Pool({ create: a === nothing ? () => ({}) : a }).acquire(),
  ],
  [
    "Pool with reset",
    "fn?",
    (_, a) => {
      const items = new ecs.Pool({ create: () => ({}), reset: a });
      items.release(items.acquire());
      items.acquire();
    },
  ],
  [
    "Pool with create that returns",
    "object",
    (_, a) => new ecs.Pool({ create: () => a }).acquire(),
  ],
  [
    "Pool.release",
    "any",
    (_, a) => {
      const items = pool();
      items.release(a === 1 ? items.acquire() : a);
    },
  ],
  ["Pool.preallocate", "count", (_, a) => pool().preallocate(a)],
  ["Pool.shrink", "count?", (_, a) => pool().shrink(a)],
  ["SlabAllocator", "options?", (_, a) => new ecs.SlabAllocator(a)],
  ["SlabAllocator.allocate", "number", (_, a) => new ecs.SlabAllocator().allocate(a)],
  [
    "SlabAllocator.free",
    "any",
    (_, a) => {
      const slabs = new ecs.SlabAllocator();
      slabs.free(a === 1 ? slabs.allocate(64) : a);
    },
  ],
];
