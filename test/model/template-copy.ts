/** What instances of a template are in the model: bodies like those of its tree, that refer to each other. */
import type { Entity } from "../../src/index.ts";
import { Prefab } from "../../src/index.ts";
import { Body, type Input } from "./body.ts";
import { COMPONENTS } from "./components.ts";
import type { PairAddition } from "./model-commands.ts";
import { CHILD_OF, RELATIONS } from "./relation-operations.ts";
import type { Subject } from "./subject.ts";

/** `made` holds the copies of the root, then those of each other node, in the order of a depth-first walk. */
export function copyTree(
  subject: Subject,
  root: Entity,
  made: readonly Entity[],
  count: number,
  overrides: readonly Input[],
  isTemplate: boolean,
): void {
  const { model } = subject;
  const nodes = treeBelow(subject, root);
  const places = new Map(nodes.map((entity, i) => [entity as number, i]));
  const later: [Entity, PairAddition][] = [];
  for (const entity of made) subject.learn(entity);
  for (let i = 0; i < made.length; i++) {
    const [place, turn] = [Math.floor(i / count), i % count];
    const node = nodes[place];
    const copyOf = (target: number): Entity | undefined => {
      const at = places.get(target);
      return at === undefined ? undefined : made[at * count + turn];
    };
    const body = bodyLike(subject, node, copyOf, place === 0 ? overrides : [], isTemplate);
    const pairs: PairAddition[] = [];
    for (const [n, relation] of model.pairs.entries()) {
      for (const target of relation.targetsOf(node)) {
        const value = relation.values.get(`${node} ${target}`);
        const own = copyOf(target);
        const addition = { kind: "add" as const, relation: n, value };
        if (n === CHILD_OF) {
          if (place > 0) pairs.push({ ...addition, target: own as Entity });
        } else if (own === undefined) pairs.push({ ...addition, target: target as Entity });
        else later.push([made[i], { ...addition, target: own }]);
      }
    }
    model.joinPaired(made[i], body, pairs);
  }
  for (const [entity, pair] of later) model.changePair(entity, pair);
}

/** The entity and all below it, parents before children. */
function treeBelow(subject: Subject, entity: Entity): Entity[] {
  const children = RELATIONS[CHILD_OF].sources(subject.world, entity);
  return [entity, ...children.flatMap((child) => treeBelow(subject, child))];
}

function bodyLike(
  { model }: Subject,
  node: Entity,
  copyOf: (target: number) => Entity | undefined,
  overrides: readonly Input[],
  isTemplate: boolean,
): Body {
  const source = model.alive.get(node) as Body;
  const body = new Body();
  for (const of of COMPONENTS) {
    const values = model.valuesOf(node, of);
    if (values === undefined || (of === Prefab && !isTemplate)) continue;
    const copied = [...values];
    let at = 0;
    for (const { meaning, lanes } of of.fields) {
      if (meaning === "entity") copied[at] = copyOf(copied[at]) ?? copied[at];
      at += lanes;
    }
    body.set(of, copied);
    if (source.off.has(of)) body.off.add(of);
  }
  for (const input of overrides) body.give(input);
  return body;
}
