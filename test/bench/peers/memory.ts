/**
 * Bytes that entities cost: of the JavaScript heap and buffers, and of the process.
 *
 * Garbage is collected before each look. What a library reserves for its capacity counts; address space
 * that was never touched does not, and so the process's figure is the one for memory of WebAssembly.
 */
import { collectGarbage } from "../harness.ts";
import { loadPeer } from "./peers.ts";

export interface MemoryResult {
  readonly peer: string;
  /** Per entity, at 100,000 of a position and a velocity. */
  readonly heapBytes?: number;
  readonly processBytes?: number;
  /** Kept after ten peaks of as many entities, each followed by none. */
  readonly keptHeapBytes?: number;
  readonly keptProcessBytes?: number;
  readonly failure?: string;
}

export const MEMORY_ENTITIES = 100_000;
const PEAKS = 10;

async function look(): Promise<{ heap: number; process: number }> {
  for (let i = 0; i < 4; i++) {
    collectGarbage();
    // Buffers are freed in a later task.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { heap: heapUsed + arrayBuffers, process: rss };
}

/** In a process of its own. */
export async function measureMemory(name: string): Promise<MemoryResult> {
  try {
    const peer = await loadPeer(name);
    // The code is compiled before the first look.
    const small = await peer.bulk(100);
    await small.first();
    await small.second();
    const before = await look();
    const steps = await peer.bulk(MEMORY_ENTITIES);
    await steps.first();
    const full = await look();
    await steps.second();
    for (let peak = 1; peak < PEAKS; peak++) {
      await steps.first();
      await steps.second();
    }
    steps.shrink?.();
    const after = await look();
    return {
      peer: name,
      heapBytes: (full.heap - before.heap) / MEMORY_ENTITIES,
      processBytes: (full.process - before.process) / MEMORY_ENTITIES,
      keptHeapBytes: after.heap - before.heap,
      keptProcessBytes: after.process - before.process,
    };
  } catch (error) {
    return { peer: name, failure: String(error) };
  }
}
