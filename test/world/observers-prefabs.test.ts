/** Instances of prefabs are made by several changes, and told of once they are whole. */
import { expect, test } from "vitest";
import {
  ChildOf,
  component,
  createWorld,
  type Entity,
  entity,
  f32,
  instantiate,
  instantiateMany,
  prefab,
  relation,
  tag,
  validate,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Aim = component("Aim", { at: entity });
const Likes = relation("Likes");
const Root = tag("Root");

/** A tree of two that like each other: the pairs are added to copies that have been spawned already. */
function template() {
  const world = createWorld({ chunkRows: { min: 16, max: 16, window: 16 } });
  const root = prefab(world, Root, Position({ x: 1 }), Aim);
  const gun = prefab(world, Position({ x: 2 }), ChildOf(root));
  world.set(root, Aim, { at: gun });
  world.add(root, Likes(gun));
  world.add(gun, Likes(root));
  return { world, root };
}

test("hooks hear of a tree's entities when all are there and refer to each other, each once", () => {
  const { world, root } = template();
  const log: string[] = [];
  const spawned: Entity[] = [];
  const note = (name: string) => (one: Entity) => {
    const likes = world.has(one, Likes) ? "likes" : "";
    log.push(`${name} ${world.get(one, Position, "x")} ${likes}`);
  };
  world.onSpawn((one) => {
    note("spawn")(one);
    spawned.push(one);
  });
  world.onAdd(Likes, note("like"));
  world.onSet(Aim, (one) => log.push(`aim ${world.isAlive(world.get(one, Aim, "at"))}`));
  const likers = world.query(Likes, Position);
  likers.onEnter(note("enter"));
  likers.onExit(note("exit"));
  world.query(Position).onExit(note("gone"));
  const copy = instantiate(world, root);
  expect(log).toEqual([
    ...["spawn 1 likes", "like 1 likes"],
    ...["spawn 2 likes", "like 2 likes"],
    ...["aim true", "aim true"], // as its template had it, and when that gave way to its own
    ...["enter 1 likes", "enter 2 likes"],
  ]);
  expect(new Set(spawned).size).toBe(2);
  expect(spawned).toContain(copy);
  validate(world);
});

test("many instances are told of in runs, however their rows have moved while they were made", () => {
  const { world, root } = template();
  const seen: number[] = [];
  let runCount = 0;
  world.onSpawn(
    (rows) => {
      runCount++;
      for (let i = rows.start; i < rows.end; i++) seen.push(rows.entities[i]);
    },
    { batch: true },
  );
  instantiateMany(world, root, 20);
  const made = world.query(Position, Likes).entities();
  expect(made.length).toBe(40);
  expect(seen.sort()).toEqual(made.sort());
  expect(runCount).toBeLessThan(10);
  validate(world);
});
