/**
 * Simulation: one store of particles, the input of its step, and what each system costs.
 *
 * Knows nothing of the page. Invariant: a store is replaced only by one that is complete, so when
 * memory runs out the particles at hand go on.
 */
import {
  FrameProfile,
  type Schedule,
  type ScheduleProfile,
  type StructOrder,
} from "../../src/index.ts";
import { ColumnsStore } from "./layouts/columns-store.ts";
import { InterleavedStore } from "./layouts/interleaved-store.ts";
import { createParticleSchedule, Respawned } from "./particle-schedule.ts";
import {
  type LayoutName,
  type ParticleStore,
  type StepInput,
  SYSTEM_NAMES,
  type SystemName,
} from "./particle-store.ts";
import { createStepInput } from "./settings.ts";
import { createStore } from "./store-factory.ts";

/** What a store is made for; together with the stage it decides every particle. */
export interface Selection {
  readonly layout: LayoutName;
  readonly count: number;
  /** Order of the fields in a row; matters to the interleaved layout only. */
  readonly order: StructOrder;
}

/** Steps until the optimiser has seen every loop; what they cost is forgotten. */
export const WARM_UP_STEPS = 20;

const SYSTEM_TRACK = "Systems";
const SYSTEM_COLOR = "primary-light";

export class Simulation {
  /** Averages over half a second at full speed: soon right after a switch, and still calm. */
  readonly profile = new FrameProfile({ frames: 30 });
  readonly input: StepInput;
  /** How many particles the last step replaced. */
  respawned = 0;
  /** Runs the systems of a layout that keeps its particles in a world; undefined for the others. */
  #schedule: Schedule | undefined;
  #replaced: ReturnType<typeof Respawned.reader> | undefined;
  readonly #onReplaced = ({ count }: { readonly count: number }) => {
    this.respawned = count;
  };
  #steps = 0;
  #isPaused = false;
  readonly #seed: number;
  #selection: Selection;
  #store: ParticleStore;
  #isWarm = false;

  constructor(selection: Selection, seed: number, width: number, height: number) {
    this.#seed = seed;
    this.input = createStepInput(width, height);
    this.#selection = selection;
    this.#store = this.#make(selection);
    this.#schedule = this.#scheduleOf(this.#store);
  }

  get schedule(): Schedule | undefined {
    return this.#schedule;
  }

  /** Steps since the particles were made. */
  get steps(): number {
    return this.#schedule?.time.fixedStep ?? this.#steps;
  }

  /** Whether it is to stand still; whoever has the schedule may have paused it. */
  get isPaused(): boolean {
    return this.#schedule?.isPaused ?? this.#isPaused;
  }

  set isPaused(isPaused: boolean) {
    this.#isPaused = isPaused;
    if (isPaused) this.#schedule?.pause();
    else this.#schedule?.resume();
  }

  get selection(): Selection {
    return this.#selection;
  }

  get store(): ParticleStore {
    return this.#store;
  }

  /**
   * Starts over with the particles of `selection`; takes up to 2 us for each of them.
   *
   * @throws whatever the layout throws when there is no memory; the old particles then stay
   */
  restart(selection: Selection): void {
    const store = this.#make(selection);
    const { isPaused } = this;
    this.#store.dispose();
    this.#store = store;
    this.#schedule = this.#scheduleOf(store);
    this.isPaused = isPaused;
    this.#selection = selection;
    this.#steps = 0;
    this.respawned = 0;
    this.#isWarm = false;
    this.profile.reset();
  }

  /** Runs every system once, each in a span of its own; those that somebody has turned off are left out. */
  step(): void {
    const { profile } = this;
    profile.begin();
    if (this.#schedule === undefined) this.#runSystems(this.#store);
    else {
      this.respawned = 0;
      this.#schedule.step();
      this.#replaced?.each(this.#onReplaced);
    }
    profile.end("step", SYSTEM_TRACK, "primary-dark");
    this.#steps++;
  }

  #runSystems(store: ParticleStore): void {
    const { input, profile } = this;
    for (let i = 0; i < SYSTEM_NAMES.length; i++) {
      const system = SYSTEM_NAMES[i];
      profile.begin();
      if (system === "respawn") this.respawned = store.respawn(input);
      else store[system](input);
      profile.end(system, SYSTEM_TRACK, SYSTEM_COLOR);
    }
  }

  /** Takes the frame's spans into the averages; call it after the frame's last span. */
  endFrame(): void {
    this.profile.endFrame();
    if (this.#isWarm || this.steps < WARM_UP_STEPS) return;
    this.#isWarm = true;
    this.profile.reset();
  }

  /** Average nanoseconds per particle; NaN before the first frame has ended. */
  nsPerParticle(span: SystemName | "step"): number {
    return (this.profile.averageMs(span) * 1e6) / this.#selection.count;
  }

  resize(width: number, height: number): void {
    this.input.width = width;
    this.input.height = height;
  }

  #make(selection: Selection): ParticleStore {
    const { width, height } = this.input;
    const settings = { count: selection.count, seed: this.#seed, width, height };
    if (selection.layout === "interleaved") return new InterleavedStore(settings, selection.order);
    const store = createStore(selection.layout, settings);
    // Kernels and flushes have spans of their own.
    if (store instanceof ColumnsStore) store.world.profile = this.profile;
    return store;
  }

  #scheduleOf(store: ParticleStore): Schedule | undefined {
    if (!(store instanceof ColumnsStore)) return undefined;
    const { profile } = this;
    // The frame is more than a step, and ends later.
    const spans: ScheduleProfile = {
      begin: () => profile.begin(),
      end: (name) => profile.end(name, SYSTEM_TRACK, SYSTEM_COLOR),
      endFrame: () => {},
    };
    this.#replaced = Respawned.reader(store.world);
    return createParticleSchedule(store, this.input, spans);
  }
}
