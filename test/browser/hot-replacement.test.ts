import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "vite";
import { expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { PROJECT } from "./serve.ts";

const source = JSON.stringify(`/@fs/${join(PROJECT, "src/index.ts").replace(/^\//, "")}`);

/** A module of one system that sets how fast things are. */
function motionSource(speed: number): string {
  return `import { system } from ${source};
import { Position } from "./components.ts";
export const move = system({ name: "move", writes: [Position], run(world) {
  world.query(Position).each((p) => { p.speed = ${speed}; p.x += ${speed}; });
} });`;
}

const FILES = {
  "index.html": `<script type="module" src="./main.ts"></script>`,
  "motion.ts": motionSource(1),
  "components.ts": `import { component, f32, f64 } from ${source};
export const Position = component("Position", { x: f64, speed: f32 });`,
  "main.ts": `import { acceptSystems, createSchedule, createWorld, run } from ${source};
import { Position } from "./components.ts";
import * as motion from "./motion.ts";
const world = createWorld();
const hero = world.spawn(Position({ x: 1e6 }));
const schedule = createSchedule(world, [motion.move]);
run(schedule);
window.game = () => ({ ...world.get(hero, Position), entities: world.entityCount, frame: schedule.time.frame });
import.meta.hot?.accept("./motion.ts", acceptSystems(schedule, motion));`,
};

interface Game {
  readonly x: number;
  readonly speed: number;
  readonly entities: number;
  readonly frame: number;
}

// Seen to fail on purpose: without the line that accepts, the page is loaded again, and with it a new world.
test("in a page served by Vite, an edited system replaces its old self and the world lives on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "colonnade-hot-"));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  const server = await createServer({
    configFile: false,
    root: folder,
    cacheDir: join(folder, ".vite"),
    logLevel: "error",
    define: { __DEV__: "true" },
    optimizeDeps: { noDiscovery: true },
    server: {
      host: "127.0.0.1",
      port: 0,
      watch: null,
      fs: { allow: [folder, PROJECT] },
    },
  });
  await server.listen();
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(server.resolvedUrls?.local[0] ?? "");
    const game = () => page.evaluate<Game>("game()");
    await page.waitForFunction("window.game?.().frame > 5");
    await page.evaluate("window.isStillThere = true");
    const before = await game();
    expect(before).toMatchObject({ speed: 1, entities: 1 });

    const file = join(folder, "motion.ts");
    writeFileSync(file, motionSource(1000));
    server.watcher.emit("change", file);
    await page.waitForFunction("game().speed === 1000");

    const after = await game();
    expect(await page.evaluate("window.isStillThere")).toBe(true);
    expect(after.entities).toBe(1);
    expect(after.frame).toBeGreaterThan(before.frame);
    expect(after.x).toBeGreaterThan(before.x);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
