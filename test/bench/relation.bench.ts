/**
 * What relations cost: pairs with distinct targets made and ended, beside bitECS, and the death of a deep tree.
 *
 * bitECS makes a component for each target and looks through all of them when a pair ends, so it is given
 * 4,000 pairs and no more; the two take turns.
 */
import * as bitecs from "bitecs";
import { ChildOf, createWorld, type Entity, relation, tag } from "../../src/index.ts";
import { costTable } from "./ecs-table.ts";
import {
  consume,
  describeMachine,
  measureInterleaved,
  printTable,
  type Subject,
  sinkTotal,
} from "./harness.ts";
import { hierarchies, relations } from "./relation-costs.ts";

const Likes = relation("Likes");

/** Adds `count` pairs with as many targets, and removes them one by one. */
function pairs(count: number): Subject {
  const world = createWorld({ capacity: 2 * count });
  const entities: Entity[] = Array.from({ length: count + 1 }, () => world.spawn());
  return {
    name: `colonnade, ${count} pairs`,
    operations: count,
    run: () => {
      for (let i = 0; i < count; i++) world.add(entities[i], Likes(entities[i + 1]));
      for (let i = 0; i < count; i++) world.remove(entities[i], Likes(entities[i + 1]));
      return world.entityCount;
    },
  };
}

function bitecsPairs(count: number): Subject {
  return {
    name: `bitecs 0.4.0, ${count} pairs`,
    operations: count,
    run: () => {
      const world = bitecs.createWorld();
      const Relation = bitecs.createRelation();
      const entities = Array.from({ length: count + 1 }, () => bitecs.addEntity(world));
      for (let i = 0; i < count; i++)
        bitecs.addComponent(world, entities[i], Relation(entities[i + 1]));
      for (let i = 0; i < count; i++)
        bitecs.removeComponent(world, entities[i], Relation(entities[i + 1]));
      return count;
    },
  };
}

/** Despawns the root of a chain. */
function chain(count: number): Subject {
  const world = createWorld({ capacity: 2 * count });
  return {
    name: `colonnade, a chain of ${count} spawned and despawned by its root`,
    operations: count,
    run: () => {
      const root = world.spawn();
      let last = root;
      for (let i = 1; i < count; i++) last = world.spawn(ChildOf(last));
      world.despawn(root);
      return world.entityCount;
    },
  };
}

/** What the others are measured against: a row that moves to where it has a tag, and back. */
function tagged(): Subject {
  const world = createWorld({ capacity: 20_000 });
  const Marked = tag("Marked");
  const entities = Array.from({ length: 10_000 }, () => world.spawn());
  return {
    name: "add or remove a tag",
    operations: 20_000,
    run: () => {
      for (let i = 0; i < entities.length; i++) world.add(entities[i], Marked);
      for (let i = 0; i < entities.length; i++) world.remove(entities[i], Marked);
      return 1;
    },
  };
}

console.log(describeMachine());
const options = { rounds: 5, turnMs: 1, warmUpMs: 1 };
const subjects = [pairs(4000), bitecsPairs(4000), pairs(100_000), chain(4000), chain(100_000)];
printTable(
  "Pairs with distinct targets, added and removed, per pair",
  costTable(subjects, measureInterleaved(subjects, options)),
);
const costs = [tagged(), ...relations(), ...hierarchies()];
printTable("Relations and hierarchies, per operation", costTable(costs, measureInterleaved(costs)));
consume(sinkTotal());
console.log(`\n(sink ${sinkTotal().toFixed(0)})`);
