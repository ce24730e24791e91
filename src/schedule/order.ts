/**
 * Order: which system of a phase runs before which, and one sequence that respects it.
 *
 * Invariant: the sequence depends on the systems, their places in the list and the seed, on nothing else.
 */
import { EcsError } from "../base/errors.ts";
import type { NameTable } from "./name-table.ts";
import type { System } from "./system.ts";

/** `from` runs before `to`; both are indices into the list of systems. */
export interface Order {
  readonly from: number;
  readonly to: number;
  /** For `explain`, said of `to`. */
  readonly reason: string;
}

/** What every step of planning needs to know. */
export interface Listing {
  readonly verb: string;
  readonly systems: readonly System[];
  readonly names: NameTable;
  /** Place of each system's phase in the frame. */
  readonly phaseOf: readonly number[];
  readonly phaseNames: readonly string[];
}

/**
 * The orders that systems ask for within their phases.
 *
 * @throws {EcsError} E213 unknown name · E214 the phases run the other way round
 */
export function collectOrders(listing: Listing): Order[] {
  const { systems, names } = listing;
  const orders: Order[] = [];
  for (const [i, one] of systems.entries()) {
    for (const name of one.after) {
      const via = names.isSet(name) ? ` (after set "${name}")` : "";
      for (const other of names.find(name, one, "after")) {
        if (other === i && via !== "") continue;
        const reason = `after "${systems[other].name}"${via}`;
        if (isWithinPhase(listing, other, i, i)) orders.push({ from: other, to: i, reason });
      }
    }
    for (const name of one.before) {
      const via = names.isSet(name) ? `set "${name}"` : "this";
      for (const other of names.find(name, one, "before")) {
        if (other === i && via !== "this") continue;
        const reason = `after "${one.name}" (which runs before ${via})`;
        if (isWithinPhase(listing, i, other, i)) orders.push({ from: i, to: other, reason });
      }
    }
  }
  return orders;
}

/** Whether an order has work to do; phases settle the rest. @throws {EcsError} E214 they settle it the other way */
function isWithinPhase(listing: Listing, from: number, to: number, asker: number): boolean {
  const { systems, phaseOf, phaseNames, verb } = listing;
  if (phaseOf[from] === phaseOf[to]) return true;
  if (phaseOf[from] < phaseOf[to]) return false;
  const other = asker === from ? to : from;
  const relation = asker === from ? "before" : "after";
  throw new EcsError(
    "E214",
    `${verb}: system "${systems[asker].name}" of phase "${phaseNames[phaseOf[asker]]}" is to run ${relation} "${systems[other].name}" of phase "${phaseNames[phaseOf[other]]}", and the phases run the other way round. Move one of them to another phase, or take the order away.`,
  );
}

/**
 * The members of one phase in a sequence that respects the orders; where they leave a choice, lowest priority number first.
 *
 * @throws {EcsError} E215 the orders form a cycle
 */
export function sequence(
  members: readonly number[],
  orders: readonly Order[],
  priorities: readonly number[],
  listing: Listing,
): number[] {
  const waitsFor = new Map(members.map((member) => [member, new Set<number>()]));
  for (const { from, to } of orders) waitsFor.get(to)?.add(from);
  const sorted: number[] = [];
  while (waitsFor.size > 0) {
    let best = -1;
    for (const [member, blockers] of waitsFor) {
      if (blockers.size > 0) continue;
      if (best === -1 || priorities[member] < priorities[best]) best = member;
    }
    if (best === -1) throw cycle(waitsFor, listing);
    waitsFor.delete(best);
    for (const blockers of waitsFor.values()) blockers.delete(best);
    sorted.push(best);
  }
  return sorted;
}

function cycle(
  waitsFor: ReadonlyMap<number, ReadonlySet<number>>,
  { systems, phaseOf, phaseNames, verb }: Listing,
): EcsError {
  // Everything left waits for something left, so walking backwards must come round.
  const path: number[] = [];
  let at = [...waitsFor.keys()][0];
  while (!path.includes(at)) {
    path.unshift(at);
    at = [...(waitsFor.get(at) as ReadonlySet<number>)][0];
  }
  const round = [at, ...path.slice(0, path.indexOf(at) + 1)];
  const text = round.map((i) => `"${systems[i].name}"`).join(" before ");
  return new EcsError(
    "E215",
    `${verb}: in phase "${phaseNames[phaseOf[at]]}" ${text} is a circle. Take one of these orders away.`,
  );
}
