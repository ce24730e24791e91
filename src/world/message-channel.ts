/**
 * MessageChannel: the messages of one kind in one world, those of this frame and of the one before.
 *
 * Messages are numbered from 0 in the order they were sent, for ever:
 *
 *     numbers   0 ...  previousStart ... currentStart ... end
 *               gone   previous          current
 *
 * Invariant: a message keeps its number, and numbers in between are never skipped.
 */
import { checkFunction, wrongArgument } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import { writeColumn } from "../memory/column-access.ts";
import type { PartMemory } from "../memory/memory-user.ts";
import { checkWholeNumber } from "../memory/whole-number.ts";
import { toStored, valueProblem } from "../storage/field-value.ts";
import { MessageColumns } from "./message-columns.ts";
import { cursorOf } from "./message-cursor.ts";
import type { MessageField } from "./message-field.ts";
import type { FramedChannel, MessageMemory } from "./message-frame.ts";

const NOTHING = {};

type Fill = (columns: never, start: number, end: number) => void;

export class MessageChannel implements FramedChannel {
  readonly label: string;
  readonly fields: readonly MessageField[];
  previous: MessageColumns;
  current: MessageColumns;
  previousStart = 0;
  currentStart = 0;
  openLoops = 0;
  readonly #fieldIndex: Readonly<Record<string, number>>;
  readonly #isPoisoned: boolean;
  #isFilling = false;
  #peakCount = 0;
  /** The most messages of two frames in a row. */
  #peakAlive = 0;

  constructor(label: string, fields: readonly MessageField[], isPoisoned: boolean) {
    this.label = label;
    this.fields = fields;
    this.previous = new MessageColumns(label, fields);
    this.current = new MessageColumns(label, fields);
    this.#fieldIndex = Object.fromEntries(fields.map((field, i) => [field.name, i]));
    this.#isPoisoned = isPoisoned;
  }

  /** The number that the next message will have. */
  get end(): number {
    return this.currentStart + this.current.count;
  }

  send(values: Readonly<Record<string, unknown>> = NOTHING): void {
    if (typeof values !== "object" || values === null)
      throw wrongArgument("send", values, `an object with some of the fields of ${this.label}`);
    this.#checkNotFilling("send");
    const { current } = this;
    current.reserve("send", 1);
    // Nobody sees the row before it is counted, so an error on the way leaves nothing behind.
    const row = current.count;
    const cursor = cursorOf(values);
    if (cursor?.frame !== undefined && cursor.fields === this.fields) {
      // A draft, or a message on its way through a reader: already numbers of the right kinds.
      current.copyRow(row, cursor.frame, cursor.place.row);
    } else {
      current.fillInitial(row, row + 1);
      for (const name in values) this.#write(row, name, values[name]);
    }
    current.count = row + 1;
  }

  sendMany(count: number, fill: Fill | undefined): void {
    this.#checkNotFilling("sendMany");
    checkWholeNumber("sendMany", "count", count, 0, Number.MAX_SAFE_INTEGER);
    if (fill !== undefined) checkFunction(fill, "sendMany");
    const { current } = this;
    current.reserve("sendMany", count);
    const start = current.count;
    const end = start + count;
    current.fillInitial(start, end);
    if (fill !== undefined && count > 0) {
      this.#isFilling = true;
      this.openLoops++;
      try {
        fill(current.named as never, start, end);
      } finally {
        this.#isFilling = false;
        this.openLoops--;
      }
    }
    current.count = end;
  }

  endFrame(): void {
    const { previous, current } = this;
    this.#peakCount = Math.max(this.#peakCount, current.count);
    this.#peakAlive = Math.max(this.#peakAlive, previous.count + current.count);
    this.previousStart = this.currentStart;
    this.currentStart += current.count;
    previous.clear(this.#isPoisoned);
    this.previous = current;
    this.current = previous;
  }

  shrink(): number {
    const before = this.previous.bytes + this.current.bytes;
    this.previous.shrink();
    this.current.shrink();
    return before - this.previous.bytes - this.current.bytes;
  }

  memory(): MessageMemory {
    const { label, previous, current } = this;
    return {
      label,
      count: previous.count + current.count,
      sentCount: this.end,
      bytes: previous.bytes + current.bytes,
      peakCount: Math.max(this.#peakCount, current.count),
    };
  }

  part(): PartMemory {
    const { bytes, count } = this.memory();
    const bytesPerRow = this.fields.reduce((sum, field) => sum + field.bytesPerRow, 0);
    return {
      label: `messages ${this.label}`,
      place: "heap",
      bytes,
      usedBytes: count * bytesPerRow,
      peakBytes: Math.max(this.#peakAlive, count) * bytesPerRow,
      shrinkableBytes: this.previous.shrinkableBytes + this.current.shrinkableBytes,
    };
  }

  #write(row: number, name: string, value: unknown): void {
    const i = this.#fieldIndex[name];
    // Inherited names, such as "constructor", are found on the index but are not numbers.
    if (typeof i !== "number") throw this.#unknownField(name);
    if (value === undefined) return;
    const field = this.fields[i];
    const problem = valueProblem(field, value);
    if (problem !== undefined) throw new EcsError("E107", `send: ${field.path} ${problem}`);
    const column = this.current.columns[i];
    const { element, lanes } = field;
    if (lanes === 1) {
      writeColumn(element, column, row, toStored(field, value));
      return;
    }
    for (let lane = 0; lane < lanes; lane++) {
      const one = (value as ArrayLike<unknown>)[lane];
      writeColumn(element, column, row * lanes + lane, toStored(field, one));
    }
  }

  #unknownField(name: string): EcsError {
    const known = this.fields.map((field) => field.name).join(", ");
    return new EcsError(
      "E106",
      `send: ${this.label} has no field "${name}". Its fields: ${known || "none, it is sent as it is"}.`,
    );
  }

  #checkNotFilling(tried: string): void {
    if (!this.#isFilling) return;
    throw new EcsError(
      "E134",
      `${tried}: a sendMany of ${this.label} is running, and its columns would be replaced under it. Send after its callback has returned.`,
    );
  }
}
