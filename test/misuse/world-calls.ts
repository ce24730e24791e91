/** Every call of a world and of the functions that take one, for wrong arguments. */
import * as ecs from "../../src/index.ts";
import { Likes, Position } from "./scene.ts";
import type { Call } from "./wrong-arguments.ts";
import { Hit, Mode, Score } from "./wrong-arguments.ts";

export const WORLD_CALLS: readonly Call[] = [
  ["createWorld", "options?", (_, a) => ecs.createWorld(a).dispose()],
  [
    "World.profile",
    "profile?",
    (s, a) => {
      s.world.profile = a;
      s.world.profile = undefined;
    },
  ],
  ["World.spawn", "component", (s, a) => s.world.spawn(a)],
  ["World.spawn with values", "values~", (s, a) => s.world.spawn(Position(a))],
  ["World.spawn of a pair", "entity", (s, a) => s.world.spawn(Likes(a))],
  ["World.spawn of a pair with values", "likes?", (s, a) => s.world.spawn(Likes(s.hero, a))],
  ["World.spawnMany", "count list fn?", (s, a, b, c) => s.world.spawnMany(a, b, c)],
  ["World.despawn", "entity", (s, a) => s.world.despawn(a === s.hero ? s.bare : a)],
  ["World.isAlive", "entity~", (s, a) => s.world.isAlive(a)],
  ["World.add", "entity component", (s, a, b) => s.world.add(a, b)],
  ["World.remove", "entity component", (s, a, b) => s.world.remove(a === s.hero ? s.friend : a, b)],
  ["World.has", "entity~ component", (s, a, b) => s.world.has(a, b)],
  ["World.get", "entity component", (s, a, b) => s.world.get(a, b)],
  [
    "World.get of a field",
    "entity component text?",
    (s, a, b, c) => s.world.get(a, b, c === "name" ? "x" : c),
  ],
  ["World.set", "entity component values", (s, a, b, c) => s.world.set(a, b, c)],
  ["World.query", "terms", (s, a) => s.world.query(a).entities()],
  ["World.reserve", "count list?", (s, a, b) => s.world.reserve(a, b)],
  ["World.shrink", "options?", (s, a) => s.world.shrink(a)],
  ["World.addMemoryUser", "user", (s, a) => s.world.addMemoryUser(a)],
  ["World.stringId", "text", (s, a) => s.world.stringId(a)],
  ["World.stringOf", "count", (s, a) => s.world.stringOf(a === 2 ? s.world.stringId("x") : a)],
  ["World.setName", "entity text", (s, a, b) => s.world.setName(a, b)],
  ["World.nameOf", "entity~", (s, a) => s.world.nameOf(a)],
  ["World.byName", "text~", (s, a) => s.world.byName(a)],
  ["World.removeName", "entity", (s, a) => s.world.removeName(a)],
  ["World.extension", "fn", (s, a) => s.world.extension({}, a)],
  ["World.onSpawn", "fn options?", (s, a, b) => s.world.onSpawn(a, b)],
  ["World.onDespawn", "fn options?", (s, a, b) => s.world.onDespawn(a, b)],
  ["World.onAdd", "component fn options?", (s, a, b, c) => s.world.onAdd(a, b, c)],
  ["World.onSet", "component fn options?", (s, a, b, c) => s.world.onSet(a, b, c)],
  ["World.onRemove", "component fn options?", (s, a, b, c) => s.world.onRemove(a, b, c)],
  ["World.enable", "entity", (s, a) => s.world.enable(a)],
  ["World.disable", "entity", (s, a) => s.world.disable(a)],
  ["World.isEnabled", "entity~", (s, a) => s.world.isEnabled(a)],
  ["validate", "world", (_, a) => ecs.validate(a)],
  ["inspect", "world", (_, a) => ecs.inspect(a)],
  [
    "lastMessages",
    "world text~ count?",
    (s, a, b, c) => {
      Hit.send(s.world, { damage: 1 });
      return ecs.lastMessages(a, b === "name" ? "Hit" : b, c);
    },
  ],
  ["meterSystems", "world", (_, a) => ecs.meterSystems(a)],
  ["keepJournal", "world options?", (_, a, b) => ecs.keepJournal(a, b)],
  ["journalOf", "world", (_, a) => ecs.journalOf(a)],
  ["stopJournal", "world", (_, a) => ecs.stopJournal(a)],
  ["Journal.of", "entity~", (s, a) => ecs.keepJournal(s.world).of(a)],
  ["Journal.as", "text~ fn", (s, a, b) => ecs.keepJournal(s.world).as(a, b)],
  ["endMessageFrame", "world", (_, a) => ecs.endMessageFrame(a)],
  ["shrinkMessages", "world", (_, a) => ecs.shrinkMessages(a)],
  ["messageMemory", "world", (_, a) => ecs.messageMemory(a)],
  ["Message.send", "world options?", (_, a, b) => Hit.send(a, b)],
  ["Message.sendMany", "world count fn?", (_, a, b, c) => Hit.sendMany(a, b, c)],
  ["Message.reader", "world", (_, a) => Hit.reader(a)],
  [
    "MessageReader.each",
    "fn",
    (s, a) => {
      const reader = Hit.reader(s.world);
      Hit.send(s.world, { damage: 1 });
      reader.each(a);
    },
  ],
  [
    "MessageReader.eachRun",
    "fn",
    (s, a) => {
      const reader = Hit.reader(s.world);
      Hit.send(s.world, { damage: 1 });
      reader.eachRun(a);
    },
  ],
  ["Resource.of", "world", (_, a) => Score.of(a)],
  ["Resource.set", "world any", (_, a, b) => Score.set(a, b)],
  ["Resource.has", "world", (_, a) => Score.has(a)],
  ["Resource.remove", "world", (_, a) => Score.remove(a)],
  ["State.current", "world", (_, a) => Mode.current(a)],
  ["State.set", "world text", (_, a, b) => Mode.set(a, b === "name" ? "play" : b)],
  ["State.next", "world", (_, a) => Mode.next(a)],
  ["prefab", "world component", (_, a, b) => ecs.prefab(a, b)],
  ["instantiate", "world prefab component", (_, a, b, c) => ecs.instantiate(a, b, c)],
  [
    "instantiateMany",
    "world prefab count list? fn?",
    (_, a, b, c, d, e) => ecs.instantiateMany(a, b, c, d, e),
  ],
  ["variant", "world prefab component", (_, a, b, c) => ecs.variant(a, b, c)],
  ["propagateTransforms", "world", (_, a) => ecs.propagateTransforms(a)],
  [
    "insertChild",
    "world entity entity count",
    (s, a, b, c, d) =>
      ecs.insertChild(a, b === s.hero ? s.friend : b, c === s.hero ? s.bare : c, d),
  ],
  [
    "insertBefore",
    "world entity entity",
    (s, a, b, c) => ecs.insertBefore(a, b === s.hero ? s.child : b, c === s.hero ? s.bare : c),
  ],
  ["parentOf", "world entity~", (_, a, b) => ecs.parentOf(a, b)],
  ["childrenOf", "world entity~", (_, a, b) => ecs.childrenOf(a, b)],
  ["childCount", "world entity~", (_, a, b) => ecs.childCount(a, b)],
  ["rootOf", "world entity~", (_, a, b) => ecs.rootOf(a, b)],
  ["depthOf", "world entity~", (_, a, b) => ecs.depthOf(a, b)],
  ["walk", "world entity~ order fn", (_, a, b, c, d) => ecs.walk(a, b, c, d)],
  ["Relation.target", "world entity~", (_, a, b) => Likes.target(a, b)],
  ["Relation.targets", "world entity~", (_, a, b) => Likes.targets(a, b)],
  ["Relation.sources", "world entity~", (_, a, b) => Likes.sources(a, b)],
  ["Relation.sourceCount", "world entity~", (_, a, b) => Likes.sourceCount(a, b)],
  ["Relation.onPairAdd", "world fn options?", (_, a, b, c) => Likes.onPairAdd(a, b, c)],
  ["Relation.onPairRemove", "world fn", (_, a, b) => Likes.onPairRemove(a, b)],
  ["Relation.forEachTarget", "world entity~ fn", (_, a, b, c) => Likes.forEachTarget(a, b, c)],
  ["Relation.forEachSource", "world entity~ fn", (_, a, b, c) => Likes.forEachSource(a, b, c)],
  ["WorldInspector.chunk", "count", (s, a) => ecs.inspect(s.world).chunk(a)],
  [
    "WorldInspector.isChunkChanged",
    "count number",
    (s, a, b) => ecs.inspect(s.world).isChunkChanged(a, b),
  ],
  [
    "WorldInspector.entities",
    "count count? count?",
    (s, a, b, c) => ecs.inspect(s.world).entities(a, b, c),
  ],
  ["WorldInspector.placeOf", "entity~", (s, a) => ecs.inspect(s.world).placeOf(a)],
  ["WorldInspector.componentsOf", "entity~", (s, a) => ecs.inspect(s.world).componentsOf(a)],
  ["WorldInspector.describe", "entity~", (s, a) => ecs.inspect(s.world).describe(a)],
  ["WorldInspector.find", "text", (s, a) => ecs.inspect(s.world).find(a)],
  ["WorldInspector.pairs", "text~ count?", (s, a, b) => ecs.inspect(s.world).pairs(a, b)],
  ["WorldInspector.tops", "tree", (s, a) => ecs.inspect(s.world).tops(a)],
  ["WorldInspector.targetsOf", "entity~ count?", (s, a, b) => ecs.inspect(s.world).targetsOf(a, b)],
  ["SystemMeter.of", "any", (s, a) => ecs.meterSystems(s.world).of(a)],
];
