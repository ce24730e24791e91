/**
 * acceptSystems: lets a module of systems be edited while the game runs (hot module replacement).
 *
 * The world, the clock and everything else stay; only the systems change. Keep components in a module
 * of their own: an edited component is another component, and entities have the old one.
 */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import type { Schedule } from "./schedule.ts";
import { checkSchedule } from "./schedule-check.ts";
import { isSystem, type System } from "./system.ts";

/** A module's exports, or a list: systems in it, also within exported lists, are found; the rest is not looked at. */
export type SystemModule = object;

/**
 * What to pass to Vite's `accept`, beside the module's path and the module as first imported:
 *
 * `import.meta.hot?.accept("./motion.ts", acceptSystems(schedule, motion))`
 *
 * Vite looks for this very spelling in the source, so the call cannot be made from here. From the next
 * frame on, systems are replaced by name, new ones added, and missing ones removed. When the edited
 * systems do not fit together, the error goes to Vite and the old ones go on.
 * @throws {EcsError} E210 when there is no system in the module
 */
export function acceptSystems(
  schedule: Schedule,
  systems: SystemModule,
): (edited: SystemModule | undefined) => void {
  checkSchedule(schedule, "acceptSystems");
  let current = systemsIn(systems);
  if (current.length === 0) {
    throw noSystems("the module");
  }
  return (edited) => {
    // Vite passes nothing when the edited file could not be read as a program; it has said so.
    if (edited === undefined) return;
    const next = systemsIn(edited);
    schedule.exchange("acceptSystems", current, next);
    current = next;
  };
}

function noSystems(what: string): EcsError {
  return new EcsError(
    "E210",
    `acceptSystems: ${what} exports no system. Pass what \`import * as\` gave, or a list of systems.`,
  );
}

function systemsIn(module: SystemModule): System[] {
  if (typeof module !== "object" || module === null) throw noSystems(shown(module));
  const found = new Set<System>();
  for (const value of Object.values(module)) {
    for (const one of Array.isArray(value) ? value : [value]) if (isSystem(one)) found.add(one);
  }
  return [...found];
}
