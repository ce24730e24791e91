/**
 * The numbers of the particle step that every layout shares, and the order its systems run in.
 *
 * The loops themselves are written once per layout, on purpose: the loop is what is compared, and
 * V8 keeps one set of type feedback per piece of source, so shared loops would slow each other.
 */
import { type ParticleStore, type StepInput } from "./particle-store.ts";
/** Share of the speed that is left after a bounce. */
export declare const RESTITUTION = 0.8;
/** Units squared; keeps the attractor's pull finite at the pointer, half strength at 60 units. */
export declare const ATTRACTOR_SOFTENING = 3600;
/** Runs every system once, in order. Returns how many particles were replaced. */
export declare function stepStore(store: ParticleStore, input: StepInput): number;
