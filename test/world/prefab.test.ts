import { expect, test } from "vitest";
import {
  ChildOf,
  childrenOf,
  component,
  createWorld,
  disabled,
  type Entity,
  entity,
  f32,
  instantiate,
  instantiateMany,
  Prefab,
  parentOf,
  prefab,
  relation,
  tag,
  tagGroup,
  u8,
  validate,
  variant,
  type World,
} from "../../src/index.ts";
import { failAfter, restoreMemory } from "./failing-memory.ts";

const Position = component("Position", { x: f32, y: f32 });
const Health = component("Health", { points: u8(100), most: u8(100) });
const Grip = component("Grip", { holder: entity });
const Burning = component("Burning", { heat: f32 }, { storage: "sparse" });
const Enemy = tag("Enemy");
const Shield = component("Shield", { strength: u8(5) }, { toggle: true });
const Stance = tagGroup("Stance", "Idle", "Run");
const Likes = relation("Likes", { amount: f32 });

/** An orc that holds a sword with a gem in it, and a shield. */
function orcIn(world: World): { orc: Entity; sword: Entity; gem: Entity; shield: Entity } {
  const orc = prefab(world, Position({ x: 1 }), Health({ points: 30 }), Enemy);
  const sword = prefab(world, Position({ x: 2 }), ChildOf(orc), Grip({ holder: orc }));
  const gem = prefab(world, Position({ x: 3 }), ChildOf(sword), Grip({ holder: sword }));
  const shield = prefab(world, Position({ x: 4 }), ChildOf(orc));
  return { orc, sword, gem, shield };
}

test("an instance has the prefab's components and values, and no Prefab tag", () => {
  const world = createWorld();
  const orc = prefab(world, Position({ x: 1, y: 2 }), Health({ points: 30 }), Enemy);
  const one = instantiate(world, orc);
  expect(one).not.toBe(orc);
  expect(world.get(one, Position)).toEqual({ x: 1, y: 2 });
  expect(world.get(one, Health)).toEqual({ points: 30, most: 100 });
  expect(world.has(one, Enemy)).toBe(true);
  expect(world.has(one, Prefab)).toBe(false);
  world.set(one, Position, { x: 9 });
  expect(world.get(orc, Position, "x")).toBe(1);
  validate(world);
});

test("overrides replace what they name, keep what they do not, and add what is not there", () => {
  const world = createWorld();
  const orc = prefab(world, Health({ points: 30, most: 40 }), Stance.Idle, Enemy);
  const one = instantiate(world, orc, Health({ points: 35 }), Position({ y: 7 }), Stance.Run);
  expect(world.get(one, Health)).toEqual({ points: 35, most: 40 });
  expect(world.get(one, Position)).toEqual({ x: 0, y: 7 });
  expect([world.has(one, Stance.Idle), world.has(one, Stance.Run)]).toEqual([false, true]);
  const bare = instantiate(world, orc, Health);
  expect(world.get(bare, Health)).toEqual({ points: 30, most: 40 });
});

test("a tree is copied whole, in its order, and refers to its own parts", () => {
  const world = createWorld();
  const { orc } = orcIn(world);
  const one = instantiate(world, orc);
  const [sword, shield] = childrenOf(world, one);
  const [gem] = childrenOf(world, sword);
  expect([one, sword, gem, shield].map((part) => world.get(part, Position, "x"))).toEqual([
    1, 2, 3, 4,
  ]);
  expect(world.get(sword, Grip, "holder")).toBe(one);
  expect(world.get(gem, Grip, "holder")).toBe(sword);
  expect(parentOf(world, one)).toBe(undefined);
  expect(world.entityCount).toBe(8);
  world.despawn(one);
  expect(world.entityCount).toBe(4);
  validate(world);
});

test("pairs inside a tree stay inside its copies, others keep their targets", () => {
  const world = createWorld();
  const king = world.spawn();
  const { orc, gem } = orcIn(world);
  world.add(orc, Likes(gem, { amount: 5 }));
  world.add(gem, Likes(king, { amount: 6 }));
  const one = instantiate(world, orc);
  const [sword] = childrenOf(world, one);
  const [copy] = childrenOf(world, sword);
  expect(Likes.targets(world, one)).toEqual([copy]);
  expect(world.get(one, Likes(copy), "amount")).toBe(5);
  expect(Likes.targets(world, copy)).toEqual([king]);
  expect(world.get(copy, Likes(king), "amount")).toBe(6);
  validate(world);
});

test("an instance can be put below a parent, and prefabs below a prefab are instances' own", () => {
  const world = createWorld();
  const { orc, sword } = orcIn(world);
  const camp = world.spawn();
  const one = instantiate(world, orc, ChildOf(camp));
  expect(parentOf(world, one)).toBe(camp);
  const loose = instantiate(world, sword);
  expect(parentOf(world, loose)).toBe(undefined);
  expect(world.get(loose, Grip, "holder")).toBe(orc); // outside the copied tree
  validate(world);
});

test("toggle components are off in an instance where they are off in the prefab", () => {
  const world = createWorld();
  const orc = prefab(world, Shield, Position);
  const sword = prefab(world, Shield, ChildOf(orc));
  world.disable(orc, Shield);
  const one = instantiate(world, orc);
  const [part] = childrenOf(world, one);
  expect([world.isEnabled(one, Shield), world.isEnabled(part, Shield)]).toEqual([false, true]);
  world.disable(sword, Shield);
  instantiateMany(world, orc, 5);
  expect(world.query(disabled(Shield)).count).toBe(1 + 2 * 5);
  validate(world);
});

