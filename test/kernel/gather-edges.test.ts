/** What kernels gather at the edges: numbers that name nobody, and worlds of very many chunks. */
import { beforeAll, expect, test } from "vitest";
import { createWorld, gather, kernel, write } from "../../src/index.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";
import { sourceOf } from "./any-value.ts";
import { crowd, Follow, holds, Mixed, Position, Sum, targetOf, WORLDS } from "./gather-crowd.ts";

beforeAll(parseKernels);

test.each(WORLDS)("numbers that are nobody's handle are no targets: world %s", (_, options) => {
  const world = createWorld(options);
  const first = world.spawn(Follow, Sum);
  world.spawnMany(600, [Follow, Sum, Position({ x: 1 })]);
  const look = kernel([write(Sum), gather(Follow, "target", Position)], {}, (out, t) => {
    out.value = t.exists ? t.x : -1;
  });
  const query = world.query(Follow, Sum);
  // Past the end of the index, of memory, of an index that was never used, and 0.
  const numbers = [0xffff_ffff, 0x8000_0000, 0x7fff_f000, (first + 0x1000_0000) >>> 0, 0];
  let wrong = 0;
  for (const number of numbers) {
    for (const chunk of query) chunk.write(Follow).target.fill(number);
    look.run(query);
    for (const one of query.entities()) wrong += world.get(one, Sum, "value") === -1 ? 0 : 1;
  }
  expect(wrong).toBe(0);
  world.dispose();
});

test("a world of more chunks than there is room to say where they are is gathered in, too", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 16 } });
  const random = sourceOf(4);
  const sumUp = kernel([write(Sum), gather(Follow, "target", Mixed)], {}, (out, t) => {
    out.value = t.d + t.i + t.s + t.b + t.h + t.w + t.u;
    out.found = t.exists ? 1 : 0;
  });
  for (const size of [1000, 9000]) {
    const entities = crowd(world, size, random);
    sumUp.run(world.query(Sum, Follow));
    for (const one of entities) {
      const target = targetOf(world, one);
      const t = holds(world, target, Mixed) ? world.get(target, Mixed) : undefined;
      const value = t === undefined ? 0 : t.d + t.i + t.s + t.b + t.h + t.w + t.u;
      if (world.get(one, Sum, "value") !== value) expect.fail(`entity ${one}`);
    }
  }
  expect(world.query(Follow).chunks().length).toBeGreaterThan(16_384 / 4 / 9);
});
