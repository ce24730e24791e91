/**
 * Messages: what happened, sent by some systems and read by others, such as hits or clicks.
 *
 * For events that many may send and many may read, later; what must be answered at once is a
 * function call, and what lasts is a component. A message lives through the end of the next frame,
 * so that a reader that reads in every frame sees each one once, wherever it stands in the frame.
 *
 * A definition belongs to no world and holds no messages; any number of worlds may use it at once.
 */
import { wrongArgument } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import { quoted } from "../base/shown.ts";
import type { Columns, ValuesInput } from "../storage/component.ts";
import type { Schema } from "../storage/field.ts";
import { MessageChannel } from "./message-channel.ts";
import { MessageColumns } from "./message-columns.ts";
import { MessageCursor } from "./message-cursor.ts";
import {
  type MessageDraft,
  type MessageField,
  type MessageView,
  messageFields,
} from "./message-field.ts";
import { channelsOf } from "./message-frame.ts";
import { MessageReader } from "./message-reader.ts";
import type { World } from "./world.ts";
import { checkWorld } from "./world-check.ts";

/** What `send` takes: any of the fields, a draft, or a message that a reader shows. */
export type Sendable<S extends Schema> = keyof S extends never
  ? undefined
  : ValuesInput<S> | MessageDraft<S> | MessageView<S>;

interface Slot {
  channel: MessageChannel | undefined;
}

// Not a closure over the world: each `send` would make one.
const makeSlot = (): Slot => ({ channel: undefined });

/**
 * Messages lie in columns, a typed array per field and frame, which grow as needed and are used
 * again: a steady frame allocates nothing but what its callers make themselves.
 */
export class Message<S extends Schema = Schema> {
  readonly label: string;
  readonly schema: S;
  readonly #fields: readonly MessageField[];

  /** @internal Use `message`. */
  constructor(label: string, schema: S) {
    this.label = label;
    this.schema = schema;
    this.#fields = messageFields(label, schema);
  }

  /**
   * Sends one message. Fields left out are at their defaults; the values are copied, so an object may
   * be used again. 75 ns for two fields; a draft 30 ns, and no garbage.
   *
   * @throws {EcsError} E129 no world · E106 no such field · E107 a value its field cannot hold · E134 inside `sendMany` ·
   *   E135 too many in a frame, or no memory. Nothing is sent then.
   */
  send(world: World, values?: Sendable<S>): void {
    this.#channelOf(world, "send").send(values);
  }

  /**
   * Sends `count` messages, and lets `fill` write their columns: rows `start` to `end` of one typed
   * array per field, which hold the defaults already. 1 ns a field; makes no garbage at all.
   *
   * Nobody sees the messages before `fill` has returned; when it throws, none is sent.
   * @throws {EcsError} E129 no world · E001 bad count · E134 inside another · E135 too many in a frame, or no memory
   */
  sendMany(
    world: World,
    count: number,
    fill?: (columns: Columns<S>, start: number, end: number) => void,
  ): void {
    this.#channelOf(world, "sendMany").sendMany(count, fill);
  }

  /**
   * A message to fill in and send, as often as needed: `hit.amount = 0.5; Hit.send(world, hit)`.
   *
   * It keeps its values from one `send` to the next, starting at the defaults. For senders of
   * thousands a frame: a fresh object with a fraction in it makes 56 bytes of garbage in V8, one
   * that is used again 16, and a draft none. Numbers round and wrap as their columns do. Make it once and keep it.
   */
  draft(): MessageDraft<S> {
    const columns = new MessageColumns(this.label, this.#fields);
    columns.reserve("draft", 1);
    columns.fillInitial(0, 1);
    columns.count = 1;
    columns.shrink();
    const cursor = new MessageCursor(this.#fields, true);
    cursor.bind(columns);
    return cursor.view as MessageDraft<S>;
  }

  /** A reader with a place of its own, which starts with the messages alive now. Make it once and keep it. */
  reader(world: World): MessageReader<S> {
    return new MessageReader(this.#channelOf(world, "reader"));
  }

  #channelOf(world: World, verb: string): MessageChannel {
    checkWorld(world, verb);
    const slot = world.extension(this, makeSlot);
    return slot.channel ?? this.#open(world, slot);
  }

  #open(world: World, slot: Slot): MessageChannel {
    const { poison } = world.storage.allocator;
    slot.channel = new MessageChannel(this.label, this.#fields, poison);
    channelsOf(world, "send").push(slot.channel);
    return slot.channel;
  }
}

/**
 * Defines a message: `message("Hit", { target: entity, amount: f32 })`, or `message("GameOver")`.
 *
 * A schedule ends the frames of messages; without one, call `endMessageFrame(world)` once a frame.
 * @throws {EcsError} E133 no name, or a field that is not a field type
 */
export function message<const S extends Schema = Record<never, never>>(
  label: string,
  schema?: S,
): Message<S> {
  if (typeof label !== "string" || label === "") {
    throw new EcsError(
      "E133",
      `message(${quoted(label)}): a message needs a name. Give it one that its errors can use.`,
    );
  }
  if (schema === null || (typeof schema !== "object" && schema !== undefined))
    throw wrongArgument(`message("${label}")`, schema, "an object with a type for each field");
  return new Message(label, schema ?? ({} as S));
}
