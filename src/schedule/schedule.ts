/**
 * Schedule: the systems of one world, in the order in which a frame runs them.
 *
 * The order is worked out when systems change; a frame walks a flat list, makes no garbage and never
 * waits. `run(schedule)` drives it by the clock. Invariant: a frame that has begun is finished by the
 * systems it began with; additions, removals and replacements count from the next.
 */
import { checkOptions } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import type { World } from "../world/world.ts";
import { checkWorld } from "../world/world-check.ts";
import { Clock } from "./clock.ts";
import { explainPlan } from "./explain.ts";
import { FrameRunner } from "./frame-runner.ts";
import { quoted } from "./name-table.ts";
import { type PhaseDefinition, resolvePhases } from "./phase.ts";
import { makePlan, type Plan } from "./plan.ts";
import { checkChoices, type ScheduleOptions } from "./schedule-options.ts";
import { isSetAside, makeSlot, type Slot } from "./slot.ts";
import { checkSystem, nameOf, type System, type SystemReference } from "./system.ts";
import type { Time } from "./time.ts";

export class Schedule {
  readonly world: World;
  readonly #clock: Clock;
  readonly #phases: readonly PhaseDefinition[];
  readonly #seed: number | undefined;
  readonly #runner: FrameRunner;
  #plan: Plan;

  /** @internal Use `createSchedule`. */
  constructor(world: World, systems: readonly System[], options: ScheduleOptions) {
    checkWorld(world, "createSchedule");
    checkOptions(options, "createSchedule");
    this.world = world;
    const { seed, onError = "stop" } = options;
    checkChoices(options);
    this.#seed = seed;
    this.#phases = resolvePhases(options.phases);
    this.#clock = new Clock(options);
    this.#runner = new FrameRunner(world, this.#clock, onError, options.profile);
    this.#plan = this.#planOf("createSchedule", slotsOf(systems, "createSchedule"), new Set());
  }

  /** What systems are told. The same object for ever. */
  get time(): Time {
    return this.#clock.time;
  }

  /** The systems in the order in which they run. A fresh list. */
  get systems(): readonly System[] {
    return this.#plan.slots.map((slot) => slot.system);
  }

  /** Whether game time stands still from the next frame on. */
  get isPaused(): boolean {
    return this.#clock.isPaused;
  }

  /** Stops game time: frames go on with `dtSeconds` 0 and no fixed steps, so that menus live. */
  pause(): void {
    this.#clock.isPaused = true;
  }

  resume(): void {
    this.#clock.isPaused = false;
  }

  /** Seconds of game time per second, from the next frame on. @throws {EcsError} E211 below 0 or not a number */
  get timeScale(): number {
    return this.#clock.scale;
  }

  set timeScale(scale: number) {
    this.#clock.setScale(scale, "timeScale");
  }

