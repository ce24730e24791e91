/**
 * What `MemoryTracker` costs: a frame of scratch allocations from an `Arena`, entered in a tracker
 * one by one, all at once, or not at all.
 */
import { Arena, MemoryTracker } from "../../../src/index.ts";
import { defineCard, formatBytes } from "../card.ts";
import { box, type Drawing, type Ink, type Shape, text } from "../drawing.ts";

type MemoryOwner = ReturnType<MemoryTracker["owner"]>;

interface Data {
  /** Bytes of each allocation of a frame. */
  readonly sizes: Uint16Array;
  readonly bytes: number;
}

function prepare(count: number, seed: number): Data {
  const sizes = Uint16Array.from({ length: count }, (_, i) => 64 + ((i * 5 + seed) & 15) * 8);
  return { sizes, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) };
}

/** Writes a word of each allocation, as a use of it would. */
function frameUntracked(sizes: Uint16Array, arena: Arena): number {
  let sum = 0;
  for (let i = 0; i < sizes.length; i++) {
    const byteOffset = arena.allocate(sizes[i]);
    arena.bytes[byteOffset] = i;
    sum += byteOffset + arena.bytes[byteOffset];
  }
  arena.reset();
  return sum;
}

function frameTrackedAtOnce(sizes: Uint16Array, arena: Arena, owner: MemoryOwner): number {
  let sum = 0;
  for (let i = 0; i < sizes.length; i++) {
    const byteOffset = arena.allocate(sizes[i]);
    arena.bytes[byteOffset] = i;
    sum += byteOffset + arena.bytes[byteOffset];
  }
  const used = arena.usedBytes;
  owner.allocate(used);
  arena.reset();
  owner.release(used);
  return sum;
}

function frameTracked(sizes: Uint16Array, arena: Arena, owner: MemoryOwner): number {
  let sum = 0;
  for (let i = 0; i < sizes.length; i++) {
    const byteOffset = arena.allocate(sizes[i]);
    owner.allocate(sizes[i]);
    arena.bytes[byteOffset] = i;
    sum += byteOffset + arena.bytes[byteOffset];
  }
  arena.reset();
  for (let i = 0; i < sizes.length; i++) owner.release(sizes[i]);
  return sum;
}

function frameTrackedByName(sizes: Uint16Array, arena: Arena, tracker: MemoryTracker): number {
  let sum = 0;
  for (let i = 0; i < sizes.length; i++) {
    const byteOffset = arena.allocate(sizes[i]);
    tracker.owner("scratch").allocate(sizes[i]);
    arena.bytes[byteOffset] = i;
    sum += byteOffset + arena.bytes[byteOffset];
  }
  arena.reset();
  for (let i = 0; i < sizes.length; i++) tracker.owner("scratch").release(sizes[i]);
  return sum;
}

function arenaFor({ bytes }: Data): Arena {
  return new Arena({ capacityBytes: bytes, poison: false });
}

const STEPS = 60;
const TOP = 150;

/** What a real tracker says after each of sixty steps, by owner, and the peak it remembers. */
function picture(seed: number): Drawing {
  const tracker = new MemoryTracker();
  const owners = ["level", "effects", "messages"].map((name) => tracker.owner(name));
  const inks: readonly Ink[] = ["used", "other", "padding"];
  const shapes: Shape[] = [];
  const live: { owner: MemoryOwner; bytes: number; until: number }[] = [];
  const history: number[][] = [];
  for (let step = 0; step < STEPS; step++) {
    for (const ended of live.filter(({ until }) => until === step)) {
      ended.owner.release(ended.bytes);
    }
    owners.forEach((owner, i) => {
      const isDue = step % [20, 3, 1][i] === 0;
      if (!isDue) return;
      const bytes = [24, 6, 3][i] * 1024 + ((step * 37 + seed * 13) & 15) * [512, 512, 128][i];
      owner.allocate(bytes);
      live.push({ owner, bytes, until: step + [40, 9 + (step & 7), 2][i] });
    });
    history.push(owners.map((owner) => owner.nowBytes));
  }
  const scale = (TOP - 30) / tracker.peakBytes;
  history.forEach((bytes, step) => {
    let y = TOP;
    bytes.forEach((nowBytes, i) => {
      const height = nowBytes * scale;
      y -= height;
      const hint = `step ${step}: ${owners[i].name} holds ${formatBytes(nowBytes)}`;
      shapes.push(box(step * 12, y, 10, Math.max(0, height - 1), inks[i], hint));
    });
  });
  const top = TOP - tracker.peakBytes * scale;
  shapes.push({ kind: "path", d: `M 0 ${top} H ${STEPS * 12}`, ink: "hot" });
  shapes.push(text(0, top - 6, `peak: ${formatBytes(tracker.peakBytes)}`));
  let x = 0;
  tracker.report().forEach((row) => {
    const ink = inks[owners.findIndex((owner) => owner.name === row.owner)];
    const words = `${row.owner}: now ${formatBytes(row.nowBytes)}, peak ${formatBytes(row.peakBytes)}`;
    shapes.push(box(x, TOP + 12, 10, 10, ink));
    shapes.push(text(x + 16, TOP + 21, words));
    x += 240;
  });
  return {
    width: STEPS * 12,
    height: TOP + 28,
    shapes,
    caption: `What a tracker says after each of ${STEPS} steps, by owner; the line is the peak, and below stands its report.`,
  };
}

export const trackingCard = defineCard<Data>({
  id: "tracking",
  title: "What tracking memory costs",
  pattern:
    "A memory tracker is a ledger: who holds how many bytes now, how many at most, and what a call allocated. Every entry is a few additions, so its cost depends on how often you make one.",
  meaning:
    "Track by an owner that you keep, or sum up once a frame: an entry and its release took 25 to 30 ns, by name 50 to 60, and once a frame nothing that could be measured.",
  sizes: [64, 256, 1_024, 4_096, 16_384],
  sizeName: "allocations a frame",
  operation: "allocation",
  prepare,
  picture,
  sides: [
    {
      label: "each one, by name",
      source: [frameTrackedByName],
      make(data) {
        const arena = arenaFor(data);
        const tracker = new MemoryTracker();
        const run = () => frameTrackedByName(data.sizes, arena, tracker) + tracker.nowBytes;
        return { run, bytes: arena.heldBytes };
      },
    },
    {
      label: "each one",
      source: [frameTracked],
      make(data) {
        const arena = arenaFor(data);
        const owner = new MemoryTracker().owner("scratch");
        const run = () => frameTracked(data.sizes, arena, owner) + owner.nowBytes;
        return { run, bytes: arena.heldBytes };
      },
    },
    {
      label: "once a frame",
      source: [frameTrackedAtOnce],
      make(data) {
        const arena = arenaFor(data);
        const owner = new MemoryTracker().owner("scratch");
        const run = () => frameTrackedAtOnce(data.sizes, arena, owner) + owner.nowBytes;
        return { run, bytes: arena.heldBytes };
      },
    },
    {
      label: "off",
      source: [frameUntracked],
      make(data) {
        const arena = arenaFor(data);
        return { run: () => frameUntracked(data.sizes, arena), bytes: arena.heldBytes };
      },
    },
  ],
});
