/** Operations on what is not plain entities and components: those of each feature, in a file of its own. */
import fc from "fast-check";
import type { InputChoice } from "./choices.ts";
import {
  anyObserverStep,
  isObserverStep,
  type ObserverStep,
  runObserverStep,
} from "./observer-steps.ts";
import { anyPairStep, isPairStep, type PairStep, runPairStep } from "./pair-steps.ts";
import { anyPrefabStep, isPrefabStep, type PrefabStep, runPrefabStep } from "./prefab-steps.ts";
import { anyQueryStep, isQueryStep, type QueryStep, runQueryStep } from "./query-steps.ts";
import { anyReaderStep, isReaderStep, type ReaderStep, runReaderStep } from "./reader-steps.ts";
import type { Subject } from "./subject.ts";
import { anySwitchStep, isSwitchStep, runSwitchStep, type SwitchStep } from "./switch-steps.ts";

export type FeatureStep =
  | SwitchStep
  | PairStep
  | PrefabStep
  | QueryStep
  | ReaderStep
  | ObserverStep;

export function anyFeatureStep(
  nth: fc.Arbitrary<number>,
  input: fc.Arbitrary<InputChoice>,
  query: fc.Arbitrary<number>,
): fc.Arbitrary<FeatureStep> {
  return fc.oneof<fc.MaybeWeightedArbitrary<FeatureStep>[]>(
    { weight: 4, arbitrary: anySwitchStep(nth) },
    { weight: 8, arbitrary: anyPairStep(nth, query) },
    { weight: 3, arbitrary: anyPrefabStep(nth, input) },
    { weight: 2, arbitrary: anyQueryStep(nth, query) },
    { weight: 6, arbitrary: anyReaderStep(nth) },
    { weight: 2, arbitrary: anyObserverStep(query) },
  );
}

export function isFeatureStep(operation: { readonly kind: string }): operation is FeatureStep {
  return (
    isSwitchStep(operation) ||
    isPairStep(operation) ||
    isPrefabStep(operation) ||
    isQueryStep(operation) ||
    isReaderStep(operation) ||
    isObserverStep(operation)
  );
}

export function runFeatureStep(subject: Subject, step: FeatureStep): void {
  if (isSwitchStep(step)) runSwitchStep(subject, step);
  else if (isPairStep(step)) runPairStep(subject, step);
  else if (isPrefabStep(step)) runPrefabStep(subject, step);
  else if (isQueryStep(step)) runQueryStep(subject, step);
  else if (isReaderStep(step)) runReaderStep(subject, step);
  else runObserverStep(subject, step);
}
