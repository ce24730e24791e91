/**
 * World check: what functions that take a world ask of it.
 *
 * Told by what a world has: its class would come along with tools that are loaded without one.
 */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import type { World } from "./world.ts";

/** Returns the world; `verb` is what was called. @throws {EcsError} E129 unless it is one */
export function checkWorld(world: World, verb: string): World {
  if (typeof world?.extension === "function") return world;
  throw new EcsError(
    "E129",
    `${verb}: ${shown(world)} is not a world. Pass what createWorld() returned.`,
  );
}
