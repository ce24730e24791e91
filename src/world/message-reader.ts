/**
 * MessageReader: one reader's way through the messages of one kind, each seen once.
 *
 * Invariant: all messages before the reader's place were read, skipped or counted as missed.
 */
import { checkFunction } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import type { ReadonlyColumns } from "../storage/component.ts";
import type { Schema } from "../storage/field.ts";
import type { MessageChannel } from "./message-channel.ts";
import type { MessageColumns } from "./message-columns.ts";
import { MessageCursor } from "./message-cursor.ts";
import type { MessageView } from "./message-field.ts";

/**
 * Keep one per system; two readers know nothing of each other. It starts with the messages that are
 * alive when it is made, also those sent before. Reading makes no garbage.
 */
export class MessageReader<S extends Schema> {
  readonly #channel: MessageChannel;
  readonly #cursor: MessageCursor;
  // The place, the first message that is unread: a row of the frame whose first message has the
  // number `#start`. Two fields, because numbers of messages outgrow small integers and would be
  // boxed at each step.
  #start: number;
  #row = 0;
  #missed = 0;
  #isReading = false;

  /** @internal Use `reader` of a message. */
  constructor(channel: MessageChannel) {
    this.#channel = channel;
    this.#cursor = new MessageCursor(channel.fields, false);
    this.#start = channel.previousStart;
  }

  /** Messages alive and not yet read. */
  get count(): number {
    return this.#channel.end - Math.max(this.#start + this.#row, this.#channel.previousStart);
  }

  /**
   * Messages that were gone before this reader came to them: 0 for ever in a reader that reads in
   * every frame.
   */
  get missedCount(): number {
    return this.#missed + Math.max(0, this.#channel.previousStart - this.#start - this.#row);
  }

  /**
   * Calls `visit` with each unread message, in the order they were sent. 5 ns a message.
   *
   * The message is the same object each time, read in place: keep nothing of it. What `visit` sends
   * is not visited now but by the next call. When `visit` throws, its message counts as read and the
   * rest stays unread.
   * @throws {EcsError} E137 inside a loop of the same reader
   */
  each(visit: (message: MessageView<S>) => void): void {
    checkFunction(visit, "each");
    const end = this.#begin("each");
    const { previous, current, currentStart } = this.#channel;
    try {
      if (this.#start < currentStart) this.#visitEach(previous, previous.count, visit);
      this.#enterCurrent();
      this.#visitEach(current, end, visit);
    } finally {
      this.#end();
    }
  }

  /**
   * Calls `visit` with the unread messages as columns: rows `start` to `end` of one typed array per
   * field, for at most two runs, the frame before and this one. For full speed.
   *
   * The columns are to be read only, and good until `visit` returns. A run whose `visit` throws
   * counts as read.
   * @throws {EcsError} E137 inside a loop of the same reader
   */
  eachRun(visit: (columns: ReadonlyColumns<S>, start: number, end: number) => void): void {
    checkFunction(visit, "eachRun");
    const end = this.#begin("eachRun");
    const { previous, current, currentStart } = this.#channel;
    try {
      if (this.#start < currentStart) this.#visitRun(previous, previous.count, visit);
      this.#enterCurrent();
      this.#visitRun(current, end, visit);
    } finally {
      this.#end();
    }
  }

  /**
   * Leaves all messages sent so far unread for good; they do not count as missed.
   *
   * @throws {EcsError} E137 inside a loop of the same reader
   */
  skip(): void {
    if (this.#isReading) throw this.#isReadingAlready("skip");
    this.#missed = this.missedCount;
    this.#start = this.#channel.currentStart;
    this.#row = this.#channel.current.count;
  }

  /** Starts a loop and returns the row it goes to: what is sent meanwhile is for the next one. */
  #begin(tried: string): number {
    const channel = this.#channel;
    if (this.#isReading) throw this.#isReadingAlready(tried);
    this.#missed = this.missedCount;
    const next = Math.max(this.#start + this.#row, channel.previousStart);
    this.#start = next < channel.currentStart ? channel.previousStart : channel.currentStart;
    this.#row = next - this.#start;
    this.#isReading = true;
    channel.openLoops++;
    return channel.current.count;
  }

  /** From the end of the frame before to the start of this one. */
  #enterCurrent(): void {
    if (this.#start === this.#channel.currentStart) return;
    this.#start = this.#channel.currentStart;
    this.#row = 0;
  }

  #end(): void {
    this.#isReading = false;
    this.#channel.openLoops--;
  }

  #visitEach(frame: MessageColumns, end: number, visit: (message: MessageView<S>) => void): void {
    const { place } = this.#cursor;
    const view = this.#cursor.view as MessageView<S>;
    // Columns that grow meanwhile are replaced, and the old ones keep what this loop reads.
    this.#cursor.bind(frame);
    while (this.#row < end) {
      place.row = this.#row++;
      visit(view);
    }
  }

  #visitRun(
    frame: MessageColumns,
    end: number,
    visit: (columns: ReadonlyColumns<S>, start: number, end: number) => void,
  ): void {
    const from = this.#row;
    if (from === end) return;
    this.#row = end;
    visit(frame.named as unknown as ReadonlyColumns<S>, from, end);
  }

  #isReadingAlready(tried: string): EcsError {
    const { label } = this.#channel;
    return new EcsError(
      "E137",
      `${tried}: this reader of ${label} is in a loop already, and has one place only. Make a second one with ${label}.reader(world).`,
    );
  }
}
