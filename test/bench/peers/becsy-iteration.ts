/** becsy: its words for the workloads, and those that only iterate. */
import type * as Becsy from "@lastolivegames/becsy";
import { type Iteration, LETTERS, START_B, START_C, START_E, startOf, weigh } from "./peer.ts";

/** The performance build has no types of its own. */
const packageName: string = "@lastolivegames/becsy/lib/perf.js";
const { System, Type, World } = (await import(/* @vite-ignore */ packageName)) as typeof Becsy;

export interface ValueFields {
  value: number;
}
export interface VectorFields {
  x: number;
  y: number;
}
export type Kind<Fields = object> = (new () => Fields) & {
  schema: NonNullable<Becsy.ComponentType<object>["schema"]>;
};

// Classes are made anew: a component type belongs to one world.
export const value = (): Kind<ValueFields> =>
  class Value {
    static schema = { value: Type.float32 };
    declare value: number;
  } as unknown as Kind<ValueFields>;
export const vector = (): Kind<VectorFields> =>
  class Vector {
    static schema = { x: Type.float32, y: Type.float32 };
    declare x: number;
    declare y: number;
  } as unknown as Kind<VectorFields>;

export type Work = (system: Becsy.System, entities: readonly Becsy.Entity[]) => void;

/** Which step of a workload a frame does. */
export interface Turn {
  step: string;
  /** In the order they were made, which is the order they run in: those that write the same need one. */
  readonly systems: object[];
}

export interface WorkerOptions {
  /** In which frames the system works. */
  readonly step: string;
  /** What the entities it works on have. */
  readonly kinds: readonly Kind[];
  /** What else it touches. */
  readonly also?: readonly Kind[];
  readonly work: Work;
}

export function worker(turn: Turn, { step, kinds, also = [], work }: WorkerOptions): void {
  const last = turn.systems.at(-1);
  const made = class extends System {
    entities = this.query((q) => {
      q.current.with(...kinds).write;
      if (also.length > 0) q.using(...also).write;
    });
    sked = this.schedule((s) => {
      if (last !== undefined) s.after(last as Parameters<typeof s.after>[0]);
    });

    override execute(): void {
      if (turn.step === step) work(this, this.entities.current);
    }
  };
  turn.systems.push(made);
}

/** Makes a function that runs a frame of a step. */
export type Frames = (step: string) => () => Promise<void>;

type Defs = NonNullable<NonNullable<Parameters<typeof Becsy.World.create>[0]>["defs"]>;

/** A world with room for the changes of a whole workload in one frame. */
export async function makeWorld(
  turn: Turn,
  room: number,
  components: readonly Kind[],
  build: (system: Becsy.System) => void,
): Promise<Frames> {
  const world = await World.create({
    // In any other order than their own, its planner does not come to an end.
    defs: [...components, ...turn.systems] as Defs,
    maxEntities: room,
    maxLimboComponents: 8 * room,
    maxShapeChangesPerFrame: 16 * room,
    maxWritesPerFrame: 16 * room,
  });
  world.build(build);
  return (step) => () => {
    turn.step = step;
    return world.execute();
  };
}

/** A system that adds something up in frames of the step "sum". */
export function summer(turn: Turn, kinds: readonly Kind[], of: (entity: Becsy.Entity) => number) {
  const found = { total: 0 };
  const work: Work = (_, entities) => {
    found.total = 0;
    for (const entity of entities) found.total += of(entity);
  };
  worker(turn, { step: "sum", kinds, work });
  return found;
}

const double = (turn: Turn, of: Kind<ValueFields>) =>
  worker(turn, {
    step: "run",
    kinds: [of],
    work: (_, entities) => {
      for (const entity of entities) entity.write(of).value *= 2;
    },
  });

const swap = (turn: Turn, one: Kind<ValueFields>, other: Kind<ValueFields>) =>
  worker(turn, {
    step: "run",
    kinds: [one, other],
    work: (_, entities) => {
      for (const entity of entities) {
        const a = entity.write(one);
        const b = entity.write(other);
        const kept = a.value;
        a.value = b.value;
        b.value = kept;
      }
    },
  });

const summersOf = (turn: Turn, kinds: readonly Kind<ValueFields>[]) =>
  kinds.map((kind) => summer(turn, [kind], (entity) => entity.read(kind).value));

export const becsyIteration: Iteration = {
  async packed5(count) {
    const turn: Turn = { step: "", systems: [] };
    const kinds = [1, 2, 3, 4, 5].map(value);
    const sums = summersOf(turn, kinds);
    for (const kind of kinds) double(turn, kind);
    const frame = await makeWorld(turn, count + 1, kinds, (system) => {
      for (let i = 0; i < count; i++)
        system.createEntity(...kinds.flatMap((kind) => [kind, { value: startOf(i) }]));
    });
    const ask = frame("sum");
    return {
      run: frame("run"),
      sum: async () => {
        await ask();
        return weigh(sums, ({ total }) => total);
      },
    };
  },

  async simpleIter(each) {
    const turn: Turn = { step: "", systems: [] };
    const kinds = [1, 2, 3, 4, 5].map(value);
    const [a, b, c, d, e] = kinds;
    const sums = summersOf(turn, kinds);
    swap(turn, a, b);
    swap(turn, c, d);
    swap(turn, c, e);
    const frame = await makeWorld(turn, 4 * each + 1, kinds, (system) => {
      for (const parts of [
        [a, b],
        [a, b, c],
        [a, b, c, d],
        [a, b, c, e],
      ]) {
        for (let i = 0; i < each; i++) {
          const starts = [startOf(i), START_B, START_C, startOf(i), START_E];
          system.createEntity(
            ...parts.flatMap((kind) => [kind, { value: starts[kinds.indexOf(kind)] }]),
          );
        }
      }
    });
    const ask = frame("sum");
    return {
      run: frame("run"),
      sum: async () => {
        await ask();
        return weigh(sums, ({ total }) => total);
      },
    };
  },

  async fragIter(each) {
    const turn: Turn = { step: "", systems: [] };
    const data = value();
    const letters = LETTERS.map(value);
    const z = letters[25];
    const [ofData, ofZ] = summersOf(turn, [data, z]);
    double(turn, data);
    double(turn, z);
    const kinds = [data, ...letters];
    const frame = await makeWorld(turn, each * LETTERS.length + 1, kinds, (system) => {
      for (const letter of letters) {
        for (let i = 0; i < each; i++)
          system.createEntity(letter, { value: startOf(i) }, data, { value: startOf(i) });
      }
    });
    const ask = frame("sum");
    return {
      run: frame("run"),
      sum: async () => {
        await ask();
        return ofData.total + 3 * ofZ.total;
      },
    };
  },
};
