/** Toggle components: a bit per row that follows its row wherever it goes. */
import { expect, expectTypeOf, test } from "vitest";
import {
  any,
  component,
  createWorld,
  Disabled,
  disabled,
  type Entity,
  f32,
  not,
  optional,
  type RowTerm,
  tag,
  validate,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Shield = component("Shield", { points: f32(5) }, { toggle: true });
const Glow = tag("Glow", { toggle: true });
const Marked = tag("Marked");

/** 40 entities with a shield, in chunks of 16 rows; every third is off. */
function forty() {
  const world = createWorld({ capacity: 0, chunkRows: { min: 16, max: 16, window: 16 } });
  const entities = Array.from({ length: 40 }, (_, x) => world.spawn(Position({ x }), Shield));
  const off = entities.filter((_, i) => i % 3 === 0);
  for (const entity of off) world.disable(entity, Shield);
  return { world, entities, off, on: entities.filter((_, i) => i % 3 !== 0) };
}
const ascending = (a: number, b: number): number => a - b;

test("a toggle component is on when it is added, and keeps its values and its row while off", () => {
  const world = createWorld();
  const hero = world.spawn(Position, Shield({ points: 7 }));
  world.spawn(Position, Shield);
  expect(world.isEnabled(hero, Shield)).toBe(true);
  world.disable(hero, Shield);
  expect(world.isEnabled(hero, Shield)).toBe(false);
  expect([world.has(hero, Shield), world.get(hero, Shield, "points")]).toEqual([true, 7]);
  world.set(hero, Shield, { points: 8 });
  expect(world.query(Position).first()).toBe(hero);
  world.enable(hero, Shield);
  world.enable(hero, Shield);
  expect([world.isEnabled(hero, Shield), world.get(hero, Shield, "points")]).toEqual([true, 8]);
  validate(world);
});

test("a bare toggle component asks for where it is on, disabled for where it is off, any for both", () => {
  const { world, entities, on, off } = forty();
  const bare = world.spawn(Position);
  expect(world.query(Shield).entities()).toEqual(on);
  expect(world.query(disabled(Shield)).entities()).toEqual(off);
  expect(world.query(any(Shield, disabled(Shield))).entities()).toEqual(entities);
  expect(world.query(Position, not(Shield)).entities()).toEqual([bare, ...off]);
  expect(world.query(Position, not(disabled(Shield))).entities()).toEqual([bare, ...on]);
  expect(world.query(Position, optional(Shield)).count).toBe(41);
  expect(world.query(disabled(Shield))).toBe(world.query(disabled(Shield)));
  expect(world.query(Shield).describe()).toBe("query(Shield)");
  expect(world.query(disabled(Shield)).describe()).toBe("query(disabled(Shield))");
  expectTypeOf(disabled(Shield)).toEqualTypeOf<RowTerm<typeof Shield>>();
});

test("tags may be toggles, and several toggles of a row do not touch each other", () => {
  const { world, entities, on } = forty();
  for (const entity of entities) world.add(entity, Glow);
  expect(world.query(Glow).count).toBe(40);
  for (const entity of entities.slice(0, 20)) world.disable(entity, Glow);
  expect(world.query(Glow).entities().sort(ascending)).toEqual(entities.slice(20));
  expect(world.query(Shield).entities().sort(ascending)).toEqual(on);
  validate(world);
});

test("what is off stays off through moves, swap-removes and despawns, and is on when added again", () => {
  const { world, entities, off } = forty();
  for (const entity of entities.slice(0, 30)) world.add(entity, Marked);
  for (const entity of entities.slice(5, 15)) world.despawn(entity);
  for (const entity of entities.slice(20)) world.remove(entity, Position);
  validate(world);
  const living = off.filter((entity) => world.isAlive(entity));
  expect(living).toHaveLength(11);
  expect(world.query(disabled(Shield)).entities().sort(ascending)).toEqual(living);
  for (const entity of living) {
    world.remove(entity, Shield);
    world.add(entity, Shield);
  }
  expect(world.query(disabled(Shield)).count).toBe(0);
  const reused = Array.from({ length: 20 }, () => world.spawn(Position, Shield));
  expect(reused.every((entity) => world.isEnabled(entity, Shield))).toBe(true);
  validate(world);
});

test("what is off stays off when a bulk change hands chunks over or copies them", () => {
  const { world, off } = forty();
  const all = world.query(Position);
  all.add(Marked); // hands over
  expect(world.query(disabled(Shield), Marked).entities().sort(ascending)).toEqual(off);
  all.add(Glow); // copies, for the bits of Glow want room
  expect(world.query(disabled(Shield), Glow).entities().sort(ascending)).toEqual(off);
  world.query(Shield).remove(Position); // those that are on, row by row
  expect(world.query(disabled(Shield), Position).entities().sort(ascending)).toEqual(off);
  expect(world.query(Shield, not(Position)).count).toBe(26);
  validate(world);
  world.query(disabled(Shield)).despawn();
  expect(world.entityCount).toBe(26);
  world.query(Shield).despawn();
  world.spawnMany(40, [Position, Shield]);
  expect(world.query(Shield).count).toBe(40);
  validate(world);
});

test("switching happens at once, also in a loop, which has chosen its rows by then", () => {
  const { world, on } = forty();
  const seen: Entity[] = [];
  world.query(Shield).each((_, entity) => {
    seen.push(entity);
    for (const other of on) world.disable(other, Shield);
    expect(world.isEnabled(entity, Shield)).toBe(false);
  });
  expect(seen).toEqual(on.filter((entity) => on.indexOf(entity) < 10)); // the first chunk
  expect(world.query(Shield).count).toBe(0);
  validate(world);
});

test("behind commands that wait for the entity, switching waits its turn", () => {
  const world = createWorld();
  const [one, two, three] = [0, 1, 2].map(() => world.spawn(Position));
  world.add(three, Shield);
  for (const _ of world.query(Position)) {
    world.add(one, Shield);
    world.disable(one, Shield);
    world.add(two, Shield);
    world.disable(two, Shield);
    world.enable(two, Shield);
    world.disable(three, Shield);
    world.remove(three, Shield);
    world.add(three, Shield);
    const late = world.spawn(Shield, Glow);
    world.disable(late, Glow);
    expect(world.isEnabled(late, Glow)).toBe(false);
    break;
  }
  expect([one, two, three].map((entity) => world.isEnabled(entity, Shield))).toEqual([
    false,
    true,
    true,
  ]);
  expect(world.query(Shield, disabled(Glow)).count).toBe(1);
  validate(world);
});

test("a command on a component that is gone by its turn does nothing", () => {
  const world = createWorld();
  const hero = world.spawn(Position, Glow);
  for (const _ of world.query(Position)) {
    world.remove(hero, Position);
    world.disable(hero, Glow);
    world.remove(hero, Glow);
  }
  expect([world.has(hero, Glow), world.isEnabled(hero, Glow)]).toEqual([false, false]);
  validate(world);
});

test("a switch is a change of the toggle's bits, not of the columns", () => {
  const { world, entities } = forty();
  const [chunk] = world.query(Position).chunks();
  const cursor = world.changeCursor();
  const before = chunk.versionOf(chunk.set.slotCount, 0);
  world.disable(entities[0], Shield); // is off already
  expect(chunk.versionOf(chunk.set.slotCount, 0)).toBe(before);
  world.enable(entities[0], Shield);
  expect(chunk.versionOf(chunk.set.slotCount, 0)).toBeGreaterThan(before);
  expect(chunk.changedSince(Position, cursor)).toBe(false);
  expect(chunk.changedSince(Shield as never, cursor)).toBe(false);
});

test("disable without a component hides the entity from queries that do not mention Disabled", () => {
  const world = createWorld();
  const hero = world.spawn(Position);
  expect(world.isEnabled(hero)).toBe(true);
  world.disable(hero);
  world.disable(hero);
  expect([world.isEnabled(hero), world.has(hero, Disabled)]).toEqual([false, true]);
  expect([world.query(Position).count, world.query(Position, Disabled).count]).toEqual([0, 1]);
  world.query(Position, optional(Disabled)).each((_, entity) => {
    world.enable(entity);
    expect(world.isEnabled(entity)).toBe(false); // a tag: it goes when the loop is over
  });
  expect([world.isEnabled(hero), world.query(Position).count]).toEqual([true, 1]);
  world.despawn(hero);
  expect([world.isEnabled(hero), world.isEnabled(hero, Shield)]).toEqual([false, false]);
  validate(world);
});

test("the mistakes one can make are named, and change nothing", () => {
  const world = createWorld();
  const hero = world.spawn(Position, Marked);
  const message = (call: () => unknown): string => {
    try {
      call();
    } catch (error) {
      return (error as Error).message;
    }
    return "nothing was thrown";
  };
  expect(message(() => world.disable(hero, Position))).toBe(
    "disable: Position is not a toggle component. Define it with { toggle: true }, or add and remove it. [E125]",
  );
  expect(message(() => world.isEnabled(hero, Position))).toBe(
    "isEnabled: Position is not a toggle component. Define it with { toggle: true }, or add and remove it. [E125]",
  );
  expect(message(() => disabled(Marked))).toBe(
    "disabled: Marked is not a toggle component. Define it with { toggle: true }. [E125]",
  );
  expect(message(() => world.enable(hero, Shield))).toBe(
    "enable: entity 1v0 has [Position, Marked], not Shield, which is to be switched. Add it first, or check world.has(entity, Shield). [E128]",
  );
  expect(message(() => world.enable(hero, "Shield" as never))).toBe(
    "enable: Shield is not a component. Pass what component() or tag() returned. [E113]",
  );
  expect(message(() => [...world.query(Shield)])).toBe(
    "query: query(Shield) matches some rows of a chunk and not others, and a loop over chunks would visit them all. Loop over its runs(), or use each(). [E124]",
  );
  expect(message(() => component("Both", { x: f32 }, { toggle: true, storage: "sparse" }))).toBe(
    'component("Both"): it is sparse and can be switched off. Leave out storage or toggle. [E165]',
  );
  expect(message(() => tag("Odd", { toggle: 1 as never }))).toBe(
    'tag("Odd"): toggle is 1. Pass true or false. [E105]',
  );
  world.despawn(hero);
  expect(message(() => world.disable(hero, Shield))).toMatch(
    /^disable: entity .* is dead .*\[E101\]$/,
  );
  expect(message(() => world.enable(hero))).toMatch(/^enable: entity .* is dead .*\[E101\]$/);
  validate(world);
});
