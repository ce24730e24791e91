/** The ecs bench's relations: pairs by both ends, and trees. */
import { ChildOf, cascade, createWorld, type Entity, relation, walk } from "../../src/index.ts";
import type { Cost } from "./ecs-table.ts";
import { makeWorld, Position, SOME } from "./ecs-world.ts";

const Likes = relation("Likes");
const WIDTH = 10;

export function relating(): Cost[] {
  const { world, entities } = makeWorld();
  const some = entities.slice(0, SOME);
  const others = entities.slice(SOME, 2 * SOME);
  const targets = entities.slice(2 * SOME, 3 * SOME);
  for (let i = 0; i < SOME; i++) world.add(others[i], Likes(some[i]));
  const addTo = (list: readonly Entity[]) => () => {
    for (let i = 0; i < SOME; i++) world.add(list[i], Likes(targets[i]));
    return 1;
  };
  const removeFrom = (list: readonly Entity[]) => () => {
    for (let i = 0; i < SOME; i++) world.remove(list[i], Likes(targets[i]));
  };
  const family = createWorld(); // of its own: a cascade visits entities without a parent, too
  const nodes: Entity[] = [family.spawn(Position)];
  for (let i = 1; i < SOME; i++)
    nodes.push(family.spawn(Position, ChildOf(nodes[Math.floor((i - 1) / WIDTH)])));
  const ordered = cascade(family.query(Position), ChildOf);
  const down = (position: { x: number }): void => {
    position.x += 1;
  };
  let seen = 0;
  const see = (_entity: Entity, depth: number): void => {
    seen += depth;
  };
  return [
    {
      name: "relate: add an entity's first pair",
      operations: SOME,
      run: addTo(some),
      undo: removeFrom(some),
    },
    {
      name: "relate: add a further pair",
      operations: SOME,
      run: addTo(others),
      undo: removeFrom(others),
    },
    {
      name: "relate: ask for a pair, and for its target",
      operations: SOME,
      run: () => {
        let sum = 0;
        for (let i = 0; i < SOME; i++) {
          if (world.has(others[i], Likes(some[i]))) sum += Likes.target(world, others[i]) as number;
        }
        return sum;
      },
    },
    {
      name: "walk a tree of 10,000, depth-first",
      operations: SOME,
      run: () => {
        walk(family, nodes[0], "depth-first", see);
        return seen;
      },
    },
    {
      name: "walk a tree of 10,000, breadth-first",
      operations: SOME,
      run: () => {
        walk(family, nodes[0], "breadth-first", see);
        return seen;
      },
    },
    {
      name: "cascade over a tree of 10,000",
      operations: SOME,
      run: () => {
        ordered.each(down);
        return 1;
      },
    },
  ];
}
