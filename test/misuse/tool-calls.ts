/** Every call of schedules, profiles and random numbers, for wrong arguments. */
import * as ecs from "../../src/index.ts";
import { Position } from "./scene.ts";
import { type Call, nothing, type Untyped } from "./wrong-arguments.ts";

const frames = { request: () => 1, cancel: nothing };
const random = () => new ecs.RandomSource(1);
const isEmpty = (a: Untyped) =>
  typeof a === "object" && a !== null && Object.getPrototypeOf(a) === Object.prototype;

export const TOOL_CALLS: readonly Call[] = [
  [
    "createSchedule",
    "world list options?",
    (s, a, b, c) => ecs.createSchedule(a, b?.[0] === Position ? [s.move] : b, c),
  ],
  ["system", "object", (_, a) => ecs.system(isEmpty(a) ? { name: "a", run: nothing } : a)],
  ...[
    "name",
    "reads",
    "writes",
    "phase",
    "before",
    "after",
    "sets",
    "runIf",
    "ambiguousWith",
    "run",
  ].map(
    (part): Call => [
      `system with ${part}`,
      "any",
      (s, a) =>
        ecs.createSchedule(s.world, [
          ecs.system({ name: "a", run: nothing, ...(a === 1 ? {} : { [part]: a }) } as never),
        ]),
    ],
  ),
  ["acceptSystems", "schedule module", (_, a, b) => ecs.acceptSystems(a, b)],
  ["acceptSystems then", "module?", (s, a) => ecs.acceptSystems(s.schedule, { move: s.move })(a)],
  ["run", "schedule options?", (_, a, b) => ecs.run(a, b && isEmpty(b) ? { frames } : b).stop()],
  [
    "run with frames",
    "any",
    (s, a) => ecs.run(s.schedule, { frames: a === 1 ? frames : a }).stop(),
  ],
  ["run with onError", "fn?", (s, a) => ecs.run(s.schedule, { frames, onError: a }).stop()],
  ["timerFrames", "number", (_, a) => ecs.timerFrames(a)],
  [
    "FrameSource.request",
    "fn",
    (_, a) => {
      const source = ecs.timerFrames(60);
      source.cancel(source.request(a));
    },
  ],
  ["FrameSource.cancel", "any", (_, a) => ecs.timerFrames(60).cancel(a)],
  ["scheduleGraph", "schedule", (_, a) => ecs.scheduleGraph(a)],
  [
    "Schedule.timeScale",
    "number",
    (s, a) => {
      s.schedule.timeScale = a;
    },
  ],
  ["Schedule.runFrame", "number", (s, a) => s.schedule.runFrame(a)],
  ...(["runOnce", "disable", "enable", "isEnabled", "remove", "reset"] as const).map(
    (verb): Call => [
      `Schedule.${verb}`,
      "reference",
      (s, a) => s.schedule[verb](a === "name" ? "move" : a),
    ],
  ),
  [
    "Schedule.add",
    "any",
    (s, a) => s.schedule.add(a === 1 ? ecs.system({ name: "b", run: nothing }) : a),
  ],
  [
    "Schedule.replace",
    "reference any",
    (s, a, b) => s.schedule.replace(a === "name" ? "move" : a, b === 1 ? s.move : b),
  ],
  ["FrameProfile", "options?", (_, a) => new ecs.FrameProfile(a)],
  [
    "FrameProfile.end",
    "text text~ any",
    (_, a, b, c) => {
      const p = new ecs.FrameProfile();
      p.begin();
      p.end(a, b, c);
    },
  ],
  [
    "FrameProfile.endWork",
    "text text any",
    (_, a, b, c) => {
      const p = new ecs.FrameProfile();
      p.begin();
      p.endWork(a, b, c);
    },
  ],
  ["FrameProfile.averageMs", "any", (_, a) => new ecs.FrameProfile().averageMs(a)],
  ["FrameProfile.lastMs", "any", (_, a) => new ecs.FrameProfile().lastMs(a)],
  [
    "FrameProfile.historyInto",
    "any any",
    (_, a, b) => {
      const p = new ecs.FrameProfile();
      p.begin();
      p.end("update", "Phases");
      p.endFrame();
      p.historyInto(a === 1 ? "update" : a, b === 1 ? new Float64Array(4) : b);
    },
  ],
  ["RandomSource", "number?", (_, a) => new ecs.RandomSource(a)],
  ["RandomSource.reseed", "number", (_, a) => random().reseed(a)],
  ["RandomSource.fork", "number", (_, a) => random().fork(a)],
  ["RandomSource.range", "number number", (_, a, b) => random().range(a, b === 1 ? 2 : b)],
  ["RandomSource.integer", "number", (_, a) => random().integer(a)],
  ["RandomSource.chance", "number", (_, a) => random().chance(a)],
  ["RandomSource.pick", "any", (_, a) => random().pick(a === 1 ? [1] : a)],
  ["RandomSource.shuffle", "any", (_, a) => random().shuffle(a === 1 ? [1] : a)],
];
