/**
 * The built package: what users install behaves as the sources do, with diagnostics compiled out.
 *
 * Builds the library's release and development bundles and runs the same small program on both.
 */
import { join } from "node:path";
import { build } from "vite";
import { beforeAll, expect, test } from "vitest";
import type * as Colonnade from "../../src/index.ts";
import { importOutput } from "./import-output.ts";

const cache = join(import.meta.dirname, "../../node_modules/.cache/colonnade");

async function load(development: boolean): Promise<typeof Colonnade> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    define: { __DEV__: JSON.stringify(development) },
    build: {
      write: false,
      target: "es2022",
      minify: true,
      lib: { entry: "src/index.ts", formats: ["es"], fileName: "index" },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output)) throw new Error("Vite built nothing.");
  const folder = join(cache, `package-${development ? "development" : "release"}`);
  return importOutput(output.output, folder) as Promise<typeof Colonnade>;
}

const packages: Record<string, typeof Colonnade> = {};
beforeAll(async () => {
  packages.release = await load(false);
  packages.development = await load(true);
});

test.each(["release", "development"])("the %s bundle runs a world", (kind) => {
  const { component, createWorld, f32, not, tag, validate } = packages[kind];
  const Position = component("Position", { x: f32, y: f32(2) });
  const Frozen = tag("Frozen");
  const world = createWorld({ capacity: 10 });
  const first = world.spawn(Position({ x: 1 }));
  world.spawnMany(1000, [Position], (rows) => {
    const { x } = rows.write(Position);
    for (let i = rows.start; i < rows.end; i++) x[i] = rows.offset + i - rows.start;
  });
  const movers = world.query(Position, not(Frozen));
  let seen = 0;
  for (const chunk of movers) {
    const { x, y } = chunk.write(Position);
    for (let row = 0; row < chunk.count; row++) x[row] += y[row];
    seen += chunk.count;
    world.add(first, Frozen);
  }
  expect(seen).toBe(1001);
  expect(world.get(first, Position)).toEqual({ x: 3, y: 2 });
  expect(movers.count).toBe(1000);
  movers.each((p) => {
    p.x = 0;
  });
  movers.despawn();
  validate(world);
  expect(world.entityCount).toBe(1);
});

test.each(["release", "development"])("the %s bundle keeps every check", (kind) => {
  const { component, createWorld, f32 } = packages[kind];
  const Position = component("Position", { x: f32 });
  const world = createWorld({ maxEntities: 2 });
  const entity = world.spawn(Position);
  world.despawn(entity);
  expect(() => world.get(entity, Position)).toThrow(
    "get: entity 1v0 is dead (index 1 is free). Check world.isAlive(entity) first. [E101]",
  );
  world.spawnMany(2, [Position]);
  expect(() => world.spawn(Position)).toThrow("[E103]");
  expect(() => world.set(entity, Position, { z: 1 } as never)).toThrow("[E101]");
});

test("freed rows are poisoned in the development bundle only", () => {
  const columns = ["release", "development"].map((kind) => {
    const { component, createWorld, f32 } = packages[kind];
    const Position = component("Position", { x: f32(7) });
    const world = createWorld();
    const entities = [world.spawn(Position), world.spawn(Position)];
    const [chunk] = world.query(Position);
    const { x } = chunk.read(Position);
    world.despawn(entities[1]);
    return x[1];
  });
  expect(columns[0]).toBe(7);
  expect(columns[1]).toBe(Math.fround(-1998397155538108400));
});
