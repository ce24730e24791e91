/**
 * Conditions: the terms of one query, made ready to be asked about component sets, chunks and rows.
 *
 * Nested `not`, `all` and `any` are operations on three-valued answers for an archetype and on masks for a
 * chunk. Each group keeps the words it needs, so that asking makes no garbage.
 */
import { Disabled, Prefab } from "../storage/built-in-tags.ts";
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import type { ComponentSet } from "../storage/component-set.ts";
import { MaskWords, wordCount } from "./row-mask.ts";
import { Match, type RowCondition, type RowContext, RowTerm } from "./row-term.ts";
import { HasSparse } from "./sparse-condition.ts";
import {
  FilterTerm,
  mentionsComponent,
  type Operand,
  OptionalTerm,
  settled,
  type Term,
} from "./term.ts";
import { ToggleTerm } from "./toggle-term.ts";

/** Entities with one of these are left out by queries that do not mention it. */
export const HIDDEN: readonly AnyComponent[] = [Disabled, Prefab];

/** All of the terms, and not hidden. */
export function conditionOf(terms: readonly Term[]): RowCondition {
  const operands = terms.map(termCondition);
  for (const hidden of HIDDEN) {
    if (!terms.some((term) => mentionsComponent(term, hidden))) operands.push(new Lacks(hidden));
  }
  return new Group(operands, true);
}

export function termCondition(given: Term): RowCondition {
  const term = settled(given);
  if (term instanceof RowTerm) return term;
  if (term instanceof OptionalTerm) return new Group([], true);
  if (!(term instanceof FilterTerm)) return componentCondition(term);
  const operands = term.operands.map((operand: Operand) => termCondition(operand));
  if (term.kind === "all") return new Group(operands, true);
  return term.kind === "any" ? new Group(operands, false) : new Not(new Group(operands, false));
}

function componentCondition(component: AnyComponent): RowCondition {
  if (component.isSparse) return new HasSparse(component);
  return component.isToggle ? new ToggleTerm(component, true) : new Has(component);
}

/** What the components decide, if they do; else what the rows say. */
function fill(
  condition: RowCondition,
  chunk: Chunk,
  mask: Uint32Array,
  context: RowContext,
): Match {
  const match = condition.matchSet(chunk.set);
  return match === Match.Some ? condition.fillMask(chunk, mask, context) : match;
}

function holds(condition: RowCondition, chunk: Chunk, row: number, context: RowContext): boolean {
  const match = condition.matchSet(chunk.set);
  return match === Match.Some ? condition.test(chunk, row, context) : match === Match.All;
}

class Has implements RowCondition {
  readonly decidesByRow = false;
  readonly component: AnyComponent;

  constructor(component: AnyComponent) {
    this.component = component;
  }

  matchSet(set: ComponentSet): Match {
    return set.has(this.component) ? Match.All : Match.None;
  }

  fillMask(chunk: Chunk): Match {
    return this.matchSet(chunk.set);
  }

  test(chunk: Chunk): boolean {
    return chunk.set.has(this.component);
  }
}

class Lacks extends Has {
  override matchSet(set: ComponentSet): Match {
    return set.has(this.component) ? Match.None : Match.All;
  }

  override test(chunk: Chunk): boolean {
    return !chunk.set.has(this.component);
  }
}

/** All of its operands, or any of them: either is settled by one operand, which are each other's opposite. */
class Group implements RowCondition {
  readonly decidesByRow: boolean;
  readonly #operands: readonly RowCondition[];
  readonly #words = new MaskWords();
  readonly #isAll: boolean;
  /** What an operand says that decides alone, and what the group says where each says the opposite. */
  readonly #decisive: Match;
  readonly #otherwise: Match;

  constructor(operands: readonly RowCondition[], isAll: boolean) {
    this.#operands = operands;
    this.#isAll = isAll;
    this.#decisive = isAll ? Match.None : Match.All;
    this.#otherwise = isAll ? Match.All : Match.None;
    this.decidesByRow = operands.some((operand) => operand.decidesByRow);
  }

  matchSet(set: ComponentSet): Match {
    let match = this.#otherwise;
    for (let i = 0; i < this.#operands.length && match !== this.#decisive; i++) {
      const found = this.#operands[i].matchSet(set);
      match = (this.#isAll ? Math.min(match, found) : Math.max(match, found)) as Match;
    }
    return match;
  }

  fillMask(chunk: Chunk, mask: Uint32Array, context: RowContext): Match {
    let match = this.#otherwise;
    for (let i = 0; i < this.#operands.length; i++) {
      const into = match === Match.Some ? this.#words.for(chunk) : mask;
      const found = fill(this.#operands[i], chunk, into, context);
      if (found === this.#decisive) return found;
      if (found === this.#otherwise) continue;
      match = Match.Some;
      if (into === mask) continue;
      for (let j = wordCount(chunk.count) - 1; j >= 0; j--)
        mask[j] = this.#isAll ? mask[j] & into[j] : mask[j] | into[j];
    }
    return match;
  }

  test(chunk: Chunk, row: number, context: RowContext): boolean {
    for (let i = 0; i < this.#operands.length; i++)
      if (holds(this.#operands[i], chunk, row, context) !== this.#isAll) return !this.#isAll;
    return this.#isAll;
  }
}

class Not implements RowCondition {
  readonly decidesByRow: boolean;
  readonly #operand: RowCondition;

  constructor(operand: RowCondition) {
    this.#operand = operand;
    this.decidesByRow = operand.decidesByRow;
  }

  matchSet(set: ComponentSet): Match {
    return (Match.All - this.#operand.matchSet(set)) as Match;
  }

  fillMask(chunk: Chunk, mask: Uint32Array, context: RowContext): Match {
    const found = this.#operand.fillMask(chunk, mask, context);
    if (found === Match.Some)
      for (let j = wordCount(chunk.count) - 1; j >= 0; j--) mask[j] = ~mask[j];
    return (Match.All - found) as Match;
  }

  test(chunk: Chunk, row: number, context: RowContext): boolean {
    return !holds(this.#operand, chunk, row, context);
  }
}
