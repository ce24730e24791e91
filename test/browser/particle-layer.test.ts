import { describe, expect, test } from "vitest";
import { BLUE, DOTS, GREEN, PLACES, SEEN, useParticleLab } from "./particle-lab.ts";

const { call, openWith, errors, page } = useParticleLab();

describe.each(["quads", "pulling", "points"] as const)("%s", (technique) => {
  test("draws each particle as a dot of its colour and size at its place", async () => {
    await openWith({ technique });
    const frame = await call("draw", PLACES);
    await page().screenshot({ path: `test/browser/screenshots/particle-layer-${technique}.png` });
    expect(frame).toMatchObject({
      pixels: SEEN,
      count: 4,
      bytes: 4 * 4 * 4,
      technique,
      glError: 0,
    });
    expect(frame.explanation).toBe(`${technique}, as asked for.`);
    expect(errors).toEqual([]);
  });

  test("draws the same at a resolution of 2", async () => {
    await openWith({ technique, resolution: 2 });
    expect((await call("draw", PLACES)).pixels).toEqual(SEEN);
  });

  test("uploads nothing when nothing was written", async () => {
    await openWith({ technique });
    await call("draw");
    expect(await call("draw", PLACES)).toMatchObject({ bytes: 0, pixels: SEEN });
  });

  test("uploads one column when one component was written", async () => {
    await openWith({ technique });
    await call("draw");
    await call("moveRight", 20);
    const frame = await call("draw", [
      [20, 30],
      [40, 30],
      [110, 30],
    ]);
    expect(frame).toMatchObject({
      bytes: 4 * 4,
      pixels: ["#000000", "#ff0000", "#00ff00"],
      glError: 0,
    });
  });

  test("follows spawns and despawns, down to none and up again", async () => {
    await openWith({ technique });
    await call("draw");
    await call("despawn", 0);
    expect(
      await call("draw", [
        [20, 30],
        [90, 30],
        [64, 64],
      ]),
    ).toMatchObject({
      count: 3,
      pixels: ["#000000", "#00ff00", "#808080"],
    });
    await call("despawnAll");
    expect(
      await call("draw", [
        [90, 30],
        [64, 64],
      ]),
    ).toMatchObject({
      count: 0,
      bytes: 0,
      pixels: ["#000000", "#000000"],
      glError: 0,
    });
    await call("spawn", [[50, 50, 10, GREEN]]);
    expect(await call("draw", [[50, 50]])).toMatchObject({
      count: 1,
      pixels: ["#00ff00"],
      glError: 0,
    });
  });

  test("draws every particle after it has outgrown its buffers twice", async () => {
    await openWith({ technique }, DOTS.slice(0, 1));
    await call("draw");
    await call("spawnMany", 1500, [-50, -50, 1, GREEN]);
    await call("spawn", [[60, 60, 10, BLUE]]);
    await call("draw");
    await call("spawnMany", 1500, [-50, -50, 1, GREEN]);
    await call("spawn", [[90, 90, 10, GREEN]]);
    const frame = await call("draw", [
      [20, 30],
      [60, 60],
      [90, 90],
    ]);
    expect(frame).toMatchObject({
      count: 3003,
      pixels: ["#ff0000", "#0000ff", "#00ff00"],
      glError: 0,
    });
  });

  test("brings everything back after the context was lost", async () => {
    await openWith({ technique });
    await call("draw");
    await call("loseContext");
    const frame = await call("draw", PLACES);
    expect(frame).toMatchObject({ bytes: 4 * 4 * 4, pixels: SEEN, glError: 0 });
    expect(await call("draw", PLACES)).toMatchObject({ bytes: 0, pixels: SEEN });
  });

  test("draws particles of several archetypes, and follows one from one to another", async () => {
    await openWith({ technique });
    await call("draw");
    await call("mark", 1);
    expect(await call("draw", PLACES)).toMatchObject({ count: 4, pixels: SEEN, glError: 0 });
    await call("moveRight", 20);
    const frame = await call("draw", [
      [40, 30],
      [110, 30],
      [90, 30],
      [20, 30],
    ]);
    expect(frame.pixels).toEqual(["#ff0000", "#00ff00", "#000000", "#000000"]);
  });

  test("uploads chunks of 16,384 rows and more as they are, from the first written window to the last", async () => {
    await call("open", { technique, chunkRows: 16_384 });
    await call("spawnMany", 16_384, [-50, -50, 1, GREEN]);
    await call("spawn", [[60, 60, 10, BLUE]]);
    expect(await call("draw", [[60, 60]])).toMatchObject({
      count: 16_385,
      bytes: 16_385 * 4 * 4,
      pixels: ["#0000ff"],
      glError: 0,
    });
    await call("moveRows", 3000, 5000, -60); // windows 2, 3 and 4
    expect(await call("draw", [[60, 60]])).toMatchObject({
      bytes: 3 * 1024 * 4,
      pixels: ["#0000ff"],
      glError: 0,
    });
  });

  test("takes position, scale, alpha, tint and blend mode from its parents", async () => {
    await openWith({ technique }, [
      [10, 10, 10, 0xff_ff_ff_ff],
      [10, 10, 10, 0xff_ff_ff_ff],
    ]);
    await call("look", { x: 30, y: 10, scale: 2, alpha: 0.2, tint: 0x00ffff, blendMode: "add" });
    const frame = await call("draw", [
      [50, 30],
      [50, 35],
      [50, 42],
      [10, 10],
    ]);
    expect(frame.pixels).toEqual(["#006666", "#006666", "#000000", "#000000"]);
  });

  test("draws its texture instead of a dot, upright, through a filter too", async () => {
    await openWith({ technique, textured: true }, [[60, 60, 20, 0xff_ff_ff_ff]]);
    const quarters = [
      [51, 51],
      [69, 51],
      [51, 69],
      [69, 69],
      [40, 60],
    ] as const;
    const upright = ["#ffffff", "#00ff00", "#ff0000", "#0000ff", "#000000"];
    expect(await call("draw", quarters)).toMatchObject({ pixels: upright, glError: 0 });
    await call("filter", 1);
    expect(await call("draw", quarters)).toMatchObject({ pixels: upright, glError: 0 });
  });

  test("is drawn through a filter although it has no area", async () => {
    await openWith({ technique }, DOTS.slice(0, 2));
    await call("filter", 0.5);
    expect(
      (
        await call("draw", [
          [20, 30],
          [90, 30],
          [20, 98],
        ])
      ).pixels,
    ).toEqual(["#800000", "#008000", "#000000"]);
  });

  test("is empty after shrink and complete after the next sync", async () => {
    await openWith({ technique });
    await call("draw");
    await call("shrink");
    expect(await call("draw", PLACES)).toMatchObject({
      bytes: 4 * 4 * 4,
      pixels: SEEN,
      glError: 0,
    });
  });
});
