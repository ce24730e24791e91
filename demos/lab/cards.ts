/** Every card of the lab, in the order in which the page shows them. */
import type { Card } from "./card.ts";
import { listCard } from "./cards/list.ts";
import { staircaseCard } from "./cards/staircase.ts";

export const CARDS: readonly Card[] = [staircaseCard, listCard];

/** @throws {Error} no such card, with those there are */
export function cardById(id: string): Card {
  const card = CARDS.find((one) => one.id === id);
  if (card !== undefined) return card;
  throw new Error(
    `The lab has no card "${id}". Use one of ${CARDS.map((one) => one.id).join(", ")}.`,
  );
}
