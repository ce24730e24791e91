import { expect, test } from "vitest";
import { component, createWorld, f32, not, tag, validate, type World } from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Frozen = tag("Frozen");
const Selected = tag("Selected");
const TAGS = Array.from({ length: 13 }, (_, i) => tag(`T${i}`));

function combinations(world: World): string[] {
  return world.storage.archetypes.map(({ set }) => set.describe());
}

test("thousands of component combinations come back when no entity has them any more", () => {
  const world = createWorld({ capacity: 0 });
  const all = world.query();
  const some = world.query(TAGS[0], not(TAGS[1]));
  for (let mask = 0; mask < 2 ** TAGS.length; mask++)
    world.spawn(...TAGS.filter((_, i) => (mask & (1 << i)) !== 0));
  expect(world.memory().archetypeCount).toBe(8192);
  all.despawn();
  const survivor = world.spawn(TAGS[0], TAGS[2]);
  world.shrink();
  validate(world);
  expect(combinations(world)).toEqual(["[]", "[T0, T2]"]);
  expect(world.memory().archetypeCount).toBe(2);
  expect(all.archetypes.length).toBeLessThan(5);
  expect(some.entities()).toEqual([survivor]);
  // Ids are used again, so that lists by id do not grow for ever.
  for (const one of TAGS) world.spawn(one);
  expect(world.storage.graph.byId.length).toBe(8192);
  validate(world);
});

test("a combination that comes back is matched, reached and left as if it had always been there", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 16 } });
  const frozen = world.query(Position, Frozen);
  const others = world.query(Position, not(Frozen));
  const entity = world.spawn(Position({ x: 1 }));
  for (let round = 0; round < 3; round++) {
    world.add(entity, Frozen);
    expect(frozen.entities()).toEqual([entity]);
    expect(others.isEmpty).toBe(true);
    world.shrink();
    validate(world);
    expect(combinations(world)).toEqual(["[]", "[Position, Frozen]"]);
    world.remove(entity, Frozen);
    expect(others.entities()).toEqual([entity]);
    expect(frozen.isEmpty).toBe(true);
    frozen.add(Selected);
    others.add(Selected);
    others.remove(Selected);
    world.shrink();
    validate(world);
    expect(combinations(world)).toEqual(["[]", "[Position]"]);
    expect(world.get(entity, Position, "x")).toBe(1);
  }
});

test("an id that is used again does not carry the matches of its former archetype", () => {
  const world = createWorld();
  const frozen = world.query(Frozen);
  world.despawn(world.spawn(Frozen));
  const { id } = world.storage.archetypes[1];
  world.shrink();
  const entity = world.spawn(Selected);
  expect(world.storage.archetypes[1].id).toBe(id);
  expect(frozen.has(entity)).toBe(false);
  expect(frozen.at(entity, () => {})).toBe(false);
  validate(world);
});

test("what was reserved stays, and so does the combination without components", () => {
  const world = createWorld({ capacity: 0 });
  world.reserve(10, [Position, Frozen]);
  world.shrink();
  validate(world);
  expect(combinations(world)).toEqual(["[]", "[Position, Frozen]"]);
});

test("a reservation outlives the chunks that a bulk change handed over", () => {
  const world = createWorld({ capacity: 0, chunkRows: { min: 16, max: 16 } });
  world.reserve(16, [Position]);
  for (let i = 0; i < 16; i++) world.spawn(Position);
  world.query(Position).add(Frozen);
  world.shrink();
  const [{ reservedRows }] = world.storage.archetypes.filter(({ set }) => set.has(Position));
  expect(reservedRows).toBe(16);
});