  /**
   * Runs one frame, `realSeconds` after the last by the wall clock.
   *
   * While paused within a frame of `stepSystem` it does nothing; resumed, it runs what is left of that frame.
   * Begins with `world.frameArena.swap()`, ends with `endMessageFrame(world)`. About 10 ns a system
   * beyond what it does, and 0.2 us a frame; no garbage. When it throws, the frame has stopped there, and the world is valid.
   * @throws {EcsError} E211 wrong seconds · E217 inside a frame · E109 inside an iteration
   * @throws {SystemError} E218 a system threw · E219 it returned a promise · E220 it left work behind that
   *   cannot be carried out
   */
  runFrame(realSeconds: number): void {
    this.#runner.checkIdle("runFrame");
    if (this.#runner.isStepping && this.isPaused) return;
    this.world.flush();
    if (this.#finishStepping()) return;
    this.#runner.run(this.#plan, this.#clock.beginFrame(realSeconds));
  }

  /**
   * Runs one frame of exactly one fixed step, paused or not, or what `stepSystem` has left of one: for debuggers and
   * tests. @throws as `runFrame`
   */
  step(): void {
    this.#runner.checkIdle("step");
    this.world.flush();
    if (this.#finishStepping()) return;
    this.#runner.run(this.#plan, this.#clock.beginSingleStep());
  }

  /**
   * Runs the next system of a frame of one fixed step, and returns its name; undefined where no other was left to run.
   *
   * The first call begins the frame, the one that comes to its end ends it. `pause()` before, else the next
   * `runFrame` finishes it. For debuggers. @throws as `runFrame`; the frame is over then
   */
  stepSystem(): string | undefined {
    this.#runner.checkIdle("stepSystem");
    this.world.flush();
    return this.#runner.stepSystem(this.#plan);
  }

  /** The system that `stepSystem` comes to next, within a frame that it has begun; undefined between frames. */
  get nextSystem(): string | undefined {
    return this.#runner.nextSystem;
  }

  /**
   * Runs one system now, whatever its phase and conditions, on or off; its `dtSeconds` is one fixed step, and time
   * does not move on. @throws {EcsError} E213 unknown name, and as `runFrame`
   */
  runOnce(reference: SystemReference): void {
    this.#runner.checkIdle("runOnce");
    const slot = this.#find(reference, "runOnce");
    this.world.flush();
    this.#runner.runAlone(slot);
  }

  /** Leaves a system out from its next turn on, until `enable`; a replacement stays off. @throws {EcsError} E213 unknown name */
  disable(reference: SystemReference): void {
    this.#find(reference, "disable").status.isOff = true;
  }

  /** Undoes `disable`. @throws {EcsError} E213 unknown name */
  enable(reference: SystemReference): void {
    this.#find(reference, "enable").status.isOff = false;
  }

  /** @throws {EcsError} E213 unknown name */
  isEnabled(reference: SystemReference): boolean {
    return !this.#find(reference, "isEnabled").status.isOff;
  }

  /**
   * Adds systems at the end of the list. Works the order out anew, as do `remove` and `replace`.
   *
   * @throws {EcsError} E210 not a system · E212 name in use · E213 unknown name · E214/E215 impossible order ·
   *   E216 unordered conflict. Nothing changes.
   */
  add(...systems: readonly System[]): void {
    this.#edit("add", [...this.#plan.listed, ...slotsOf(systems, "add")]);
  }

  /** Removes a system. Orders that mention it stay, without effect. @throws {EcsError} E213 unknown name */
  remove(reference: SystemReference): void {
    const slot = this.#find(reference, "remove");
    this.#edit(
      "remove",
      this.#plan.listed.filter((one) => one !== slot),
    );
  }

  /**
   * Puts another definition in a system's place. It keeps the place in the list, and a system of a
   * "once" phase that has run does not run again; one that was set aside gets another chance.
   *
   * @throws {EcsError} as `add`, and E213 unknown name. Nothing changes.
   */
  replace(reference: SystemReference, system: System): void {
    const slot = this.#find(reference, "replace");
    checkSystem(system, "replace");
    this.#edit(
      "replace",
      this.#plan.listed.map((one) => (one === slot ? makeSlot(system, slot.status) : one)),
    );
  }

  /**
   * @internal Replaces by name, adds what is new and removes what is gone, in one edit.
   *
   * Of `next`, only what `previous` lacks is added: a system that was left out before stays out.
   */
  exchange(verb: string, previous: readonly System[], next: readonly System[]): void {
    const newer = new Map(next.map((system) => [system.name, system]));
    const formerNames = new Set(previous.map((system) => system.name));
    const kept = this.#plan.listed.filter(({ name }) => newer.has(name) || !formerNames.has(name));
    const listed = kept.map((slot) => {
      const system = newer.get(slot.name);
      newer.delete(slot.name);
      return system === undefined ? slot : makeSlot(system, slot.status);
    });
    const added = [...newer.values()].filter((system) => !formerNames.has(system.name));
    this.#edit(verb, [...listed, ...slotsOf(added, verb)]);
  }

  /** Lets a system run again that was set aside, or that ran in a "once" phase. @throws {EcsError} E213 unknown name */
  reset(reference: SystemReference): void {
    const { status } = this.#find(reference, "reset");
    status.isOver = false;
    status.asideSystem = undefined;
    status.asideError = undefined;
  }

  /** Names of the systems that were set aside, in the order in which they would run. A fresh list. */
  get setAside(): readonly string[] {
    return this.#plan.slots.filter(isSetAside).map((slot) => slot.name);
  }

  /** Text: what runs in which order, and why; what was set aside; which orders were left open. */
  explain(): string {
    return explainPlan(this.#plan, this.#clock, this.#seed);
  }

  /** @internal For `scheduleGraph`. */
  get plan(): Plan {
    return this.#plan;
  }

  /** Runs what is left of a frame that `stepSystem` has begun; whether there was one. */
  #finishStepping(): boolean {
    if (!this.#runner.isStepping) return false;
    while (this.#runner.isStepping) this.#runner.stepSystem(this.#plan);
    return true;
  }

  #find(reference: SystemReference, verb: string): Slot {
    const name = nameOf(reference);
    const slot = this.#plan.listed.find((one) => one.name === name);
    if (slot !== undefined) return slot;
    const names = this.#plan.listed.map((one) => one.name);
    const hint = names.length === 0 ? "It has none." : `Use one of ${quoted(names)}.`;
    throw new EcsError(
      "E213",
      `${verb}: the schedule has no system called "${shown(name)}". ${hint}`,
    );
  }

  #edit(verb: string, listed: readonly Slot[]): void {
    this.#plan = this.#planOf(verb, listed, this.#plan.names);
  }

  #planOf(verb: string, listed: readonly Slot[], formerNames: ReadonlySet<string>): Plan {
    const { world } = this;
    return makePlan(listed, { verb, phases: this.#phases, seed: this.#seed, world, formerNames });
  }
}

/**
 * Makes a schedule: `createSchedule(world, [spawn, move, draw])`.
 *
 * Systems run by phase, then by `before` and `after`, then as listed.
 * @throws {EcsError} E210 not a system · E211 wrong option · E212 name twice · E213 unknown name ·
 *   E214/E215 impossible order · E216 two systems conflict and nothing says which runs first
 */
export function createSchedule(
  world: World,
  systems: readonly System[],
  options: ScheduleOptions = {},
): Schedule {
  return new Schedule(world, systems, options);
}

function slotsOf(systems: readonly System[], verb: string): Slot[] {
  if (!Array.isArray(systems)) {
    throw new EcsError(
      "E210",
      `${verb}: ${shown(systems)} is no list of systems. Pass an array of what system() returned.`,
    );
  }
  return systems.map((system) => {
    checkSystem(system, verb);
    return makeSlot(system);
  });
}
