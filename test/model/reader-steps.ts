/** Readers of changes: made and looked through at random moments, and held against the model's history. */
import fc from "fast-check";
import {
  type AnyComponent,
  added,
  any,
  changed,
  type Entity,
  not,
  type QueryReader,
  removed,
  type Term,
} from "../../src/index.ts";
import type { Body } from "./body.ts";
import { insist } from "./comparison.ts";
import { COMPONENTS } from "./components.ts";
import { RELATIONS } from "./relation-operations.ts";
import type { Subject } from "./subject.ts";
import { ANYTHING, holds as matches } from "./terms.ts";

const HOW = ["entities", "each", "runs", "leave", "skip", "peek"] as const;

export type ReaderStep =
  | { readonly kind: "reader"; readonly question: number; readonly isFromNow: boolean }
  | { readonly kind: "look"; readonly nth: number; readonly how: (typeof HOW)[number] };

/** What happened to one entity since a reader looked. */
interface Since {
  readonly body: Body;
  changed(of: AnyComponent): boolean;
  added(of: AnyComponent): boolean;
  removed(of: AnyComponent): boolean;
}

/** Whether an entity is to be found; where windows are wide, whether it may be. */
interface Question {
  readonly name: string;
  readonly terms: () => Term[];
  readonly holds: (since: Since) => boolean;
  readonly mayHold?: (body: Body) => boolean;
}

const [Position, Look, Burning, Health, Frozen] = COMPONENTS;
const [Sprite, Idle, Shield] = [COMPONENTS[11], COMPONENTS[12], COMPONENTS[15]];
const [Likes] = RELATIONS;

const QUESTIONS: readonly Question[] = [
  { name: "changed", terms: () => [changed(Look)], holds: (is) => is.changed(Look) },
  {
    name: "changed window",
    terms: () => [changed(Position)],
    holds: (is) => is.changed(Position),
    mayHold: (body) => body.has(Position),
  },
  {
    name: "changed toggle",
    terms: () => [Shield, changed(Shield)],
    holds: (is) => is.body.isOn(Shield) && is.changed(Shield),
  },
  { name: "added", terms: () => [added(Frozen)], holds: (is) => is.added(Frozen) },
  { name: "removed", terms: () => [removed(Position)], holds: (is) => is.removed(Position) },
  {
    name: "any change",
    terms: () => [any(removed(Idle), added(Sprite)), not(removed(Health))],
    holds: (is) => (is.removed(Idle) || is.added(Sprite)) && !is.removed(Health),
  },
  { name: "changed sparse", terms: () => [changed(Burning)], holds: (is) => is.changed(Burning) },
  {
    name: "sparse change",
    terms: () => [any(added(Burning), removed(Burning)), not(changed(Health))],
    holds: (is) => (is.added(Burning) || is.removed(Burning)) && !is.changed(Health),
  },
  { name: "added pair", terms: () => [added(Likes)], holds: (is) => is.added(Likes) },
  { name: "removed pair", terms: () => [removed(Likes)], holds: (is) => is.removed(Likes) },
];

/** What was removed is rare to see, and asked for more often; so is what was written. */
const ASKED: readonly Question[] = [
  ...QUESTIONS,
  QUESTIONS[0],
  QUESTIONS[0],
  ...QUESTIONS.filter(({ name }) => name.startsWith("removed")),
  ...QUESTIONS.filter(({ name }) => name.startsWith("removed")),
];

interface Looker {
  readonly question: Question;
  readonly reader: QueryReader;
  readonly madeAt: number;
  since: number;
  /** How often memory had been short when it last looked: a call that fails may mark what it did not write. */
  failureCount: number;
}

const lookersOf = new WeakMap<Subject, Looker[]>();

export function anyReaderStep(nth: fc.Arbitrary<number>): fc.Arbitrary<ReaderStep> {
  return fc.oneof(
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("reader" as const),
        question: fc.nat(ASKED.length - 1),
        isFromNow: fc.boolean(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("look" as const),
        nth,
        how: fc.constantFrom(...HOW),
      }),
    },
  );
}

export function isReaderStep(operation: { readonly kind: string }): operation is ReaderStep {
  return operation.kind === "reader" || operation.kind === "look";
}

