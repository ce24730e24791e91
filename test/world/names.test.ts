import { expect, test } from "vitest";
import { component, createWorld, type Entity, f32, NO_ENTITY } from "../../src/index.ts";

const Position = component("Position", { x: f32 });

test("an entity is found by its name, and the name by the entity", () => {
  const world = createWorld();
  const player = world.spawn();
  world.setName(player, "player");
  expect(world.byName("player")).toBe(player);
  expect(world.nameOf(player)).toBe("player");
});

test("nobody has a name that was never given", () => {
  const world = createWorld();
  const entity = world.spawn();
  expect(world.byName("player")).toBe(undefined);
  expect(world.byName("")).toBe(undefined);
  expect(world.byName("constructor")).toBe(undefined);
  expect(world.nameOf(entity)).toBe(undefined);
  expect(world.nameOf(NO_ENTITY)).toBe(undefined);
});

test("a name belongs to one world", () => {
  const first = createWorld();
  const second = createWorld();
  const entity = first.spawn();
  expect(second.spawn()).toBe(entity);
  first.setName(entity, "player");
  expect(second.byName("player")).toBe(undefined);
  expect(second.nameOf(entity)).toBe(undefined);
});

test("a new name takes the place of the old one, which is free", () => {
  const world = createWorld();
  const [a, b] = [world.spawn(), world.spawn()];
  world.setName(a, "player");
  world.setName(a, "hero");
  expect(world.nameOf(a)).toBe("hero");
  expect(world.byName("player")).toBe(undefined);
  world.setName(b, "player");
  expect(world.byName("player")).toBe(b);
  expect(world.byName("hero")).toBe(a);
});

test("giving an entity the name that it has changes nothing", () => {
  const world = createWorld();
  const player = world.spawn();
  world.setName(player, "player");
  world.setName(player, "player");
  expect(world.byName("player")).toBe(player);
});

test("a dead holder frees its name", () => {
  const world = createWorld();
  const first = world.spawn();
  world.setName(first, "player");
  world.despawn(first);
  expect(world.byName("player")).toBe(undefined);
  expect(world.nameOf(first)).toBe(undefined);
  const second = world.spawn();
  expect(world.nameOf(second)).toBe(undefined);
  world.setName(second, "player");
  expect(world.byName("player")).toBe(second);
});

test("an entity that took over a dead one's index does not take its name away from the next holder", () => {
  const world = createWorld();
  const first = world.spawn();
  world.setName(first, "player");
  world.despawn(first);
  const recycled = world.spawn();
  const holder = world.spawn();
  world.setName(holder, "player");
  world.setName(recycled, "ghost");
  world.removeName(recycled);
  expect(world.byName("player")).toBe(holder);
  expect(world.byName("ghost")).toBe(undefined);
});

test("removeName frees the name, and does nothing where there is none", () => {
  const world = createWorld();
  const [a, b] = [world.spawn(), world.spawn()];
  world.setName(a, "player");
  world.removeName(b);
  world.removeName(a);
  world.removeName(a);
  expect(world.nameOf(a)).toBe(undefined);
  expect(world.byName("player")).toBe(undefined);
  world.setName(b, "player");
  expect(world.byName("player")).toBe(b);
});

test("a name stays with its entity when components come and go", () => {
  const world = createWorld();
  const player = world.spawn();
  world.setName(player, "player");
  world.add(player, Position);
  world.remove(player, Position);
  expect(world.byName("player")).toBe(player);
});

test("inside an iteration a name is given at once, and a despawned holder keeps it until the end", () => {
  const world = createWorld();
  const player = world.spawn(Position);
  world.setName(player, "player");
  for (const chunk of world.query(Position)) {
    expect(chunk.count).toBe(1);
    const helper = world.spawn(Position);
    world.setName(helper, "helper");
    expect(world.byName("helper")).toBe(helper);
    world.despawn(player);
    expect(world.byName("player")).toBe(player);
  }
  expect(world.byName("player")).toBe(undefined);
});

test("ten thousand names lead to ten thousand entities", () => {
  const world = createWorld();
  const entities = Array.from({ length: 10_000 }, () => world.spawn());
  entities.forEach((entity, i) => {
    world.setName(entity, `unit ${i}`);
  });
  expect(entities.every((entity, i) => world.byName(`unit ${i}`) === entity)).toBe(true);
  expect(entities.every((entity, i) => world.nameOf(entity) === `unit ${i}`)).toBe(true);
});

test("after dispose nobody has a name", () => {
  const world = createWorld();
  const player = world.spawn();
  world.setName(player, "player");
  world.dispose();
  expect(world.byName("player")).toBe(undefined);
  expect(world.nameOf(player)).toBe(undefined);
});

test("E140: two living entities cannot share a name; the error names both", () => {
  const world = createWorld();
  world.despawn(world.spawn());
  const [a, b] = [world.spawn(), world.spawn()];
  world.setName(a, "player");
  world.setName(b, "other");
  expect(() => world.setName(b, "player")).toThrow(
    'setName: entity 2v0 cannot be "player", because entity 1v1 is and lives. ' +
      "Give one of them another name, or call world.removeName(entity) on the one that has it. [E140]",
  );
  expect(world.byName("player")).toBe(a);
  expect(world.nameOf(b)).toBe("other");
});

test("E141: a name is a string that is not empty", () => {
  const world = createWorld();
  const player = world.spawn();
  world.setName(player, "player");
  expect(() => world.setName(player, "")).toThrow(
    'setName: the name of entity 1v0 is "". ' +
      "Pass a string that is not empty, or call world.removeName(entity). [E141]",
  );
  expect(() => world.setName(player, undefined as never)).toThrow(
    "setName: the name of entity 1v0 is undefined.",
  );
  expect(world.nameOf(player)).toBe("player");
});

test("E101: a dead entity cannot be named or unnamed", () => {
  const world = createWorld();
  const player = world.spawn();
  world.despawn(player);
  expect(() => world.setName(player, "player")).toThrow(
    "setName: entity 1v0 is dead (index 1 is free). Check world.isAlive(entity) first. [E101]",
  );
  expect(() => world.removeName(player)).toThrow(
    "removeName: entity 1v0 is dead (index 1 is free). Check world.isAlive(entity) first. [E101]",
  );
  expect(() => world.setName("player" as unknown as Entity, "x")).toThrow("[E101]");
  expect(world.byName("player")).toBe(undefined);
});
