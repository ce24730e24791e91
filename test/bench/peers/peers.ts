/** The libraries compared, each loaded only in the process that measures it. */
import type { Peer } from "./peer.ts";

/** In the order of the tables: Colonnade, no library, libraries. */
export const PEERS: Readonly<Record<string, () => Promise<Peer>>> = {
  colonnade: async () => (await import("./colonnade.ts")).colonnade,
  "colonnade, kernel": async () => (await import("./colonnade-kernel.ts")).colonnadeKernel,
  "colonnade, each": async () => (await import("./colonnade-each.ts")).colonnadeEach,
  hand: async () => (await import("./hand.ts")).hand,
  objects: async () => (await import("./objects.ts")).objects,
  "bitecs 0.4": async () => (await import("./bitecs.ts")).bitecs,
  "bitecs 0.4, hoisted": async () => (await import("./bitecs.ts")).bitecsHoisted,
  "bitecs 0.3": async () => (await import("./bitecs-old.ts")).bitecsOld,
  koota: async () => (await import("./koota.ts")).koota,
  miniplex: async () => (await import("./miniplex.ts")).miniplex,
  piecs: async () => (await import("./piecs.ts")).piecs,
  "wolf-ecs": async () => (await import("./wolf.ts")).wolf,
  elics: async () => (await import("./elics.ts")).elics,
  becsy: async () => (await import("./becsy.ts")).becsy,
  "@woven-ecs/core": async () => (await import("./woven.ts")).woven,
  "@thi.ng/ecs": async () => (await import("./thing.ts")).thing,
};

/** Colonnade with kernels, which some workloads have no use for. */
export const KERNELS = "colonnade, kernel";

/** Ways to use Colonnade, the plain one first. */
export const OURS: readonly string[] = ["colonnade", KERNELS, "colonnade, each"];

/** Those that a ratio "to the best peer" does not count. */
export const NOT_PEERS: ReadonlySet<string> = new Set([...OURS, "hand", "objects"]);

export function loadPeer(name: string): Promise<Peer> {
  const load = PEERS[name];
  if (load === undefined)
    throw new Error(`bench: there is no "${name}"; there are ${Object.keys(PEERS).join("; ")}.`);
  return load();
}
