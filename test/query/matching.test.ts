import { expect, test, vi } from "vitest";
import { component, createWorld, type Entity, f32, not, tag } from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Frozen = tag("Frozen");
const LABELS = Array.from({ length: 200 }, (_, i) => tag(`Label${i}`));

// The bench measures it; here it is counted, since a busy machine must not decide over a test.
test("queries are asked when a component combination appears, not when entities come, move, or are looped over", () => {
  const world = createWorld();
  const queries = LABELS.map((label) => world.query(Position, not(label)));
  const first = world.spawn(Position);
  world.add(first, Frozen);
  world.remove(first, Frozen);
  const asked = queries.map((query) => vi.spyOn(query.condition, "matchSet"));
  const stale = () => queries.filter((query) => query.isStale).length;
  for (const query of queries) query.chunks();
  const entities = Array.from({ length: 20 }, () => world.spawn(Position));
  for (const entity of entities) world.add(entity, Frozen);
  for (const entity of entities) world.remove(entity, Frozen);
  for (const chunk of queries[0]) world.despawn(chunk.entities[0] as Entity);
  world.query(Position, Frozen).despawn();
  expect(asked.map((spy) => spy.mock.calls.length)).toEqual(queries.map(() => 0));
  expect(stale()).toBe(0);
  expect(queries.map((query) => query.count)).toEqual(queries.map(() => 20));
  world.spawn(Position, LABELS[0]);
  expect(asked.map((spy) => spy.mock.calls.length)).toEqual(queries.map(() => 1));
});
