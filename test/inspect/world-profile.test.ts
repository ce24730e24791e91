/** What a world's profile is told of: kernels and flushes. */
import { expect, test } from "vitest";
import {
  component,
  createWorld,
  f32,
  kernel,
  type WorldProfile,
  where,
  write,
} from "../../src/index.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";

parseKernels();
const Position = component("Position", { x: f32 });
const Ghost = component("Ghost", { x: f32 });

const move = kernel(
  [write(Position)],
  {},
  (p) => {
    p.x += 1;
    return { far: where(p.x > 9) };
  },
  { label: "move" },
);
const rest = kernel(
  [write(Position)],
  {},
  (p) => {
    p.x = 0;
  },
  { label: "rest" },
);

/** A world whose profile notes each span that ends, with how many are open around it. */
function listenedWorld() {
  const spans: string[] = [];
  let depth = 0;
  const profile: WorldProfile = {
    begin: () => depth++,
    end: (name) => spans.push(`${--depth} ${name}`),
    endWork: (name, track, amount) => spans.push(`${--depth} ${track}: ${name}, ${amount}`),
    endFrame: () => {},
  };
  const world = createWorld();
  world.profile = profile;
  return { world, spans };
}

test("a kernel's run is a span with its rows, over a query and over selected rows", () => {
  const { world, spans } = listenedWorld();
  for (let x = 0; x < 12; x++) world.spawn(Position({ x }));
  rest.run(move.run(world.query(Position)).far);
  expect(spans).toEqual(["0 Kernels: move, 12", "0 Kernels: rest, 3"]);
});

test("a flush with something to do is a span with the changes that waited", () => {
  const { world, spans } = listenedWorld();
  for (let x = 0; x < 4; x++) world.spawn(Position({ x }));
  const query = world.query(Position);
  query.each(() => {});
  expect(spans).toEqual([]);
  query.each((position, entity) => {
    world.add(entity, Ghost);
    if (position.x > 2) world.spawn(Position, Ghost);
  });
  expect(spans).toEqual(["0 Flushes: flush, 5"]);
});

test("a span ends when its work throws", () => {
  const { world, spans } = listenedWorld();
  world.spawn(Ghost);
  expect(() => move.run(world.query(Ghost))).toThrow("does not ask for Position");
  world.onAdd(Ghost, () => {
    throw new Error("no ghosts");
  });
  const ghosts = world.query(Ghost);
  expect(() => ghosts.each(() => void world.spawn(Ghost))).toThrow("no ghosts");
  expect(spans).toEqual(["0 Kernels: move, 1", "0 Flushes: flush, 1"]);
});

test("a world without a profile any more tells nobody", () => {
  const { world, spans } = listenedWorld();
  world.spawn(Position);
  world.profile = undefined;
  move.run(world.query(Position));
  expect(world.profile).toBeUndefined();
  expect(spans).toEqual([]);
});
