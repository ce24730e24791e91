/** References are let go of with their rows, wherever those are. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import {
  component,
  createWorld,
  f32,
  ref,
  relation,
  u8,
  validate,
  type World,
} from "../../src/index.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

class Sprite {
  name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const Look = component("Look", { size: f32(1), sprite: ref<Sprite>(), layer: u8(2) });
const Task = component("Task", { done: ref<() => string>(), data: ref<unknown>() });
const Mass = component("Mass", { kilos: f32 });

/** Everything that any column of references still holds, used rows or not. */
function held(world: World): unknown[] {
  const chunks = world.storage.chunks.filter((chunk) => chunk !== undefined);
  const refs = chunks.flatMap((chunk) => chunk.refs ?? []).flat();
  return refs.filter((value) => value !== undefined);
}

test("sparse components and pairs of relations hold references, and let go of them", () => {
  const Glow = component("Glow", { sprite: ref<Sprite>() }, { storage: "sparse" });
  const Holds = relation("Holds", { grip: ref<Sprite>(), force: f32 });
  const world = createWorld();
  const entities = [1, 2, 3].map((i) => world.spawn(Glow({ sprite: new Sprite(`${i}`) })));
  world.despawn(entities[0]);
  world.remove(entities[1], Glow);
  expect(world.get(entities[2], Glow, "sprite")?.name).toBe("3");
  expect(held(world)).toHaveLength(1);

  const [hand, cup, jug] = [world.spawn(), world.spawn(), world.spawn()];
  world.add(hand, Holds(cup, { grip: new Sprite("cup") }));
  world.add(hand, Holds(jug, { grip: new Sprite("jug"), force: 2 }));
  expect(world.get(hand, Holds(cup), "grip")?.name).toBe("cup");
  world.remove(hand, Holds(cup));
  expect(world.get(hand, Holds(jug))).toEqual({ grip: new Sprite("jug"), force: 2 });
  const pairRefs = () =>
    world.storage.pairs?.all.flatMap((table) => table.values?.chunk?.refs?.[0] ?? []) ?? [];
  expect(pairRefs().filter((value) => value !== undefined)).toHaveLength(1);
  for (let i = 0; i < 300; i++) world.add(hand, Holds(world.spawn())); // the table grows
  expect(world.get(hand, Holds(jug), "grip")?.name).toBe("jug");
  world.despawn(hand);
  expect(pairRefs().filter((value) => value !== undefined)).toEqual([]);
  validate(world);
});

test("no object outlives the row that held it, nor the commands that carried it", async () => {
  const world = createWorld({ chunkRows: { min: 16, max: 16 } });
  const kept = world.spawn(Look);
  const refs = (() => {
    const made: WeakRef<object>[] = [];
    const sprite = (): Sprite => {
      const fresh = new Sprite("fresh");
      made.push(new WeakRef(fresh));
      return fresh;
    };
    const despawned = world.spawn(Look({ sprite: sprite() }));
    const removed = world.spawn(Look({ sprite: sprite() }));
    world.set(kept, Look, { sprite: sprite() });
    world.set(kept, Look, { sprite: undefined });
    world.spawnMany(40, [Look, Mass], (rows) => {
      for (let i = rows.start; i < rows.end; i++) rows.write(Look).sprite[i] = sprite();
    });
    world.query(Look).each((look, entity) => {
      if (entity === despawned) world.add(entity, Task({ data: sprite() }));
      look.layer = 3;
    });
    world.despawn(despawned);
    world.remove(removed, Look);
    world.query(Mass).despawn();
    return made;
  })();
  expect(refs).toHaveLength(44);
  await new Promise((resolve) => setTimeout(resolve, 0)); // a WeakRef holds on until its task ends
  collect();
  expect(refs.filter((one) => one.deref() !== undefined)).toEqual([]);
  expect(world.isAlive(kept)).toBe(true);
});

test("a disposed world holds no object", () => {
  const world = createWorld();
  world.spawn(Look({ sprite: new Sprite("a") }));
  const [chunk] = world.query(Look).chunks();
  const { sprite } = chunk.read(Look);
  world.dispose();
  expect(sprite.filter((value) => value !== undefined)).toEqual([]);
});

test("validate finds objects kept for rows that are gone, and columns of the wrong length", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 16 } });
  world.spawn(Look);
  const [chunk] = world.query(Look).chunks();
  const { sprite } = chunk.write(Look);
  sprite[7] = new Sprite("lost");
  expect(() => validate(world)).toThrow(
    "The world is broken: [Look] chunk 0 keeps 1 objects in sprite for rows that are gone.",
  );
  sprite[7] = undefined;
  sprite.push(undefined);
  expect(() => validate(world)).toThrow(
    "The world is broken: [Look] chunk 0 has 17 places for sprite in 16 rows.",
  );
});
