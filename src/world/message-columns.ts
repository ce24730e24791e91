/**
 * MessageColumns: the messages of one kind that were sent in one frame, a column per field.
 *
 * Invariant: a growing column is copied into a longer one and never written again, so that whoever
 * still reads the old one reads the messages that were there.
 */
import { type Column, elementView } from "../base/element.ts";
import { EcsError } from "../base/errors.ts";
import { POISON_BYTE } from "../memory/arena-block.ts";
import { writeColumn } from "../memory/column-access.ts";
import type { MessageField } from "./message-field.ts";

/** The most messages of one kind in one frame: past it, somebody forgot to end frames. */
export const MOST_MESSAGES = 2 ** 24;
const FIRST_CAPACITY = 64;

export class MessageColumns {
  count = 0;
  /** By field, in the order of the schema; replaced as the columns grow. */
  columns: readonly Column[] = [];
  /** The same by name. */
  named: Readonly<Record<string, Column>> = {};
  /** The bytes of each column. */
  #bytes: readonly Uint8Array[] = [];
  readonly #label: string;
  readonly #fields: readonly MessageField[];
  #capacity = 0;

  constructor(label: string, fields: readonly MessageField[]) {
    this.#label = label;
    this.#fields = fields;
    this.#resize(0);
  }

  get bytes(): number {
    return this.columns.reduce((bytes, column) => bytes + column.byteLength, 0);
  }

  /** Makes room for `count` more. @throws {EcsError} E135 past the limit, or no memory. Nothing changes. */
  reserve(tried: string, count: number): void {
    const needed = this.count + count;
    if (needed <= this.#capacity) return;
    if (needed > MOST_MESSAGES) {
      throw this.#cannot(
        `${tried}: ${count} more would make ${needed} ${this.#label} messages in this frame, past the limit of ${MOST_MESSAGES}.`,
      );
    }
    const capacity = Math.max(needed, this.#capacity * 2, FIRST_CAPACITY);
    try {
      this.#resize(Math.min(capacity, MOST_MESSAGES));
    } catch {
      throw this.#cannot(
        `${tried}: there is no memory for ${capacity} ${this.#label} messages in this frame.`,
      );
    }
  }

  /** Gives rows `start` to `end` their fields' starting values. */
  fillInitial(start: number, end: number): void {
    for (let i = 0; i < this.#fields.length; i++) {
      const { initial, element, lanes } = this.#fields[i];
      const column = this.columns[i];
      if (lanes === 1 && end - start > 1) {
        column.fill(initial[0], start, end);
        continue;
      }
      for (let index = start * lanes; index < end * lanes; index += lanes) {
        for (let lane = 0; lane < lanes; lane++) {
          writeColumn(element, column, index + lane, initial[lane]);
        }
      }
    }
  }

  /**
   * Copies a row of other columns of the same fields, byte by byte: a number that went through a
   * variable might be boxed on the way.
   */
  copyRow(row: number, from: MessageColumns, fromRow: number): void {
    for (let i = 0; i < this.#fields.length; i++) {
      const target = this.#bytes[i];
      const source = from.#bytes[i];
      const length = this.#fields[i].bytesPerRow;
      const start = row * length;
      const fromStart = fromRow * length;
      for (let byte = 0; byte < length; byte++) target[start + byte] = source[fromStart + byte];
    }
  }

  /** Forgets all messages; with poison, so that whoever kept a column notices. */
  clear(isPoisoned: boolean): void {
    if (isPoisoned) {
      for (let i = 0; i < this.#bytes.length; i++) {
        this.#bytes[i].fill(POISON_BYTE, 0, this.count * this.#fields[i].bytesPerRow);
      }
    }
    this.count = 0;
  }

  /** Bytes that `shrink` would let go. */
  get shrinkableBytes(): number {
    const bytesPerRow = this.#fields.reduce((bytes, field) => bytes + field.bytesPerRow, 0);
    return (this.#capacity - this.count) * bytesPerRow;
  }

  /** Lets go of room that no message uses. */
  shrink(): void {
    if (this.count < this.#capacity) this.#resize(this.count);
  }

  #resize(capacity: number): void {
    const named: Record<string, Column> = {};
    const columns = this.#fields.map(({ name, element, lanes, bytesPerRow }, i) => {
      const buffer = new ArrayBuffer(capacity * bytesPerRow);
      const column = elementView(element, buffer, 0, capacity * lanes);
      if (this.count > 0) column.set(this.columns[i].subarray(0, this.count * lanes));
      named[name] = column;
      return column;
    });
    this.#bytes = columns.map((column) => new Uint8Array(column.buffer));
    this.columns = columns;
    this.named = named;
    this.#capacity = capacity;
  }

  #cannot(problem: string): EcsError {
    return new EcsError(
      "E135",
      `${problem} Call endMessageFrame(world) once a frame, or send fewer.`,
    );
  }
}
