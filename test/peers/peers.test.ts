/** The comparison's adapters do the same work: each workload's sum equals that of typed arrays by hand. */
import { describe, expect, test } from "vitest";
import { hand } from "../bench/peers/hand.ts";
import { loadPeer, PEERS } from "../bench/peers/peers.ts";
import { WORKLOADS } from "../bench/peers/workloads.ts";

describe.each(Object.keys(PEERS))("%s", (name) => {
  test.each(WORKLOADS.map((workload) => workload.key))("does what hand does in %s", async (key) => {
    const workload = WORKLOADS.find((one) => one.key === key);
    const count = 130;
    const expected = await workload?.make(hand, count);
    const made = await workload?.make(await loadPeer(name), count);
    expect(made?.sum).toBe(expected?.sum);
  });
});

test("the work done by hand has the sums that can be worked out", async () => {
  const sums: Record<string, number> = {};
  for (const { key, make } of WORKLOADS) sums[key] = (await make(hand, 16)).sum;
  expect(sums).toEqual({
    packed_5: 12_096,
    simple_iter: 18_872,
    frag_iter: 12_992,
    entity_cycle: 312,
    add_remove: 312,
    particles: 20_431.843_75,
    bulk_spawn: 664,
    bulk_despawn: 664,
    queries_cycle: 312,
    queries_add_remove: 312,
  });
});
