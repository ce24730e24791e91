/**
 * The result of a comparison as a table whose first figure is a bar as well.
 */
import { type ComparisonRow, formatNs, formatRatio } from "./comparison.ts";
import { make } from "./dom.ts";
import { LAYOUT_INFO } from "./layout-info.ts";
import { type LayoutName, SYSTEM_NAMES } from "./particle-store.ts";

/** A wrapper that scrolls sideways where the table does not fit. */
export function compareTable(rows: readonly ComparisonRow[]): HTMLElement {
  const longest = Math.max(...rows.map((row) => row.stepNs));
  const head = make("tr");
  for (const title of ["layout", "ns per particle", "", "ratio", ...SYSTEM_NAMES]) {
    const cell = make("th", "", title);
    cell.scope = "col";
    head.append(cell);
  }
  const body = make("tbody", "", ...rows.map((row) => tableRow(row, longest)));
  const table = make("table", "", make("thead", "", head), body);
  const wrapper = make("div", "scroll", table);
  wrapper.tabIndex = 0;
  wrapper.setAttribute("role", "region");
  wrapper.setAttribute("aria-label", "Result of the comparison");
  return wrapper;
}

function tableRow(row: ComparisonRow, longest: number): HTMLElement {
  const info = LAYOUT_INFO[row.layout as LayoutName]; // the page compares its own layouts only
  const head = make("th", "", info.title);
  head.scope = "row";
  const fill = make("span", "fill");
  fill.style.transform = `scaleX(${row.stepNs / longest})`;
  const line = make(
    "tr",
    row.ratio === 1 ? "reference" : "",
    head,
    make("td", "strong", formatNs(row.stepNs)),
    make("td", "bar-cell", make("span", "bar", fill)),
    make("td", "strong", formatRatio(row.ratio)),
    ...SYSTEM_NAMES.map((system) => make("td", "", formatNs(row.systemNs[system]))),
  );
  line.style.setProperty("--color", info.color);
  line.title = `${formatNs(row.minNs)} to ${formatNs(row.maxNs)} ns over all rounds`;
  return line;
}
