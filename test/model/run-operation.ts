/** What each operation of the model test does to a world and to its model. */
import type { AnyComponent, Entity } from "../../src/index.ts";
import { rivalCode } from "./body.ts";
import type { InputChoice } from "./choices.ts";
import { insist } from "./comparison.ts";
import { COMPONENTS, flatten } from "./components.ts";
import { isFeatureStep, runFeatureStep } from "./feature-steps.ts";
import { runScope, runSpawnMany } from "./iterations.ts";
import type { Bulk } from "./model-commands.ts";
import type { Operation } from "./operations.ts";
import { NO_MEMORY, type Subject } from "./subject.ts";
import type { Terms } from "./terms.ts";
import { runUpkeep } from "./upkeep.ts";

/** Carries an operation out on a world and its model, and compares them. */
export function apply(subject: Subject, operation: Operation): void {
  subject.apply(() => {
    runOperation(subject, operation);
    settleObserved(subject);
  });
}

/** Whoever tells somebody of a change carries out what waited after a failure: then let that be all. */
function settleObserved(subject: Subject): void {
  const { world, model } = subject;
  const isFailing = world.storage.allocator.beforeAllocate !== undefined;
  if (!subject.isObserved || model.depth > 0 || isFailing || model.pending.length === 0) return;
  let error: unknown;
  try {
    world.flush();
  } catch (caught) {
    if (!subject.isExpectedError(caught)) throw caught;
    error = caught;
  }
  subject.settle(error);
}

function runOperation(subject: Subject, operation: Operation): void {
  const { world, model } = subject;
  if (isFeatureStep(operation)) {
    runFeatureStep(subject, operation);
    return;
  }
  switch (operation.kind) {
    case "spawn": {
      const inputs = operation.inputs.map((choice) => subject.inputOf(choice));
      const expected =
        rivalCode(inputs) ?? (model.alive.size + 1 > subject.maxEntities ? "E103" : undefined);
      let entity: Entity | undefined;
      subject.attempt(expected, () => {
        entity = world.spawn(...inputs.map((input) => subject.argumentOf(input)));
      });
      if (entity === undefined) return;
      subject.learn(entity);
      model.spawn(entity, inputs);
      return;
    }
    case "despawn": {
      const entity = subject.pick(operation.nth);
      const isRefused = model.depth === 0 && !model.mayEnd([entity]);
      const expected = deadCode(subject, entity) ?? (isRefused ? "E153" : undefined);
      if (isRefused) subject.reach("despawn refused");
      if (subject.attempt(expected, () => world.despawn(entity)))
        model.change(entity, { kind: "despawn" });
      return;
    }
    case "add": {
      const entity = subject.pick(operation.nth);
      const input = subject.inputOf(operation.input);
      const call = () => world.add(entity, subject.argumentOf(input));
      if (subject.attempt(deadCode(subject, entity), call))
        model.change(entity, { kind: "add", input });
      return;
    }
    case "replace": {
      const { nth, input } = operation;
      runOperation(subject, { kind: "remove", nth, component: input.component });
      runOperation(subject, { kind: "add", nth, input });
      return;
    }
    case "remove": {
      const entity = subject.pick(operation.nth);
      const of = COMPONENTS[operation.component];
      const isRequired = model.requirerOf(entity, of) !== undefined;
      const expected = deadCode(subject, entity) ?? (isRequired ? "E115" : undefined);
      if (subject.attempt(expected, () => world.remove(entity, of)))
        model.change(entity, { kind: "remove", of });
      return;
    }
    case "set": {
      const entity = subject.pick(operation.nth);
      const input = subject.inputOf(operation.input);
      const isPossible = !input.of.isTag && model.canSet(entity, input.of);
      const expected = deadCode(subject, entity) ?? (isPossible ? undefined : "E102");
      const isDone = subject.attempt(expected, () => world.set(entity, input.of, input.given));
      if (isDone) model.changeRow(entity, { kind: "set", input });
      return;
    }
    case "get":
      get(subject, subject.pick(operation.nth), COMPONENTS[operation.component]);
      return;
    case "wrong":
      wrong(subject, subject.pick(operation.nth), operation.input);
      return;
    case "bulk":
      bulk(subject, operation);
      return;
    case "scope":
      runScope(subject, operation, (one) => apply(subject, one));
      return;
    case "spawnMany":
      runSpawnMany(subject, operation, (one) => apply(subject, one));
      return;
    case "failing":
      failing(subject, operation);
      return;
    default:
      runUpkeep(subject, operation);
  }
}

