/** Operations on what is not plain entities and components: those of each feature, in a file of its own. */
import fc from "fast-check";
import type { InputChoice } from "./choices.ts";
import { anyPairStep, isPairStep, type PairStep, runPairStep } from "./pair-steps.ts";
import type { Subject } from "./subject.ts";
import { anySwitchStep, isSwitchStep, runSwitchStep, type SwitchStep } from "./switch-steps.ts";

export type FeatureStep = SwitchStep | PairStep;

export function anyFeatureStep(
  nth: fc.Arbitrary<number>,
  _input: fc.Arbitrary<InputChoice>,
  query: fc.Arbitrary<number>,
): fc.Arbitrary<FeatureStep> {
  return fc.oneof<fc.MaybeWeightedArbitrary<FeatureStep>[]>(
    { weight: 2, arbitrary: anySwitchStep(nth) },
    { weight: 3, arbitrary: anyPairStep(nth, query) },
  );
}

export function isFeatureStep(operation: { readonly kind: string }): operation is FeatureStep {
  return isSwitchStep(operation) || isPairStep(operation);
}

export function runFeatureStep(subject: Subject, step: FeatureStep): void {
  if (isSwitchStep(step)) runSwitchStep(subject, step);
  else runPairStep(subject, step);
}
