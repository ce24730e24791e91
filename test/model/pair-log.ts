import type { Entity, Relation, World } from "../../src/index.ts";
import { insist } from "./comparison.ts";

/** Which pairs there are, by what hooks are told alone: each made once, each ended while it can still be read. */
export class PairLog {
  readonly #heard = new Map<Relation, Set<string>>();
  readonly #world: World;

  constructor(world: World, relations: readonly Relation[]) {
    this.#world = world;
    for (const relation of relations) {
      const pairs = new Set<string>();
      this.#heard.set(relation, pairs);
      const name = (source: Entity, target: Entity): string => `${source} ${target}`;
      relation.onPairAdd(world, (source, target) => {
        insist(!pairs.has(name(source, target)), () => `${relation.label} told twice`);
        insist(world.has(source, relation(target)), () => `${relation.label} is not there`);
        pairs.add(name(source, target));
      });
      relation.onPairRemove(world, (source, target) => {
        insist(world.has(source, relation(target)), () => `${relation.label} is gone already`);
        insist(world.isAlive(source) && world.isAlive(target), () => "an end is dead already");
        insist(pairs.delete(name(source, target)), () => `${relation.label} ends and never came`);
      });
    }
  }

  compare(): void {
    for (const [relation, heard] of this.#heard) {
      let count = 0;
      for (const source of this.#world.query(relation).entities()) {
        for (const target of relation.targets(this.#world, source)) {
          count++;
          insist(heard.has(`${source} ${target}`), () => `${relation.label} was not told`);
        }
      }
      insist(count === heard.size, () => `${relation.label}: ${heard.size} told, ${count} there`);
    }
  }

  /** Whether every pair that came has ended. */
  compareEnd(): void {
    for (const [relation, heard] of this.#heard)
      insist(heard.size === 0, () => `${relation.label}: the end of ${heard.size} was not told`);
  }
}
