/**
 * ChangeTerm: a condition on what happened since a reader last looked; what `changed` and the like make.
 *
 * Such a query is asked by `query.reader()`: since when, is the reader's to know.
 */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import { RowTerm } from "../query/row-term.ts";
import { type AnyComponent, isComponent } from "../storage/component.ts";
import { remedyFor } from "../storage/misplaced.ts";

/** A condition on what happened since a reader last looked. */
export abstract class ChangeTerm<C extends AnyComponent = AnyComponent> extends RowTerm<C> {
  override readonly needsReader = true;
  readonly key: string;
  readonly components: readonly AnyComponent[];
  protected readonly component: AnyComponent;
  readonly #kind: string;

  constructor(kind: string, component: AnyComponent) {
    super();
    if (!isComponent(component)) {
      throw new EcsError(
        "E120",
        `query: ${kind}(${shown(component)}) is not a term. Pass what component() or tag() returned${remedyFor(component)}.`,
      );
    }
    this.key = `${kind} ${component.id}`;
    this.components = [component];
    this.component = component;
    this.#kind = kind;
  }

  describe(): string {
    return `${this.#kind}(${this.component.label})`;
  }
}
