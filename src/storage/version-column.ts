/**
 * Version column: the hidden last column of a component that is tracked row by row.
 *
 * Holds the stamp of each row's last write. It moves with its row like any column, so a row that
 * only changes its place keeps its version; a fresh row is stamped where others get their defaults.
 */
import { ElementKind } from "../base/element.ts";
import type { AnyComponent, Field } from "./component.ts";

export const VERSION_FIELD: Field = {
  name: "",
  typeName: "version",
  element: ElementKind.U32,
  meaning: "number",
  lanes: 1,
  bytesPerRow: 4,
  initial: [0],
  choices: [],
  initialText: "",
  isPlain: true,
  least: 0,
  most: 0,
  isFloat: false,
};

/** What a chunk stores of a component, column by column. */
export function columnsOf(component: AnyComponent): readonly Field[] {
  return component.tracksRows ? [...component.fields, VERSION_FIELD] : component.fields;
}
