import { expect, test } from "vitest";
import { component, createWorld, ref, validate } from "../../src/index.ts";

const Held = component("Held", { item: ref<{ name: string }>() }, { storage: "sparse" });

test("objects in a sparse component go where their rows go, and are let go of with them", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 16 } });
  const items = Array.from({ length: 40 }, (_, i) => ({ name: `item ${i}` }));
  const entities = items.map((item) => world.spawn(Held({ item })));
  for (let i = 0; i < 40; i += 3) world.remove(entities[i], Held);
  for (let i = 1; i < 40; i += 3) world.despawn(entities[i]);
  for (let i = 2; i < 40; i += 3) expect(world.get(entities[i], Held, "item")).toBe(items[i]);
  world.add(entities[0], Held);
  expect(world.get(entities[0], Held, "item")).toBeUndefined();
  const held: unknown[] = [];
  world.query(Held).each((cursor) => held.push(cursor.item));
  expect(held.filter((item) => item !== undefined)).toHaveLength(13);
  validate(world);
});
