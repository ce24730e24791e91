import { expect, test } from "vitest";
import { MemoryTracker } from "../../src/memory/memory-tracker.ts";

test("an owner's use goes up and down, and its peak stays", () => {
  const chunks = new MemoryTracker().owner("chunks");
  chunks.allocate(100);
  chunks.allocate(50);
  chunks.release(100);
  chunks.allocate(20);
  expect(chunks.name).toBe("chunks");
  expect(chunks.nowBytes).toBe(70);
  expect(chunks.peakBytes).toBe(150);
  expect(chunks.count).toBe(2);
  expect(chunks.allocatedBytes).toBe(170);
});

test("totals are over all owners, and the total peak is the peak of the sum", () => {
  const tracker = new MemoryTracker();
  const a = tracker.owner("a");
  const b = tracker.owner("b");
  a.allocate(100);
  a.release(100);
  b.allocate(60);
  a.allocate(10);
  expect(tracker.nowBytes).toBe(70);
  expect(tracker.peakBytes).toBe(100);
  expect(tracker.count).toBe(2);
  expect(tracker.allocatedBytes).toBe(170);
});

test("the same name is the same owner, and trackers share nothing", () => {
  const tracker = new MemoryTracker();
  expect(tracker.owner("a")).toBe(tracker.owner("a"));
  tracker.owner("a").allocate(1);
  expect(new MemoryTracker().owner("a").nowBytes).toBe(0);
});

test("report has a row for each owner, the largest first, equals by name", () => {
  const tracker = new MemoryTracker();
  tracker.owner("small").allocate(1);
  tracker.owner("b").allocate(5);
  tracker.owner("a").allocate(5);
  const large = tracker.owner("large");
  large.allocate(20);
  large.allocate(10);
  large.release(20);
  expect(tracker.report()).toEqual([
    { owner: "large", nowBytes: 10, peakBytes: 30, count: 1, allocatedBytes: 30 },
    { owner: "a", nowBytes: 5, peakBytes: 5, count: 1, allocatedBytes: 5 },
    { owner: "b", nowBytes: 5, peakBytes: 5, count: 1, allocatedBytes: 5 },
    { owner: "small", nowBytes: 1, peakBytes: 1, count: 1, allocatedBytes: 1 },
  ]);
});

test("scope tells what a call allocated, its peak and what is left", () => {
  const tracker = new MemoryTracker();
  const owner = tracker.owner("a");
  owner.allocate(1000);
  const { result, memory } = tracker.scope(() => {
    owner.allocate(300);
    owner.allocate(40);
    owner.release(300);
    return "done";
  });
  expect(result).toBe("done");
  expect(memory).toEqual({
    allocatedBytes: 340,
    releasedBytes: 300,
    peakBytes: 340,
    leftBytes: 40,
    leftCount: 1,
  });
});

test("a scope that gives back older memory leaves less than it found", () => {
  const tracker = new MemoryTracker();
  const owner = tracker.owner("a");
  owner.allocate(1000);
  const scope = tracker.begin();
  owner.release(1000);
  owner.allocate(200);
  expect(scope.end()).toEqual({
    allocatedBytes: 200,
    releasedBytes: 1000,
    peakBytes: 0,
    leftBytes: -800,
    leftCount: 0,
  });
});

test("an outer scope sees the peak of the scopes inside it, an inner one only its own", () => {
  const tracker = new MemoryTracker();
  const owner = tracker.owner("a");
  const outer = tracker.begin();
  owner.allocate(10);
  const first = tracker.begin();
  owner.allocate(500);
  owner.release(500);
  expect(first.end()).toMatchObject({ peakBytes: 500, leftBytes: 0 });
  const second = tracker.begin();
  owner.allocate(20);
  expect(second.end()).toMatchObject({ peakBytes: 20, leftBytes: 20 });
  expect(outer.end()).toMatchObject({ allocatedBytes: 530, peakBytes: 510, leftBytes: 30 });
});

test("a call that throws ends its scope, and the scopes that it left open", () => {
  const tracker = new MemoryTracker();
  const outer = tracker.begin();
  const owner = tracker.owner("a");
  expect(() =>
    tracker.scope(() => {
      tracker.begin();
      owner.allocate(70);
      owner.release(70);
      throw new Error("its own");
    }),
  ).toThrow("its own");
  expect(outer.end()).toMatchObject({ peakBytes: 70, leftBytes: 0 });
});

test("E006: releasing more than an owner has is an error and changes nothing", () => {
  const tracker = new MemoryTracker();
  tracker.owner("other").allocate(1000);
  const owner = tracker.owner("chunks");
  owner.allocate(100);
  const remedy =
    "Release each allocation once, with the size and owner it was allocated with. [E006]";
  expect(() => owner.release(101)).toThrow(
    `release: "chunks" holds 100 bytes in 1 allocations, and 101 bytes were released. ${remedy}`,
  );
  owner.release(60);
  expect(() => owner.release(40)).toThrow(
    `release: "chunks" holds 40 bytes in 0 allocations, and 40 bytes were released. ${remedy}`,
  );
  expect(tracker.report()[1]).toEqual({
    owner: "chunks",
    nowBytes: 40,
    peakBytes: 100,
    count: 0,
    allocatedBytes: 100,
  });
  expect(tracker.nowBytes).toBe(1040);
});

test("E007: a scope ends once, after the scopes inside it", () => {
  const tracker = new MemoryTracker();
  const outer = tracker.begin();
  const inner = tracker.begin();
  const remedy = "End each scope once, the one begun last first. [E007]";
  expect(() => outer.end()).toThrow(`end: the scope still has an open scope inside it. ${remedy}`);
  inner.end();
  expect(() => inner.end()).toThrow(`end: the scope has ended. ${remedy}`);
  outer.end();
  expect(() => outer.end()).toThrow(`end: the scope has ended. ${remedy}`);
});

test("E007: a call that leaves a scope open is an error, and the scope is closed", () => {
  const tracker = new MemoryTracker();
  const outer = tracker.begin();
  expect(() => tracker.scope(() => tracker.begin())).toThrow("[E007]");
  expect(outer.end()).toMatchObject({ allocatedBytes: 0 });
});

test("E001 names the bad size", () => {
  const owner = new MemoryTracker().owner("a");
  expect(() => owner.allocate(-1)).toThrow(
    "allocate: bytes is -1. Pass a whole number from 0 to 9007199254740991. [E001]",
  );
  expect(() => owner.release(0.5)).toThrow(
    "release: bytes is 0.5. Pass a whole number from 0 to 9007199254740991. [E001]",
  );
  expect(owner.count).toBe(0);
});
