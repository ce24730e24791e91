/**
 * Pair spawning: the pairs among the inputs of `spawn` and `spawnMany`, of all their relations.
 *
 * Reached through the rules of relations, so that a program without them does not carry it along.
 */
import type { Entity } from "../base/ids.ts";
import { type ComponentInput, componentOf } from "../storage/component.ts";
import type { AnyPair } from "../storage/pair.ts";
import type { Storage } from "../storage/storage.ts";
import { type PairHost, type PairRules, pairRulesOf } from "./pair-rules.ts";

/** Checks the pairs among the inputs, and makes room for `count` of each. */
export function preparePairs(
  host: PairHost,
  inputs: readonly ComponentInput[],
  count: number,
  verb: string,
): void {
  for (let i = 0; i < inputs.length; i++) rulesOf(inputs[i])?.check(host.storage, verb, inputs[i]);
  for (let i = 0; i < inputs.length; i++) rulesOf(inputs[i])?.reserve(host, inputs, count);
}

/** Makes the pairs of the nth entity that is spawned with the inputs; there is room for them. */
export function linkPairs(
  storage: Storage,
  source: Entity,
  inputs: readonly ComponentInput[],
  nth: number,
  isDeferred: boolean,
): void {
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    rulesOf(input)?.linkSpawned(storage, source, input as AnyPair, nth, isDeferred);
  }
}

function rulesOf(input: ComponentInput): PairRules | undefined {
  return pairRulesOf(componentOf(input));
}
