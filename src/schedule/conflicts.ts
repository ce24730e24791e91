/**
 * Conflicts: pairs of systems that touch the same thing, one of them writing, with nothing to say
 * which runs first. What such a pair computes would depend on the order of a list.
 */
import { EcsError } from "../base/errors.ts";
import type { Listing, Order } from "./order.ts";
import { excludeEachOther, isStateCondition } from "./state.ts";
import type { System } from "./system.ts";

/** A pair in either order, which its systems allow; indices into the list of systems. */
export interface AllowedPair {
  readonly first: number;
  readonly second: number;
  readonly things: string;
}

/**
 * The allowed pairs of one phase.
 *
 * @param sorted - the phase's members in a sequence that respects `orders`
 * @throws {EcsError} E213 unknown name in ambiguousWith · E216 a pair that is not allowed
 */
export function checkConflicts(
  sorted: readonly number[],
  orders: readonly Order[],
  listing: Listing,
): AllowedPair[] {
  const { systems } = listing;
  const isBefore = reachability(sorted, orders);
  const allowedWith = sorted.map((i) => alliesOf(i, listing));
  const allowed: AllowedPair[] = [];
  const open: AllowedPair[] = [];
  for (let b = 1; b < sorted.length; b++) {
    for (let a = 0; a < b; a++) {
      if (isBefore[a * sorted.length + b] === 1) continue;
      // Named in the order of the list, so that a message does not depend on the seed.
      const first = Math.min(sorted[a], sorted[b]);
      const second = Math.max(sorted[a], sorted[b]);
      const things = sharedThings(systems[first], systems[second]);
      if (things === "" || neverTogether(systems[first], systems[second])) continue;
      const isAllowed = allowedWith[a].has(sorted[b]) || allowedWith[b].has(sorted[a]);
      (isAllowed ? allowed : open).push({ first, second, things });
    }
  }
  if (open.length > 0) throw unordered(open, listing);
  return allowed;
}

/** Row-major: 1 where the system at one place of `sorted` must run before that at another. */
function reachability(sorted: readonly number[], orders: readonly Order[]): Uint8Array {
  const count = sorted.length;
  const placeOf = new Map(sorted.map((index, place) => [index, place]));
  const reaches = new Uint8Array(count * count);
  const next = sorted.map((): number[] => []);
  for (const { from, to } of orders) {
    const place = placeOf.get(from);
    if (place !== undefined) next[place].push(placeOf.get(to) as number);
  }
  // From the last place back, so that what a successor reaches is known when it is asked.
  for (let place = count - 1; place >= 0; place--) {
    for (const successor of next[place]) {
      reaches[place * count + successor] = 1;
      for (let far = successor + 1; far < count; far++) {
        reaches[place * count + far] |= reaches[successor * count + far];
      }
    }
  }
  return reaches;
}

function alliesOf(index: number, { systems, names }: Listing): Set<number> {
  const one = systems[index];
  return new Set(one.ambiguousWith.flatMap((name) => names.find(name, one, "ambiguousWith")));
}

/** Whether their conditions never hold in one frame. */
function neverTogether(a: System, b: System): boolean {
  const others = b.runIf.filter(isStateCondition);
  return a.runIf
    .filter(isStateCondition)
    .some((condition) => others.some((other) => excludeEachOther(condition, other)));
}

/** What both touch and one writes, and who writes it; "" when there is nothing. */
function sharedThings(a: System, b: System): string {
  const written = new Set([...a.writes, ...b.writes]);
  const shared: string[] = [];
  for (const thing of written) {
    const byA = a.writes.includes(thing);
    const byB = b.writes.includes(thing);
    if (byA && byB) shared.push(`${thing.label} (both write it)`);
    else if (byA && b.reads.includes(thing)) shared.push(`${thing.label} ("${a.name}" writes it)`);
    else if (byB && a.reads.includes(thing)) shared.push(`${thing.label} ("${b.name}" writes it)`);
  }
  return shared.join(" and ");
}

function unordered(open: readonly AllowedPair[], listing: Listing): EcsError {
  const { systems, phaseOf, phaseNames, verb } = listing;
  const [{ first, second, things }] = [...open].sort(byPlaceInList);
  const a = systems[first].name;
  const b = systems[second].name;
  const more = open.length > 1 ? ` Pairs like it in this phase: ${open.length - 1} more.` : "";
  return new EcsError(
    "E216",
    `${verb}: systems "${a}" and "${b}" of phase "${phaseNames[phaseOf[first]]}" both touch ${things}, and nothing says which runs first. Give "${b}" an order (after: "${a}" or before: "${a}"), or allow both orders (ambiguousWith: "${a}").${more}`,
  );
}

function byPlaceInList(one: AllowedPair, other: AllowedPair): number {
  return one.first - other.first || one.second - other.second;
}
