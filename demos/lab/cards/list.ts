/**
 * A linked list against `ChunkedList`: summing numbers that were appended one by one.
 * The list is walked twice: as it was made, and linked anew in shuffled order, which is what
 * inserting and removing over time does to a list. Values are whole, so that sums are exact.
 */
import { ChunkedList } from "../../../src/index.ts";
import { defineCard } from "../card.ts";
import { arc, box, type Drawing, type Shape, text } from "../drawing.ts";
import { shuffledOrder } from "../shuffle.ts";

class ListNode {
  value: number;
  next: ListNode | null = null;

  constructor(value: number) {
    this.value = value;
  }
}

interface Data {
  readonly values: Uint32Array;
  readonly order: Uint32Array;
}

const CHUNK_LENGTH = 1024;

function prepare(size: number, seed: number): Data {
  const values = Uint32Array.from({ length: size }, (_, i) => (i * 7 + seed) & 1023);
  return { values, order: shuffledOrder(size, seed) };
}

function makeNodes(values: Uint32Array): ListNode[] {
  return Array.from(values, (value) => new ListNode(value));
}

/** Links nodes in `order`, or else as they were made; returns the first. */
function linkNodes(nodes: readonly ListNode[], order: Uint32Array | null): ListNode | null {
  let head: ListNode | null = null;
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[order === null ? i : order[i]];
    node.next = head;
    head = node;
  }
  return head;
}

// The same text twice: each side keeps its own profile in the optimiser.
function sumShuffledList(head: ListNode | null): number {
  let sum = 0;
  for (let node = head; node !== null; node = node.next) sum += node.value;
  return sum;
}

function sumFreshList(head: ListNode | null): number {
  let sum = 0;
  for (let node = head; node !== null; node = node.next) sum += node.value;
  return sum;
}

const partial = new Float64Array(1);

function sumChunk(values: Uint32Array, count: number): void {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i];
  partial[0] += sum;
}

function sumChunkedList(list: ChunkedList<"u32">): number {
  partial[0] = 0;
  list.forEachChunk(sumChunk);
  return partial[0];
}

function makeChunkedList(values: Uint32Array): ChunkedList<"u32"> {
  const list = new ChunkedList("u32", { chunkLength: CHUNK_LENGTH });
  for (let i = 0; i < values.length; i++) list.push(values[i]);
  return list;
}

const NODES = 40;
const CELL = 18;

/** The nodes where they lie, an arc from each to its next; below, the same values in chunks of 16. */
function picture(seed: number): Drawing {
  const { values, order } = prepare(NODES, seed);
  const shapes: Shape[] = [text(0, 12, "linked list: nodes as they lie, links as they lead")];
  const middle = (slot: number) => slot * CELL + CELL / 2;
  for (let i = 1; i < NODES; i++) {
    shapes.push(arc(middle(order[i - 1]), middle(order[i]), 170, i < 9 ? "hot" : "edge"));
  }
  for (let i = 0; i < NODES; i++) {
    shapes.push(box(i * CELL + 1, 171, CELL - 2, 16, "other", `node ${i}: ${values[i]}`));
  }
  const list = new ChunkedList("u32", { chunkLength: 16 });
  for (const value of values) list.push(value);
  shapes.push(text(0, 214, "ChunkedList: chunks of 16, in order"));
  for (let i = 0; i < list.capacity; i++) {
    const x = i * (CELL - 3) + (i >> 4) * 8;
    const isUsed = i < list.length;
    const hint = isUsed ? `element ${i}: ${list.get(i)}` : "room for another";
    shapes.push(box(x, 222, CELL - 4, 16, isUsed ? "used" : "free", hint));
  }
  return {
    width: NODES * CELL + 30,
    height: 244,
    shapes,
    caption: `${NODES} values as nodes linked in the order that shuffling left (the first links are bright), and as chunks.`,
  };
}

export const listCard = defineCard<Data>({
  id: "list",
  title: "Linked list against chunked list",
  pattern:
    "A linked list goes from node to node, wherever each lies; a chunked list keeps its values side by side and grows by whole chunks, without copying. Each link that leads far away is a wait for memory that nothing can hide.",
  meaning:
    "Keep what you loop over in chunks or arrays: a linked list that has lived took two to three times as long at 1,000 elements, and about a hundred times at a million.",
  sizes: [1_000, 4_000, 16_000, 64_000, 250_000, 1_000_000],
  sizeName: "elements",
  operation: "element",
  isLogarithmic: true,
  prepare,
  picture,
  sides: [
    {
      label: "linked list, shuffled",
      source: [sumShuffledList],
      make({ values, order }) {
        const nodes = makeNodes(values);
        const head = linkNodes(nodes, order);
        // Keeps the nodes where they are: the collector copies young objects in order of their links.
        return { run: () => sumShuffledList(head), dispose: () => nodes.splice(0) };
      },
    },
    {
      label: "linked list, in order",
      source: [sumFreshList],
      make({ values }) {
        const nodes = makeNodes(values);
        const head = linkNodes(nodes, null);
        return { run: () => sumFreshList(head), dispose: () => nodes.splice(0) };
      },
    },
    {
      label: "ChunkedList",
      source: [sumChunkedList, sumChunk],
      make({ values }) {
        const list = makeChunkedList(values);
        return { run: () => sumChunkedList(list), bytes: list.heldBytes, allocatedBytes: 0 };
      },
    },
  ],
});