function deadCode({ model }: Subject, entity: Entity): string | undefined {
  return model.alive.has(entity) ? undefined : "E101";
}

/** What a bulk removal throws where an entity it finds would keep a component that requires another. */
function requiredCode(
  { model }: Subject,
  terms: Terms,
  removed: readonly AnyComponent[],
): string | undefined {
  const isKept = (entity: Entity) => {
    const components = model.alive.get(entity);
    return removed.some(
      (of) =>
        components?.has(of) &&
        of.requiredBy.some((requirer) => components.has(requirer) && !removed.includes(requirer)),
    );
  };
  return model.matching(terms).some(isKept) ? "E115" : undefined;
}

/** One field at a time: another way through the engine than the whole component. */
function get(subject: Subject, entity: Entity, component: AnyComponent): void {
  const { world, model } = subject;
  const expected = model.valuesOf(entity, component);
  if (expected === undefined || component.isTag) {
    subject.attempt(deadCode(subject, entity) ?? "E102", () => world.get(entity, component));
    return;
  }
  const got = Object.fromEntries(
    component.fields.map(({ name }) => [name, world.get(entity, component, name)]),
  );
  const flat = flatten(component, got);
  insist(flat.join() === expected.join(), () => `get by field: [${flat}], not [${expected}]`);
}

/** A value no field can hold, in a call that would otherwise change something. */
function wrong(subject: Subject, entity: Entity, choice: InputChoice): void {
  const { world } = subject;
  const of = COMPONENTS[choice.component];
  const values = of.isTag ? { nothing: 1 } : { [of.fields[0].name]: "five" };
  const code = of.isTag ? "E106" : "E107";
  const calls = [
    () => world.spawn(COMPONENTS[(choice.component + 1) % COMPONENTS.length], of(values)),
    () => world.add(entity, of(values)),
    () => world.set(entity, of, values),
    () => world.query().add(of(values)),
    () => world.spawnMany(3, [of(values)]),
  ];
  const call = choice.seed % calls.length;
  const isOnEntity = call === 1 || call === 2;
  // A call of spawnMany ends an iteration, and with it carries out what waits after a failure.
  if (call === 4 && subject.model.pending.length > 0) return;
  subject.attempt(isOnEntity ? (deadCode(subject, entity) ?? code) : code, calls[call]);
}

function bulk(subject: Subject, operation: Extract<Operation, { kind: "bulk" }>): void {
  const { query, terms } = subject.queryOf(operation.query);
  const inputs = operation.inputs.map((choice) => subject.inputOf(choice));
  const add = inputs.map((input) => subject.argumentOf(input));
  const listed = operation.removed.map((of) => COMPONENTS[of]);
  let call: () => void;
  let command: Bulk;
  let expected: string | undefined;
  switch (operation.change) {
    case "add":
      call = () => query.add(...add);
      command = { kind: "change", terms, inputs, removed: [] };
      break;
    case "remove":
      call = () => query.remove(...listed);
      command = { kind: "change", terms, inputs: [], removed: listed };
      break;
    case "change":
      call = () => query.change({ add, remove: listed });
      command = { kind: "change", terms, inputs, removed: listed };
      if (inputs.some(({ of }) => [of, ...of.requires].some((one) => listed.includes(one))))
        expected = "E110";
      break;
    case "set": {
      const [input] = inputs;
      if (input === undefined) return;
      call = () => query.set(input.of, input.given);
      command = { kind: "set", terms, input };
      if (input.of.isTag) expected = "E102";
      break;
    }
    case "despawn":
      call = () => query.despawn();
      command = { kind: "despawn", terms };
      if (subject.model.depth === 0 && !subject.model.mayEnd(subject.model.matching(terms)))
        expected = "E153";
  }
  if (command.kind === "change") expected ??= requiredCode(subject, terms, command.removed);
  if (subject.attempt(expected, call)) subject.model.bulk(command);
}

/** Makes one allocation fail, or all from then on. */
function failing(
  subject: Subject,
  { after, forever, operation }: Extract<Operation, { kind: "failing" }>,
): void {
  const { allocator } = subject.world.storage;
  if (allocator.beforeAllocate !== undefined) {
    runOperation(subject, operation);
    return;
  }
  let left = after;
  allocator.beforeAllocate = () => {
    if (left === 0 || (forever && left < 0)) {
      left--;
      throw NO_MEMORY;
    }
    left--;
  };
  subject.isRisky = true;
  try {
    runOperation(subject, operation);
  } finally {
    allocator.beforeAllocate = undefined;
    subject.isRisky = subject.isLimited;
  }
}
