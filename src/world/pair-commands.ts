/**
 * Pair commands: setting the values of pairs, and what waits for the end of an iteration about them.
 *
 * Reached through the rules of relations, so that a program without them does not carry it along.
 */
import type { Entity } from "../base/ids.ts";
import type { ComponentInput } from "../storage/component.ts";
import { type AnyPair, Pair } from "../storage/pair.ts";
import type { Storage } from "../storage/storage.ts";
import { Command, type CommandBuffer } from "./command-buffer.ts";
import type { PairHost, PairQueue, PairRules } from "./pair-rules.ts";

/** Writes the checked values of a pair, now or behind what waits for its source. @throws {EcsError} E102 no such pair */
export function setPair(
  rules: PairRules,
  queue: PairQueue,
  storage: Storage,
  source: Entity,
  pair: AnyPair,
): void {
  const isWaiting = queue.hasWaiting(source);
  let has = rules.has(storage, source, pair);
  if (isWaiting) has = willHave(rules, queue, source, pair, has);
  if (!has) throw rules.lacksPair("set", source, pair, storage);
  if (isWaiting) queue.record(Command.Set, source, pair);
  else rules.write(storage, source, pair);
}

/** Carries out a recorded command; those with pairs stand alone, in the order in which they were recorded. */
export function applyPair(
  rules: PairRules,
  host: PairHost,
  buffer: CommandBuffer,
  source: Entity,
  command: number,
): void {
  const kind = buffer.kindOf(command);
  const input: ComponentInput = buffer.payloadOf(command);
  const pair = input as AnyPair;
  if (kind === Command.Remove) rules.remove(host, source, pair);
  else if (!host.storage.index.isAlive(pair.target)) buffer.droppedCount++;
  else if (kind === Command.Add) rules.add(host, source, pair);
  else if (!rules.write(host.storage, source, pair)) buffer.droppedCount++;
}

/** Whether the source, for which commands wait, will have the pair once they are done; walks them from the last. */
function willHave(
  rules: PairRules,
  queue: PairQueue,
  source: Entity,
  pair: AnyPair,
  hasNow: boolean,
): boolean {
  const { commands } = queue;
  const { relation, isExclusive } = rules.kind;
  for (let i = queue.lastCommandOn(source); i !== 0; i = commands.beforeOf(i)) {
    const kind = commands.kindOf(i);
    const payload: ComponentInput | undefined = commands.payloadOf(i);
    if (kind === Command.Remove && payload === relation) return false;
    if (!(payload instanceof Pair) || payload.component !== relation) continue;
    const isSame = payload.target === pair.target;
    if (kind === Command.Add && isSame) return true;
    if (kind === Command.Remove && isSame) return false;
    if (kind === Command.Add && isExclusive) return false;
  }
  return hasNow;
}
