/**
 * The memory lab's page: a card for each pattern, one measurement at a time.
 * `?quick` measures three sizes for moments each: for tests, and for a first look.
 */
import { make, setText } from "../particles/dom.ts";
import { CardView } from "./card-view.ts";
import { CARDS } from "./cards.ts";
import { describeCards } from "./lab-runner.ts";
import { IS_UNBUNDLED, pageMarkdown } from "./page-markdown.ts";

function find<E extends HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`lab.html has no element with the id "${id}".`);
  return element as E;
}

const isQuick = new URLSearchParams(location.search).has("quick");
const views = CARDS.map((card) => new CardView(card, isQuick));
const runAll = find<HTMLButtonElement>("run-all");
const copy = find<HTMLButtonElement>("copy");
const status = find("status");

find("cards").append(...views.map((view) => view.element));
find("contents").append(
  ...CARDS.map((card) => {
    const link = make("a", "", card.title);
    link.href = `#${card.id}`;
    return make("li", "", link);
  }),
);

describeCards(
  CARDS.length,
  (id, description) => {
    views.find((view) => view.card.id === id)?.describe(description);
    document.body.dataset.described = String(Number(document.body.dataset.described ?? 0) + 1);
  },
  (message) => setText(status, message),
);

if (IS_UNBUNDLED) {
  const advice = `From the development server, where loops that use imported names take longer than in a build${__DEV__ ? ", and the engine's checks of development are on" : ""}.`;
  find("cards").prepend(make("p", "note", advice));
}

let isRunningAll = false;

/** One after the other; a second press ends the card that runs, and the rest with it. */
async function toggleAll(): Promise<void> {
  if (isRunningAll) {
    isRunningAll = false;
    for (const view of views) view.cancel();
    return;
  }
  isRunningAll = true;
  setText(runAll, "Cancel");
  let done = 0;
  for (const view of views) {
    if (!isRunningAll) break;
    setText(status, `${view.card.title} (${done + 1} of ${views.length})`);
    if (await view.run()) done++;
  }
  isRunningAll = false;
  setText(runAll, "Run all");
  setText(status, `${done} of ${views.length} cards measured`);
}

runAll.addEventListener("click", () => void toggleAll());

copy.addEventListener("click", async () => {
  const measured = views.filter((view) => view.result !== null);
  if (measured.length === 0) {
    setText(status, "Nothing is measured yet: run a card first.");
    return;
  }
  try {
    await navigator.clipboard.writeText(pageMarkdown(measured));
    setText(status, `Copied ${measured.length} of ${views.length} cards.`);
  } catch (error) {
    setText(status, `The browser does not let this page copy: ${String(error)}`);
  }
});
