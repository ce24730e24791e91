/**
 * Observers that keep a list of what they were told is there: of a component, of all entities, of a query.
 *
 * After every step the list must be what the model says; in which order one is told is for `observers.test.ts`.
 */
import fc from "fast-check";
import type { AnyComponent, Entity, Query, World } from "../../src/index.ts";
import { insist, isSameSet } from "./comparison.ts";
import { COMPONENTS } from "./components.ts";
import { RELATIONS } from "./relation-operations.ts";
import type { Subject } from "./subject.ts";

export type ObserverStep =
  | {
      readonly kind: "observe";
      readonly about: number;
      readonly query: number;
      readonly batch: boolean;
    }
  | { readonly kind: "unobserve"; readonly nth: number };

interface Mirror {
  readonly end: () => void;
  readonly check: () => void;
}

const mirrorsOf = new WeakMap<Subject, Mirror[]>();
/** Components by their place, one more for all entities, the rest for queries. */
const OBSERVED: readonly AnyComponent[] = [
  ...[0, 2, 3, 4, 9, 12, 15, 17].map((i) => COMPONENTS[i]),
  RELATIONS[0],
  RELATIONS[4],
];
const ABOUT_COUNT = OBSERVED.length + 4;
const MOST_MIRRORS = 4;

export function anyObserverStep(query: fc.Arbitrary<number>): fc.Arbitrary<ObserverStep> {
  return fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("observe" as const),
        about: fc.nat(ABOUT_COUNT - 1),
        query,
        batch: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("unobserve" as const), nth: fc.nat(9) }),
    },
  );
}

export function isObserverStep(operation: { readonly kind: string }): operation is ObserverStep {
  return operation.kind === "observe" || operation.kind === "unobserve";
}

export function runObserverStep(subject: Subject, step: ObserverStep): void {
  const mirrors = mirrorsOf.get(subject) ?? [];
  mirrorsOf.set(subject, mirrors);
  if (step.kind === "unobserve") {
    mirrors.splice(step.nth, 1)[0]?.end();
  } else if (mayObserve(subject, mirrors)) {
    const mirror = mirrorOf(subject, step);
    if (mirror !== undefined) mirrors.push(mirror);
  }
  subject.isObserved ||= mirrors.length > 0;
  subject.checkObservers = () => {
    for (const mirror of mirrors) mirror.check();
  };
}

/** Not where memory runs out by itself: what waits after a failure is carried out once something is told. */
function mayObserve({ isLimited, isRisky, model }: Subject, mirrors: readonly Mirror[]): boolean {
  return !isLimited && !isRisky && model.pending.length === 0 && mirrors.length < MOST_MIRRORS;
}

type Hook = (entity: Entity) => void;
type Rows = { readonly entities: Uint32Array; readonly start: number; readonly end: number };
type Subscribe = (hook: never, options: object) => () => void;

interface Observed {
  readonly name: string;
  readonly arrive: Subscribe;
  readonly leave: Subscribe;
  /** What is there, as the model has it. */
  readonly expected: () => readonly Entity[];
  /** Whether an entity that is told of has what it is told of. */
  readonly isThere: (entity: Entity) => boolean;
}

function mirrorOf(
  subject: Subject,
  { about, query: n, batch }: Extract<ObserverStep, { kind: "observe" }>,
): Mirror | undefined {
  const observed = observedBy(subject, about, n);
  if (observed === undefined) return undefined;
  const members = new Set<Entity>();
  let problem: string | undefined;
  const note = (isFine: boolean, what: string, entity: Entity): void => {
    if (!isFine) problem ??= `${observed.name}: ${entity} ${what}`;
    subject.reach(`told of ${observed.name}`);
  };
  const subscribe = (to: Subscribe, hook: Hook, options: object): (() => void) => {
    const ofRows = ({ entities, start, end }: Rows): void => {
      for (let row = start; row < end; row++) hook(entities[row] as Entity);
    };
    return to((batch ? ofRows : hook) as never, { batch, ...options });
  };
  const arrived = (entity: Entity): void => {
    note(!members.has(entity) && observed.isThere(entity), "arrives", entity);
    members.add(entity);
  };
  const left = (entity: Entity): void => {
    note(members.delete(entity) && observed.isThere(entity), "leaves", entity);
  };
  const ends = [
    subscribe(observed.arrive, arrived, { replayExisting: true }),
    subscribe(observed.leave, left, {}),
  ];
  return {
    end: () => {
      for (const end of ends) end();
    },
    check: () => {
      insist(problem === undefined, () => problem ?? "");
      const expected = observed.expected();
      insist(
        isSameSet([...members], expected),
        () => `told of ${observed.name} are [${[...members]}], not [${expected}]`,
      );
    },
  };
}

function observedBy(subject: Subject, about: number, n: number): Observed | undefined {
  const { world, model } = subject;
  const alive = () => [...model.alive.keys()].filter((entity) => !model.waiting.has(entity));
  if (about < OBSERVED.length)
    return ofComponent(world, OBSERVED[about], () =>
      alive().filter((entity) => model.alive.get(entity)?.has(OBSERVED[about])),
    );
  if (about === OBSERVED.length)
    return {
      name: "entities",
      arrive: world.onSpawn.bind(world) as Subscribe,
      leave: world.onDespawn.bind(world) as Subscribe,
      expected: alive,
      isThere: (entity) => world.isAlive(entity),
    };
  const { query, terms } = subject.queryOf(n);
  if (query.decidesByRow) return undefined;
  return {
    name: "a query",
    arrive: query.onEnter.bind(query) as Subscribe,
    leave: query.onExit.bind(query) as Subscribe,
    expected: () => model.matching(terms),
    isThere: (entity) => (query as Query).has(entity),
  };
}

function ofComponent(world: World, of: AnyComponent, expected: () => readonly Entity[]): Observed {
  type Observe = (one: AnyComponent, ...rest: Parameters<Subscribe>) => () => void;
  const [onAdd, onRemove] = [
    world.onAdd.bind(world) as Observe,
    world.onRemove.bind(world) as Observe,
  ];
  return {
    name: of.isSparse
      ? "a sparse component"
      : of.pairRules === undefined
        ? "a component"
        : "a relation",
    arrive: (hook, options) => onAdd(of, hook, options),
    leave: (hook, options) => onRemove(of, hook, options),
    expected,
    isThere: (entity) => world.has(entity, of),
  };
}
