/**
 * ParticleSchedule: the systems of a store that keeps its particles in a world, as a schedule over that world.
 *
 * So the devtools can show why they run in this order, turn them off, pause and step. One phase, whose step
 * is the demo's. Invariant: the order is that of `SYSTEM_NAMES`, and each declares what it touches.
 */
import {
  type AnyComponent,
  createSchedule,
  message,
  type Schedule,
  type ScheduleProfile,
  system,
  u32,
  type World,
} from "../../src/index.ts";
import type { ColumnsStore } from "./layouts/columns-store.ts";
import {
  Body,
  Life,
  Look,
  Origin,
  PARTICLE_COMPONENTS,
  Position,
  Velocity,
} from "./layouts/particle-components.ts";
import { type StepInput, SYSTEM_NAMES, type SystemName } from "./particle-store.ts";

interface Place {
  readonly reads?: readonly AnyComponent[];
  readonly writes: readonly AnyComponent[];
  readonly after?: readonly SystemName[];
}

const PHASE = "step";

const PLACES: Readonly<Record<SystemName, Place>> = {
  age: { writes: [Life] },
  forces: { reads: [Position, Body], writes: [Velocity] },
  move: { reads: [Velocity], writes: [Position], after: ["forces"] },
  bounce: { writes: [Position, Velocity], after: ["move"] },
  look: { reads: [Life], writes: [Look], after: ["age"] },
  respawn: { reads: [Life, Origin], writes: PARTICLE_COMPONENTS, after: ["bounce", "look"] },
};

/** Sent by `respawn`: how many particles it replaced. */
export const Respawned = message("Respawned", { count: u32 });

export function createParticleSchedule(
  store: ColumnsStore,
  input: StepInput,
  profile: ScheduleProfile,
): Schedule {
  const told = Respawned.draft();
  const respawn = (world: World): void => {
    told.count = store.respawn(input);
    if (told.count > 0) Respawned.send(world, told);
  };
  const systems = SYSTEM_NAMES.map((name) =>
    system({
      ...PLACES[name],
      name,
      phase: PHASE,
      run: name === "respawn" ? respawn : () => store[name](input),
    }),
  );
  return createSchedule(store.world, systems, {
    phases: [{ name: PHASE, runs: "fixed" }],
    fixedStepSeconds: input.dtSeconds,
    profile,
  });
}
