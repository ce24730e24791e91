import { expect, test } from "vitest";
import {
  byName,
  component,
  createWorld,
  type Entity,
  f32,
  NO_ENTITY,
  nameOf,
  removeName,
  setName,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });

test("an entity is found by its name, and the name by the entity", () => {
  const world = createWorld();
  const player = world.spawn();
  setName(world, player, "player");
  expect(byName(world, "player")).toBe(player);
  expect(nameOf(world, player)).toBe("player");
});

test("nobody has a name that was never given", () => {
  const world = createWorld();
  const entity = world.spawn();
  expect(byName(world, "player")).toBe(undefined);
  expect(byName(world, "")).toBe(undefined);
  expect(byName(world, "constructor")).toBe(undefined);
  expect(nameOf(world, entity)).toBe(undefined);
  expect(nameOf(world, NO_ENTITY)).toBe(undefined);
});

test("a name belongs to one world", () => {
  const first = createWorld();
  const second = createWorld();
  const entity = first.spawn();
  expect(second.spawn()).toBe(entity);
  setName(first, entity, "player");
  expect(byName(second, "player")).toBe(undefined);
  expect(nameOf(second, entity)).toBe(undefined);
});

test("a new name takes the place of the old one, which is free", () => {
  const world = createWorld();
  const [a, b] = [world.spawn(), world.spawn()];
  setName(world, a, "player");
  setName(world, a, "hero");
  expect(nameOf(world, a)).toBe("hero");
  expect(byName(world, "player")).toBe(undefined);
  setName(world, b, "player");
  expect(byName(world, "player")).toBe(b);
  expect(byName(world, "hero")).toBe(a);
});

test("giving an entity the name that it has changes nothing", () => {
  const world = createWorld();
  const player = world.spawn();
  setName(world, player, "player");
  setName(world, player, "player");
  expect(byName(world, "player")).toBe(player);
});

test("a dead holder frees its name", () => {
  const world = createWorld();
  const first = world.spawn();
  setName(world, first, "player");
  world.despawn(first);
  expect(byName(world, "player")).toBe(undefined);
  expect(nameOf(world, first)).toBe(undefined);
  const second = world.spawn();
  expect(nameOf(world, second)).toBe(undefined);
  setName(world, second, "player");
  expect(byName(world, "player")).toBe(second);
});

test("an entity that took over a dead one's index does not take its name away from the next holder", () => {
  const world = createWorld();
  const first = world.spawn();
  setName(world, first, "player");
  world.despawn(first);
  const recycled = world.spawn();
  const holder = world.spawn();
  setName(world, holder, "player");
  setName(world, recycled, "ghost");
  removeName(world, recycled);
  expect(byName(world, "player")).toBe(holder);
  expect(byName(world, "ghost")).toBe(undefined);
});

test("removeName frees the name, and does nothing where there is none", () => {
  const world = createWorld();
  const [a, b] = [world.spawn(), world.spawn()];
  setName(world, a, "player");
  removeName(world, b);
  removeName(world, a);
  removeName(world, a);
  expect(nameOf(world, a)).toBe(undefined);
  expect(byName(world, "player")).toBe(undefined);
  setName(world, b, "player");
  expect(byName(world, "player")).toBe(b);
});

test("a name stays with its entity when components come and go", () => {
  const world = createWorld();
  const player = world.spawn();
  setName(world, player, "player");
  world.add(player, Position);
  world.remove(player, Position);
  expect(byName(world, "player")).toBe(player);
});

test("inside an iteration a name is given at once, and a despawned holder keeps it until the end", () => {
  const world = createWorld();
  const player = world.spawn(Position);
  setName(world, player, "player");
  for (const chunk of world.query(Position)) {
    expect(chunk.count).toBe(1);
    const helper = world.spawn(Position);
    setName(world, helper, "helper");
    expect(byName(world, "helper")).toBe(helper);
    world.despawn(player);
    expect(byName(world, "player")).toBe(player);
  }
  expect(byName(world, "player")).toBe(undefined);
});

test("ten thousand names lead to ten thousand entities", () => {
  const world = createWorld();
  const entities = Array.from({ length: 10_000 }, () => world.spawn());
  entities.forEach((entity, i) => {
    setName(world, entity, `unit ${i}`);
  });
  expect(entities.every((entity, i) => byName(world, `unit ${i}`) === entity)).toBe(true);
  expect(entities.every((entity, i) => nameOf(world, entity) === `unit ${i}`)).toBe(true);
});

test("after dispose nobody has a name", () => {
  const world = createWorld();
  const player = world.spawn();
  setName(world, player, "player");
  world.dispose();
  expect(byName(world, "player")).toBe(undefined);
  expect(nameOf(world, player)).toBe(undefined);
});

test("E140: two living entities cannot share a name; the error names both", () => {
  const world = createWorld();
  world.despawn(world.spawn());
  const [a, b] = [world.spawn(), world.spawn()];
  setName(world, a, "player");
  setName(world, b, "other");
  expect(() => setName(world, b, "player")).toThrow(
    'setName: entity 2v0 cannot be "player", because entity 1v1 is and lives. ' +
      "Give one of them another name, or call removeName(world, entity) on the one that has it. [E140]",
  );
  expect(byName(world, "player")).toBe(a);
  expect(nameOf(world, b)).toBe("other");
});

test("E141: a name is a string that is not empty", () => {
  const world = createWorld();
  const player = world.spawn();
  setName(world, player, "player");
  expect(() => setName(world, player, "")).toThrow(
    'setName: the name of entity 1v0 is "". ' +
      "Pass a string that is not empty, or call removeName(world, entity). [E141]",
  );
  expect(() => setName(world, player, undefined as never)).toThrow(
    "setName: the name of entity 1v0 is undefined.",
  );
  expect(nameOf(world, player)).toBe("player");
});

test("E101: a dead entity cannot be named or unnamed", () => {
  const world = createWorld();
  const player = world.spawn();
  world.despawn(player);
  expect(() => setName(world, player, "player")).toThrow(
    "setName: entity 1v0 is dead (index 1 is free). Check world.isAlive(entity) first. [E101]",
  );
  expect(() => removeName(world, player)).toThrow(
    "removeName: entity 1v0 is dead (index 1 is free). Check world.isAlive(entity) first. [E101]",
  );
  expect(() => setName(world, "player" as unknown as Entity, "x")).toThrow("[E101]");
  expect(byName(world, "player")).toBe(undefined);
});
