/** Mistakes with queries and loops. */
import { all, any, type Chunk, component, f32, not, optional } from "../../src/index.ts";
import { Armour, Frozen, Health, type Misuse, Position, untyped, Visible } from "./scene.ts";

const SEVEN = Array.from({ length: 7 }, (_, i) => component(`C${i}`, { v: f32 }));

export const QUERY_MISUSE: readonly Misuse[] = [
  // E120
  {
    name: "query undefined",
    provoke: (s) => s.world.query(untyped(undefined)),
    message:
      "query: undefined, number 1 in the list, is not a term. Pass components, or not, all, any and optional of them; where one is undefined, its module was imported too late. [E120]",
  },
  {
    name: "query a string",
    provoke: (s) => s.world.query(Position, untyped("Frozen")),
    message:
      "query: Frozen, number 2 in the list, is not a term. Pass components, or not, all, any and optional of them. [E120]",
  },
  {
    name: "query a component twice",
    provoke: (s) => s.world.query(Position, Position),
    message: "query: Position is given twice. Name each component once. [E120]",
  },
  {
    name: "query a component and, optionally, the same",
    provoke: (s) => s.world.query(Position, optional(Position)),
    message: "query: Position is given twice. Name each component once. [E120]",
  },
  {
    name: "not of nothing",
    provoke: () => not(),
    message:
      "query: not() is not a term. Pass components, or not, all, any and optional of them. [E120]",
  },
  {
    name: "all of a number",
    provoke: () => all(untyped(3)),
    message:
      "query: all(3) is not a term. Pass components, or not, all, any and optional of them. [E120]",
  },
  {
    name: "any of null",
    provoke: () => any(untyped(null)),
    message:
      "query: any(null) is not a term. Pass components, or not, all, any and optional of them. [E120]",
  },
  {
    name: "optional of a filter",
    provoke: () => optional(untyped(not(Frozen))),
    message:
      "query: optional(an object) is not a term. Pass components, or not, all, any and optional of them. [E120]",
  },
  // E121, E122, E123
  {
    name: "each over seven components",
    provoke: (s) => s.world.query(...SEVEN).each(() => {}),
    message:
      "each: query(C0, C1, C2, C3, C4, C5, C6) has 7 components with fields, and each hands over 6 at most. Use a chunk loop, or all(...) for those you only filter by. [E121]",
  },
  {
    name: "at over seven components",
    provoke: (s) => {
      const query = s.world.query(...SEVEN);
      const entity = s.world.spawn(...SEVEN);
      try {
        query.at(entity, () => {});
      } finally {
        s.world.despawn(entity);
      }
    },
    message:
      "each: query(C0, C1, C2, C3, C4, C5, C6) has 7 components with fields, and each hands over 6 at most. Use a chunk loop, or all(...) for those you only filter by. [E121]",
  },
  {
    name: "each inside itself",
    provoke: (s) => {
      const query = s.world.query(Position);
      query.each(() => query.each(() => {}));
    },
    message:
      "each: query(Position) is already inside its own each, and its cursors can stand on one row only. Use a chunk loop for one of the two. [E122]",
  },
  {
    name: "at inside each",
    provoke: (s) => {
      const query = s.world.query(Position);
      query.each(() => query.at(s.hero, () => {}));
    },
    message:
      "each: query(Position) is already inside its own each, and its cursors can stand on one row only. Use a chunk loop for one of the two. [E122]",
  },
  {
    name: "forEachPair over five components",
    provoke: (s) => s.world.query(...SEVEN.slice(0, 5)).forEachPair(() => {}),
    message:
      "forEachPair: query(C0, C1, C2, C3, C4) has 5 components with fields, and forEachPair hands over 4 at most for each of the two. Use a chunk loop, or all(...) for those you only filter by. [E121]",
  },
  {
    name: "forEachPair inside itself",
    provoke: (s) => {
      const query = s.world.query(Position);
      query.forEachPair(() => query.forEachPair(() => {}));
    },
    message:
      "forEachPair: query(Position) is already inside its own forEachPair, and its cursors can stand on one pair only. Use a chunk loop for one of the two. [E122]",
  },
  {
    name: "single of many",
    provoke: (s) => s.world.query(Frozen).single(),
    message:
      "single: query(Frozen) matches 20 entities, not one. Use first(), or narrow the query. [E123]",
  },
  {
    name: "single of none",
    provoke: (s) => s.world.query(Frozen, Health).single(),
    message:
      "single: query(Frozen, Health) matches 0 entities, not one. Use first(), or narrow the query. [E123]",
  },
  // E106 of a query, E108
  {
    name: "sort by a wrong field",
    provoke: (s) => s.world.query(Position).sorted(Position, untyped("z")),
    message: 'sorted: Position has no field "z". Its fields: x, y. [E106]',
  },
  {
    name: "read what the chunk has not",
    provoke: (s) => {
      for (const chunk of s.world.query(Health)) (chunk as unknown as Chunk).read(Armour);
    },
    message:
      "columns: the rows of this chunk are [Position, Health, Body, Visible, Stance.Idle, Likes, Guards] and have no Armour. Name Armour in the query. [E108]",
  },
  {
    name: "write a tag",
    provoke: (s) => {
      for (const chunk of s.world.query(Visible)) (chunk as unknown as Chunk).write(Visible);
    },
    message:
      "columns: Visible is a tag and has no columns. Use chunk.has(Visible) to test for it. [E108]",
  },
  {
    name: "ask a chunk about what it has not",
    provoke: (s) => {
      for (const chunk of s.world.query(Health))
        (chunk as unknown as Chunk).changedSince(Armour, 0);
    },
    message:
      "changedSince: the rows of this chunk are [Position, Health, Body, Visible, Stance.Idle, Likes, Guards] and have no Armour. Name Armour in the query. [E108]",
  },
  {
    name: "ask a window about what it has not",
    provoke: (s) => {
      for (const chunk of s.world.query(Health))
        (chunk as unknown as Chunk).windowChangedSince(Armour, 0, 0);
    },
    message:
      "windowChangedSince: the rows of this chunk are [Position, Health, Body, Visible, Stance.Idle, Likes, Guards] and have no Armour. Name Armour in the query. [E108]",
  },
  // E109
  {
    name: "shrink inside a loop",
    provoke: (s) => {
      for (const _ of s.world.query(Position, not(Frozen))) s.world.shrink();
    },
    message:
      "shrink: an iteration over query(Position, not(Frozen)) is running, and rows must not move under it. Call shrink after the loop has ended. [E109]",
  },
  {
    name: "flush inside each",
    provoke: (s) => s.world.query(Position).each(() => s.world.flush()),
    message:
      "flush: an iteration over query(Position) is running, and rows must not move under it. Call flush after the loop has ended. [E109]",
  },
  {
    name: "dispose inside forEachPair",
    provoke: (s) => s.world.query(Position).forEachPair(() => s.world.dispose()),
    message:
      "dispose: an iteration over query(Position) is running, and rows must not move under it. Call dispose after the loop has ended. [E109]",
  },
  {
    name: "shrink inside spawnMany",
    provoke: (s) => {
      try {
        s.world.spawnMany(1, [Position, Armour], () => s.world.shrink());
      } finally {
        s.world.query(Position, Armour).despawn();
      }
    },
    message:
      "shrink: an iteration over the rows of spawnMany is running, and rows must not move under it. Call shrink after the loop has ended. [E109]",
  },
  {
    name: "shrink inside an observer",
    provoke: (s) => {
      const stop = s.world.onAdd(Armour, () => s.world.shrink());
      try {
        s.world.add(s.bare, Armour);
      } finally {
        stop();
        s.world.remove(s.bare, Armour);
      }
    },
    message:
      "shrink: an iteration over the entities that observers are being told of is running, and rows must not move under it. Call shrink after the loop has ended. [E109]",
  },
];
