import { expect, test } from "vitest";
import { type Block, component, createWorld, f32, SlabAllocator } from "../../src/index.ts";

const PAGE = 65_536;

function smallAllocator({ poison = true } = {}) {
  return { allocator: new SlabAllocator({ firstSlabBytes: PAGE, poison }) };
}

function bytesOf(block: Block): Uint8Array {
  return block.slab.u8.subarray(block.byteOffset, block.byteOffset + block.byteLength);
}

test("with poison, freed memory is used again late: after 1 MiB of others, or when there is no other", () => {
  const allocator = new SlabAllocator({ poison: true, firstSlabBytes: 64 * PAGE });
  const first = allocator.allocate(64 * 1024);
  allocator.free(first);
  const offsets = new Set<number>();
  for (let i = 0; i < 16; i++) {
    const block = allocator.allocate(64 * 1024);
    offsets.add(block.byteOffset);
    allocator.free(block);
  }
  expect(offsets.size).toBe(16);
  expect(offsets).not.toContain(first.byteOffset);
  expect(allocator.usedBytes).toBe(0);
  expect(allocator.freeIn(first.slab).bytes).toBe(64 * PAGE);
  expect(allocator.check()).toEqual([]);
  allocator.free(allocator.allocate(63 * PAGE)); // needs what waits
  expect(allocator.slabs).toHaveLength(1);
  expect(allocator.shrink()).toBe(64 * PAGE);
});

test("without poison, freed memory is used again at once", () => {
  const allocator = new SlabAllocator({ poison: false });
  const block = allocator.allocate(64);
  allocator.free(block);
  expect(allocator.allocate(64).byteOffset).toBe(block.byteOffset);
});

test("check finds a write through a view that was kept too long", () => {
  const { allocator } = smallAllocator();
  allocator.allocate(256);
  const block = allocator.allocate(128);
  const kept = new Float32Array(block.slab.buffer, block.byteOffset, 32);
  allocator.free(block);
  expect(allocator.check()).toEqual([]);
  kept[5] = 1;
  expect(allocator.check()).toEqual([
    "byte 276 of slab 0 was written to after its block of 128 bytes had been freed",
  ]);
});

test("a block that waits to be used again cannot be freed twice", () => {
  const { allocator } = smallAllocator();
  const block = allocator.allocate(128);
  allocator.free(block);
  expect(() => allocator.free(block)).toThrow(
    "free: 128 bytes at 0 of slab 0 are not a live block of this allocator. Free each block once, where it was allocated. [E012]",
  );
});

test("freed blocks are filled with 0xDD where poison is on, and left alone where it is off", () => {
  for (const poison of [true, false]) {
    const { allocator } = smallAllocator({ poison });
    const block = allocator.allocate(64);
    bytesOf(block).fill(7);
    allocator.free(block);
    expect(bytesOf(block)[63]).toBe(poison ? 0xdd : 7);
  }
});

test("columns kept past the life of their chunk read as poison, also when others spawn", () => {
  const Position = component("Position", { x: f32 });
  const Other = component("Other", { x: f32(1) });
  const world = createWorld({ poison: true, chunkRows: { min: 16, max: 16 } });
  world.spawnMany(16, [Position({ x: 7 })]);
  const [chunk] = world.query(Position).chunks();
  const { x } = chunk.read(Position);
  world.query(Position).despawn();
  world.shrink();
  world.spawnMany(16, [Other]);
  const poison = new Float32Array(Uint32Array.of(0xdddddddd).buffer)[0];
  expect(Array.from({ length: 16 }, (_, row) => x[row])).toEqual(new Array(16).fill(poison));
});
