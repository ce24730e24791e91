/** Gauges: how full the arenas, pools and other parts of the world are, and how full they have been. */
import type { MemoryReport } from "../index.ts";
import { make } from "./dom.ts";
import { formatBytes } from "./format.ts";
import type { Scene, Tab } from "./tab.ts";
import { Table } from "./table.ts";

interface Gauge {
  readonly label: string;
  readonly place: string;
  /** Held; 0 for what is not held but counted. */
  readonly bytes: number;
  readonly usedBytes: number;
  /** NaN where nobody has kept the most. */
  readonly peakBytes: number;
}

const BAR_CELL = 5;

export class GaugesTab implements Tab {
  readonly label = "Gauges";
  readonly #table = new Table("Gauges", [
    "part",
    "where",
    "#in use",
    "#most ever",
    "#held",
    "in use | most ever",
  ]);
  readonly element = this.#table.element;
  readonly #bars: Bar[] = [];

  update({ world }: Scene): void {
    const gauges = gaugesOf(world.memory());
    this.#table.show(
      gauges.map(({ label, place, usedBytes, peakBytes, bytes }) => [
        label,
        place,
        formatBytes(usedBytes),
        Number.isNaN(peakBytes) ? "–" : formatBytes(peakBytes),
        formatBytes(bytes),
        "",
      ]),
    );
    gauges.forEach((gauge, nth) => {
      const cell = this.#table.row(nth)?.cells[BAR_CELL];
      if (cell === undefined) return;
      this.#bars[nth] ??= new Bar();
      if (this.#bars[nth].element.parentNode !== cell) cell.append(this.#bars[nth].element);
      this.#bars[nth].show(gauge);
    });
  }
}

/** How much of what is held is in use, and a mark at the most that has been. */
class Bar {
  readonly element = make("div", "gauge");
  readonly #fill = make("span", "fill");
  readonly #mark = make("span", "mark");

  constructor() {
    this.element.append(this.#fill, this.#mark);
    this.element.setAttribute("aria-hidden", "true");
  }

  show({ bytes, usedBytes, peakBytes }: Gauge): void {
    // What has been given back since the peak may be more than is held now.
    const scale = Math.max(bytes, usedBytes, Number.isNaN(peakBytes) ? 0 : peakBytes);
    this.#fill.style.width = share(usedBytes, scale);
    this.#mark.hidden = !(peakBytes > 0);
    if (peakBytes > 0) this.#mark.style.left = share(peakBytes, scale);
  }
}

function share(bytes: number, of: number): string {
  return of === 0 ? "0%" : `${((bytes / of) * 100).toFixed(1)}%`;
}

function gaugesOf(report: MemoryReport): Gauge[] {
  const rows = [...report.archetypes, ...report.sparse];
  return [
    {
      label: "all slabs",
      place: "address space",
      bytes: report.reservedBytes,
      usedBytes: report.usedBytes,
      peakBytes: report.peakBytes,
    },
    {
      label: "entity index",
      place: "slabs",
      bytes: report.entityIndexBytes,
      usedBytes: report.entityIndexUsedBytes,
      peakBytes: report.entityIndexUsedBytes,
    },
    {
      label: "chunks",
      place: "slabs",
      bytes: rows.reduce((bytes, row) => bytes + row.bytes, 0),
      usedBytes: rows.reduce((bytes, row) => bytes + row.usedBytes, 0),
      peakBytes: Number.NaN,
    },
    ...report.parts,
  ];
}
