/**
 * Particles that move, end and are born again in each frame, under the devtools; nothing is drawn but those.
 *
 * Each is a child of one of a hundred emitters, those of one root, so that trees change with every frame. With `&mixed`
 * in the address they stay, in every mixture of eight tags: a world of 256 chunks, or more.
 */
import { openDevtools } from "../../../src/devtools/index.ts";
import {
  ChildOf,
  component,
  createSchedule,
  createWorld,
  type Entity,
  FrameProfile,
  f32,
  message,
  run,
  system,
  tag,
} from "../../../src/index.ts";

declare global {
  interface Window {
    bench: {
      /** Resolves after so many seconds, with how long each refresh of the overlay took, and how many frames there were. */
      watch(seconds: number): Promise<{ readonly refreshMs: number[]; readonly frames: number }>;
    };
  }
}

const EMITTERS = 100;
/** In each frame. */
const DEATHS = 200;

const address = new URLSearchParams(location.search);
const count = Number(address.get("count"));
const isMixed = address.has("mixed");
const Position = component("Position", { x: f32, y: f32 });
const Velocity = component("Velocity", { x: f32(1), y: f32(0.5) });
const Life = component("Life", { left: f32(1) });
const TAGS = [..."ABCDEFGH"].map((name) => tag(name));
const Died = message("Died", { x: f32, y: f32 });

const world = createWorld();
const root = world.spawn();
const emitters = Array.from({ length: EMITTERS }, () => world.spawn(ChildOf(root)));
for (const emitter of emitters)
  world.spawnMany(count / EMITTERS, [Position, Velocity, Life, ChildOf(emitter)]);
const particles = world.query(Position, Velocity, Life);
if (isMixed)
  particles.entities().forEach((particle, nth) => {
    for (let bit = 0; bit < TAGS.length; bit++)
      if ((nth >> bit) & 1) world.add(particle, TAGS[bit]);
  });
const doomed: Entity[] = [];
let turn = 0;
let frames = 0;

const move = system({
  name: "move",
  run: () => {
    for (const chunk of particles) {
      const { x, y } = chunk.write(Position);
      const { x: vx, y: vy } = chunk.read(Velocity);
      const { left } = chunk.write(Life);
      for (let i = 0; i < chunk.count; i++) {
        x[i] += vx[i] / 60;
        y[i] += vy[i] / 60;
        left[i] -= 1 / 600;
      }
    }
    frames++;
  },
});

const renew = system({
  name: "renew",
  after: [move],
  run: () => {
    const emitter = emitters[turn++ % EMITTERS];
    doomed.length = 0;
    ChildOf.forEachSource(world, emitter, (particle) => {
      if (doomed.length < DEATHS) doomed.push(particle);
    });
    for (const particle of doomed) {
      Died.send(world, { x: world.get(particle, Position, "x") });
      world.despawn(particle);
    }
    world.spawnMany(doomed.length, [Position, Velocity, Life, ChildOf(emitter)]);
  },
});

const profile = new FrameProfile();
const schedule = createSchedule(world, isMixed ? [move] : [move, renew], { profile });
run(schedule);
const devtools = openDevtools(world, { schedule, profile });

let refreshMs: number[] = [];
const update = devtools.update.bind(devtools);
devtools.update = () => {
  const start = performance.now();
  update();
  if (devtools.isOpen) refreshMs.push(performance.now() - start);
};

window.bench = {
  async watch(seconds) {
    refreshMs = [];
    const before = frames;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return { refreshMs, frames: frames - before };
  },
};
