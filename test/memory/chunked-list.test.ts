import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { ChunkedList, type ChunkViews } from "../../src/memory/chunked-list.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** The list 0, 1, 2 ... in chunks of 16. */
function counting(length: number): ChunkedList<"u32"> {
  const list = new ChunkedList("u32", { chunkLength: 16 });
  for (let i = 0; i < length; i++) list.push(i);
  return list;
}

test("values stay in the order they were pushed, across chunks", () => {
  const list = counting(40);
  expect(list.length).toBe(40);
  expect([list.get(0), list.get(15), list.get(16), list.get(39)]).toEqual([0, 15, 16, 39]);
});

test("pop takes the last value off, also the first of a chunk", () => {
  const list = counting(17);
  expect(list.pop()).toBe(16);
  expect(list.pop()).toBe(15);
  expect(list.length).toBe(15);
});

test("set replaces one value", () => {
  const list = counting(20);
  list.set(17, 99);
  expect([list.get(16), list.get(17), list.get(18)]).toEqual([16, 99, 18]);
  expect(list.length).toBe(20);
});

test("swapRemove puts the last value in the gap and returns what it removed", () => {
  const list = counting(20);
  expect(list.swapRemove(3)).toBe(3);
  expect(list.get(3)).toBe(19);
  expect(list.length).toBe(19);
  expect(list.swapRemove(18)).toBe(18);
  expect(list.length).toBe(18);
});

test("growing moves nothing: a chunk is the same object before and after", () => {
  const list = counting(16);
  const seen: Uint32Array[] = [];
  list.forEachChunk((values) => seen.push(values));
  for (let i = 0; i < 1000; i++) list.push(i);
  list.forEachChunk((values, _count, start) => {
    if (start === 0) expect(values).toBe(seen[0]);
  });
  expect(seen[0].length).toBe(16);
});

test("forEachChunk hands out each chunk with its count and the index of its first value", () => {
  const runs: number[][] = [];
  counting(40).forEachChunk((values, count, start) => runs.push([values[0], count, start]));
  expect(runs).toEqual([
    [0, 16, 0],
    [16, 16, 16],
    [32, 8, 32],
  ]);
});

test("forEachChunk of an empty list calls nothing", () => {
  counting(0).forEachChunk(() => expect.unreachable());
});

test("what is pushed while the chunks are visited is not visited", () => {
  const list = counting(20);
  let visited = 0;
  list.forEachChunk((_values, count) => {
    visited += count;
    for (let i = 0; i < 20; i++) list.push(i);
  });
  expect(visited).toBe(20);
  expect(list.length).toBe(60);
});

test("what is removed before its chunk's turn is not visited", () => {
  const list = counting(40);
  const counts: number[] = [];
  list.forEachChunk((_values, count) => {
    counts.push(count);
    for (let i = 0; i < 9; i++) list.pop();
  });
  expect(counts).toEqual([16, 15]);
});

test.each<[keyof ChunkViews, number, number, number]>([
  ["f32", 0.1, Math.fround(0.1), 4],
  ["f64", 0.1, 0.1, 8],
  ["i8", 200, -56, 1],
  ["u8", 300, 44, 1],
  ["i16", 40_000, -25_536, 2],
  ["u16", 70_000, 4464, 2],
  ["i32", 4_294_967_295, -1, 4],
  ["u32", -1, 4_294_967_295, 4],
])("an %s list stores %d as %d in %d bytes", (kind, value, stored, bytes) => {
  const list = new ChunkedList(kind, { chunkLength: 16, capacity: 1 });
  list.push(value);
  list.push(0);
  list.set(1, value);
  expect([list.get(0), list.get(1)]).toEqual([stored, stored]);
  expect(list.heldBytes).toBe(16 * bytes);
  list.forEachChunk((values) => expect(values[1]).toBe(stored));
});

test("capacity and reserve make room in whole chunks, and never less", () => {
  const list = new ChunkedList("f64", { chunkLength: 16, capacity: 17 });
  expect(list.capacity).toBe(32);
  list.reserve(33);
  list.reserve(5);
  expect(list.capacity).toBe(48);
  expect(list.length).toBe(0);
});

