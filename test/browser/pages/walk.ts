/**
 * Runs a program of docs/profiling.md as a page: `walk.html?walk=slow-system&version=after`.
 *
 * The server makes `/walks/<name>.ts` of the block in the page of that name.
 */
import { openDevtools } from "../../../src/devtools/index.ts";
import { FrameProfile, run, type Schedule } from "../../../src/index.ts";

const address = new URLSearchParams(location.search);
const walk = address.get("walk");
const version = address.get("version") ?? "before";
const program: Record<string, Schedule> = await import(/* @vite-ignore */ `/walks/${walk}.ts`);
const schedule = program[version];
const profile = new FrameProfile({ tracks: "measures" });
schedule.world.profile = profile;
openDevtools(schedule.world, { schedule, profile });
document.querySelector("p")!.textContent = `${walk}, ${version}. F2 opens the devtools.`;
run(schedule);

declare global {
  interface Window {
    schedule: Schedule;
  }
}
window.schedule = schedule;
document.body.dataset.running = version;
