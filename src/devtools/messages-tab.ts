/**
 * Messages: what each kind holds and has held, and a log of the last that were sent.
 *
 * Looks at every frame while it shows, for messages live two frames; what came faster than it keeps is
 * counted. Invariant: each message is in the log at most once.
 */
import { lastMessages, messageMemory, type World } from "../index.ts";
import { make, setText } from "./dom.ts";
import { formatBytes, formatCount } from "./format.ts";
import type { Scene, Tab } from "./tab.ts";
import { Table } from "./table.ts";

/** How many lines the log keeps, and how many of one kind it takes in one frame. */
const KEPT = 100;
const MOST_IN_FRAME = 10;

export class MessagesTab implements Tab {
  readonly label = "Messages";
  readonly #table = new Table("Messages", [
    "message",
    "#sent ever",
    "#alive",
    "#most in a frame",
    "#bytes",
  ]);
  readonly #log = make("pre");
  readonly element: HTMLElement;
  #world: World | undefined;
  /** By label: how many had been sent when the log looked last. */
  readonly #seen = new Map<string, number>();
  #lines: string[] = [];

  constructor() {
    const log = make("div", "side", make("h3", "", "Last sent"), this.#log);
    log.tabIndex = 0;
    log.setAttribute("role", "region");
    log.setAttribute("aria-label", "Last messages");
    this.element = make("div", "columns", this.#table.element, log);
  }

  update(scene: Scene): void {
    this.watch(scene);
    this.#table.show(
      messageMemory(scene.world).map(({ label, sentCount, count, peakCount, bytes }) => [
        label,
        formatCount(sentCount),
        formatCount(count),
        formatCount(peakCount),
        formatBytes(bytes),
      ]),
    );
    const none = "Messages that are sent while this tab shows appear here, the newest first.";
    setText(this.#log, this.#lines.length === 0 ? none : this.#lines.join("\n"));
  }

  watch({ world }: Scene): void {
    if (this.#world !== world) {
      this.#world = world;
      this.#seen.clear();
      this.#lines = [];
    }
    for (const { label, sentCount, count } of messageMemory(world)) {
      const seen = this.#seen.get(label) ?? sentCount - count;
      if (seen === sentCount) continue;
      this.#seen.set(label, sentCount);
      const fresh = lastMessages(world, label, Math.min(sentCount - seen, MOST_IN_FRAME));
      const left = sentCount - seen - fresh.length;
      if (left > 0) this.#lines.unshift(`${label} … ${formatCount(left)} more`);
      for (const { number, text } of fresh) this.#lines.unshift(`${label} #${number} ${text}`);
    }
    if (this.#lines.length > KEPT) this.#lines.length = KEPT;
  }
}
