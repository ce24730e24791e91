/** `ref`: JavaScript values in columns of their own, which let go of what their rows no longer hold. */
import { expect, expectTypeOf, test } from "vitest";
import { DEV } from "../../src/base/dev.ts";
import {
  array,
  component,
  createWorld,
  type Entity,
  f32,
  message,
  optional,
  ref,
  tag,
  u8,
  validate,
  type World,
} from "../../src/index.ts";

class Sprite {
  name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const Look = component("Look", { size: f32(1), sprite: ref<Sprite>(), layer: u8(2) });
const Task = component("Task", { done: ref<() => string>(), data: ref<unknown>() });
const Mass = component("Mass", { kilos: f32 });
const Hidden = tag("Hidden");

/** Everything that any column of references still holds, used rows or not. */
function held(world: World): unknown[] {
  const chunks = world.storage.chunks.filter((chunk) => chunk !== undefined);
  const refs = chunks.flatMap((chunk) => chunk.refs ?? []).flat();
  return refs.filter((value) => value !== undefined);
}

test("a reference starts as undefined and reads and writes as the object itself", () => {
  const world = createWorld();
  const hero = new Sprite("hero");
  const [bare, one] = [world.spawn(Look), world.spawn(Look({ sprite: hero, size: 2 }))];
  expect(world.get(bare, Look)).toEqual({ size: 1, sprite: undefined, layer: 2 });
  expect(world.get(one, Look, "sprite")).toBe(hero);
  const other = new Sprite("other");
  world.set(bare, Look, { sprite: other });
  expect(world.get(bare, Look, "sprite")).toBe(other);
  world.set(bare, Look, { size: 5 });
  expect(world.get(bare, Look)).toEqual({ size: 5, sprite: other, layer: 2 });
  const gone: Sprite | undefined = undefined;
  world.set(bare, Look, { sprite: gone });
  expect(world.get(bare, Look, "sprite")).toBe(undefined);
  world.add(one, Task({ done: () => hero.name, data: null }));
  expect(world.get(one, Task, "done")?.()).toBe("hero");
  expect(world.get(one, Task, "data")).toBe(null);
  validate(world);
});

test("the types follow from ref to column, cursor and value", () => {
  const world = createWorld();
  const one = world.spawn(Look);
  expectTypeOf(world.get(one, Look).sprite).toEqualTypeOf<Sprite | undefined>();
  expectTypeOf(world.get(one, Look, "sprite")).toEqualTypeOf<Sprite | undefined>();
  world.query(Look).each((look) => {
    expectTypeOf(look.sprite).toEqualTypeOf<Sprite | undefined>();
    expectTypeOf(look.size).toEqualTypeOf<number>();
  });
  for (const chunk of world.query(Look)) {
    expectTypeOf(chunk.write(Look).sprite).toEqualTypeOf<(Sprite | undefined)[]>();
    expectTypeOf(chunk.read(Look).sprite).toEqualTypeOf<readonly (Sprite | undefined)[]>();
    expectTypeOf(chunk.write(Look).layer).toEqualTypeOf<Uint8Array>();
  }
});

test("each, at, optional terms, chunks and runs read and write references in place", () => {
  const world = createWorld();
  const [a, b] = [world.spawn(Look({ sprite: new Sprite("a") })), world.spawn(Mass)];
  const seen: unknown[] = [];
  world.query(Look).each((look) => {
    seen.push(look.sprite?.name);
    look.sprite = new Sprite("b");
    seen.push(look.sprite.name);
  });
  world.query(optional(Look)).each((look) => seen.push(look?.sprite?.name));
  world.query(Look).at(a, (look) => {
    look.sprite = undefined;
    seen.push(look.sprite);
  });
  for (const chunk of world.query(Look)) {
    const { sprite } = chunk.write(Look);
    expect(sprite).toHaveLength(chunk.capacity);
    sprite[0] = new Sprite("c");
    expect(chunk.read(Look).sprite).toBe(sprite);
  }
  expect(seen).toEqual(["a", "b", "b", undefined, undefined]);
  expect(world.get(a, Look, "sprite")).toEqual(new Sprite("c"));
  expect(world.has(b, Look)).toBe(false);
});

test("a write through a cursor counts as a change", () => {
  const world = createWorld();
  world.spawn(Look);
  const [chunk] = world.query(Look).chunks();
  let cursor = world.changeCursor();
  world.query(Look).each((look) => void look.sprite);
  expect(chunk.changedSince(Look, cursor)).toBe(false);
  cursor = world.changeCursor();
  world.query(Look).each((look) => {
    look.sprite = new Sprite("new");
  });
  expect(chunk.changedSince(Look, cursor)).toBe(true);
});

test("references move with their row and are let go of where it was", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 16 } });
  const sprites = Array.from({ length: 40 }, (_, i) => new Sprite(`${i}`));
  const entities = sprites.map((sprite) => world.spawn(Look({ sprite })));
  const check = (those: readonly Entity[]) => {
    for (const entity of those)
      expect(world.get(entity, Look, "sprite")).toBe(sprites[entities.indexOf(entity)]);
    expect(new Set(held(world)).size).toBe(those.length);
    expect(held(world)).toHaveLength(those.length);
    validate(world);
  };
  check(entities);
  world.despawn(entities[3]); // the last row fills the hole
  const rest = entities.filter((_, i) => i !== 3);
  check(rest);
  world.add(rest[0], Mass);
  world.remove(rest[0], Mass);
  check(rest);
  world.query(Look).add(Hidden); // full chunks are handed over, the last is copied
  check(rest);
  world.query(Look).add(Mass); // all are copied
  check(rest);
  world.query(Look).remove(Mass, Hidden);
  check(rest);
  world.remove(rest[1], Look);
  world.query(Look).despawn();
  expect(held(world)).toEqual([]);
});