export function runReaderStep(subject: Subject, step: ReaderStep): void {
  // The rows at hand are new to observers, and so to readers of what was added, when they are complete.
  if (subject.fillCount > 0) return;
  const lookers = lookersOf.get(subject) ?? [];
  lookersOf.set(subject, lookers);
  if (step.kind === "reader") make(subject, step, lookers);
  else if (lookers.length > 0) look(subject, lookers[step.nth % lookers.length], step.how);
}

function make(
  subject: Subject,
  { question: n, isFromNow }: Extract<ReaderStep, { kind: "reader" }>,
  lookers: Looker[],
): void {
  const question = ASKED[n];
  // As for observers: where memory runs out by itself, only what nobody has to be told of.
  if (subject.isLimited && !question.name.startsWith("changed")) return;
  if (subject.isRisky && !subject.isLimited) return;
  let reader: QueryReader | undefined;
  subject.attempt(undefined, () => {
    const query = subject.world.query(...question.terms());
    reader = query.reader(isFromNow ? { from: "now" } : {}) as unknown as QueryReader;
  });
  if (reader === undefined) return;
  subject.isObserved = true; // by those who stamp what comes and goes
  subject.hasReserved = true; // stamps stay as long as the world
  const madeAt = subject.model.history.look();
  const { failureCount } = subject;
  const since = isFromNow ? madeAt : -1;
  lookers.push({ question, reader, madeAt, since, failureCount });
}

function look(subject: Subject, looker: Looker, how: (typeof HOW)[number]): void {
  const { world, model } = subject;
  const { question, reader, since, madeAt, failureCount } = looker;
  // The end of a loop would carry out what waits after a failure.
  if (model.depth === 0 && model.pending.length > 0) return;
  const found = new Set<Entity>();
  let wasLeft = false;
  const everybody = world.query().entities();
  if (how === "entities") for (const entity of reader.entities()) found.add(entity);
  else if (how === "each") reader.each((...row: unknown[]) => found.add(row.at(-1) as Entity));
  else if (how === "skip") reader.skip();
  else if (how === "peek") {
    for (const entity of everybody) if (reader.has(entity)) found.add(entity);
    insist(reader.count === found.size, () => `${reader.count} to be found, not ${found.size}`);
    insist(reader.isEmpty === (found.size === 0), () => `isEmpty is ${reader.isEmpty}`);
  } else {
    for (const rows of reader.runs()) {
      for (let row = rows.start; row < rows.end; row++) found.add(rows.entities[row] as Entity);
      wasLeft = how === "leave";
      if (wasLeft) break;
    }
  }
  const begun = model.history.look();
  const isPass = how !== "peek" && !wasLeft;
  if (isPass) {
    looker.since = begun;
    looker.failureCount = subject.failureCount;
  }
  if (how === "skip" || wasLeft) return;
  let toldCount = 0;
  for (const [entity, body] of model.alive) {
    if (model.waiting.has(entity) || !matches(body, ANYTHING)) continue;
    if (!question.holds(sinceOf(subject, entity, body, since, madeAt))) continue;
    toldCount++;
    insist(found.has(entity), () => `${reader.describe()} misses ${entity}`);
  }
  if (toldCount > 0) subject.reach(`reader: ${question.name}`);
  if (toldCount > 0 && model.depth > 0) subject.reach("reader in an iteration");
  if (question.mayHold === undefined) {
    const isExact = subject.failureCount === failureCount;
    insist(
      !isExact || found.size === toldCount,
      () => `${reader.describe()} finds [${[...found]}], which are not ${toldCount}`,
    );
    return;
  }
  for (const entity of found) {
    const body = model.alive.get(entity);
    const mayBe = body !== undefined && question.mayHold(body);
    insist(mayBe, () => `${reader.describe()} finds ${entity}`);
  }
}

function sinceOf(
  { model }: Subject,
  entity: Entity,
  body: Body,
  since: number,
  madeAt: number,
): Since {
  const timesOf = (of: AnyComponent) => model.history.timesOf(entity, of);
  return {
    body,
    changed: (of) => body.has(of) && timesOf(of).changedAt > since,
    added: (of) => body.has(of) && timesOf(of).addedAt > since,
    // What was removed before there was a reader nobody remembers.
    removed: (of) => !body.has(of) && timesOf(of).removedAt > Math.max(since, madeAt),
  };
}
