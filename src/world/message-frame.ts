/**
 * Message frames: the one call per frame that ages all messages of a world.
 *
 * Apart from the messages themselves, so that a schedule can end frames without bringing them along.
 */
import { EcsError } from "../base/errors.ts";
import type { PartMemory } from "../memory/memory-user.ts";
import type { World } from "./world.ts";
import { checkWorld } from "./world-check.ts";

export interface MessageMemory {
  readonly label: string;
  /** Messages alive: sent in this frame or in the one before. */
  readonly count: number;
  /** Messages sent so far, those that are gone included. */
  readonly sentCount: number;
  /** Bytes of the columns of both frames, in use or kept for reuse. */
  readonly bytes: number;
  /** The most messages that any one frame has had. */
  readonly peakCount: number;
}

/** What a channel, the messages of one kind in one world, shows of itself here. */
export interface FramedChannel {
  readonly label: string;
  /** Loops over its messages, and calls of `sendMany`, that are running. */
  readonly openLoops: number;
  endFrame(): void;
  shrink(): number;
  memory(): MessageMemory;
  /** The same as a line of the world's report. */
  part(): PartMemory;
}

const KEY = {};
const makeList = (world: World): FramedChannel[] => {
  const channels: FramedChannel[] = [];
  world.addMemoryUser({
    label: "messages",
    memory: () => {
      const parts = channels.map((channel) => channel.part());
      return isInLoop(channels) ? parts.map((part) => ({ ...part, shrinkableBytes: 0 })) : parts;
    },
    shrink: () => (isInLoop(channels) ? 0 : shrinkAll(channels)),
  });
  return channels;
};

/** The channels of a world, in the order of their first use. */
export function channelsOf(world: World, verb: string): FramedChannel[] {
  checkWorld(world, verb);
  return world.extension(KEY, makeList);
}

/**
 * Ends a frame for all messages of the world: those sent in the frame before are gone, those sent in
 * this one live for one frame more. A schedule calls it as its frames end; without one, call it once a
 * frame, always at the same point.
 *
 * O(kinds of message); makes no garbage and frees no memory.
 * @throws {EcsError} E136 inside a loop over messages or inside `sendMany`. Nothing changes.
 */
export function endMessageFrame(world: World): void {
  const channels = channelsOf(world, "endMessageFrame");
  checkNoLoop(channels, "endMessageFrame");
  for (let i = 0; i < channels.length; i++) channels[i].endFrame();
}

/**
 * Gives back the memory that past peaks left behind, down to what the living messages need; returns
 * the bytes. The next frames grow it again as they need it.
 *
 * @throws {EcsError} E136 inside a loop over messages or inside `sendMany`. Nothing changes.
 */
export function shrinkMessages(world: World): number {
  const channels = channelsOf(world, "shrinkMessages");
  checkNoLoop(channels, "shrinkMessages");
  return shrinkAll(channels);
}

function isInLoop(channels: readonly FramedChannel[]): boolean {
  return channels.some(({ openLoops }) => openLoops > 0);
}

function shrinkAll(channels: readonly FramedChannel[]): number {
  return channels.reduce((bytes, channel) => bytes + channel.shrink(), 0);
}

/** What each kind of message holds, in the order of first use; a fresh array. */
export function messageMemory(world: World): MessageMemory[] {
  return channelsOf(world, "messageMemory").map((channel) => channel.memory());
}

function checkNoLoop(channels: readonly FramedChannel[], tried: string): void {
  for (let i = 0; i < channels.length; i++) {
    const { label, openLoops } = channels[i];
    if (openLoops === 0) continue;
    throw new EcsError(
      "E136",
      `${tried}: a loop over ${label} messages, or a sendMany of them, is running, and their memory is about to be reused. ` +
        `Call ${tried} after it has ended.`,
    );
  }
}
