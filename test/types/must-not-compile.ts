/**
 * Programs that must not compile: each line below an `@ts-expect-error` is a mistake that the types
 * have to catch. If one of them compiles, `npm run check` fails on the unused directive.
 *
 * Nothing here is ever run.
 */
import {
  all,
  array,
  component,
  createWorld,
  type Entity,
  entity,
  f32,
  gather,
  kernel,
  not,
  read,
  ref,
  relation,
  string,
  tag,
  u8,
} from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Health = component("Health", { points: u8(100) });
const Look = component("Look", { at: ref<Date>() });
const Frozen = tag("Frozen");
const Likes = relation("Likes", { amount: f32 });
const Owes = relation("Owes");

export function mistakes(hero: Entity): void {
  const world = createWorld();

  // @ts-expect-error a wrong field name in a value
  Position({ z: 1 });
  // @ts-expect-error a wrong type of value
  Position({ x: "1" });
  // @ts-expect-error a starting value of the wrong type
  u8("100");
  // @ts-expect-error a starting text that is none
  string(1);
  // @ts-expect-error lanes of strings
  array(string, 2);
  // @ts-expect-error a number for a string
  component("Label", { text: string })({ text: 1 });
  // @ts-expect-error an object of another class
  component("Look", { at: ref<Date>() })({ at: new Map() });
  // @ts-expect-error a reference may be absent
  world.get(hero, component("Look", { at: ref<Date>() }), "at").getTime();
  // @ts-expect-error a reference without its type's call
  component("Look", { at: ref });
  for (const chunk of world.query(Look)) {
    // @ts-expect-error read gives readonly references
    chunk.read(Look).at[0] = new Date();
  }
  // @ts-expect-error a schema of something else than field types
  component("Broken", { x: 1 });
  // @ts-expect-error lanes of lanes
  array(array(f32, 2), 2);
  // @ts-expect-error a tag has no values
  Frozen({ on: true });
  // @ts-expect-error an unknown option
  createWorld({ capcity: 1000 });

  // @ts-expect-error a plain number is not an entity
  world.despawn(7);
  // @ts-expect-error a wrong field name in get
  world.get(hero, Position, "z");
  // @ts-expect-error a field of another component
  world.get(hero, Health).x;
  // @ts-expect-error a wrong field name in set
  world.set(hero, Position, { z: 1 });
  // @ts-expect-error what get returns is a copy of numbers, not of strings
  world.get(hero, Position).x.trim();
  // @ts-expect-error a string is not a component
  world.spawn("Position");
  // @ts-expect-error a filter is not a component
  world.add(hero, not(Frozen));

  const query = world.query(Position, Frozen, not(Health));
  for (const chunk of query) {
    // @ts-expect-error read gives readonly columns
    chunk.read(Position).x[0] = 1;
    // @ts-expect-error a column cannot be replaced
    chunk.write(Position).x = new Float32Array(1);
    // @ts-expect-error a wrong column
    chunk.write(Position).z;
    // @ts-expect-error a component that the query excludes
    chunk.read(Health);
    // @ts-expect-error a tag has no columns
    chunk.read(Frozen);
  }
  // @ts-expect-error a wrong field name in set by query
  query.set(Position, { z: 1 });
  // @ts-expect-error a value is not removed
  query.change({ add: [Frozen], remove: ["Frozen"] });
  // @ts-expect-error a wrong field of a cursor
  query.each((p) => p.z);
  // @ts-expect-error tags and filters hand over nothing
  query.each((_p, _frozen, _entity, _more) => {});
  // @ts-expect-error the second parameter is the entity, not a cursor
  query.each((_p, e) => e.x);
  for (const chunk of world.query(all(Position))) {
    // @ts-expect-error not part of the query
    chunk.read(Health);
  }
  world.spawnMany(3, [Position], (rows) => {
    // @ts-expect-error not part of what is spawned
    rows.write(Health);
  });
  // @ts-expect-error a number is not a term
  world.query(Position, 3);
}

export function relationMistakes(hero: Entity, friend: Entity): void {
  const world = createWorld();
  // @ts-expect-error a pair needs a target
  Likes();
  // @ts-expect-error a target is an entity, not any number
  Likes(7);
  // @ts-expect-error a wrong field name in a pair's values
  Likes(friend, { much: 1 });
  // @ts-expect-error a wrong type of value
  Likes(friend, { amount: "1" });
  // @ts-expect-error pairs of a relation without a schema hold no values
  Owes(friend, { amount: 1 });
  // @ts-expect-error a wrong field of a pair
  world.get(hero, Likes(friend), "much");
  // @ts-expect-error a wrong field of a pair's values
  world.get(hero, Likes(friend)).much;
  // @ts-expect-error a wrong value of a pair
  world.set(hero, Likes(friend), { amount: true });
  // @ts-expect-error an unknown policy
  relation("Broken", undefined, { onTargetDespawn: "explode" });
  // @ts-expect-error a relation hands no data to a loop
  world.query(Position, Likes).each((_position, likes: { amount: number }) => likes);
}

export function kernelMistakes(): void {
  const Follow = component("Follow", { target: entity, weight: f32 });
  const Shield = component("Shield", { left: f32 }, { toggle: true });
  // @ts-expect-error a field that refers to no entity
  gather(Follow, "weight", Position);
  // @ts-expect-error a field that is not there
  gather(Follow, "tarket", Position);
  kernel([read(Shield), gather(Follow, "target", Position)], {}, (shield, target) => {
    // @ts-expect-error switching has hooks
    shield.isEnabled = false;
    // @ts-expect-error another entity's component is read only
    target.x = 1;
    // @ts-expect-error whether it exists is not for kernels to say
    target.exists = true;
    // @ts-expect-error whether it is on is known of the row's own components
    return target.isEnabled;
  });
}
