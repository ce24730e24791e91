/** Hearing of every pair of a relation, made and ended. */
import { beforeEach, expect, test } from "vitest";
import {
  ChildOf,
  component,
  createWorld,
  type Entity,
  f32,
  instantiate,
  prefab,
  relation,
  validate,
  type World,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Likes = relation("Likes", { amount: f32 });
const AimsAt = relation("AimsAt", undefined, { exclusive: true });
const Feeds = relation("Feeds", undefined, { onTargetDespawn: "despawn" });

let world: World;
let log: unknown[];
let a: Entity;
let b: Entity;
let c: Entity;

beforeEach(() => {
  world = createWorld();
  log = [];
  [a, b, c] = [world.spawn(Position), world.spawn(Position), world.spawn(Position)];
});

const hear = (made: typeof Likes | typeof AimsAt = Likes): void => {
  made.onPairAdd(world, (source, target) => log.push("+", source, target));
  made.onPairRemove(world, (source, target) => log.push("-", source, target));
};

const told = (): unknown[] => log.splice(0);

// Seen to fail on purpose: a pair told of before its values are written, and after it has ended.
test("every pair is told of when it has its values, and before they go", () => {
  const amount = (source: Entity, target: Entity): number =>
    world.get(source, Likes(target), "amount");
  Likes.onPairAdd(world, (source, target) => log.push("+", target, amount(source, target)));
  Likes.onPairRemove(world, (source, target) => log.push("-", target, amount(source, target)));
  world.add(a, Likes(b, { amount: 1 }));
  world.add(a, Likes(c, { amount: 2 }));
  world.add(a, Likes(c, { amount: 3 })); // there already
  world.remove(a, Likes(b));
  world.remove(a, Likes(c));
  expect(told()).toEqual(["+", b, 1, "+", c, 2, "-", b, 1, "-", c, 3]);
  const d = world.spawn(Likes(b, { amount: 4 }), Likes(c, { amount: 5 }));
  world.remove(d, Likes);
  expect(told()).toEqual(["+", b, 4, "+", c, 5, "-", b, 4, "-", c, 5]);
});

test("an exclusive pair ends when it gets another target, one by one and by query", () => {
  hear(AimsAt);
  world.add(a, AimsAt(b));
  world.add(a, AimsAt(c));
  expect(told()).toEqual(["+", a, b, "-", a, b, "+", a, c]);
  world.query(AimsAt).add(AimsAt(b));
  expect(told()).toEqual(["-", a, c, "+", a, b]);
  validate(world);
});

test("the death of either end tells of the pair while both are alive", () => {
  Likes.onPairRemove(world, (source, target) =>
    log.push(source, target, world.isAlive(source) && world.isAlive(target)),
  );
  world.add(a, Likes(b));
  world.add(c, Likes(a));
  world.add(c, Likes(b));
  world.despawn(a);
  expect(new Set([log.slice(0, 3).join(), log.slice(3).join()])).toEqual(
    new Set([`${a},${b},true`, `${c},${a},true`]),
  );
  told();
  Feeds.onPairRemove(world, (source, target) => log.push("fed", source, target));
  const d = world.spawn(Feeds(b), Likes(c));
  world.despawn(b);
  expect(world.isAlive(d)).toBe(false);
  expect(log.join()).toContain(`fed,${d},${b}`);
  expect(log.join()).toContain(`${c},${b},true`);
  expect(log.join()).toContain(`${d},${c},true`);
  expect(log).toHaveLength(9);
});

test("bulk changes tell of each pair, and a bulk despawn of all", () => {
  hear();
  world.query(Position).not(Likes).add(Likes(c));
  expect(told()).toEqual(["+", a, c, "+", b, c, "+", c, c]);
  world.query(Position).change({ add: [Likes(a)], remove: [Likes(c)] });
  expect(told()).toEqual(["-", a, c, "-", b, c, "-", c, c, "+", a, a, "+", b, a, "+", c, a]);
  world.query(Position).despawn();
  expect(told()).toHaveLength(9);
});

test("what waits for the end of a loop is told of then", () => {
  hear();
  let spawned = a;
  for (const _ of world.query(Position)) {
    world.add(a, Likes(b));
    spawned = world.spawn(Likes(c));
    expect(log).toEqual([]);
    break;
  }
  expect(new Set([log.slice(0, 3).join(), log.slice(3).join()])).toEqual(
    new Set([`+,${a},${b}`, `+,${spawned},${c}`]),
  );
});

test("a pair with an entity that dies in the same loop was never there", () => {
  hear();
  for (const _ of world.query(Position)) {
    if (!world.isAlive(c)) continue;
    if (log.length === 0 && world.entityCount === 3) {
      world.spawn(Likes(c));
      world.despawn(c);
    }
  }
  const sum = log.filter((one) => one === "+").length - log.filter((one) => one === "-").length;
  expect(sum).toBe(0);
  validate(world);
});

test("a prefab's instances tell of their pairs, trees of each child's", () => {
  const crew = prefab(world, Position, Likes(b));
  world.add(crew, Position);
  world.spawn(ChildOf(crew));
  hear();
  ChildOf.onPairAdd(world, (child, parent) => log.push("child", child, parent));
  const made = instantiate(world, crew);
  expect(log.join()).toContain(`+,${made},${b}`);
  expect(log.filter((one) => one === "child")).toHaveLength(1);
});

test("hooks may change pairs, which are told of in turn, and may spawn while a pair ends", () => {
  Likes.onPairAdd(world, (source, target) => {
    log.push("+", source, target);
    if (source === a) world.add(target, Likes(a));
  });
  Likes.onPairRemove(world, (source, target) => {
    log.push("-", source, target);
    world.spawn(Position);
    if (source === a) world.remove(target, Likes(a));
  });
  world.add(a, Likes(b));
  expect(told()).toEqual(["+", a, b, "+", b, a]);
  world.remove(a, Likes(b));
  expect(told()).toEqual(["-", a, b, "-", b, a]);
  expect(world.entityCount).toBe(5);
  validate(world);
});

test("replayExisting tells of the pairs that are there, and unsubscribing ends it", () => {
  world.add(a, Likes(b));
  world.add(b, Likes(c));
  const end = Likes.onPairAdd(world, (source, target) => log.push(source, target), {
    replayExisting: true,
  });
  expect(told()).toEqual([a, b, b, c]);
  world.add(c, Likes(a));
  expect(told()).toEqual([c, a]);
  end();
  end();
  world.add(c, Likes(b));
  expect(told()).toEqual([]);
  const broken = (): never => {
    throw new Error("no");
  };
  expect(() => Likes.onPairAdd(world, broken, { replayExisting: true })).toThrow("no");
  world.add(a, Likes(c)); // did not come about
});

test("a hook that throws stops nothing, and disposing of a world ends every pair", () => {
  Likes.onPairRemove(world, () => {
    throw new Error("no");
  });
  Likes.onPairRemove(world, (source, target) => log.push(source, target));
  world.add(a, Likes(b));
  world.add(b, Likes(c));
  expect(() => world.remove(a, Likes(b))).toThrow("no");
  expect(world.has(a, Likes(b))).toBe(false);
  expect(() => world.dispose()).toThrow("no");
  expect(log).toEqual([a, b, b, c]);
});

test("what is no function, or asks for what goes to be replayed, is refused", () => {
  expect(() => Likes.onPairAdd(world, 7 as never)).toThrow(
    "onPairAdd(Likes): the hook is 7. Pass a function. [E143]",
  );
  const options = { replayExisting: true };
  const hearRemoved = Likes.onPairRemove as typeof Likes.onPairAdd;
  expect(() => hearRemoved(world, () => {}, options)).toThrow(
    "onPairRemove(Likes): replayExisting is for what is there, and this hook is called for what goes. Leave it out. [E146]",
  );
});