test("sparse components are copied, too", () => {
  const world = createWorld();
  const torch = prefab(world, Position, Burning({ heat: 3 }));
  expect(world.get(instantiate(world, torch), Burning)).toEqual({ heat: 3 });
  expect(world.get(instantiate(world, torch, Burning({ heat: 4 })), Burning)).toEqual({ heat: 4 });
});

test("many instances are made at once, and their columns can be filled", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 64 } });
  const { orc } = orcIn(world);
  let shown = 0;
  instantiateMany(world, orc, 500, [Health({ points: 7 })], (rows) => {
    const { y } = rows.write(Position);
    for (let i = rows.start; i < rows.end; i++) y[i] = rows.offset + i - rows.start;
    shown += rows.end - rows.start;
  });
  expect(shown).toBe(500);
  expect(world.entityCount).toBe(4 + 4 * 500);
  const roots = world
    .query(Position, Enemy)
    .entities()
    .filter((one) => one !== orc);
  expect(roots.map((one) => world.get(one, Position, "y"))).toEqual(
    Array.from({ length: 500 }, (_, i) => i),
  );
  for (const one of roots) {
    const [sword, shield] = childrenOf(world, one);
    expect(world.get(sword, Grip, "holder")).toBe(one);
    expect(world.get(shield, Position, "x")).toBe(4);
    expect(world.get(one, Health, "points")).toBe(7);
  }
  validate(world);
});

test("a variant is a prefab of its own, with all that is below it", () => {
  const world = createWorld();
  const { orc } = orcIn(world);
  const chief = variant(world, orc, Health({ points: 80 }));
  expect(world.has(chief, Prefab)).toBe(true);
  expect(childrenOf(world, chief).every((part) => world.has(part, Prefab))).toBe(true);
  world.set(orc, Position, { x: 50 });
  const one = instantiate(world, chief);
  expect(world.get(one, Health)).toEqual({ points: 80, most: 100 });
  expect(world.get(one, Position, "x")).toBe(1);
  expect(childrenOf(world, one)).toHaveLength(2);
});

test("inside an iteration instances wait as all that is spawned there does", () => {
  const world = createWorld();
  const { orc } = orcIn(world);
  world.spawn(Position);
  const bodies = world.query(Enemy);
  const before = bodies.count;
  const made: Entity[] = [];
  for (const chunk of world.query(Position)) {
    if (made.length > 0) break;
    expect(chunk.count).toBeGreaterThan(0);
    made.push(instantiate(world, orc));
    instantiateMany(world, orc, 3);
    expect(world.get(made[0], Position, "x")).toBe(1);
    expect(bodies.count).toBe(before);
  }
  expect(bodies.count).toBe(before + 4);
  const [sword] = childrenOf(world, made[0]);
  expect(world.get(sword, Grip, "holder")).toBe(made[0]);
  validate(world);
});

test("hooks run once a tree is complete", () => {
  const world = createWorld();
  const { orc } = orcIn(world);
  const seen: string[] = [];
  world.onAdd(Enemy, (one) => {
    const [sword] = childrenOf(world, one);
    seen.push(`${childrenOf(world, one).length} ${world.get(sword, Grip, "holder") === one}`);
  });
  instantiate(world, orc);
  instantiateMany(world, orc, 2);
  expect(seen).toEqual(["2 true", "2 true", "2 true"]);
});

test("where memory runs out on the way, nothing is left half-made", () => {
  for (let allowed = 0; allowed < 12; allowed++) {
    const world = createWorld({ capacity: 0, chunkRows: { min: 16, max: 16 } });
    const { orc } = orcIn(world);
    const before = world.entityCount;
    failAfter(world, allowed);
    try {
      instantiateMany(world, orc, 100);
    } catch (error) {
      expect(error).toEqual(new Error("no memory, on purpose"));
      restoreMemory(world);
      expect(world.entityCount).toBe(before);
    }
    restoreMemory(world);
    validate(world);
    instantiateMany(world, orc, 100);
    validate(world);
  }
});

test("a callback that throws leaves complete instances behind", () => {
  const world = createWorld();
  const { orc } = orcIn(world);
  const stop = new Error("stopped by the callback");
  expect(() =>
    instantiateMany(world, orc, 10, [], () => {
      throw stop;
    }),
  ).toThrow(stop);
  expect(world.entityCount).toBe(44);
  validate(world);
});

test("only prefabs are made from, and only living ones", () => {
  const world = createWorld();
  const plain = world.spawn(Position);
  expect(() => instantiate(world, plain)).toThrow(
    "instantiate: entity 1v0 is not a prefab. Make it with prefab(world, ...), or add the Prefab tag to it. [E160]",
  );
  expect(() => instantiateMany(world, plain, 2)).toThrow(
    "instantiateMany: entity 1v0 is not a prefab. Make it with prefab(world, ...), or add the Prefab tag to it. [E160]",
  );
  expect(() => variant(world, plain)).toThrow(
    "variant: entity 1v0 is not a prefab. Make it with prefab(world, ...), or add the Prefab tag to it. [E160]",
  );
  world.despawn(plain);
  expect(() => instantiate(world, plain)).toThrow(
    "instantiate: entity 1v0 is dead (index 1 is free). Check world.isAlive(entity) first. [E101]",
  );
  const orc = prefab(world);
  expect(() => instantiateMany(world, orc, 1.5)).toThrow(
    "instantiateMany: the count is 1.5. Pass a whole number of entities. [E107]",
  );
  expect(() => instantiate(world, orc, Position, Position({ x: 1 }))).toThrow(
    "spawn: Position is given twice. Pass each component once. [E110]",
  );
  expect(world.entityCount).toBe(1);
});
