/**
 * RelationRows: the relations of a world as the rows of a tree that is opened node by node: relations, what they lead to,
 * and who leads there.
 *
 * Nothing below a closed node is looked at. The rows are made anew only when pairs have changed or a node was opened or
 * closed, and once a second for children that changed places. A node is known by its path: in a circle one can go round.
 */
import type { Entity, InspectedRelation, WorldInspector } from "../index.ts";

/** The open nodes below an open one. */
type Open = Map<number, Open>;

/** Refreshes between two that look at the order of children, which has no version. */
const ORDER_EVERY = 5;

/** What a row stands for. */
export interface RelationRow {
  readonly relation: InspectedRelation;
  /** Undefined for the row of the relation itself. */
  readonly entity: Entity | undefined;
  /** The target of the pair that the row stands for; undefined at the top. */
  readonly parent: Entity | undefined;
  readonly level: number;
}

export class RelationRows {
  count = 0;
  #relations: readonly InspectedRelation[] = [];
  /** By the ids of relations; each is open at first. */
  readonly #open: Open = new Map();
  readonly #known = new Set<number>();
  #inspector: WorldInspector | undefined;
  #state = "";
  #age = 0;
  // By row.
  #entities = new Uint32Array(256);
  /** The row of the node above, and 1; 0 at the top. */
  #aboves = new Uint32Array(256);
  #levels = new Uint32Array(256);
  #owners = new Uint32Array(256);

  /** Brings the rows in step with the world; returns whether they were made anew. */
  update(inspector: WorldInspector): boolean {
    this.#inspector = inspector;
    this.#relations = inspector.relations();
    for (const { relation } of this.#relations) {
      if (this.#known.has(relation.id)) continue;
      this.#known.add(relation.id);
      this.#open.set(relation.id, new Map());
    }
    const state = this.#relations.map(({ version, pairCount }) => `${version} ${pairCount}`).join();
    if (state === this.#state && ++this.#age < ORDER_EVERY) return false;
    this.#state = state;
    this.#age = 0;
    this.count = 0;
    this.#relations.forEach((owner, nth) => {
      const open = this.#open.get(owner.relation.id);
      const row = this.#push(0, 0, 0, nth);
      if (open === undefined) return;
      for (const top of inspector.tops(owner.relation)) this.#add(top, row, 1, nth, open);
      forgetDead(open, inspector);
    });
    return true;
  }

  at(row: number): RelationRow {
    return {
      relation: this.#relations[this.#owners[row]],
      entity: (this.#entities[row] || undefined) as Entity | undefined,
      parent: this.#parentOf(row),
      level: this.#levels[row],
    };
  }

  /** Where the same node stands now; -1 where it does not. Looks at all rows. */
  find({ relation, entity, parent, level }: RelationRow): number {
    const wanted = entity ?? 0;
    for (let row = 0; row < this.count; row++) {
      if (this.#entities[row] !== wanted || this.#levels[row] !== level) continue;
      const owner = this.#relations[this.#owners[row]];
      if (owner.relation === relation.relation && this.#parentOf(row) === parent) return row;
    }
    return -1;
  }

  /** Undefined where there is nothing below. */
  isOpen(row: number): boolean | undefined {
    const { relation, entity } = this.at(row);
    const below =
      entity === undefined
        ? relation.pairCount
        : relation.relation.sourceCount((this.#inspector as WorldInspector).world, entity);
    return below === 0 ? undefined : this.#siblingsOf(row).has(this.#keyOf(row));
  }

  /** Opens a closed node, closes an open one, with all below. */
  toggle(row: number): void {
    const siblings = this.#siblingsOf(row);
    const key = this.#keyOf(row);
    if (!siblings.delete(key)) siblings.set(key, new Map());
    this.#state = "";
  }

  /** The row of the node above; -1 at the top. */
  above(row: number): number {
    return this.#aboves[row] - 1;
  }

  #parentOf(row: number): Entity | undefined {
    const above = this.above(row);
    return above < 0 ? undefined : ((this.#entities[above] || undefined) as Entity | undefined);
  }

  #keyOf(row: number): number {
    return this.#entities[row] || this.#relations[this.#owners[row]].relation.id;
  }

  /** The open nodes among those that have the same node above them. */
  #siblingsOf(row: number): Open {
    if (this.#levels[row] === 0) return this.#open;
    const above = this.above(row);
    return this.#siblingsOf(above).get(this.#keyOf(above)) ?? new Map();
  }

  #add(entity: Entity, above: number, level: number, owner: number, siblings: Open): void {
    const row = this.#push(entity, above + 1, level, owner);
    const open = siblings.size === 0 ? undefined : siblings.get(entity);
    if (open === undefined) return;
    const { relation } = this.#relations[owner];
    const { world } = this.#inspector as WorldInspector;
    relation.forEachSource(world, entity, (source) => {
      if (open.size === 0) this.#push(source, row + 1, level + 1, owner);
      else this.#add(source, row, level + 1, owner, open);
    });
    forgetDead(open, this.#inspector as WorldInspector);
  }

  #push(entity: number, above: number, level: number, owner: number): number {
    const row = this.count++;
    if (row === this.#entities.length) {
      this.#entities = longer(this.#entities);
      this.#aboves = longer(this.#aboves);
      this.#levels = longer(this.#levels);
      this.#owners = longer(this.#owners);
    }
    this.#entities[row] = entity;
    this.#aboves[row] = above;
    this.#levels[row] = level;
    this.#owners[row] = owner;
    return row;
  }
}

function longer(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(array.length * 2);
  more.set(array);
  return more;
}

function forgetDead(open: Open, { world }: WorldInspector): void {
  for (const entity of open.keys()) if (!world.isAlive(entity as Entity)) open.delete(entity);
}
