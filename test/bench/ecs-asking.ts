/** The ecs bench's questions and news: by handle, by query, observers, messages. */
import { endMessageFrame, message, not, tag, u32, type World } from "../../src/index.ts";
import type { Cost } from "./ecs-table.ts";
import { Frozen, Health, makeWorld, Position, ROWS, SOME, shuffle, Velocity } from "./ecs-world.ts";

/** Reading and writing by handle. */
export function access(): Cost[] {
  const { world, entities } = makeWorld();
  const shuffled = shuffle(entities);
  const hand = "hand: read through the row of a random id";
  const values = { x: 1 };
  const near = makeWorld(SOME);
  const nearby = shuffle(near.entities);
  return [
    {
      name: "get one field, random among 10,000",
      operations: SOME,
      targetNs: 8,
      run: () => {
        let sum = 0;
        for (let i = 0; i < SOME; i++) sum += near.world.get(nearby[i], Position, "x");
        return sum;
      },
    },
    {
      name: "get one field, random entity",
      operations: ROWS,
      hand,
      run: () => {
        let sum = 0;
        for (let i = 0; i < ROWS; i++) sum += world.get(shuffled[i], Position, "x");
        return sum;
      },
    },
    {
      name: "get a component as an object",
      operations: ROWS,
      hand,
      run: () => {
        let sum = 0;
        for (let i = 0; i < ROWS; i++) sum += world.get(shuffled[i], Position).x;
        return sum;
      },
    },
    {
      name: "set one field, random entity",
      operations: ROWS,
      hand,
      run: () => {
        for (let i = 0; i < ROWS; i++) world.set(shuffled[i], Position, values);
        return 1;
      },
    },
    {
      name: "has",
      operations: ROWS,
      hand,
      run: () => {
        let sum = 0;
        for (let i = 0; i < ROWS; i++) if (world.has(shuffled[i], Velocity)) sum++;
        return sum;
      },
    },
    {
      name: "isAlive",
      operations: ROWS,
      hand,
      run: () => {
        let sum = 0;
        for (let i = 0; i < ROWS; i++) if (world.isAlive(shuffled[i])) sum++;
        return sum;
      },
    },
  ];
}

const TAGS = Array.from({ length: 8 }, (_, i) => tag(`Kind${i}`));

/** A world of a hundred archetypes and more. */
function variedWorld(): World {
  const { world } = makeWorld();
  for (let bits = 0; bits < 96; bits++)
    world.spawn(Position, ...TAGS.filter((_, i) => (bits & (1 << i)) !== 0));
  return world;
}

export function queries(): Cost[] {
  let world = variedWorld();
  const found = variedWorld();
  const created = 64;
  return [
    {
      name: "create a query, 100 archetypes",
      operations: created,
      run: () => {
        let sum = 0;
        for (let bits = 1; bits <= created; bits++) {
          const others = TAGS.filter((_, i) => (bits & (1 << i)) !== 0);
          sum += world.query(Position, not(...others)).count;
        }
        return sum;
      },
      undo: () => {
        world.dispose();
        world = variedWorld();
      },
    },
    {
      name: "find a query again by its 3 terms",
      operations: 1000,
      run: () => {
        let sum = 0;
        for (let i = 0; i < 1000; i++)
          sum += found.query(Position, Velocity, not(Frozen)).terms.length;
        return sum;
      },
    },
  ];
}

/** What telling others costs: observers, one by one and by runs of rows; messages. */
export function telling(): Cost[] {
  const { world, entities } = makeWorld();
  const some = entities.slice(0, SOME);
  let seen = 0;
  world.onAdd(Health, (entity) => {
    seen += entity & 1;
  });
  world.onRemove(Health, (entity) => {
    seen += entity & 1;
  });
  const batched = makeWorld().world;
  batched.onAdd(Health, (rows) => (seen += rows.end - rows.start), { batch: true });
  const movers = batched.query(Position, Velocity, not(Health));
  const hurt = batched.query(Health, Velocity);
  const Hit = message("Hit", { amount: u32, kind: u32 });
  const hit = Hit.draft();
  const mailed = makeWorld().world;
  const reader = Hit.reader(mailed);
  return [
    {
      name: "add and be told of it (onAdd)",
      operations: SOME,
      hand: "hand: move a row between two tables",
      run: () => {
        for (let i = 0; i < SOME; i++) world.add(some[i], Health);
        return seen;
      },
      undo: () => {
        for (let i = 0; i < SOME; i++) world.remove(some[i], Health);
      },
    },
    {
      name: "add by query and be told of runs (onAdd, batch)",
      operations: movers.count,
      hand: "hand: copy columns",
      run: () => {
        movers.add(Health);
        return seen;
      },
      undo: () => hurt.remove(Health),
    },
    {
      name: "send a message and read it",
      operations: SOME,
      run: () => {
        for (let i = 0; i < SOME; i++) {
          hit.amount = i;
          Hit.send(mailed, hit);
        }
        let sum = 0;
        reader.each((one) => {
          sum += one.amount;
        });
        return sum;
      },
      undo: () => endMessageFrame(mailed),
    },
  ];
}
