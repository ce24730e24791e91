/**
 * Last messages: the living messages of a world as plain objects, for logs and overlays.
 *
 * Not a reader, which sees each message once and makes no garbage: this looks without marking anything as seen.
 */
import { NO_ENTITY } from "../base/ids.ts";
import { readColumn } from "../memory/column-access.ts";
import { checkMost } from "../memory/whole-number.ts";
import type { EntityIndex } from "../storage/entity-index.ts";
import { fromStored } from "../storage/field-value.ts";
import type { MessageChannel } from "../world/message-channel.ts";
import type { MessageColumns } from "../world/message-columns.ts";
import type { MessageField } from "../world/message-field.ts";
import { channelsOf } from "../world/message-frame.ts";
import type { World } from "../world/world.ts";

export interface SentMessage {
  /** Counts the messages of its kind from 0 for ever. */
  readonly number: number;
  /** By field; several lanes as an array. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The values for people: `target 7v3, amount 0.5`. */
  readonly text: string;
}

/**
 * Up to `count` of the messages of a kind that are alive, by its label, the oldest first: those sent in this
 * frame and in the one before. Look once a frame, and skip the numbers already seen, to see them all.
 */
export function lastMessages(
  world: World,
  label: string,
  count: number = Number.POSITIVE_INFINITY,
): SentMessage[] {
  checkMost("lastMessages", "count", count);
  const channel = channelsOf(world, "lastMessages").find((one) => one.label === label);
  if (channel === undefined) return [];
  // Nothing else is ever in the list; its type is what a schedule needs to know.
  const { fields, previous, current, previousStart, currentStart } = channel as MessageChannel;
  const alive = previous.count + current.count;
  const messages: SentMessage[] = [];
  for (let i = Math.max(0, alive - count); i < alive; i++) {
    const isOld = i < previous.count;
    const row = isOld ? i : i - previous.count;
    const number = (isOld ? previousStart : currentStart) + row;
    const values = valuesOf(isOld ? previous : current, row, fields);
    messages.push({ number, values, text: textOf(values, fields, world.storage.index) });
  }
  return messages;
}

function valuesOf(
  { columns }: MessageColumns,
  row: number,
  fields: readonly MessageField[],
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  fields.forEach((field, i) => {
    const lanes = Array.from({ length: field.lanes }, (_, lane) =>
      readColumn(field.element, columns[i], row * field.lanes + lane),
    );
    values[field.name] = field.lanes === 1 ? fromStored(field, lanes[0]) : lanes;
  });
  return values;
}

function textOf(
  values: Readonly<Record<string, unknown>>,
  fields: readonly MessageField[],
  index: EntityIndex,
): string {
  return fields
    .map(({ name, meaning }) => {
      const value = values[name];
      const isEntity = meaning === "entity" && value !== NO_ENTITY;
      return `${name} ${isEntity ? index.describe(value as number) : shownValue(value)}`;
    })
    .join(", ");
}

function shownValue(value: unknown): string {
  if (Array.isArray(value)) return `(${value.map(shownValue).join(", ")})`;
  return typeof value === "number" ? `${Number(value.toPrecision(6))}` : String(value);
}
