/**
 * What the engine's elementary operations cost, in ns, beside a loop over plain typed arrays.
 *
 * Eight archetypes are in play, as in a game, not two. All subjects run interleaved in one process;
 * the rows marked "hand" are what a good programmer writes without an engine.
 */
import { type Entity, not } from "../../src/index.ts";
import { iteration } from "./ecs-iteration.ts";
import {
  Frozen,
  Health,
  Marked,
  makeWorld,
  Position,
  ROWS,
  Target,
  Velocity,
} from "./ecs-world.ts";
import {
  consume,
  describeMachine,
  measureInterleaved,
  measurementTable,
  printTable,
  type Subject,
  sinkTotal,
} from "./harness.ts";

function structural(): Subject[] {
  const { world, entities } = makeWorld();
  const movers = world.query(Position, Velocity);
  const shuffled = entities.slice();
  for (let i = shuffled.length - 1, seed = 1; i > 0; i--) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const j = seed % (i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  const spawned: Entity[] = new Array<Entity>(10_000).fill(entities[0]);
  const bulk = world.query(Health, Target, Marked);
  return [
    {
      name: "get one field, random entity",
      operations: ROWS,
      run: () => {
        let sum = 0;
        for (let i = 0; i < ROWS; i++) sum += world.get(shuffled[i], Position, "x");
        return sum;
      },
    },
    {
      name: "get a component as an object",
      operations: ROWS,
      run: () => {
        let sum = 0;
        for (let i = 0; i < ROWS; i++) sum += world.get(shuffled[i], Position).x;
        return sum;
      },
    },
    {
      name: "set one field, random entity",
      operations: ROWS,
      run: () => {
        const values = { x: 1 };
        for (let i = 0; i < ROWS; i++) world.set(shuffled[i], Position, values);
        return 1;
      },
    },
    {
      name: "isAlive",
      operations: ROWS,
      run: () => {
        let sum = 0;
        for (let i = 0; i < ROWS; i++) if (world.isAlive(shuffled[i])) sum++;
        return sum;
      },
    },
    {
      name: "add or remove a tag",
      operations: 20_000,
      run: () => {
        for (let i = 0; i < 10_000; i++) world.add(entities[i], Frozen);
        for (let i = 0; i < 10_000; i++) world.remove(entities[i], Frozen);
        return 1;
      },
    },
    {
      name: "add or remove a component of 2 fields",
      operations: 20_000,
      run: () => {
        for (let i = 0; i < 10_000; i++) world.add(entities[i], Health);
        for (let i = 0; i < 10_000; i++) world.remove(entities[i], Health);
        return 1;
      },
    },
    {
      name: "add or remove a component inside a loop (deferred)",
      operations: 2 * ROWS,
      run: () => {
        for (const chunk of movers) {
          for (let i = 0; i < chunk.count; i++) world.add(chunk.entities[i] as Entity, Health);
        }
        for (const chunk of movers) {
          for (let i = 0; i < chunk.count; i++) world.remove(chunk.entities[i] as Entity, Health);
        }
        return 1;
      },
    },
    {
      name: "add or remove a tag by query",
      operations: 2 * movers.count,
      run: () => {
        movers.add(Frozen);
        movers.remove(Frozen);
        return 1;
      },
    },
    {
      name: "add or remove a component of 2 fields by query",
      operations: 2 * movers.count,
      run: () => {
        movers.add(Health);
        movers.remove(Health);
        return 1;
      },
    },
    {
      name: "spawn and despawn, 2 components of 2 fields",
      operations: spawned.length,
      run: () => {
        for (let i = 0; i < spawned.length; i++) spawned[i] = world.spawn(Position, Velocity);
        for (let i = 0; i < spawned.length; i++) world.despawn(spawned[i]);
        return 1;
      },
    },
    {
      name: "spawn with values and despawn",
      operations: spawned.length,
      run: () => {
        for (let i = 0; i < spawned.length; i++) {
          spawned[i] = world.spawn(Position({ x: i, y: 1 }), Velocity({ x: 1, y: 1 }));
        }
        for (let i = 0; i < spawned.length; i++) world.despawn(spawned[i]);
        return 1;
      },
    },
    {
      name: "spawnMany and despawn by query",
      operations: ROWS,
      run: () => {
        world.spawnMany(ROWS, [Health, Target, Marked]);
        bulk.despawn();
        return 1;
      },
    },
    {
      name: "query found again by its terms",
      operations: 1000,
      run: () => {
        let sum = 0;
        for (let i = 0; i < 1000; i++)
          sum += world.query(Position, Velocity, not(Frozen)).terms.length;
        return sum;
      },
    },
  ];
}

console.log(describeMachine());
const loops = measureInterleaved(iteration());
printTable("Iteration, 100,000 rows", measurementTable(loops));
const changes = measureInterleaved(structural());
printTable("Entities and structural changes", measurementTable(changes));
consume(sinkTotal());
console.log(`\n(sink ${sinkTotal().toFixed(0)})`);
