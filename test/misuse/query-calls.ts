/** Every call of queries, and of what their loops hand over, for wrong arguments. */
import * as ecs from "../../src/index.ts";
import { Likes, Position } from "./scene.ts";
import type { Call, Stage, Untyped } from "./wrong-arguments.ts";

const chunkOf = (s: Stage): ecs.Chunk<typeof Position> => {
  for (const chunk of s.query)
    if (chunk.count > 0) {
      found = chunk;
    }
  return found as ecs.Chunk<typeof Position>;
};
let found: ecs.Chunk<typeof Position> | undefined;
/** Inside a loop over runs, since outside there is no run. */
const inRun = (s: Stage, call: (run: Untyped) => unknown) => {
  for (const run of s.query.runs()) return call(run);
};
const observed = (s: Stage, call: (rows: Untyped) => unknown) => {
  const end = s.world.onAdd(
    Position,
    call as never,
    { batch: true, replayExisting: true } as never,
  );
  end();
};
/** What `fill` throws leaves the entities there, which are taken away again here. */
const spawned = (s: Stage, call: (rows: Untyped) => unknown) => {
  let made = ecs.NO_ENTITY;
  try {
    s.world.spawnMany(1, [Position], (rows) => {
      made = rows.entities[rows.start] as ecs.Entity;
      call(rows);
    });
  } finally {
    s.world.despawn(made);
  }
};

export const QUERY_CALLS: readonly Call[] = [
  ["Query.each", "fn", (s, a) => s.query.each(a)],
  ["Query.forEachPair", "fn", (s, a) => s.query.forEachPair(a)],
  ["Query.at", "entity~ fn", (s, a, b) => s.query.at(a, b)],
  ["Query.has", "entity~", (s, a) => s.query.has(a)],
  ["Query.sorted", "component text", (s, a, b) => s.query.sorted(a, b === "name" ? "x" : b)],
  ["Query.reader", "options?", (s, a) => s.query.reader(a)],
  ["Query.with", "component", (s, a) => s.query.with(a).entities()],
  ["Query.not", "component", (s, a) => (s.world.query() as ecs.Query).not(a).entities()],
  ["Query.add", "component", (s, a) => s.query.add(a)],
  [
    "Query.remove",
    "component",
    (s, a) => s.world.query(Position, ecs.not(ecs.any(Likes))).remove(a),
  ],
  ["Query.change", "options", (s, a) => s.query.change(a)],
  ["Query.change to add", "list?", (s, a) => s.query.change({ add: a })],
  [
    "Query.change to remove",
    "list?",
    (s, a) =>
      s.world.query(Position, ecs.not(Likes)).change({ remove: a?.[0] === Position ? [] : a }),
  ],
  ["Query.set", "component values", (s, a, b) => s.query.set(a, b)],
  ["Query.onEnter", "fn options?", (s, a, b) => s.query.onEnter(a, b)],
  ["Query.onExit", "fn options?", (s, a, b) => s.query.onExit(a, b)],
  ["QueryReader.each", "fn", (s, a) => s.query.reader().each(a)],
  ["QueryReader.has", "entity~", (s, a) => s.query.reader().has(a)],
  ["Chunk.read", "component", (s, a) => chunkOf(s).read(a)],
  ["Chunk.write", "component number? number?", (s, a, b, c) => chunkOf(s).write(a, b, c)],
  ["Chunk.has", "component~", (s, a) => chunkOf(s).has(a)],
  ["Chunk.changedSince", "component number", (s, a, b) => chunkOf(s).changedSince(a, b)],
  [
    "Chunk.windowChangedSince",
    "component number number",
    (s, a, b, c) => chunkOf(s).windowChangedSince(a, b, c),
  ],
  ["RowRun.read", "component", (s, a) => inRun(s, (run) => run.read(a))],
  ["RowRun.write", "component", (s, a) => inRun(s, (run) => run.write(a))],
  ["RowRun.has", "component~", (s, a) => inRun(s, (run) => run.has(a))],
  ["ObservedRows.read", "component", (s, a) => observed(s, (rows) => rows.read(a))],
  ["ObservedRows.write", "component", (s, a) => observed(s, (rows) => rows.write(a))],
  ["ObservedRows.has", "component~", (s, a) => observed(s, (rows) => rows.has(a))],
  ["SpawnedRows.write", "component", (s, a) => spawned(s, (rows) => rows.write(a))],
  ["Cascade.each", "fn", (s, a) => ecs.cascade(s.query, ecs.ChildOf).each(a)],
  ["cascade", "query tree", (_, a, b) => ecs.cascade(a, b)],
];
