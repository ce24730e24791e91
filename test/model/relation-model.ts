/** Relations as Maps and lists: what the model test of relations takes to be true. */

export interface RelationKind {
  readonly isExclusive: boolean;
  readonly isAcyclic: boolean;
  readonly policy: "remove" | "despawn" | "refuse";
}

/** Entities are numbers in the order of their spawning. */
export class PairModel {
  readonly kind: RelationKind;
  readonly outgoing = new Map<number, number[]>();
  readonly incoming = new Map<number, number[]>();
  readonly values = new Map<string, number>();

  constructor(kind: RelationKind) {
    this.kind = kind;
  }

  targetsOf(source: number): readonly number[] {
    return this.outgoing.get(source) ?? [];
  }

  sourcesOf(target: number): readonly number[] {
    return this.incoming.get(target) ?? [];
  }

  has(source: number, target: number): boolean {
    return this.targetsOf(source).includes(target);
  }

  /** Whether one is the other, or somewhere above it. */
  isAbove(above: number, entity: number): boolean {
    if (above === entity) return true;
    const parent = this.targetsOf(entity)[0];
    return parent !== undefined && this.isAbove(above, parent);
  }

  depthOf(entity: number): number {
    const parent = this.targetsOf(entity)[0];
    return parent === undefined ? 0 : 1 + this.depthOf(parent);
  }

  add(source: number, target: number, value: number | undefined): void {
    if (!this.has(source, target)) {
      if (this.kind.isExclusive)
        for (const other of [...this.targetsOf(source)]) this.remove(source, other);
      this.outgoing.set(source, [...this.targetsOf(source), target]);
      this.incoming.set(target, [...this.sourcesOf(target), source]);
      this.values.set(`${source} ${target}`, 1);
    }
    if (value !== undefined) this.values.set(`${source} ${target}`, value);
  }

  remove(source: number, target: number): void {
    const without = (list: readonly number[], one: number) => list.filter((item) => item !== one);
    this.outgoing.set(source, without(this.targetsOf(source), target));
    this.incoming.set(target, without(this.sourcesOf(target), source));
    this.values.delete(`${source} ${target}`);
  }

  /** Puts a source at an index among those of its target. */
  place(source: number, target: number, index: number): void {
    const others = this.sourcesOf(target).filter((one) => one !== source);
    others.splice(Math.min(index, others.length), 0, source);
    this.incoming.set(target, others);
  }

  copy(): PairModel {
    const copy = new PairModel(this.kind);
    // Lists are replaced, never changed.
    for (const [source, targets] of this.outgoing) copy.outgoing.set(source, targets);
    for (const [target, sources] of this.incoming) copy.incoming.set(target, sources);
    for (const [pair, value] of this.values) copy.values.set(pair, value);
    return copy;
  }

  forget(entity: number): void {
    for (const target of [...this.targetsOf(entity)]) this.remove(entity, target);
    for (const source of [...this.sourcesOf(entity)]) this.remove(source, entity);
  }
}

export class RelationsModel {
  readonly alive = new Set<number>();
  readonly marked = new Set<number>();
  readonly relations: readonly PairModel[];
  spawnedCount = 0;

  constructor(kinds: readonly RelationKind[]) {
    this.relations = kinds.map((kind) => new PairModel(kind));
  }

  spawn(): number {
    this.alive.add(this.spawnedCount);
    return this.spawnedCount++;
  }

  /** Returns whether the deaths were allowed. */
  despawn(entities: readonly number[]): boolean {
    const doomed = doomedWith(this.relations, entities);
    for (const entity of doomed ?? []) {
      for (const relation of this.relations) relation.forget(entity);
      this.alive.delete(entity);
      this.marked.delete(entity);
    }
    return doomed !== undefined;
  }
}

/** Who dies with these; undefined when a relation refuses it. */
export function doomedWith(
  relations: readonly PairModel[],
  entities: readonly number[],
): Set<number> | undefined {
  const doomed = new Set(entities);
  for (const entity of doomed) {
    for (const relation of relations) {
      if (relation.kind.policy !== "despawn") continue;
      for (const source of relation.sourcesOf(entity)) doomed.add(source);
    }
  }
  for (const relation of relations) {
    if (relation.kind.policy !== "refuse") continue;
    for (const entity of doomed) {
      if (relation.sourcesOf(entity).some((source) => !doomed.has(source))) return undefined;
    }
  }
  return doomed;
}
