/**
 * Systems: how long each takes, how much it does, a switch, a button that runs it once, and one that resets it.
 *
 * Without a schedule it lists what the profile has measured; without either it says what to pass.
 */
import {
  type FrameProfile,
  type GraphSystem,
  meterSystems,
  type Schedule,
  type SystemMeter,
  scheduleGraph,
  type World,
} from "../index.ts";
import { make, setText } from "./dom.ts";
import { formatCount, formatMs } from "./format.ts";
import type { Stepper } from "./stepper.ts";
import { BUTTONS, SystemRow } from "./system-row.ts";
import type { Scene, Tab } from "./tab.ts";
import { Table } from "./table.ts";

/** Frames a sparkline spans, where the profile keeps as many. */
const HISTORY = 60;

/** How many sparklines one refresh draws, in turn: some 10 us each. */
const MOST_SPARKS = 24;

export class SystemsTab implements Tab {
  readonly label = "Systems";
  readonly element: HTMLElement;
  readonly #table = new Table("Systems", [
    "on",
    "system",
    "phase",
    "state",
    "#last ms",
    "#mean ms",
    "#most ms",
    "#rows",
    "#changes",
    "last frames",
    "",
  ]);
  readonly #note = make("p", "note");
  readonly #stepper: Stepper;
  readonly #rows: SystemRow[] = [];
  readonly #history = new Float64Array(HISTORY);
  #nextSpark = 0;
  #meter: SystemMeter | undefined;
  #world: World | undefined;

  /** The stepper carries out what the rows ask for. */
  constructor(stepper: Stepper) {
    this.#stepper = stepper;
    this.element = make("div", "stack", this.#note, this.#table.element);
  }

  update({ world, schedule, profile }: Scene): void {
    if (this.#world !== world) this.hide();
    this.#world = world;
    // Counts only while somebody looks.
    if (schedule !== undefined) this.#meter ??= meterSystems(world);
    const systems = schedule === undefined ? undefined : scheduleGraph(schedule).systems;
    const names = systems?.map(({ name }) => name) ?? profile?.names ?? [];
    setText(this.#note, noteFor(schedule, profile));
    const most = names.map((name) => this.#mostMs(name, profile));
    this.#table.show(
      names.map((name, nth) => [
        "",
        name,
        systems?.[nth].phase ?? "",
        systems === undefined ? "" : stateOf(systems[nth]),
        formatMs(profile?.lastMs(name) ?? Number.NaN),
        formatMs(profile?.averageMs(name) ?? Number.NaN),
        formatMs(most[nth]),
        ...this.#workOf(name),
        "",
        systems === undefined ? "" : BUTTONS,
      ]),
    );
    names.forEach((name, nth) => {
      this.#rowOf(nth)?.show(name, systems?.[nth].status, name === schedule?.nextSystem);
    });
    this.#drawSparks(names, most, profile);
  }

  hide(): void {
    this.#meter?.stop();
    this.#meter = undefined;
  }

  #workOf(name: string): [rows: string, changes: string] {
    const work = this.#meter?.of(name);
    return work === undefined ? ["–", "–"] : [formatCount(work.rows), formatCount(work.changes)];
  }

  #rowOf(nth: number): SystemRow | undefined {
    const row = this.#table.row(nth);
    if (row === undefined) return undefined;
    if (this.#rows[nth]?.row !== row) {
      this.#rows[nth] = new SystemRow(row, {
        enable: (name, isOn) =>
          this.#stepper.act((schedule) => (isOn ? schedule.enable(name) : schedule.disable(name))),
        runOnce: (name) => this.#stepper.act((schedule) => schedule.runOnce(name)),
        reset: (name) => this.#stepper.act((schedule) => schedule.reset(name)),
      });
    }
    return this.#rows[nth];
  }

  #mostMs(name: string, profile: FrameProfile | undefined): number {
    const count = profile?.historyInto(name, this.#history) ?? 0;
    let most = Number.NaN;
    for (let i = 0; i < count; i++) if (!(this.#history[i] <= most)) most = this.#history[i];
    return most;
  }

  #drawSparks(
    names: readonly string[],
    most: readonly number[],
    profile: FrameProfile | undefined,
  ): void {
    const shown = Math.min(names.length, this.#rows.length);
    for (let i = 0; i < Math.min(shown, MOST_SPARKS); i++) {
      const nth = this.#nextSpark++ % shown;
      const count = profile?.historyInto(names[nth], this.#history) ?? 0;
      this.#rows[nth].spark.draw(this.#history, count, most[nth]);
    }
  }
}

function stateOf({ status, conditions }: GraphSystem): string {
  if (status === "on") return conditions.length === 0 ? "" : `if ${conditions.join(", ")}`;
  return status === "over" ? "has run" : status;
}

function noteFor(schedule: Schedule | undefined, profile: FrameProfile | undefined): string {
  if (schedule === undefined) {
    return profile === undefined
      ? "Pass a schedule, a profile or both to openDevtools."
      : "Measured by the profile. Pass a schedule to switch, pause and step.";
  }
  return profile === undefined ? "Pass a profile to see how long systems take." : "";
}
