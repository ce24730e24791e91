import { expect, test } from "vitest";
import { GREEN, PLACES, SEEN, useParticleLab } from "./particle-lab.ts";

const { call, openWith, page } = useParticleLab();

test("auto draws points where the processor draws", async () => {
  await openWith({});
  const frame = await call("draw", PLACES);
  expect(frame).toMatchObject({ technique: "points", pixels: SEEN });
  expect(frame.explanation).toMatch(
    /^points: "ANGLE .*SwiftShader.*" draws on the processor, where instances cost many times as much\.$/,
  );
});

test("uploads shared memory as it is", async () => {
  await call("open", { technique: "quads", shared: true, chunkRows: 16_384 });
  await call("spawnMany", 16_384, [60, 60, 10, GREEN]);
  const frame = await call("draw", [[60, 60]]);
  expect(frame).toMatchObject({ pixels: ["#00ff00"], explanation: "quads, as asked for." });
});

test("copies first where the browser refuses shared memory", async () => {
  await call("open", {
    technique: "points",
    shared: true,
    chunkRows: 16_384,
    refuseShared: true,
  });
  await call("spawnMany", 16_384, [60, 60, 10, GREEN]);
  const frame = await call("draw", [[60, 60]]);
  expect(frame).toMatchObject({ pixels: ["#00ff00"], bytes: 16_384 * 4 * 4 });
  expect(frame.explanation).toBe(
    "points, as asked for. This browser refuses to upload shared memory, so every changed column is copied first.",
  );
});

test("its area is its bounds and where the pointer finds it", async () => {
  await openWith({ technique: "points", area: [10, 20, 50, 60] });
  await call("draw");
  expect(await call("bounds")).toEqual([10, 20, 50, 60]);
  expect(await call("isHit", 30, 40)).toBe(true);
  expect(await call("isHit", 5, 5)).toBe(false);
});

test("without an area the pointer never finds it, not even at the origin", async () => {
  await openWith({ technique: "points" });
  await call("draw");
  expect(await call("isHit", 0, 0)).toBe(false);
});

test("a failed upload is made good by the next sync", async () => {
  await openWith({ technique: "points" });
  await call("draw");
  await call("loseContext");
  await call("failUploads", 2);
  expect(await call("errorOf", "sync")).toBe("not an EcsError: Error: upload refused by the test");
  expect(await call("draw", PLACES)).toMatchObject({ pixels: SEEN, bytes: 4 * 4 * 4 });
});

test("moves to another renderer with everything", async () => {
  await openWith({ technique: "quads" });
  await call("draw");
  await call("switchRenderer");
  expect(await call("draw", PLACES)).toMatchObject({ pixels: SEEN, bytes: 4 * 4 * 4, glError: 0 });
});

test("sync on a destroyed layer says so", async () => {
  await openWith({ technique: "points" });
  await call("draw");
  expect(await call("errorOf", "syncDestroyed")).toBe(
    "sync: this ParticleLayer was destroyed, and its GPU memory is gone. Make a new layer, or stop calling sync. [E404]",
  );
});

test("a renderer without WebGL is refused with the remedy", async () => {
  await openWith({ preference: "canvas" });
  expect(await call("errorOf", "sync")).toBe(
    'sync: particles are drawn with WebGL 2 or WebGPU, and this page got the canvas renderer. Turn on hardware acceleration in the browser\'s settings or use a newer browser; in code, initialise Pixi with { preference: "webgl" }. [E401]',
  );
});

test.each(["quads", "pulling", "points"] as const)(
  "%s: sync makes no garbage per chunk or column",
  async (technique) => {
    await openWith({ technique, chunkRows: 64 });
    await call("spawnMany", 6400, [60, 60, 1, GREEN]);
    // Until the last recompilation is over: code that is not compiled yet boxes its numbers.
    await call("syncMany", 3000);
    const session = await page().context().newCDPSession(page());
    await session.send("HeapProfiler.enable");
    await session.send("HeapProfiler.startSampling", {
      samplingInterval: 256,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
    await call("syncMany", 1000);
    const { profile } = await session.send("HeapProfiler.stopSampling");
    await session.detach();
    type Node = (typeof profile)["head"];
    const bytesIn = (node: Node): number =>
      (node.callFrame.url.includes("/src/") ? node.selfSize : 0) +
      node.children.reduce((sum, child) => sum + bytesIn(child), 0);
    // The clock's numbers and the query's loop come to about 100 bytes a frame. One object for each
    // of the 101 chunks would be 1,600 more, one for each of the 4 columns 64.
    expect(bytesIn(profile.head) / 1000).toBeLessThan(160);
  },
);
