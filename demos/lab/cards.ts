/** Every card of the lab, in the order in which the page shows them. */
import type { Card } from "./card.ts";
import { arenaCard } from "./cards/arena.ts";
import { buffersCard } from "./cards/buffers.ts";
import { chunksCard } from "./cards/chunks.ts";
import { churnCard } from "./cards/churn.ts";
import { cowCard } from "./cards/cow.ts";
import { layoutCard, widthCard } from "./cards/layout.ts";
import { listCard } from "./cards/list.ts";
import { megaCard } from "./cards/mega.ts";
import { poolCard } from "./cards/pool.ts";
import { preallocCard } from "./cards/prealloc.ts";
import { simdCard } from "./cards/simd.ts";
import { staircaseCard } from "./cards/staircase.ts";
import { stringsCard } from "./cards/strings.ts";
import { structCard } from "./cards/struct.ts";
import { trackingCard } from "./cards/tracking.ts";
import { viewsCard } from "./cards/views.ts";

export const CARDS: readonly Card[] = [
  staircaseCard,
  layoutCard,
  widthCard,
  chunksCard,
  churnCard,
  structCard,
  preallocCard,
  poolCard,
  arenaCard,
  buffersCard,
  listCard,
  cowCard,
  viewsCard,
  stringsCard,
  megaCard,
  simdCard,
  trackingCard,
];

/** @throws {Error} no such card, with those there are */
export function cardById(id: string): Card {
  const card = CARDS.find((one) => one.id === id);
  if (card !== undefined) return card;
  const known = CARDS.map((one) => one.id).join(", ");
  throw new Error(`The lab has no card "${id}". Use one of ${known}.`);
}
