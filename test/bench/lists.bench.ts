/**
 * Lists: a ChunkedList beside a plain array, a typed array and linked lists, walked and grown.
 *
 * `npm run bench -- lists [--length 1000000]`. A linked list is measured twice: its nodes in the
 * order they were made, and in the order that a long life of inserting and removing leaves.
 */
import { ChunkedList } from "../../src/index.ts";
import {
  describeMachine,
  measureInterleaved,
  measurementTable,
  printTable,
  readOptions,
  type Subject,
  sinkTotal,
} from "./harness.ts";

const LENGTH = Number(readOptions().length ?? 1_000_000);

interface Node {
  value: number;
  next: Node | undefined;
}

/** Nodes linked in the order of `order`, all made in the order of their values. */
function link(order: Uint32Array): Node {
  const nodes = Array.from({ length: LENGTH }, (_, value): Node => ({ value, next: undefined }));
  for (let i = 1; i < LENGTH; i++) nodes[order[i - 1]].next = nodes[order[i]];
  return nodes[order[0]];
}

function shuffled(): Uint32Array {
  const order = Uint32Array.from({ length: LENGTH }, (_, i) => i);
  let seed = 1;
  for (let i = LENGTH - 1; i > 0; i--) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const j = seed % (i + 1);
    const held = order[i];
    order[i] = order[j];
    order[j] = held;
  }
  return order;
}

function walkList(name: string, first: Node): Subject {
  return {
    name,
    operations: LENGTH,
    run: () => {
      let sum = 0;
      for (let node: Node | undefined = first; node !== undefined; node = node.next) {
        sum += node.value;
      }
      return sum;
    },
  };
}

function walks(): Subject[] {
  const typed = Float64Array.from({ length: LENGTH }, (_, i) => i);
  const plain = Array.from(typed);
  const list = new ChunkedList("f64");
  for (const value of typed) list.push(value);
  return [
    {
      name: "typed array",
      operations: LENGTH,
      run: () => {
        let sum = 0;
        for (let i = 0; i < typed.length; i++) sum += typed[i];
        return sum;
      },
    },
    {
      name: "plain array",
      operations: LENGTH,
      run: () => {
        let sum = 0;
        for (let i = 0; i < plain.length; i++) sum += plain[i];
        return sum;
      },
    },
    {
      name: "ChunkedList.forEachChunk",
      operations: LENGTH,
      run: () => {
        let sum = 0;
        list.forEachChunk((values, used) => {
          // A local sum: what a closure captures is boxed at each write.
          let part = 0;
          for (let i = 0; i < used; i++) part += values[i];
          sum += part;
        });
        return sum;
      },
    },
    {
      name: "ChunkedList.get",
      operations: LENGTH,
      run: () => {
        let sum = 0;
        for (let i = 0; i < list.length; i++) sum += list.get(i);
        return sum;
      },
    },
    walkList("linked list, in order", link(Uint32Array.from({ length: LENGTH }, (_, i) => i))),
    walkList("linked list, shuffled", link(shuffled())),
  ];
}

function growths(): Subject[] {
  return [
    {
      name: "plain array",
      operations: LENGTH,
      run: () => {
        const plain: number[] = [];
        for (let i = 0; i < LENGTH; i++) plain.push(i + 0.5);
        return plain.length;
      },
    },
    {
      name: "ChunkedList, fresh",
      operations: LENGTH,
      run: () => {
        const list = new ChunkedList("f64");
        for (let i = 0; i < LENGTH; i++) list.push(i + 0.5);
        return list.length;
      },
    },
    refilled(),
    {
      name: "linked list",
      operations: LENGTH,
      run: () => {
        let first: Node | undefined;
        for (let i = 0; i < LENGTH; i++) first = { value: i + 0.5, next: first };
        return first?.value ?? 0;
      },
    },
  ];
}

function refilled(): Subject {
  const list = new ChunkedList("f64");
  return {
    name: "ChunkedList, cleared and filled again",
    operations: LENGTH,
    run: () => {
      list.clear();
      for (let i = 0; i < LENGTH; i++) list.push(i + 0.5);
      return list.length;
    },
  };
}

console.log(describeMachine());
const amount = LENGTH.toLocaleString("en");
printTable(`Summing ${amount} numbers`, measurementTable(measureInterleaved(walks())));
printTable(
  `Appending ${amount} numbers`,
  measurementTable(measureInterleaved(growths(), { collect: true })),
);
console.log(`\n(sink ${sinkTotal().toFixed(0)})`);
