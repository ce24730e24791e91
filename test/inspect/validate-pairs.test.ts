/** validate finds what is wrong with pairs: each kind of damage, done by hand. */
import { expect, test } from "vitest";
import {
  ChildOf,
  createWorld,
  type Entity,
  ref,
  relation,
  string,
  validate,
  type World,
} from "../../src/index.ts";
import type { PairTable } from "../../src/storage/pair-table.ts";
import type { PairValues } from "../../src/storage/pair-values.ts";

const Likes = relation("Likes");
const Owes = relation("Owes", { note: string, item: ref<object>() });
const Targets = relation("Targets", undefined, { exclusive: true });

interface Scene {
  readonly world: World;
  readonly a: Entity;
  readonly b: Entity;
  readonly likes: PairTable;
  readonly childOf: PairTable;
  readonly owes: PairTable;
}

function scene(): Scene {
  const world = createWorld();
  const [a, b, c] = [world.spawn(), world.spawn(), world.spawn()];
  world.add(a, Likes(b));
  world.add(a, Likes(c));
  world.add(b, Targets(c));
  world.add(b, ChildOf(a));
  world.add(c, ChildOf(b));
  world.add(a, Owes(b, { note: "a coin", item: {} }));
  world.add(a, Owes(c, { note: "a cow" }));
  world.remove(a, Owes(c));
  validate(world);
  const { pairs } = world.storage;
  return {
    world,
    a,
    b,
    likes: pairs?.of(Likes.id) as PairTable,
    childOf: pairs?.of(ChildOf.id) as PairTable,
    owes: pairs?.of(Owes.id) as PairTable,
  };
}

test.each<[string, (scene: Scene) => void]>([
  [
    "pairs of Likes: target 2 has 1 pairs, 7 were counted",
    ({ likes }) => {
      likes.incomingCounts[2] = 7;
    },
  ],
  [
    "pairs of Likes: list of source 1: item 2 says 0 is before it, not 1",
    ({ likes }) => {
      likes.outgoing.prev[2] = 0;
    },
  ],
  [
    "pairs of Likes: list of source 1 runs in a circle",
    ({ likes }) => {
      likes.outgoing.next[2] = 1;
    },
  ],
  [
    "pairs of Likes: the target of from 1v0 to 9v0 is dead",
    ({ likes }) => {
      likes.targets[1] = 9 << 10;
    },
  ],
  [
    "pairs of Likes: there are two from 1v0 to 3v0",
    ({ likes }) => {
      likes.targets[1] = likes.targets[2];
    },
  ],
  [
    "pairs of Likes: sources have 2 pairs, 3 were counted",
    ({ likes }) => {
      likes.count++;
    },
  ],
  [
    "pairs of Likes: entity 1v0 has a pair and no tag",
    ({ world, a }) => {
      const chunk = world
        .query(Likes)
        .chunks()
        .find((one) => one.count > 0);
      if (chunk !== undefined) chunk.set = world.storage.root.set;
      expect(a).toBe(1 << 10);
    },
  ],
  [
    "pairs of ChildOf: pair 2 is listed at depth 1, which is 2",
    ({ childOf }) => {
      const { depths } = childOf;
      depths?.lists.remove(2, 2);
      depths?.lists.append(1, 2);
    },
  ],
  [
    "pairs of Owes: pair 1 holds 77 in note, which is no string's id",
    ({ owes }) => {
      const { chunk } = owes.values as PairValues;
      if (chunk !== undefined) chunk.slab.u32[(chunk.byteOffsets[0] >>> 2) + 1] = 77;
    },
  ],
  [
    "pairs of Owes: an object is kept in item for pair 2, which is over",
    ({ owes }) => {
      const items = owes.values?.chunk?.refs?.[1] ?? [];
      items[2] = {};
    },
  ],
  [
    "pairs of Owes: 63 places for item of 64",
    ({ owes }) => {
      owes.values?.chunk?.refs?.[1]?.pop();
    },
  ],
])("%s", (problem, damage) => {
  const made = scene();
  damage(made);
  expect(() => validate(made.world)).toThrow(problem);
});
