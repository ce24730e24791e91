/** The relation bench's relations and hierarchies: pairs made, ended and asked for, trees walked and cascaded. */
import {
  ChildOf,
  cascade,
  createWorld,
  depthOf,
  type Entity,
  parentOf,
  relation,
  walk,
} from "../../src/index.ts";
import type { Cost } from "./ecs-table.ts";
import { makeWorld, Position, ROWS, SOME, Velocity } from "./ecs-world.ts";

const Likes = relation("Likes");
const Targets = relation("Targets", undefined, { exclusive: true });

/** Pairs with as many targets as sources. */
export function relations(): Cost[] {
  const { world, entities } = makeWorld();
  const some = entities.slice(0, SOME);
  const targets = entities.slice(SOME, 2 * SOME);
  const held = entities.slice(2 * SOME, 3 * SOME);
  for (let i = 0; i < SOME; i++) world.add(held[i], Targets(targets[i]));
  for (let i = 0; i < SOME; i++) world.add(held[i], Likes(targets[i]));
  const add = () => {
    for (let i = 0; i < SOME; i++) world.add(some[i], Likes(targets[i]));
    return 1;
  };
  const remove = () => {
    for (let i = 0; i < SOME; i++) world.remove(some[i], Likes(targets[i]));
    return 1;
  };
  let shift = 0;
  return [
    { name: "add a first pair", operations: SOME, run: add, undo: remove },
    {
      name: "add and remove a second pair",
      operations: SOME,
      run: () => {
        for (let i = 0; i < SOME; i++) world.add(held[i], Likes(held[i]));
        for (let i = 0; i < SOME; i++) world.remove(held[i], Likes(held[i]));
        return 1;
      },
    },
    {
      name: "replace an exclusive pair",
      operations: SOME,
      run: () => {
        shift++;
        for (let i = 0; i < SOME; i++) world.add(held[i], Targets(targets[(i + shift) % SOME]));
        return 1;
      },
    },
    {
      name: "has a pair",
      operations: SOME,
      run: () => {
        let sum = 0;
        for (let i = 0; i < SOME; i++) if (world.has(held[i], Likes(targets[i]))) sum++;
        return sum;
      },
    },
    {
      name: "target of an entity",
      operations: SOME,
      run: () => {
        let sum = 0;
        for (let i = 0; i < SOME; i++) sum += Targets.target(world, held[i]) ?? 0;
        return sum;
      },
    },
    {
      name: "count of query(Likes(target))",
      operations: SOME,
      run: () => world.query(Likes(targets[0])).count,
    },
  ];
}

const WIDTH = 10;

/** A tree of 10,000 nodes below a root, on 5 levels, and loops over it, per node. */
export function hierarchies(): Cost[] {
  const world = createWorld({ capacity: ROWS });
  const nodes: Entity[] = [world.spawn(Position, Velocity)];
  for (let first = 0; nodes.length < 11_111; first++) {
    for (let i = 0; i < WIDTH; i++)
      nodes.push(world.spawn(Position, Velocity, ChildOf(nodes[first])));
  }
  const query = world.query(Position, Velocity);
  const branch = nodes[1];
  const [home, away] = [nodes[0], nodes[2]];
  const operations = nodes.length;
  return [
    {
      name: "cascade, per node (5 levels)",
      operations,
      run: () => {
        let sum = 0;
        cascade(query, ChildOf).each((position, velocity, _entity, parent) => {
          position.x += velocity.x;
          if (parent !== undefined) sum++;
        });
        return sum;
      },
    },
    {
      name: "walk depth-first, per node",
      operations,
      run: () => {
        let sum = 0;
        walk(world, home, "depth-first", (_entity, depth) => {
          sum += depth;
        });
        return sum;
      },
    },
    {
      name: "walk breadth-first, per node",
      operations,
      run: () => {
        let sum = 0;
        walk(world, home, "breadth-first", (_entity, depth) => {
          sum += depth;
        });
        return sum;
      },
    },
    {
      name: "parentOf and depthOf",
      operations,
      run: () => {
        let sum = 0;
        for (let i = 0; i < nodes.length; i++)
          sum += (parentOf(world, nodes[i]) ?? 0) + depthOf(world, nodes[i]);
        return sum;
      },
    },
    {
      name: "move a subtree, per node in it",
      operations: 2222,
      run: () => {
        world.add(branch, ChildOf(away));
        world.add(branch, ChildOf(home));
        return 1;
      },
    },
  ];
}
