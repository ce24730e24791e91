/** Distinct inputs: no list of components names one twice, or two that exclude each other. */
import { EcsError } from "../base/errors.ts";
import { type AnyComponent, type ComponentInput, componentOf } from "../storage/component.ts";
import { pairRulesOf } from "./pair-rules.ts";

/**
 * An error (E110 a component twice, E114 two tags of one group) unless all are distinct: where components bring
 * others along or displace them, the archetype does not show it.
 */
export function distinctProblem(
  inputs: readonly ComponentInput[],
  verb: string,
): EcsError | undefined {
  for (let i = 0; i < inputs.length; i++) {
    const component = componentOf(inputs[i]);
    for (let j = 0; j < i; j++) {
      const earlier = componentOf(inputs[j]);
      if (earlier === component && !takesMany(component)) return givenTwice(verb, component.label);
      if (!component.group.includes(earlier)) continue;
      return new EcsError(
        "E114",
        `${verb}: ${earlier.label} and ${component.label} exclude each other, and an entity has one of their group. Pass one of them.`,
      );
    }
  }
  return undefined;
}

/** Whether one entity can have it several times: a relation that is not exclusive, with several targets. */
function takesMany(component: AnyComponent): boolean {
  return pairRulesOf(component)?.kind.isExclusive === false;
}

export function givenTwice(verb: string, label: string): EcsError {
  return new EcsError("E110", `${verb}: ${label} is given twice. Pass each component once.`);
}