test("a component removed and added again in one loop has lost its reference", () => {
  const world = createWorld();
  const one = world.spawn(Look({ sprite: new Sprite("old") }));
  const two = world.spawn(Look({ sprite: new Sprite("old") }));
  world.query(Look).each((_look, entity) => {
    world.remove(entity, Look);
    world.add(entity, entity === one ? Look : Look({ sprite: new Sprite("new") }));
  });
  expect(world.get(one, Look, "sprite")).toBe(undefined);
  expect(world.get(two, Look, "sprite")).toEqual(new Sprite("new"));
  expect(held(world)).toHaveLength(1);
});

test("spawnMany, bulk add and query.set give references, and clear them", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 64 } });
  const shared = new Sprite("shared");
  world.spawnMany(50, [Look({ sprite: shared }), Mass], (rows) => {
    const { sprite } = rows.write(Look);
    for (let i = rows.start; i < rows.end; i += 2) sprite[i] = new Sprite("own");
  });
  expect(held(world).filter((sprite) => sprite === shared)).toHaveLength(25);
  world.spawnMany(20, [Hidden]);
  world.query(Hidden).add(Look({ sprite: shared }));
  expect(held(world).filter((sprite) => sprite === shared)).toHaveLength(45);
  world.query(Mass, Look).set(Look, { sprite: undefined, size: 3 });
  expect(held(world)).toHaveLength(20);
  world.query(Look).set(Look, { sprite: shared });
  expect(held(world)).toHaveLength(70);
  validate(world);
});

test("what is spawned and changed inside a loop keeps its references until it joins", () => {
  const world = createWorld();
  const old = world.spawn(Look({ sprite: new Sprite("old") }));
  const spawned: Entity[] = [];
  world.query(Look).each(() => {
    spawned.push(world.spawn(Look({ sprite: new Sprite("spawned") }), Mass));
    expect(world.get(spawned[0], Look, "sprite")?.name).toBe("spawned");
    world.add(old, Task({ data: "task" }));
    world.set(old, Look, { sprite: undefined });
  });
  expect(world.get(spawned[0], Look, "sprite")?.name).toBe("spawned");
  expect(world.get(old, Task, "data")).toBe("task");
  expect(world.get(old, Look, "sprite")).toBe(undefined);
  expect(held(world)).toHaveLength(2);
});

test.runIf(DEV)(
  "a component's own validate is shown the object, and its error does not follow it",
  () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    const Owner = component(
      "Owner",
      { of: ref<object>(), count: u8 },
      { validate: ({ of }) => (of === loop ? "it owns itself" : undefined) },
    );
    const world = createWorld();
    world.spawn(Owner);
    expect(() => world.spawn(Owner({ of: loop }))).toThrow(
      'spawn: Owner refuses {"of":"object","count":0}: it owns itself. Pass values that its validate accepts. [E116]',
    );
  },
);

test("E105: a reference has no starting value and no lanes", () => {
  expect(() => ref<Sprite>()(new Sprite("shared"))).toThrow(
    "ref(...): a reference starts as undefined, because all rows would share one object. Give each entity its own when it is spawned. [E105]",
  );
  expect(() => array(ref() as never, 2)).toThrow("[E105]");
});

test("E133: a message holds no references", () => {
  expect(() => message("Hit", { by: ref<Sprite>() })).toThrow(
    'message("Hit"): field "by" is ref, which a message cannot hold. Use numbers, bool, entity or oneOf, or send an entity that has it. [E133]',
  );
});

test("E148: references have no order to sort by", () => {
  const world = createWorld();
  world.spawn(Look);
  expect(() => world.query(Look).sorted(Look, "sprite")).toThrow(
    "sorted: Look.sprite is ref, and such values have no order. Sort by a field of one number or string. [E148]",
  );
});
