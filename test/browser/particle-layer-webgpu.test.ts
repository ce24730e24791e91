import { expect, test } from "vitest";
import { WEBGPU_FLAGS } from "./browser.ts";
import { GREEN, PLACES, SEEN, useParticleLab } from "./particle-lab.ts";

const { call, errors, openWith } = useParticleLab(WEBGPU_FLAGS);

test.each(["quads", "pulling"] as const)("%s draws the same picture", async (technique) => {
  await openWith({ technique, preference: "webgpu" });
  expect(await call("draw", PLACES)).toMatchObject({
    pixels: SEEN,
    count: 4,
    bytes: 64,
    technique,
  });
  await call("moveRight", 20);
  const frame = await call("draw", [
    [20, 30],
    [40, 30],
  ]);
  expect(frame).toMatchObject({ bytes: 4 * 4, pixels: ["#000000", "#ff0000"] });
  await call("spawnMany", 3000, [-50, -50, 1, GREEN]);
  await call("spawn", [[60, 100, 10, GREEN]]);
  expect(
    await call("draw", [
      [60, 100],
      [40, 30],
    ]),
  ).toMatchObject({ count: 3005, pixels: ["#00ff00", "#ff0000"] });
  expect(errors).toEqual([]);
});

test.each(["quads", "pulling"] as const)("%s draws its texture upright", async (technique) => {
  const options = { technique, preference: "webgpu", textured: true } as const;
  await openWith(options, [[60, 60, 20, 0xff_ff_ff_ff]]);
  const quarters = [
    [51, 51],
    [69, 51],
    [51, 69],
    [69, 69],
  ] as const;
  const upright = ["#ffffff", "#00ff00", "#ff0000", "#0000ff"];
  expect((await call("draw", quarters)).pixels).toEqual(upright);
  expect(errors).toEqual([]);
});

test("points fall back to quads and say why", async () => {
  await openWith({ technique: "points", preference: "webgpu" });
  expect(await call("draw", PLACES)).toMatchObject({
    pixels: SEEN,
    technique: "quads",
    explanation: "quads instead of points: WebGPU draws every point one pixel wide.",
  });
});
