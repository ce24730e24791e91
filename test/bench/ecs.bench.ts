/**
 * What the engine's elementary operations cost, in ns, beside their targets and the same work written by hand.
 *
 * Eight archetypes are in play, as in a game, not two. The subjects of a group run interleaved in a
 * process of their own, so that one group does not spoil the next; the rows marked "hand" are what a
 * good programmer writes without an engine. Targets in ns were set on a machine where a plain loop takes
 * 1.8 ns a row (`reference`); where one is missed, it is stretched by how much slower that loop is here at best.
 * On a busy machine, trust the ratios. `--group changing` runs one group.
 */
import type { Table } from "../../demos/particles/comparison.ts";
import { access, queries, telling } from "./ecs-asking.ts";
import { changing, spawning } from "./ecs-costs.ts";
import { byHand, reference } from "./ecs-hand.ts";
import { iteration } from "./ecs-iteration.ts";
import { spawnByQueryCount } from "./ecs-query-count.ts";
import { relating } from "./ecs-relations.ts";
import { seen } from "./ecs-seen.ts";
import { sparse } from "./ecs-sparse.ts";
import { type Cost, costTable } from "./ecs-table.ts";
import { toggles } from "./ecs-toggles.ts";
import {
  answerParent,
  describeMachine,
  measureInterleaved,
  printTable,
  readOptions,
  runChild,
  type Subject,
} from "./harness.ts";

const ITERATION: Readonly<Record<string, () => Cost[]>> = { iteration, seen };
const COSTS: Readonly<Record<string, () => Cost[]>> = {
  // Together, as sparse components are compared with those in columns.
  changing: () => [...changing(), ...access(), ...sparse()],
  spawning,
  queries,
  telling,
  relating,
  toggles,
};

/** A group beside what it is compared with. */
function measureCosts(costs: readonly Cost[]): Table {
  const named = new Set(costs.map((cost) => cost.hand));
  const hands = byHand().filter((subject) => named.has(subject.name));
  const subjects = new Set<Subject>([reference, ...hands, ...costs]);
  return costTable(costs, measureInterleaved([...subjects]));
}

function measureGroup(group: string): Table {
  if (group === "query-count") return spawnByQueryCount();
  const costs = ITERATION[group] ?? COSTS[group];
  if (costs === undefined) throw new Error(`bench: there is no group "${group}".`);
  return measureCosts(costs());
}

const inChild = (group: string): Table => runChild<Table>(["--group", group]);
const { group: only } = readOptions();
if (only !== undefined) {
  const table = measureGroup(only);
  answerParent(table);
  printTable(only, table);
} else {
  console.log(describeMachine());
  const [loops, ...more] = Object.keys(ITERATION).map(inChild);
  const loopRows = [loops, ...more].flatMap((table) => table.rows);
  printTable("Iteration, per row", { ...loops, rows: loopRows });
  const tables = Object.keys(COSTS).map(inChild);
  const rows = tables.flatMap((table) => table.rows);
  printTable("Entities, queries, news and relations, per operation", { ...tables[0], rows });
  printTable("Spawn and despawn, by the number of queries", inChild("query-count"));
}
