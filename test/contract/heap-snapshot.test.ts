/**
 * Heap snapshots of a release build, as `docs/memory.md` tells one to read them: classes go by their names, and a
 * world that is dropped is gone, with what it had.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { bundleOf } from "./bundle.ts";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "node_modules/.cache/colonnade/heap-snapshot");

/** Two worlds that use most parts; one of them is dropped without `dispose`. */
const PROGRAM = `
  import {
    added, ChildOf, changed, component, createSchedule, createWorld, f32, keepJournal, message, ref, resource, string,
    system, tag,
  } from "/src/index.ts";
  const Position = component("Position", { x: f32, name: string, sprite: ref() });
  const Burning = tag("Burning", { storage: "sparse" });
  const Hit = message("Hit", { amount: f32 });
  const Score = resource("Score", () => ({ points: 0 }));

  function makeWorld() {
    const world = createWorld({ firstSlabBytes: 1 << 20 });
    const parent = world.spawn(Position({ x: 1, name: "parent", sprite: {} }), Burning);
    world.spawn(Position, ChildOf(parent));
    world.setName(parent, "parent");
    world.onAdd(Position, () => world.entityCount);
    world.query(Position).onExit(() => world.entityCount);
    world.query(added(Position)).reader().count;
    const moved = world.query(changed(Position)).reader();
    for (const chunk of world.query(Position)) chunk.write(Position).x[0]++;
    world.query(Position).each((position) => { position.x++; });
    Hit.send(world, { amount: 1 });
    const hits = Hit.reader(world);
    Score.of(world).points++;
    world.frameArena.current.f32(10);
    keepJournal(world);
    const step = system({ name: "Step", reads: [Position], run: () => { hits; moved.count; } });
    const schedule = createSchedule(world, [step]);
    schedule.runFrame(1 / 60);
    return { world, schedule };
  }
  globalThis.kept = makeWorld();
  globalThis.drop = () => new WeakRef(makeWorld().world);
`;

const READER = `
  import { getHeapSnapshot } from "node:v8";
  import "./program.mjs";
  const dropped = globalThis.drop();
  for (let i = 0; i < 10 && dropped.deref() !== undefined; i++) {
    await new Promise((done) => setTimeout(done, 10));
    gc();
  }
  let text = "";
  for await (const part of getHeapSnapshot().setEncoding("utf8")) text += part;
  const { nodes, strings, snapshot } = JSON.parse(text);
  const { node_fields, node_types } = snapshot.meta;
  const at = (name) => node_fields.indexOf(name);
  const objects = {};
  for (let i = 0; i < nodes.length; i += node_fields.length) {
    if (node_types[0][nodes[i + at("type")]] !== "object") continue;
    const name = strings[nodes[i + at("name")]];
    objects[name] = (objects[name] ?? 0) + 1;
  }
  console.log(JSON.stringify({ isGone: dropped.deref() === undefined, objects }));
`;

// Seen to fail on purpose: a module that keeps every world in a list, and a bundle whose names are not kept.
test("a dropped world is gone, and classes are counted under their own names", async () => {
  const { code } = await bundleOf(PROGRAM, true);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "program.mjs"), code);
  writeFileSync(join(folder, "reader.mjs"), READER);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--expose-gc", join(folder, "reader.mjs")],
    { encoding: "utf8", maxBuffer: 2 ** 26 },
  );
  expect(stderr).toBe("");
  const { isGone, objects } = JSON.parse(stdout);
  expect(isGone).toBe(true);
  expect(objects).toMatchObject({ World: 1, Storage: 1, EntityIndex: 1, Schedule: 1, Journal: 1 });
  for (const name of ["Archetype", "Chunk", "Query", "QueryReader", "MessageChannel", "PairTable"])
    expect(Object.keys(objects)).toContain(name);
}, 120_000);
