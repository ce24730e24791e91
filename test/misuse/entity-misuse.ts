/** Mistakes with single entities: dead ones, and components they lack. */
import { type Entity, NO_ENTITY } from "../../src/index.ts";
import { Burning, Frozen, Health, type Misuse, Position, untyped, Visible } from "./scene.ts";

export const ENTITY_MISUSE: readonly Misuse[] = [
  // E101
  {
    name: "despawn a dead entity",
    provoke: (s) => s.world.despawn(s.dead),
    message:
      "despawn: entity 6v0 is dead (index 6 is free). Check world.isAlive(entity) first. [E101]",
  },
  {
    name: "add to a dead entity",
    provoke: (s) => s.world.add(s.dead, Frozen),
    message: "add: entity 6v0 is dead (index 6 is free). Check world.isAlive(entity) first. [E101]",
  },
  {
    name: "remove from a dead entity",
    provoke: (s) => s.world.remove(s.dead, Position),
    message:
      "remove: entity 6v0 is dead (index 6 is free). Check world.isAlive(entity) first. [E101]",
  },
  {
    name: "get from a dead entity",
    provoke: (s) => s.world.get(s.dead, Position),
    message: "get: entity 6v0 is dead (index 6 is free). Check world.isAlive(entity) first. [E101]",
  },
  {
    name: "get a field of a dead entity",
    provoke: (s) => s.world.get(s.dead, Position, "x"),
    message: "get: entity 6v0 is dead (index 6 is free). Check world.isAlive(entity) first. [E101]",
  },
  {
    name: "set on a dead entity",
    provoke: (s) => s.world.set(s.dead, Position, { x: 1 }),
    message: "set: entity 6v0 is dead (index 6 is free). Check world.isAlive(entity) first. [E101]",
  },
  {
    name: "name a dead entity",
    provoke: (s) => s.world.setName(s.dead, "ghost"),
    message:
      "setName: entity 6v0 is dead (index 6 is free). Check world.isAlive(entity) first. [E101]",
  },
  {
    name: "despawn NO_ENTITY",
    provoke: (s) => s.world.despawn(NO_ENTITY),
    message:
      "despawn: entity 0v0 is dead (index 0 was never used). Check world.isAlive(entity) first. [E101]",
  },
  {
    name: "despawn an index never used",
    provoke: (s) => s.world.despawn(1_000_000 as Entity),
    message:
      "despawn: entity 976v576 is dead (index 976 was never used). Check world.isAlive(entity) first. [E101]",
  },
  {
    name: "despawn undefined",
    provoke: (s) => s.world.despawn(untyped(undefined)),
    message: "despawn: undefined is not an entity. Pass a handle that spawn() returned. [E101]",
  },
  {
    name: "despawn a string",
    provoke: (s) => s.world.despawn(untyped("hero")),
    message: "despawn: hero is not an entity. Pass a handle that spawn() returned. [E101]",
  },
  {
    name: "get from a fraction",
    provoke: (s) => s.world.get(untyped(0.5), Position),
    message: "get: 0.5 is not an entity. Pass a handle that spawn() returned. [E101]",
  },
  {
    name: "despawn a dead entity inside a loop",
    provoke: (s) => {
      for (const _ of s.world.query(Position)) s.world.despawn(s.dead);
    },
    message:
      "despawn: entity 6v0 is dead (index 6 is free). Check world.isAlive(entity) first. [E101]",
  },
  // E102
  {
    name: "get a component that the entity lacks",
    provoke: (s) => s.world.get(s.friend, Health),
    message:
      "get: entity 2v0 has [Position], not Health. Add it first, or check world.has(entity, Health). [E102]",
  },
  {
    name: "get from an entity without components",
    provoke: (s) => s.world.get(s.bare, Position),
    message:
      "get: entity 4v0 has [], not Position. Add it first, or check world.has(entity, Position). [E102]",
  },
  {
    name: "get a sparse component that the entity lacks",
    provoke: (s) => s.world.get(s.hero, Burning),
    message:
      "get: entity 1v0 has [Position, Health, Body, Visible, Stance.Idle, Likes, Guards], not Burning. Add it first, or check world.has(entity, Burning). [E102]",
  },
  {
    name: "set a component that the entity lacks",
    provoke: (s) => s.world.set(s.friend, Health, { points: 1 }),
    message:
      "set: entity 2v0 has [Position], not Health. Add it first, or check world.has(entity, Health). [E102]",
  },
  {
    name: "set a sparse component that the entity lacks",
    provoke: (s) => s.world.set(s.hero, Burning, { heat: 1 }),
    message:
      "set: entity 1v0 has [Position, Health, Body, Visible, Stance.Idle, Likes, Guards], not Burning. Add it first, or check world.has(entity, Burning). [E102]",
  },
  {
    name: "get a tag",
    provoke: (s) => s.world.get(s.hero, Visible),
    message: "get: Visible is a tag and holds no values. Use world.has(entity, Visible). [E102]",
  },
  {
    name: "set a tag",
    provoke: (s) => s.world.set(s.hero, Visible, {}),
    message: "set: Visible is a tag and holds no values. Use world.has(entity, Visible). [E102]",
  },
  {
    name: "set what a waiting command takes away",
    provoke: (s) => {
      for (const _ of s.world.query(Health)) {
        s.world.add(s.friend, Health);
        s.world.remove(s.friend, Health);
        s.world.set(s.friend, Health, { points: 1 });
      }
    },
    message:
      "set: entity 2v0 has [Position], not Health. Add it first, or check world.has(entity, Health). [E102]",
  },
  // E103
  {
    name: "spawn past the limit",
    provoke: (s) => s.world.spawnMany(36, [Position]),
    message:
      "spawnMany: 36 more would make 61 entities, past the limit of 60. Raise maxEntities or despawn some first. [E103]",
  },
  {
    name: "reserve past the limit",
    provoke: (s) => s.world.reserve(61),
    message:
      "reserve: 36 more would make 61 entities, past the limit of 60. Raise maxEntities or despawn some first. [E103]",
  },
  {
    name: "enable undefined",
    provoke: (s) => s.world.enable(s.hero, untyped(undefined)),
    message:
      "enable: undefined is not a component. Pass what component() or tag() returned; where one is undefined, its module was imported too late. [E113]",
  },
  {
    name: "disable undefined",
    provoke: (s) => s.world.disable(s.hero, untyped(undefined)),
    message:
      "disable: undefined is not a component. Pass what component() or tag() returned; where one is undefined, its module was imported too late. [E113]",
  },
  {
    name: "isEnabled undefined",
    provoke: (s) => s.world.isEnabled(s.hero, untyped(undefined)),
    message:
      "isEnabled: undefined is not a component. Pass what component() or tag() returned; where one is undefined, its module was imported too late. [E113]",
  },
];
