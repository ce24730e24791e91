import { describe, expect, test } from "vitest";
import {
  all,
  ChildOf,
  cascade,
  component,
  createSchedule,
  createWorld,
  type Entity,
  f32,
  SystemError,
  system,
  tag,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Marked = tag("Marked");
const Flag = tag("Flag", { toggle: true });

function errorOf(call: () => void): SystemError {
  try {
    call();
  } catch (error) {
    if (error instanceof SystemError) return error;
  }
  throw new Error("No system threw.");
}

describe("the error names the entity whose turn it was", () => {
  const world = createWorld();
  const [first, second, third] = [1, 2, 3].map((x) => world.spawn(Position({ x })));
  world.add(third, ChildOf(first));
  const bodies = world.query(Position);
  const off = world.spawn(Flag);
  world.disable(off, Flag);
  const flagged = world.spawn(Flag);
  world.onAdd(Marked, () => {
    throw new Error("boom");
  });
  const fail = (entity: Entity) => (p: { readonly x: number }) => {
    if (p.x === world.get(entity, Position, "x")) throw new Error("boom");
  };

  test.each<[string, Entity, () => void]>([
    ["each", second, () => bodies.each(fail(second))],
    ["at", second, () => void bodies.at(second, fail(second))],
    [
      "each of a query that decides by row",
      flagged,
      () => world.query(Flag).each(() => fail(first)({ x: 1 })),
    ],
    [
      "each inside another",
      second,
      () => bodies.each(() => world.query(Position, all(Position)).each(fail(second))),
    ],
    ["a cascade, at a root", second, () => cascade(bodies, ChildOf).each(fail(second))],
    ["a cascade, below a root", third, () => cascade(bodies, ChildOf).each(fail(third))],
    ["a hook", second, () => world.add(second, Marked)],
  ])("in %s", (_where, entity, run) => {
    const schedule = createSchedule(world, [system({ name: "hit", run })]);
    const error = errorOf(() => schedule.runFrame(0));
    const name = { [second]: "2v0", [third]: "3v0", [flagged]: "5v0" }[entity];
    expect(error.entity).toBe(entity);
    expect(error.message).toBe(
      `frame 1: system "hit" of phase "update" threw "boom" at entity ${name}. Mend it; onError: "set aside" goes on without such a system until schedule.reset("hit"). [E218]`,
    );
  });

  test("and none where nobody knows, nor one of another time", () => {
    const cause = new Error("boom");
    let isInLoop = true;
    const schedule = createSchedule(world, [
      system({
        name: "hit",
        run() {
          const raise = (): void => {
            throw cause;
          };
          if (isInLoop) bodies.each(raise);
          for (const _ of bodies) raise();
        },
      }),
    ]);
    expect(errorOf(() => schedule.runFrame(0)).entity).toBe(first);
    isInLoop = false;
    expect(errorOf(() => schedule.runFrame(0)).entity).toBe(undefined);
  });
});
