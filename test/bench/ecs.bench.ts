/**
 * What the engine's elementary operations cost, in ns, beside their targets and the same work written by hand.
 *
 * Eight archetypes are in play, as in a game, not two. All subjects run interleaved in one process;
 * the rows marked "hand" are what a good programmer writes without an engine. The targets are those of
 * the design, for an idle machine; on a busy one, trust the ratios.
 */
import { access, queries, telling } from "./ecs-asking.ts";
import { changing, spawning } from "./ecs-costs.ts";
import { byHand } from "./ecs-hand.ts";
import { iteration } from "./ecs-iteration.ts";
import { spawnByQueryCount } from "./ecs-query-count.ts";
import { sparse } from "./ecs-sparse.ts";
import { costTable } from "./ecs-table.ts";
import { consume, describeMachine, measureInterleaved, printTable, sinkTotal } from "./harness.ts";

console.log(describeMachine());
const loops = iteration();
printTable("Iteration, per row", costTable(loops, measureInterleaved(loops)));
const costs = [...changing(), ...spawning(), ...access(), ...sparse(), ...queries(), ...telling()];
const measured = measureInterleaved([...byHand(), ...costs]);
printTable("Entities, queries and news, per operation", costTable(costs, measured));
printTable("Spawn and despawn, by the number of queries", spawnByQueryCount());
consume(sinkTotal());
console.log(`\n(sink ${sinkTotal().toFixed(0)})`);
