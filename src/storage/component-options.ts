/**
 * Component options: what the last argument of `component` and `tag` may say.
 *
 * Invariant: a name that is not an option is refused, so that a misspelt one cannot pass unseen.
 */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import { type AnyComponent, isComponent, type Values } from "./component.ts";
import type { Schema } from "./field.ts";

export interface TagOptions {
  /**
   * Components that an entity gets, with their defaults, wherever it gets this one and lacks them.
   * In the same move, so it costs no more than adding this one alone.
   */
  readonly requires?: readonly AnyComponent[];
  /**
   * `"sparse"` keeps it out of the archetypes: adding and removing it moves no row, and queries decide row
   * by row whether an entity has it. For what comes and goes often. Default: `"columns"`.
   */
  readonly storage?: "columns" | "sparse";
  /**
   * Lets `world.disable(entity, it)` and `world.enable(entity, it)` switch it without moving the row: a bit a row.
   * Queries for it see the rows where it is on.
   */
  readonly toggle?: boolean;
}

export interface ComponentOptions<S extends Schema = Schema> extends TagOptions {
  /**
   * Says what is wrong with the values an entity is about to hold, or returns undefined. Called in
   * development by `spawn`, `add` and `set`, with all fields; not by writes to columns.
   */
  readonly validate?: (values: Values<S>) => string | undefined;
  /**
   * What `changed` is exact to: "windows" (of 1,024 rows, the default, which costs nothing) or "rows",
   * which costs 4 bytes a row, 2 ns a write by cursor or `set`, and 0.1 ns a row borrowed by `chunk.write`.
   */
  readonly track?: "windows" | "rows";
}

/** The names that each kind of definition takes. */
const KNOWN = {
  component: ["requires", "storage", "toggle", "track", "validate"],
  tag: ["requires", "storage", "toggle"],
} as const;

/** @throws {EcsError} E105 an option that is unknown or of the wrong type */
export function checkOptions(
  verb: keyof typeof KNOWN,
  label: string,
  options: ComponentOptions<never>,
): void {
  const known: readonly string[] = KNOWN[verb];
  if (typeof options !== "object" || options === null) {
    throw wrongOption(verb, label, `its options are ${shown(options)}. Pass an object`);
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw wrongOption(verb, label, `"${name}" is not an option. Pass ${known.join(" or ")}`);
  }
  const { requires = [], storage = "columns", toggle = false } = options;
  const { track = "windows", validate } = options;
  if (!Array.isArray(requires) || !requires.every(isComponent)) {
    throw wrongOption(verb, label, "requires is not a list of components. Pass [Other]");
  }
  const relation = requires.find((one) => one.pairRules !== undefined);
  if (relation !== undefined) {
    const problem = `it requires the relation ${relation.label}, which needs a target`;
    throw wrongOption(verb, label, `${problem}. Add the pair where the entity is made`);
  }
  if (storage !== "columns" && storage !== "sparse") {
    throw wrongOption(verb, label, `storage is ${shown(storage)}. Pass "columns" or "sparse"`);
  }
  if (typeof toggle !== "boolean") {
    throw wrongOption(verb, label, `toggle is ${shown(toggle)}. Pass true or false`);
  }
  if (validate !== undefined && typeof validate !== "function") {
    throw wrongOption(verb, label, `validate is ${shown(validate)}. Pass a function`);
  }
  if (track !== "windows" && track !== "rows") {
    throw wrongOption(verb, label, `track is ${shown(track)}. Pass "windows" or "rows"`);
  }
  checkSparse(verb, label, options);
}

/** What needs a row in an archetype, a sparse component cannot do. */
function checkSparse(
  verb: string,
  label: string,
  { requires = [], storage, toggle }: ComponentOptions<never>,
): void {
  if (storage === "sparse") {
    if (requires.length > 0) {
      const labels = requires.map((other) => other.label).join(", ");
      const remedy = "requires: adding a sparse component moves no row";
      throw notSparse(verb, label, `requires ${labels}`, remedy);
    }
    if (toggle === true) throw notSparse(verb, label, "can be switched off", "toggle");
  }
  const sparse = requires.find((other) => other.isSparse);
  if (sparse === undefined) return;
  throw new EcsError(
    "E165",
    `${verb}("${label}"): it requires ${sparse.label}, which is sparse. Require components in columns only, and add ${sparse.label} beside ${label}.`,
  );
}

function notSparse(verb: string, label: string, does: string, remedy: string): EcsError {
  return new EcsError(
    "E165",
    `${verb}("${label}"): it is sparse and ${does}. Leave out storage or ${remedy}.`,
  );
}

function wrongOption(verb: string, label: string, problem: string): EcsError {
  return new EcsError("E105", `${verb}("${label}"): ${problem}.`);
}

/** The components of a list and all that they require, each once, what is required first. */
export function withRequired(components: readonly AnyComponent[]): AnyComponent[] {
  const all = components.flatMap((component) => [...component.requires, component]);
  return [...new Set(all)];
}
