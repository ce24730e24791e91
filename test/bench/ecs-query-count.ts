/**
 * What the number of queries adds to spawning: nothing, since archetypes are matched when they appear.
 *
 * Two worlds that differ in nothing else take turns of a fraction of a millisecond, so that whatever else
 * the machine does meets both alike; the figure is the median over pairs of turns.
 */
import { formatNs, formatRatio, median, type Table } from "../../demos/particles/comparison.ts";
import { type Entity, not, tag, type World } from "../../src/index.ts";
import { Frozen, Marked, makeWorld, Position, Velocity } from "./ecs-world.ts";

const SPAWNED = 2000;
const TURNS = 400;
const FEW = 1;
const MANY = 200;
/** Of the whole: what the design allows. */
const ALLOWED = 0.05;

const LABELS = Array.from({ length: MANY }, (_, i) => tag(`Label${i}`));

/** A world with so many queries, all of which match what is spawned. */
function worldWith(queryCount: number): World {
  const { world } = makeWorld();
  for (let i = 0; i < queryCount; i++)
    world.query(Position, Velocity, not(LABELS[i], Frozen, Marked));
  return world;
}

export function spawnByQueryCount(): Table {
  const worlds = [worldWith(FEW), worldWith(MANY)];
  const spawned: Entity[] = [];
  const turn = (world: World): number => {
    const start = performance.now();
    for (let i = 0; i < SPAWNED; i++) spawned[i] = world.spawn(Position, Velocity);
    for (let i = 0; i < SPAWNED; i++) world.despawn(spawned[i]);
    return ((performance.now() - start) * 1e6) / SPAWNED;
  };
  const few: number[] = [];
  const many: number[] = [];
  const ratios: number[] = [];
  for (let i = -TURNS / 4; i < TURNS; i++) {
    // Who comes first changes: the second of two turns may find warmer caches.
    const isFewFirst = i % 2 === 0;
    const first = turn(worlds[isFewFirst ? 0 : 1]);
    const second = turn(worlds[isFewFirst ? 1 : 0]);
    if (i < 0) continue;
    few.push(isFewFirst ? first : second);
    many.push(isFewFirst ? second : first);
    ratios.push(isFewFirst ? second / first : first / second);
  }
  const ratio = median(ratios);
  const isMet = Math.abs(ratio - 1) <= ALLOWED;
  return {
    headers: ["queries", "ns per spawn and despawn", "ratio", "target"],
    rows: [
      [String(FEW), formatNs(median(few)), formatRatio(1), ""],
      [
        String(MANY),
        formatNs(median(many)),
        formatRatio(ratio),
        `within 5 %: ${isMet ? "met" : "missed"}`,
      ],
    ],
  };
}
