/** The ecs bench's sparse components: adding and removing beside a move between archetypes, and looping. */
import { component, type Entity, f32 } from "../../src/index.ts";
import type { Cost } from "./ecs-table.ts";
import { makeWorld, Position, ROWS, SOME, shuffle } from "./ecs-world.ts";

const Burning = component("Burning", { heat: f32, fuel: f32 }, { storage: "sparse" });
const Wet = component("Wet", { depth: f32 }, { storage: "sparse" });
/** How many of the rows are wet. */
const FEW = 100;

export function sparse(): Cost[] {
  const { world, entities } = makeWorld();
  const some = entities.slice(0, SOME);
  const others = entities.slice(SOME, 2 * SOME);
  for (const entity of others) world.add(entity, Burning);
  for (let i = 0; i < ROWS; i += ROWS / FEW) world.add(entities[i], Wet({ depth: 1 }));
  const shuffled = shuffle(others);
  const wet = world.query(Position, Wet);
  const all = burningWorld();
  const add = () => {
    for (let i = 0; i < SOME; i++) world.add(some[i], Burning);
    return 1;
  };
  const removeAdded = () => {
    for (let i = 0; i < SOME; i++) world.remove(some[i], Burning);
  };
  const remove = () => {
    for (let i = 0; i < SOME; i++) world.remove(others[i], Burning);
    return 1;
  };
  const addRemoved = () => {
    for (let i = 0; i < SOME; i++) world.add(others[i], Burning);
  };
  return [
    {
      name: "add a sparse component of 2 fields",
      operations: SOME,
      targetNs: 60,
      hand: "add a component of 2 fields",
      run: add,
      undo: removeAdded,
    },
    {
      name: "remove a sparse component of 2 fields",
      operations: SOME,
      targetNs: 60,
      hand: "remove a component of 2 fields",
      run: remove,
      undo: addRemoved,
    },
    {
      name: "get one field of a sparse component, random entity",
      operations: SOME,
      hand: "get one field, random entity",
      run: () => {
        let sum = 0;
        for (let i = 0; i < SOME; i++) sum += world.get(shuffled[i] as Entity, Burning, "heat");
        return sum;
      },
    },
    {
      name: `each of ${FEW} with a sparse component among 100,000, whole pass`,
      operations: 1,
      run: () => {
        let sum = 0;
        wet.each((position, one) => {
          sum += position.x * one.depth;
        });
        return sum;
      },
    },
    {
      name: "each with a sparse component that all have, per row",
      operations: ROWS,
      run: () => {
        let sum = 0;
        all.each((position, one) => {
          sum += position.x * one.heat;
        });
        return sum;
      },
    },
  ];
}

function burningWorld() {
  const { world, entities } = makeWorld();
  for (let i = 0; i < ROWS; i++) world.add(entities[i], Burning);
  return world.query(Position, Burning);
}
