/** The saved results: each part replaces what was saved of it, so that a run that is ended loses only the rest. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { loadPeer, PEERS } from "./peers.ts";
import { type Legend, performancePage, type Results, resultsPage } from "./report.ts";
import { WORKLOADS } from "./workloads.ts";

const FOLDER = "test/bench/results";
const FILE = `${FOLDER}/peers.json`;

const NOTHING: Results = { workloads: [], memory: [], sizes: [] };

function readResults(): Results {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as Results) : NOTHING;
}

/** Merges parts into what is saved. */
export function saveResults(parts: Partial<Results>): void {
  const saved = readResults();
  const workloads = WORKLOADS.flatMap(({ key, sizes }) =>
    sizes.flatMap(({ entities }) => {
      const isIt = (one: Results["workloads"][number]) =>
        one.key === key && one.entities === entities;
      return parts.workloads?.find(isIt) ?? saved.workloads.find(isIt) ?? [];
    }),
  );
  const memory = saved.memory.filter(({ peer }) => !parts.memory?.some((one) => one.peer === peer));
  const names = Object.keys(PEERS);
  const results: Results = {
    workloads,
    memory: [...memory, ...(parts.memory ?? [])].sort(
      (a, b) => names.indexOf(a.peer) - names.indexOf(b.peer),
    ),
    sizes: parts.sizes ?? saved.sizes,
  };
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
}

/** Makes the pages of what is saved. */
export async function writePages(legends: ReadonlyMap<string, Legend>): Promise<void> {
  const results = readResults();
  const uses: string[] = [];
  for (const name of Object.keys(PEERS)) {
    const { note, page } = await loadPeer(name);
    const link = page === "" ? "" : ` ([page](${page.replace(/^docs\//, "")}))`;
    uses.push(`**${name}**: ${note}${link}`);
  }
  writeFileSync(`${FOLDER}/peers.md`, resultsPage(results, legends));
  writeFileSync("docs/performance.md", performancePage(results, legends, uses, Object.keys(PEERS)));
}
