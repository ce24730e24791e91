/** What the tests of the schedule share: systems that write down that they ran. */
import { type System, type SystemDefinition, system } from "../../src/index.ts";

export interface Recorder {
  /** Names in the order in which systems ran, since the last `take`. */
  readonly log: string[];
  /** A system that notes its name, then does `run`. */
  note(name: string, definition?: Partial<Omit<SystemDefinition, "name">>): System;
  /** The log as one text; empties it. */
  take(): string;
}

export function createRecorder(): Recorder {
  const log: string[] = [];
  return {
    log,
    note: (name, definition = {}) =>
      system({
        ...definition,
        name,
        run(world, time) {
          log.push(name);
          definition.run?.(world, time);
        },
      }),
    take: () => log.splice(0).join(" "),
  };
}
