/** Texts of a journal: what was passed to a change, in the words of the program that asked for it. */
import type { ComponentInput } from "../storage/component.ts";
import { componentOf } from "../storage/component.ts";
import type { EntityIndex } from "../storage/entity-index.ts";
import { Pair } from "../storage/pair.ts";
import type { RecordedVerb } from "../storage/recorder.ts";
import type { BulkCommand } from "./bulk-command.ts";

export function describeSubject(
  verb: RecordedVerb,
  subject: unknown,
  index: EntityIndex,
): { readonly verb: string; readonly what: string } {
  switch (verb) {
    case "bulk":
      return describeBulk(subject as BulkCommand, index);
    case "spawn":
    case "spawnMany":
      return { verb, what: listOf(subject as readonly ComponentInput[], index) };
    case "despawn":
      return { verb, what: "" };
    default:
      return { verb, what: nameOf(subject as ComponentInput, index) };
  }
}

function describeBulk(
  command: BulkCommand,
  index: EntityIndex,
): { readonly verb: string; readonly what: string } {
  const of = command.query.describe();
  if (command.kind === "despawn") return { verb: `${of}.despawn`, what: "" };
  if (command.kind === "set")
    return { verb: `${of}.set`, what: command.value?.component.label ?? "" };
  const { added, removed } = command;
  if (removed.length === 0) return { verb: `${of}.add`, what: listOf(added, index) };
  if (added.length === 0) return { verb: `${of}.remove`, what: listOf(removed, index) };
  return {
    verb: `${of}.change`,
    what: `add ${listOf(added, index)}, remove ${listOf(removed, index)}`,
  };
}

function listOf(inputs: readonly ComponentInput[], index: EntityIndex): string {
  return `[${inputs.map((input) => nameOf(input, index)).join(", ")}]`;
}

function nameOf(input: ComponentInput, index: EntityIndex): string {
  const { label } = componentOf(input);
  return input instanceof Pair ? `${label}(${index.describe(input.target)})` : label;
}
