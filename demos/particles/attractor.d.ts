/**
 * Attractor: the point that pulls particles, steered by mouse, touch or keys.
 *
 * Writes into the step's input and nowhere else. With a mouse, moving pulls gently and pressing
 * pulls hard; a finger pulls hard while it is down; keys turn the pull on where the point stands.
 */
import type { StepInput } from "./particle-store.ts";
export declare class Attractor {
    #private;
    constructor(stage: HTMLElement, input: StepInput);
}
