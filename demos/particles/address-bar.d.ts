/**
 * AddressBar: keeps the page's address in step with what was chosen, so that it can be shared.
 *
 * Invariant: nothing changes before something is chosen, so a bad address stays readable.
 */
import type { Selection } from "./simulation.ts";
export declare class AddressBar {
    #private;
    constructor(selection: Selection);
    /** Writes what differs from the last selection; parameters of others stay. */
    follow({ layout, count }: Selection): void;
}
