/** The workloads of the comparison: their sizes, and what of each is clocked. */
import { LETTERS, type Made, type Peer, type Steps, type Task } from "./peer.ts";

/** A workload of one size, as it is repeated. */
export interface Job {
  run(): void | Promise<void>;
  /** Puts things back after each `run`, outside the clock. */
  undo?(): void | Promise<void>;
}

export interface Workload {
  readonly key: string;
  readonly title: string;
  /** What one run does, for the reader of the table. */
  readonly does: string;
  /** Of each size: what the adapter is told, and how many entities that is. */
  readonly sizes: readonly { readonly count: number; readonly entities: number }[];
  /** Whether kernels have a part in it; where not, `colonnade, kernel` would be `colonnade`. */
  readonly hasKernels: boolean;
  /** Makes the job after it has proved with its sum what it does. */
  make(peer: Peer, count: number): Promise<{ job: Job; sum: number }>;
}

/** How often a task runs before its sum is asked: odd, as swaps undo each other. */
const PROOF_RUNS = 3;

function task(make: (peer: Peer, count: number) => Made<Task>): Workload["make"] {
  return async (peer, count) => {
    const made = await make(peer, count);
    for (let i = 0; i < PROOF_RUNS; i++) await made.run();
    return { job: made, sum: await made.sum() };
  };
}

/** The sum after the second round of both steps, so that what they leave behind shows. */
async function proveSteps(steps: Steps): Promise<number> {
  await steps.first();
  await steps.second();
  const left = await steps.sum();
  await steps.first();
  const sum = await steps.sum();
  await steps.second();
  return sum + 1e6 * (left + (await steps.sum()));
}

type MakeSteps = (peer: Peer, count: number) => Made<Steps>;

/** Both steps are clocked. */
function both(make: MakeSteps): Workload["make"] {
  return async (peer, count) => {
    const steps = await make(peer, count);
    const sum = await proveSteps(steps);
    const pending = steps.first();
    await pending;
    await steps.second();
    if (pending === undefined) {
      const run = () => {
        steps.first();
        steps.second();
      };
      return { job: { run }, sum };
    }
    const run = async () => {
      await steps.first();
      await steps.second();
    };
    return { job: { run }, sum };
  };
}

const onlyFirst: (make: MakeSteps) => Workload["make"] = (make) => async (peer, count) => {
  const steps = await make(peer, count);
  const sum = await proveSteps(steps);
  return { job: { run: () => steps.first(), undo: () => steps.second() }, sum };
};

const onlySecond: (make: MakeSteps) => Workload["make"] = (make) => async (peer, count) => {
  const steps = await make(peer, count);
  const sum = await proveSteps(steps);
  await steps.first();
  return { job: { run: () => steps.second(), undo: () => steps.first() }, sum };
};

const plainSizes = [1_000, 100_000].map((count) => ({ count, entities: count }));

export const WORKLOADS: readonly Workload[] = [
  {
    key: "packed_5",
    title: "Packed iteration",
    does: "five systems, each doubles one of five components of every entity",
    sizes: plainSizes,
    hasKernels: true,
    make: task((peer, count) => peer.packed5(count)),
  },
  {
    key: "simple_iter",
    title: "Simple iteration",
    does: "four kinds of entities; three systems swap two components each",
    sizes: [1_000, 25_000].map((count) => ({ count, entities: 4 * count })),
    hasKernels: true,
    make: task((peer, count) => peer.simpleIter(count)),
  },
  {
    key: "frag_iter",
    title: "Fragmented iteration",
    does: "26 kinds of entities; one system doubles what all have, one what one kind has",
    sizes: [100, 3_846].map((count) => ({ count, entities: LETTERS.length * count })),
    hasKernels: true,
    make: task((peer, count) => peer.fragIter(count)),
  },
  {
    key: "entity_cycle",
    title: "Entity cycle",
    does: "for each A an entity with a B is made, then all with a B end",
    sizes: plainSizes,
    hasKernels: false,
    make: both((peer, count) => peer.entityCycle(count, false)),
  },
  {
    key: "add_remove",
    title: "Add and remove",
    does: "every entity gets a component, then loses it",
    sizes: plainSizes,
    hasKernels: false,
    make: both((peer, count) => peer.addRemove(count, false)),
  },
  {
    key: "particles",
    title: "Particle step",
    does: "move, age, replace the dead by new entities (1 in 64), copy x and y to an upload buffer",
    sizes: [{ count: 100_000, entities: 100_000 }],
    hasKernels: true,
    make: task((peer, count) => peer.particles(count)),
  },
  {
    key: "bulk_spawn",
    title: "Spawn many",
    does: "entities with a position and a velocity are made, with values",
    sizes: [{ count: 100_000, entities: 100_000 }],
    hasKernels: false,
    make: onlyFirst((peer, count) => peer.bulk(count)),
  },
  {
    key: "bulk_despawn",
    title: "Despawn many",
    does: "the same entities end",
    sizes: [{ count: 100_000, entities: 100_000 }],
    hasKernels: false,
    make: onlySecond((peer, count) => peer.bulk(count)),
  },
  {
    key: "queries_cycle",
    title: "Entity cycle among a hundred queries",
    does: "entity cycle, while a hundred queries ask for A or B and two tags that no entity has",
    sizes: [{ count: 1_000, entities: 1_000 }],
    hasKernels: false,
    make: both((peer, count) => peer.entityCycle(count, true)),
  },
  {
    key: "queries_add_remove",
    title: "Add and remove among a hundred queries",
    does: "add and remove, among the same hundred queries",
    sizes: [{ count: 1_000, entities: 1_000 }],
    hasKernels: false,
    make: both((peer, count) => peer.addRemove(count, true)),
  },
];
