import { describe, expect, test } from "vitest";
import {
  ChildOf,
  changed,
  component,
  createWorld,
  f32,
  insertChild,
  inspect,
  not,
  relation,
  tag,
} from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Velocity = component("Velocity", { x: f32 });
const Frozen = tag("Frozen");
const Marked = component("Marked", { at: f32 }, { storage: "sparse" });

describe("inspect", () => {
  test("archetypes say how many entities, chunks and bytes each combination has", () => {
    const world = createWorld();
    world.spawnMany(100, [Position]);
    world.spawn(Position, Frozen);
    const rows = inspect(world).archetypes();
    const labels = rows.map((row) => row.components.map(({ label }) => label));
    expect(labels).toEqual([[], ["Position"], ["Position", "Frozen"]]);
    expect(rows.map((row) => row.entityCount)).toEqual([0, 100, 1]);
    expect(rows[1].bytesPerRow).toBe(12);
    expect(rows[1].rowCapacity).toBeGreaterThanOrEqual(100);
    const held = world.memory().archetypes.map((row) => row.bytes);
    expect(rows.slice(1).map((row) => row.bytes)).toEqual(held);
  });

  test("queries say what they matched and skipped; one that asks since when has no count", () => {
    const world = createWorld();
    world.spawn(Position);
    world.spawn(Position, Frozen);
    world.query(Position, not(Frozen));
    world.query(changed(Position));
    const [first, second] = inspect(world).queries();
    expect(first).toMatchObject({
      label: "query(Position, not(Frozen))",
      matchedArchetypes: 1,
      skippedArchetypes: 2,
      entityCount: 1,
    });
    expect(second.entityCount).toBeUndefined();
  });

  test("entities of an archetype come by page, over the borders of chunks", () => {
    const world = createWorld();
    const all = Array.from({ length: 3000 }, () => world.spawn(Position));
    const inspector = inspect(world);
    const { id, chunkCount } = inspector.archetypes()[1];
    expect(chunkCount).toBeGreaterThan(1);
    expect(inspector.entities(id)).toEqual(all);
    expect(inspector.entities(id, 50, 1000)).toEqual(all.slice(50, 1050));
    expect(inspector.entities(id, 2990, 100)).toEqual(all.slice(2990));
    expect(inspector.entities(99)).toEqual([]);
  });

  test("an entity's place is where its archetype's entities have it; the dead have none", () => {
    const world = createWorld();
    const all = Array.from({ length: 3000 }, () => world.spawn(Position));
    const other = world.spawn(Velocity);
    const inspector = inspect(world);
    const place = inspector.placeOf(all[2500])!;
    expect(inspector.archetypes()[place.archetype].chunkCount).toBeGreaterThan(1);
    expect(inspector.entities(place.archetype, place.row, 1)).toEqual([all[2500]]);
    expect(inspector.placeOf(other)).toEqual({ archetype: place.archetype + 1, row: 0 });
    world.despawn(other);
    expect(inspector.placeOf(other)).toBeUndefined();
    for (const _ of world.query(Position)) {
      expect(inspector.placeOf(world.spawn(Position))).toBeUndefined(); // not in a column yet
      break;
    }
  });

  test("an entity has its components, sparse ones too; a dead one has none", () => {
    const world = createWorld();
    const one = world.spawn(Position, Frozen, Marked);
    expect(inspect(world).componentsOf(one)).toEqual([Position, Frozen, Marked]);
    world.despawn(one);
    expect(inspect(world).componentsOf(one)).toEqual([]);
  });

  test("find takes names, indices and handles, of the living alone", () => {
    const world = createWorld();
    const first = world.spawn();
    world.despawn(first);
    const second = world.spawn();
    world.setName(second, "player");
    const inspector = inspect(world);
    expect(inspector.describe(second)).toBe("1v1");
    expect(inspector.find("player")).toBe(second);
    expect(inspector.find("1")).toBe(second);
    expect(inspector.find("1v1")).toBe(second);
    for (const text of ["1v0", "0", "2", "", "nobody"])
      expect(inspector.find(text)).toBeUndefined();
  });

  test("a chunk counts as changed when something in it was written since the cursor", () => {
    const world = createWorld();
    const still = world.spawn(Position, Frozen);
    const moving = world.spawn(Position, Velocity);
    const inspector = inspect(world);
    const chunkWith = (other: unknown) =>
      world
        .memory()
        .slabs.flatMap((slab) => slab.blocks)
        .flatMap(({ chunk }) => (chunk === undefined ? [] : [chunk]))
        .find((id) => inspector.chunk(id)?.components.includes(other as never))!;
    const cursor = world.changeCursor();
    expect(inspector.isChunkChanged(chunkWith(Velocity), cursor)).toBe(false);
    world.set(moving, Velocity, { x: 1 });
    expect(inspector.isChunkChanged(chunkWith(Velocity), cursor)).toBe(true);
    expect(inspector.isChunkChanged(chunkWith(Frozen), cursor)).toBe(false);
    expect(world.isAlive(still)).toBe(true);
    expect(inspector.isChunkChanged(999, cursor)).toBe(false);
  });

  test("pairs are listed by relation", () => {
    const world = createWorld();
    const [parent, child] = [world.spawn(), world.spawn()];
    expect(inspect(world).relations()).toEqual([]);
    insertChild(world, parent, child, 0);
    expect(inspect(world).relations()).toEqual([
      {
        label: ChildOf.label,
        relation: ChildOf,
        fields: [],
        pairCount: 1,
        isHierarchy: true,
        version: expect.any(Number),
      },
    ]);
    expect(inspect(world).pairs(ChildOf.label)).toEqual([{ source: child, target: parent }]);
    expect(inspect(world).pairs("Unheard")).toEqual([]);
  });

  test("a relation's version grows when its pairs come, go and change targets", () => {
    const world = createWorld();
    const [first, second, child] = [world.spawn(), world.spawn(), world.spawn()];
    const versions = [ChildOf(first), ChildOf(second)].map((pair) => {
      world.add(child, pair);
      return inspect(world).relations()[0].version;
    });
    world.remove(child, ChildOf);
    const [one, other] = [...versions, inspect(world).relations()[0].version].map(
      (version, nth, all) => version - (all[nth - 1] ?? 0),
    );
    expect(one).toBeGreaterThan(0);
    expect(other).toBeGreaterThan(0);
    expect(inspect(world).relations()[0].version).toBeGreaterThan(versions[1]);
  });

  test("tops are the roots of a hierarchy, and every target, once, of another relation", () => {
    const Likes = relation("Likes", { amount: f32 });
    const world = createWorld();
    const [root, branch, leaf, lone] = Array.from({ length: 4 }, () => world.spawn());
    world.add(branch, ChildOf(root));
    world.add(leaf, ChildOf(branch));
    world.add(root, Likes(leaf));
    world.add(branch, Likes(leaf));
    world.add(leaf, Likes(root));
    const inspector = inspect(world);
    expect(inspector.tops(ChildOf)).toEqual([root]);
    expect(inspector.tops(Likes)).toEqual([root, leaf]);
    world.despawn(leaf);
    expect(inspector.tops(Likes)).toEqual([]);
    expect(inspector.tops(relation("Unheard"))).toEqual([]);
    expect(world.isAlive(lone)).toBe(true);
  });

  test("an entity's targets come with their relation and the fields of the pair", () => {
    const Likes = relation("Likes", { amount: f32 });
    const world = createWorld();
    const [ann, bob, cid] = [world.spawn(), world.spawn(), world.spawn()];
    world.add(cid, Likes(ann, { amount: 3 }));
    world.add(cid, Likes(bob));
    world.add(cid, ChildOf(bob));
    const found = inspect(world).targetsOf(cid);
    expect(found.map((pair) => [pair.relation.label, pair.target])).toEqual([
      ["Likes", ann],
      ["Likes", bob],
      ["ChildOf", bob],
    ]);
    expect(found[0].fields.map(({ name }) => name)).toEqual(["amount"]);
    expect(world.get(cid, Likes(ann), "amount")).toBe(3);
    expect(inspect(world).targetsOf(cid, 2)).toHaveLength(2);
    expect(inspect(world).targetsOf(ann)).toEqual([]);
  });
});
