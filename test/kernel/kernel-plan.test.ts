import { beforeAll, expect, test } from "vitest";
import { component, createWorld, f32, kernel, tag, validate, write } from "../../src/index.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";

const Level = component("Level", { at: f32, of: f32 });
const Tracked = component("Tracked", { at: f32 }, { track: "rows" });
const Marked = tag("Marked");

beforeAll(() => parseKernels());

const makeRise = () =>
  kernel([write(Level)], {}, (level) => {
    level.at += level.of;
  });

// Seen to fail on purpose: a plan that is made once and kept, whatever becomes of the chunks; the versions of the
// first window alone stamped.
test("a kernel finds every chunk that came, went or changed its components since it last ran", () => {
  const world = createWorld();
  const rise = makeRise();
  const levels = world.query(Level);
  const marked = world.query(Level, Marked);
  let runs = 0;
  const risen: number[] = [];
  const spawn = (count: number): void => {
    world.spawnMany(count, [Level], (rows) => {
      const { at, of } = rows.write(Level);
      for (let i = rows.start; i < rows.end; i++) {
        at[i] = 0;
        of[i] = risen.length % 7;
        risen.push(runs);
      }
    });
  };
  const check = (): void => {
    rise.run(levels);
    runs++;
    let rows = 0;
    for (const chunk of levels) {
      const { at, of } = chunk.read(Level);
      for (let i = 0; i < chunk.count; i++) {
        if (of[i] > 0) expect((runs - at[i] / of[i]) % 1).toBe(0);
        if (of[i] > 0 && at[i] !== of[i] * runs) rows++;
      }
    }
    // Those that were spawned after the first run, and no others, have risen less often.
    expect(rows).toBe(risen.filter((since, i) => since > 0 && i % 7 > 0).length);
    validate(world);
  };
  spawn(3);
  check();
  spawn(5000); // more chunks of the same archetype
  check();
  levels.add(Marked); // full chunks change their archetype without a copy
  check();
  spawn(100); // an archetype that had lost its chunks has one again
  check();
  marked.remove(Marked);
  world.shrink();
  check();
});

test.each([
  ["by windows", Level],
  ["by rows", Tracked],
])("a kernel stamps every window in use, %s", (_, of) => {
  const world = createWorld();
  const raise = kernel([write(of)], {}, (one) => {
    one.at += 1;
  });
  world.spawnMany(40_000, [of]);
  const query = world.query(of);
  const [chunk] = [...query].filter(({ count }) => count > 1024);
  const cursor = world.changeCursor();
  expect(chunk.changedSince(of, cursor)).toBe(false);
  raise.run(query);
  for (let window = 0; window * chunk.windowRows < chunk.count; window++)
    expect(chunk.windowChangedSince(of, window, cursor)).toBe(true);
});
