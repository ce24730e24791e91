/** Templates and what is made from them, in a world and in its model. */
import fc from "fast-check";
import {
  ChildOf,
  type ComponentInput,
  type Entity,
  instantiate,
  instantiateMany,
  Prefab,
  prefab,
  type SpawnedRows,
  variant,
} from "../../src/index.ts";
import { Body, type Input, rivalCode } from "./body.ts";
import type { InputChoice } from "./choices.ts";
import { COMPONENTS, TOGGLES } from "./components.ts";
import { CHILD_OF, RELATIONS } from "./relation-operations.ts";
import type { Subject } from "./subject.ts";
import { copyTree } from "./template-copy.ts";

export type PrefabStep =
  | {
      readonly kind: "prefab";
      readonly inputs: readonly InputChoice[];
      readonly childCount: number;
    }
  | {
      readonly kind: "instantiate" | "variant" | "instantiateMany";
      readonly nth: number;
      readonly inputs: readonly InputChoice[];
      readonly count: number;
    };

const MOST_ALIVE = 150;
const [LIKES] = [0];
const Link = COMPONENTS[5];

/** What can be off, and what refers to others. */
const special: fc.Arbitrary<InputChoice> = fc.record({
  component: fc.constantFrom(...[...TOGGLES, Link].map((of) => COMPONENTS.indexOf(of))),
  seed: fc.nat(999),
  mask: fc.nat(7),
});

export function anyPrefabStep(
  nth: fc.Arbitrary<number>,
  input: fc.Arbitrary<InputChoice>,
): fc.Arbitrary<PrefabStep> {
  const inputs = fc.uniqueArray(fc.oneof(input, special), {
    maxLength: 3,
    selector: ({ component }) => component,
  });
  return fc.oneof(
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("prefab" as const), inputs, childCount: fc.nat(2) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom(
          "instantiate" as const,
          "variant" as const,
          "instantiateMany" as const,
        ),
        nth,
        inputs,
        count: fc.nat(3),
      }),
    },
  );
}

const KINDS: readonly string[] = ["prefab", "instantiate", "variant", "instantiateMany"];

export function isPrefabStep(operation: { readonly kind: string }): operation is PrefabStep {
  return KINDS.includes(operation.kind);
}

export function runPrefabStep(subject: Subject, step: PrefabStep): void {
  const { model } = subject;
  // What a failure leaves of a tree in an iteration ends with it; and the end of a tree carries out what waits.
  if (subject.isRisky && model.depth > 0) return;
  if (model.depth === 0 && model.pending.length > 0) return;
  if (model.alive.size > Math.min(MOST_ALIVE, subject.maxEntities / 2)) return;
  const inputs = step.inputs.map((choice) => subject.inputOf(choice));
  if (step.kind === "prefab") makeTemplate(subject, inputs, step.childCount);
  else makeCopies(subject, step, inputs);
}

/** A template with parts that refer to it, by a field and by a pair, and that it refers to. */
function makeTemplate(subject: Subject, inputs: readonly Input[], childCount: number): void {
  const { world, model } = subject;
  const expected = rivalCode(inputs);
  let root: Entity | undefined;
  const own = inputs.filter(({ of }) => of !== Prefab && of !== Link);
  if (childCount > 0) own.push({ of: Link, given: {} });
  subject.attempt(expected, () => {
    root = prefab(world, ...own.map((input) => subject.argumentOf(input)));
  });
  if (root === undefined) return;
  subject.learn(root);
  model.spawn(root, [...own, { of: Prefab, given: {} }]);
  for (const { of } of own) {
    // What is off in a template is off in its copies.
    if (!of.isToggle || childCount === 0) continue;
    world.disable(root, of);
    model.changeRow(root, { kind: "switch", of, isOn: false });
  }
  for (let i = 0; i < childCount; i++) {
    const link: Input = { of: Link, given: { target: root } };
    let part: Entity | undefined;
    const list: ComponentInput[] = [
      subject.argumentOf(link),
      RELATIONS[LIKES](root),
      ChildOf(root),
    ];
    subject.attempt(undefined, () => {
      part = prefab(world, ...list);
    });
    if (part === undefined) return;
    subject.learn(part);
    const body = new Body();
    body.give(link);
    body.set(Prefab, []);
    model.joinPaired(part, body, [
      { kind: "add", relation: LIKES, target: root, value: undefined },
      { kind: "add", relation: CHILD_OF, target: root, value: undefined },
    ]);
    const given = { target: part };
    if (subject.attempt(undefined, () => world.set(root as Entity, Link, given as never)))
      model.changeRow(root, { kind: "set", input: { of: Link, given } });
  }
}

function makeCopies(
  subject: Subject,
  { kind, nth, count: given }: Exclude<PrefabStep, { kind: "prefab" }>,
  overrides: readonly Input[],
): void {
  const { world, model } = subject;
  const template = subject.pickWith(nth, Prefab);
  const body = model.alive.get(template);
  const list = overrides.map((input) => subject.argumentOf(input));
  const count = kind === "instantiateMany" ? given : 1;
  const expected =
    body === undefined
      ? "E101"
      : !body.has(Prefab)
        ? "E160"
        : count === 0
          ? undefined
          : rivalCode(overrides);
  const made = spawnedBy(subject, expected, () => {
    if (kind === "instantiate") instantiate(world, template, ...list);
    else if (kind === "variant") variant(world, template, ...list);
    else instantiateMany(world, template, count, list);
  });
  if (made === undefined) return;
  if (count > 0) copyTree(subject, template, made, count, overrides, kind === "variant");
  subject.reach(model.depth > 0 ? `${kind} in an iteration` : kind);
  if (made.length > count) subject.reach("instance of a tree");
}

/** What a call spawns, in that order; undefined where it fails. */
function spawnedBy(
  subject: Subject,
  expected: string | undefined,
  call: () => void,
): Entity[] | undefined {
  const made: Entity[] = [];
  const spied = subject.world as { spawn?: unknown; spawnMany?: unknown };
  const { world } = subject;
  const [spawn, spawnMany] = [world.spawn, world.spawnMany];
  world.spawn = (...inputs: ComponentInput[]) => {
    const entity = spawn.apply(world, inputs);
    made.push(entity);
    return entity;
  };
  spied.spawnMany = (
    count: number,
    inputs: ComponentInput[],
    fill?: (rows: SpawnedRows) => void,
  ): void => {
    spawnMany.call(world, count, inputs, (rows) => {
      for (let row = rows.start; row < rows.end; row++) made.push(rows.entities[row] as Entity);
      fill?.(rows as SpawnedRows);
    });
  };
  let isDone = false;
  try {
    isDone = subject.attempt(expected, call);
  } finally {
    delete spied.spawn;
    delete spied.spawnMany;
  }
  return isDone ? made : undefined;
}
