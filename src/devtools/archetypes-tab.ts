/** Archetypes: every component combination of the world, the largest first. */
import { formatBytes, formatCount } from "./format.ts";
import type { Scene, Tab } from "./tab.ts";
import { Table } from "./table.ts";

export class ArchetypesTab implements Tab {
  readonly label = "Archetypes";
  readonly #table = new Table("Archetypes", [
    "components",
    "#entities",
    "#chunks",
    "#room",
    "#bytes a row",
    "#bytes",
  ]);
  readonly element = this.#table.element;

  update({ inspector }: Scene): void {
    const archetypes = inspector.archetypes().sort((a, b) => b.entityCount - a.entityCount);
    this.#table.show(
      archetypes.map((archetype) => [
        archetype.components.map(({ label }) => label).join(", ") || "(no components)",
        formatCount(archetype.entityCount),
        `${archetype.chunkCount}`,
        formatCount(archetype.rowCapacity),
        `${archetype.bytesPerRow}`,
        formatBytes(archetype.bytes),
      ]),
    );
  }
}
