import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createServer, createServerModuleRunner } from "vite";
import { expect, test, vi } from "vitest";
import { acceptSystems, createSchedule, createWorld, type Schedule } from "../../src/index.ts";
import { createRecorder } from "./recorder.ts";

const { note } = createRecorder();

function namesOf(schedule: Schedule): string {
  return schedule.systems.map((one) => one.name).join(" ");
}

/** What `import.meta.hot` is to a module that accepts one dependency: `edit` is what Vite does on a save. */
function fakeHot() {
  let accepted: ((module: object | undefined) => void) | undefined;
  return {
    accept(_path: string, callback: (module: object | undefined) => void) {
      accepted = callback;
    },
    edit: (module: object | undefined) => accepted?.(module),
  };
}

test("edited systems replace their old selves; the world and the clock go on", () => {
  const { note: noted, take } = createRecorder();
  const world = createWorld();
  const motion = { move: noted("move", { run: () => void world.spawn() }), turn: noted("turn") };
  const schedule = createSchedule(world, [motion.move, motion.turn, noted("draw")]);
  const hot = fakeHot();
  hot.accept("./motion.ts", acceptSystems(schedule, motion));
  schedule.runFrame(0.5);
  hot.edit({
    move: noted("move", { run: () => noted("faster").run(world, schedule.time) }),
    turn: noted("turn"),
  });
  schedule.runFrame(0.5);
  expect(take()).toBe("move turn draw move faster turn draw");
  expect(world.entityCount).toBe(1);
  expect(schedule.time.frame).toBe(2);
});

test("new systems are added and missing ones removed, edit after edit", () => {
  const schedule = createSchedule(createWorld(), [note("draw"), note("move"), note("turn")]);
  const hot = fakeHot();
  hot.accept("./motion.ts", acceptSystems(schedule, { move: note("move"), turn: note("turn") }));
  hot.edit({ move: note("move"), spin: note("spin", { before: "draw" }) });
  expect(namesOf(schedule)).toBe("move spin draw");
  hot.edit({ spin: note("spin", { before: "draw" }), turn: note("turn") });
  expect(namesOf(schedule)).toBe("spin draw turn");
});

test("systems are found in lists, and the module's other exports are not looked at", () => {
  const schedule = createSchedule(createWorld(), [note("a"), note("b")]);
  const module = { speed: 4, systems: [note("a"), note("b"), 5], helper: () => {}, nothing: null };
  acceptSystems(schedule, module)({ systems: [note("b"), note("c")], speed: 5 });
  expect(namesOf(schedule)).toBe("b c");
});

test("a system that was left out of the schedule stays out", () => {
  const schedule = createSchedule(createWorld(), [note("a")]);
  acceptSystems(schedule, [note("a"), note("debug")])([note("a"), note("debug")]);
  expect(namesOf(schedule)).toBe("a");
});

test("an edit that does not fit leaves the old systems running, and the next edit can mend it", () => {
  const a = note("a");
  const schedule = createSchedule(createWorld(), [a]);
  const hot = fakeHot();
  hot.accept("./a.ts", acceptSystems(schedule, [a]));
  expect(() => hot.edit([note("a", { after: "b" })])).toThrow(
    'acceptSystems: system "a" says after: "b", and no system or set is called that. Correct the name (there are no others), or add such a system. [E213]',
  );
  hot.edit(undefined);
  expect(schedule.systems[0]).toBe(a);
  hot.edit([note("b"), note("a", { after: "b" })]);
  expect(namesOf(schedule)).toBe("b a");
});

test("a module without systems is refused", () => {
  const schedule = createSchedule(createWorld(), []);
  expect(() => acceptSystems(schedule, { speed: 3 })).toThrow(
    "acceptSystems: the module exports no system. Pass what `import * as` gave, or a list of systems. [E210]",
  );
});

const folder = join(import.meta.dirname, "../../node_modules/.cache/colonnade/hot");
const source = JSON.stringify(join(import.meta.dirname, "../../src/index.ts"));

/** A module with one system that sets the world's only value. */
function motionSource(speed: number): string {
  return `import { system } from ${source};
import { Position } from "./components.ts";
export const move = system({ name: "move", writes: [Position], run(world) {
  world.query(Position).each((p) => { p.x += ${speed}; });
} });`;
}

test("Vite takes an edited module into a running schedule, as the doc comment spells it", async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "motion.ts"), motionSource(1));
  writeFileSync(
    join(folder, "components.ts"),
    `import { component, f32 } from ${source};
export const Position = component("Position", { x: f32 });`,
  );
  writeFileSync(
    join(folder, "main.ts"),
    `import { acceptSystems, createSchedule, createWorld } from ${source};
import { Position } from "./components.ts";
import * as motion from "./motion.ts";
const world = createWorld();
const entity = world.spawn(Position);
export const schedule = createSchedule(world, [motion.move]);
export const x = () => world.get(entity, Position, "x");
import.meta.hot?.accept("./motion.ts", acceptSystems(schedule, motion));`,
  );
  const server = await createServer({
    configFile: false,
    root: folder,
    logLevel: "silent",
    server: { middlewareMode: true, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  const runner = createServerModuleRunner(server.environments.ssr, { hmr: { logger: false } });
  try {
    const main = await runner.import(join(folder, "main.ts"));
    const [before] = main.schedule.systems;
    main.schedule.runFrame(0);
    expect(main.x()).toBe(1);
    writeFileSync(join(folder, "motion.ts"), motionSource(10));
    server.watcher.emit("change", join(folder, "motion.ts"));
    await vi.waitUntil(() => main.schedule.systems[0] !== before);
    main.schedule.runFrame(0);
    expect(main.x()).toBe(11);
    expect(main.schedule.time.frame).toBe(2);
  } finally {
    await runner.close();
    await server.close();
  }
});
