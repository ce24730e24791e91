/** Queries: every query the world has been asked for, with what it matched and skipped. */
import { formatCount } from "./format.ts";
import type { Scene, Tab } from "./tab.ts";
import { Table } from "./table.ts";

export class QueriesTab implements Tab {
  readonly label = "Queries";
  readonly #table = new Table("Queries", ["query", "#matched", "#skipped", "#rows"]);
  readonly element = this.#table.element;

  update({ inspector }: Scene): void {
    this.#table.show(
      inspector
        .queries()
        .map((query) => [
          query.label,
          `${query.matchedArchetypes}`,
          `${query.skippedArchetypes}`,
          query.entityCount === undefined ? "by reader" : formatCount(query.entityCount),
        ]),
    );
  }
}
