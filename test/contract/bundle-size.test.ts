/**
 * Bundle sizes: what a page pays, minified and gzipped, for what it imports.
 *
 * The ceilings are raised only in the commit that needs it, with the reason.
 */
import { expect, test } from "vitest";
import { bundleOf, CORE, EVERYTHING, gzippedBytes, SCHEDULE } from "./bundle.ts";

const ARENA = `import { Arena } from "/src/index.ts"; globalThis.out = new Arena({ capacityBytes: 64 });`;
const LAYER = `import { ParticleLayer } from "/src/pixi/index.ts"; globalThis.out = ParticleLayer;`;

test.each([
  ["a world with queries", CORE, 40_650],
  ["a world with queries and a schedule", SCHEDULE, 47_600],
  ["everything but pixi", EVERYTHING, 97_400],
  ["an arena alone", ARENA, 2_600],
  ["the Pixi particle layer, without pixi.js", LAYER, 10_500],
])("%s stays under its ceiling", async (name, source, ceiling) => {
  const bytes = gzippedBytes((await bundleOf(source)).code);
  expect(
    bytes,
    `${name} is ${bytes} bytes min+gzip; raise its ceiling only with a reason`,
  ).toBeLessThan(ceiling);
});

test("a world brings no part along that it does not use", async () => {
  const { code } = await bundleOf(CORE);
  for (const absent of [
    "BufferPool",
    "MemoryTracker",
    "structLayout",
    "FrameProfile",
    "timeStamp",
    "ChildOf",
    "was given without a target",
    "were counted", // validate's checks
    "the length must be a whole number", // array fields
  ]) {
    expect(code).not.toContain(absent);
  }
});
