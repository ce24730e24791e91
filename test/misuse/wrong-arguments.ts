/**
 * Wrong arguments: what untyped programs may pass, what each kind of parameter takes, and how a call is tried.
 *
 * A call is `[name, kinds, call]`: one kind a parameter. `?` after a kind lets the argument be left out; `~` stands
 * after parameters that may be anything, either for there is an answer, as to `isAlive("x")`, or because a later call
 * looks at it. Words behind the name tell calls of one function apart.
 */
import {
  ChildOf,
  createSchedule,
  createWorld,
  EcsError,
  type Entity,
  f32,
  message,
  prefab,
  type Query,
  resource,
  type Schedule,
  state,
  system,
  validate,
} from "../../src/index.ts";
import { Frozen, Likes, Position, Scene } from "./scene.ts";

// biome-ignore lint/suspicious/noExplicitAny: what untyped programs pass, and what they pass it to.
export type Untyped = any;

export type Call = readonly [
  name: string,
  kinds: string,
  call: (stage: Stage, ...args: Untyped[]) => unknown,
];

export const Hit = message("Hit", { damage: f32 });
export const Score = resource("Score", () => 1);
export const Mode = state("Mode", ["menu", "play"]);
export const nothing = (): void => undefined;

/** A scene, and more for the calls of other parts. */
export class Stage extends Scene {
  readonly query: Query<readonly [typeof Position]> = this.world.query(Position);
  readonly move = system({ name: "move", run: nothing });
  /** A prefab. */
  readonly orc: Entity = prefab(this.world, Position);
  readonly schedule: Schedule = createSchedule(this.world, [this.move]);
}

const PROFILE = { begin: nothing, end: nothing, endWork: nothing, endFrame: nothing };
const USER = { label: "mine", memory: () => [] };
const foreign = createWorld({ capacity: 0 });
let stranger = foreign.spawn();
for (let i = 0; i < 40; i++) stranger = foreign.spawn(Position);

/** By name, since some have no text of their own. */
export const WRONG: readonly (readonly [name: string, value: unknown])[] = [
  ["undefined", undefined],
  ["null", null],
  ["0", 0],
  ["-1", -1],
  ["NaN", Number.NaN],
  ["1.5", 1.5],
  ["text", "x"],
  ["a symbol", Symbol("wrong")],
  ["a bigint", 1n],
  ["true", true],
  ["{}", {}],
  ["an object without a prototype", Object.create(null)],
  ["[]", []],
  ["[undefined]", [undefined]],
  ["[a symbol]", [Symbol("wrong")]],
  ["a function", nothing],
  ["a tag", Frozen],
  ["a component", Position],
  ["a relation", Likes],
  ["a foreign world's entity", stranger],
];

interface Kind {
  /** What belongs there. */
  right(stage: Stage): unknown;
  /** Whether the parameter may take it: all else has to be refused. */
  takes(value: unknown, stage: Stage): boolean;
}

const isObject = (value: unknown): boolean =>
  (typeof value === "object" && value !== null) || typeof value === "function";
const isDefinition = (value: unknown): boolean =>
  value === Position || value === Frozen || (value as unknown) === Likes;
const isWhole = (value: unknown): boolean => Number.isInteger(value);
const kind = (right: Kind["right"], takes: Kind["takes"]): Kind => ({ right, takes });
const same = (right: Kind["right"]): Kind => kind(right, (value, stage) => value === right(stage));

const KINDS: Readonly<Record<string, Kind>> = {
  world: same((s) => s.world),
  query: same((s) => s.query),
  schedule: same((s) => s.schedule),
  prefab: kind((s) => s.orc, isWhole),
  entity: kind((s) => s.hero, isWhole),
  component: kind(() => Position, isDefinition),
  relation: kind(() => Likes, isDefinition),
  tree: kind(() => ChildOf, isDefinition),
  terms: kind(() => Position, isDefinition),
  list: kind(() => [Position], Array.isArray),
  values: kind(() => ({ x: 1 }), isObject),
  likes: kind(() => ({ amount: 1 }), isObject),
  profile: same(() => PROFILE),
  user: same(() => USER),
  order: same(() => "depth-first"),
  options: kind(() => ({}), isObject),
  object: kind(() => ({}), isObject),
  fn: kind(
    () => nothing,
    (value) => typeof value === "function",
  ),
  count: kind(
    () => 2,
    (value) => isWhole(value) && (value as number) >= 0,
  ),
  number: kind(
    () => 1,
    (value) => typeof value === "number",
  ),
  text: kind(
    () => "name",
    (value) => typeof value === "string",
  ),
  schema: kind(() => ({ x: f32 }), isObject),
  module: kind(
    (s) => ({ move: s.move }),
    (value) => typeof value === "object" && value !== null,
  ),
  state: same(() => Mode),
  reference: kind(
    () => "name",
    (value) => typeof value === "string",
  ),
  any: kind(
    () => 1,
    () => true,
  ),
};

function kindOf(word: string): Kind {
  const [, name, mark] = /^(\w+)([?~]?)$/.exec(word) as unknown as [string, string, string];
  const plain = KINDS[name];
  if (mark === "~") return { ...plain, takes: () => true };
  if (mark === "") return plain;
  return { ...plain, takes: (value, stage) => value === undefined || plain.takes(value, stage) };
}

/**
 * Tries a call with every wrong value in the place of every argument; returns what is wrong about the outcomes.
 *
 * `isOfWorld`: whether the call has to do with the stage's world, which is then looked at, and made anew where a
 * call was taken.
 */
export function problemsOf([name, words, call]: Call, isOfWorld: boolean): string[] {
  const kinds = words.split(" ").filter(Boolean).map(kindOf);
  const problems: string[] = [];
  let stage = new Stage();
  let before = isOfWorld ? stage.dump() : "";
  const attempt = (where: string, args: readonly unknown[], takes: boolean, refuses: boolean) => {
    try {
      call(stage, ...args);
      if (!takes) problems.push(`${where} is taken`);
      if (isOfWorld) {
        stage = new Stage();
        before = stage.dump();
      }
    } catch (error) {
      if (!(error instanceof EcsError)) problems.push(`${where} throws ${String(error)}`);
      else if (!refuses || !/^.+: .+[.)] \[E\d{3}\]$/s.test(error.message))
        problems.push(`${where} says ${error.message}`);
    }
  };
  // First with what belongs there, so that a call that never works is not taken for one that refuses well.
  attempt(
    `${name}()`,
    kinds.map((one) => one.right(stage)),
    true,
    false,
  );
  for (let at = 0; at < kinds.length; at++) {
    for (const [label, wrong] of WRONG) {
      const args = kinds.map((one, i) => (i === at ? wrong : one.right(stage)));
      const where = `${name}: ${label} as argument ${at + 1}`;
      attempt(where, args, kinds[at].takes(wrong, stage), true);
    }
    if (isOfWorld) problems.push(...damage(stage, before).map((what) => `${name}: it ${what}`));
  }
  return problems;
}

function damage(stage: Stage, before: string): string[] {
  try {
    validate(stage.world);
    stage.world.shrink(); // no iteration is left running
    return stage.dump() === before ? [] : ["changes the world"];
  } catch (error) {
    return [`spoils the world: ${String(error)}`];
  }
}