test("clear keeps the chunks for reuse and shrink lets the unused ones go", () => {
  const list = counting(100);
  expect(list.heldBytes).toBe(7 * 64);
  list.clear();
  expect(list.length).toBe(0);
  expect(list.capacity).toBe(112);
  for (let i = 0; i < 17; i++) list.push(i);
  expect(list.shrink()).toBe(5 * 64);
  expect(list.shrink()).toBe(0);
  expect(list.capacity).toBe(32);
  expect(list.get(16)).toBe(16);
});

test("a refilled list allocates nothing", () => {
  let chunks = 0;
  const acquire = (bytes: number) => {
    chunks++;
    return new ArrayBuffer(bytes);
  };
  const list = new ChunkedList("f64", { acquire });
  const fill = () => {
    list.clear();
    for (let i = 0; i < 3000; i++) list.push(i + 0.5);
  };
  for (let i = 0; i < 100; i++) fill();
  expect(chunks).toBe(3);
  const windows = Array.from({ length: 9 }, () => {
    collect();
    const before = process.memoryUsage().heapUsed;
    fill();
    return process.memoryUsage().heapUsed - before;
  });
  // 3,000 boxed numbers would be 36,000 bytes or more.
  expect(Math.min(...windows)).toBeLessThan(10_000);
});

test("E016: an index outside the list is refused and changes nothing", () => {
  const list = counting(3);
  const message = (tried: string, index: string) =>
    `${tried}: the list has indices 0 to 2, and ${index} is none of them. ` +
    "Check the index against its length; push appends. [E016]";
  expect(() => list.get(3)).toThrow(message("get", "3"));
  expect(() => list.get(-1)).toThrow(message("get", "-1"));
  expect(() => list.get(0.5)).toThrow(message("get", "0.5"));
  expect(() => list.get(Number.NaN)).toThrow(message("get", "NaN"));
  expect(() => list.set(3, 1)).toThrow(message("set", "3"));
  expect(() => list.set(-1, 1)).toThrow(message("set", "-1"));
  expect(() => list.swapRemove(3)).toThrow(message("get", "3"));
  expect(() => counting(0).get(0)).toThrow(
    "get: the list is empty, and 0 is none of them. Check the index against its length; push appends. [E016]",
  );
  expect([list.length, list.get(0), list.get(2)]).toEqual([3, 0, 2]);
});

test("E017: pop of an empty list is refused", () => {
  const list = counting(1);
  list.pop();
  expect(() => list.pop()).toThrow("pop: the list is empty. Check its length first. [E017]");
  expect(list.length).toBe(0);
});

test("E002: a push that finds no memory leaves the list as it was", () => {
  let left = 1;
  const acquire = (bytes: number) => {
    if (left-- <= 0) throw new RangeError("no");
    return new ArrayBuffer(bytes);
  };
  const list = new ChunkedList("u32", { chunkLength: 16, acquire });
  for (let i = 0; i < 16; i++) list.push(i);
  const message = (tried: string) =>
    `${tried}: a block of 64 bytes could not be had. Nothing has changed: ask for less, or reset earlier. [E002]`;
  expect(() => list.push(16)).toThrow(message("push"));
  expect(() => list.reserve(17)).toThrow(message("reserve"));
  expect([list.length, list.capacity, list.get(15)]).toEqual([16, 16, 15]);
  left = 1;
  list.push(16);
  expect(list.get(16)).toBe(16);
});

test("E001 names the bad kind, chunk length, capacity or count", () => {
  expect(() => new ChunkedList("bool" as never)).toThrow(
    "new ChunkedList: kind is bool. Pass one of f32, f64, i8, u8, i16, u16, i32, u32. [E001]",
  );
  expect(() => new ChunkedList("constructor" as never)).toThrow("[E001]");
  expect(() => new ChunkedList("u8", { chunkLength: 8 })).toThrow(
    "new ChunkedList: chunkLength is 8. Pass a whole number from 16 to 1048576. [E001]",
  );
  expect(() => new ChunkedList("u8", { chunkLength: 48 })).toThrow(
    "new ChunkedList: chunkLength is 48. Pass a power of two from 16 to 1048576. [E001]",
  );
  expect(() => new ChunkedList("u8", { capacity: -1 })).toThrow(
    "new ChunkedList: capacity is -1. Pass a whole number from 0 to 4294967295. [E001]",
  );
  expect(() => new ChunkedList("u8").reserve(0.5)).toThrow(
    "reserve: count is 0.5. Pass a whole number from 0 to 4294967295. [E001]",
  );
});
