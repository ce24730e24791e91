/** Mistakes with relations, hierarchies and names. */
import { ChildOf, changed, insertBefore, insertChild, not, relation } from "../../src/index.ts";
import { Guards, Likes, type Misuse, Owes, Position, untyped, Visible } from "./scene.ts";

export const RELATION_MISUSE: readonly Misuse[] = [
  {
    name: "add a relation without a target",
    provoke: (s) => s.world.add(s.hero, untyped(Likes)),
    message: "add: Likes is a relation and was given without a target. Pass Likes(target). [E150]",
  },
  {
    name: "spawn a relation without a target",
    provoke: (s) => s.world.spawn(untyped(Likes)),
    message:
      "spawn: Likes is a relation and was given without a target. Pass Likes(target). [E150]",
  },
  {
    name: "add a relation without a target by query",
    provoke: (s) => s.world.query(Position).add(untyped(Likes)),
    message:
      "query.add: Likes is a relation and was given without a target. Pass Likes(target). [E150]",
  },
  {
    name: "add a pair with a dead target",
    provoke: (s) => s.world.add(s.hero, Likes(s.dead)),
    message:
      "add: the target of Likes cannot be had, entity 6v0 is dead (index 6 is free). Check world.isAlive(target) first. [E151]",
  },
  {
    name: "add a pair with a target that is no entity",
    provoke: (s) => s.world.add(s.hero, Likes(untyped("bob"))),
    message:
      "add: the target of Likes cannot be had, bob is not an entity. Check world.isAlive(target) first. [E151]",
  },
  {
    name: "spawn a pair with a dead target",
    provoke: (s) => s.world.spawn(Position, ChildOf(s.dead)),
    message:
      "spawn: the target of ChildOf cannot be had, entity 6v0 is dead (index 6 is free). Check world.isAlive(target) first. [E151]",
  },
  {
    name: "add a pair to a dead source",
    provoke: (s) => s.world.add(s.dead, Likes(s.hero)),
    message: "add: entity 6v0 is dead (index 6 is free). Check world.isAlive(entity) first. [E101]",
  },
  {
    name: "add a pair with a wrong field",
    provoke: (s) => s.world.add(s.hero, Likes(s.bare, untyped({ z: 1 }))),
    message: 'add: Likes has no field "z". Its fields: amount. [E106]',
  },
  {
    name: "add a pair with a wrong value",
    provoke: (s) => s.world.add(s.hero, Likes(s.bare, untyped({ amount: "much" }))),
    message: "add: Likes.amount is f32 and was given much (string). Pass a number. [E107]",
  },
  {
    name: "get a pair that is not there",
    provoke: (s) => s.world.get(s.hero, Likes(s.bare)),
    message:
      "get: entity 1v0 has no Likes(4v0). Add it first, or check world.has(entity, Likes(target)). [E102]",
  },
  {
    name: "get a pair that holds nothing",
    provoke: (s) => s.world.get(s.hero, Guards(s.friend)),
    message:
      "get: the pairs of Guards hold no values. Use world.has(entity, Guards(target)). [E102]",
  },
  {
    name: "set a pair that is not there",
    provoke: (s) => s.world.set(s.hero, Likes(s.bare), { amount: 1 }),
    message:
      "set: entity 1v0 has no Likes(4v0). Add it first, or check world.has(entity, Likes(target)). [E102]",
  },
  {
    name: "set a wrong field of a pair",
    provoke: (s) => s.world.set(s.hero, Likes(s.friend), untyped({ z: 1 })),
    message: 'set: Likes has no field "z". Its fields: amount. [E106]',
  },
  {
    name: "put an entity below itself",
    provoke: (s) => s.world.add(s.hero, ChildOf(s.hero)),
    message: "add: ChildOf cannot lead from entity 1v0 to itself. Pass another target. [E152]",
  },
  {
    name: "put an entity below its child",
    provoke: (s) => s.world.add(s.friend, ChildOf(s.child)),
    message:
      "add: ChildOf(3v0) would put entity 2v0 below itself, because 3v0 is below 2v0 already. Take 3v0 out from there first. [E152]",
  },
  {
    name: "despawn a target that a relation holds on to",
    provoke: (s) => s.world.despawn(s.friend),
    message:
      "despawn: entity 2v0 is the target of Guards from entity 1v0, which lives on, and Guards refuses that. Remove the pair or despawn 1v0 first. [E153]",
  },
  {
    name: "despawn it by query",
    provoke: (s) => s.world.query(Position, not(Visible)).despawn(),
    message:
      "query.despawn: entity 2v0 is the target of Guards from entity 1v0, which lives on, and Guards refuses that. Remove the pair or despawn 1v0 first. [E153]",
  },
  {
    name: "define a relation with an option misspelt",
    provoke: () => relation("Bad", undefined, untyped({ exclusve: true })),
    message:
      'relation("Bad"): "exclusve" is not an option. Pass exclusive or onTargetDespawn. [E154]',
  },
  {
    name: "define a relation with a policy that is none",
    provoke: () => relation("Bad", undefined, untyped({ onTargetDespawn: "explode" })),
    message:
      'relation("Bad"): onTargetDespawn is explode. Pass "remove", "despawn", "refuse". [E154]',
  },
  {
    name: "define a relation without a name",
    provoke: () => relation(""),
    message:
      'relation(""): a component needs a name. Give it one that its messages can use. [E105]',
  },
  {
    name: "insert a child before the first place",
    provoke: (s) => insertChild(s.world, s.friend, s.bare, -1),
    message:
      "insertChild: the index is -1. Pass a whole number from 0; past the last child it means the end. [E155]",
  },
  {
    name: "insert before an entity without a parent",
    provoke: (s) => insertBefore(s.world, s.hero, s.bare),
    message: "insertBefore: entity 1v0 is nobody's child. Pass a sibling that has a parent. [E155]",
  },
  {
    name: "spawn two pairs of one exclusive relation",
    provoke: (s) => s.world.spawn(ChildOf(s.hero), ChildOf(s.friend)),
    message: "spawn: ChildOf is given twice. Pass each component once. [E110]",
  },
  {
    name: "set a pair whose relation has no values",
    provoke: (s) => s.world.set(s.hero, Owes(s.friend), {}),
    message: "set: the pairs of Owes hold no values. Use world.has(entity, Owes(target)). [E102]",
  },
  {
    name: "give a name that another has",
    provoke: (s) => s.world.setName(s.friend, "hero"),
    message:
      'setName: entity 2v0 cannot be "hero", because entity 1v0 is and lives. Give one of them another name, or call world.removeName(entity) on the one that has it. [E140]',
  },
  {
    name: "give an empty name",
    provoke: (s) => s.world.setName(s.friend, ""),
    message:
      'setName: the name of entity 2v0 is "". Pass a string that is not empty, or call world.removeName(entity). [E141]',
  },
  {
    name: "give a number as a name",
    provoke: (s) => s.world.setName(s.friend, untyped(7)),
    message:
      "setName: the name of entity 2v0 is 7. Pass a string that is not empty, or call world.removeName(entity). [E141]",
  },
  {
    name: "get of a relation what its pairs hold",
    provoke: (s) => s.world.get(s.hero, untyped(Likes)),
    message:
      "get: Likes is a relation, and its pairs hold the values. Use world.get(entity, Likes(target)). [E102]",
  },
  {
    name: "get of a relation what even its pairs do not hold",
    provoke: (s) => s.world.get(s.hero, untyped(Owes)),
    message:
      "get: Owes is a relation whose pairs hold no values. Use world.has(entity, Owes(target)). [E102]",
  },
  {
    name: "set nothing of a relation",
    provoke: (s) => s.world.set(s.hero, untyped(Likes), {}),
    message:
      "set: Likes is a relation, and its pairs hold the values. Use world.set(entity, Likes(target)). [E102]",
  },
  {
    name: "set of a relation what its pairs hold",
    provoke: (s) => s.world.set(s.hero, untyped(Likes), untyped({ amount: 3 })),
    message:
      'set: Likes has no field "amount". Its fields: none, it is a relation, and its pairs hold the values. [E106]',
  },
  {
    name: "set of a relation by query",
    provoke: (s) => s.world.query(Likes).set(untyped(Likes), {}),
    message:
      "query.set: Likes is a relation, and its pairs hold the values. Use query.add(Likes(target)). [E102]",
  },
  {
    name: "ask what changed in the pairs of a relation",
    provoke: () => changed(untyped(Likes)),
    message:
      "changed(Likes): Likes is a relation, and what becomes of its pairs' values is not kept. Use added(Likes) or removed(Likes). [E127]",
  },
  {
    name: "be told of values of pairs",
    provoke: (s) => s.world.onSet(untyped(Likes), () => {}),
    message:
      "onSet(Likes): Likes is a relation, and its pairs' values are given without telling. Use Likes.onPairAdd(world, hook). [E145]",
  },
  {
    name: "read the columns of a relation",
    provoke: (s) => {
      for (const chunk of s.world.query(Likes)) chunk.read(untyped(Likes));
    },
    message:
      "columns: Likes is a relation and has no columns. Use chunk.has(Likes) to test for it. [E108]",
  },
];
