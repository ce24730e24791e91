/** A model world as it stood at a moment: in words, and kept to come back to. */
import type { Entity } from "../../src/index.ts";
import type { Body } from "./body.ts";
import type { Group } from "./model-commands.ts";
import type { PairModel } from "./relation-model.ts";

interface SavedWorld {
  readonly alive: Map<Entity, Body>;
  pairs: readonly PairModel[];
  pending: Group[];
  droppedCount: number;
  hasRefused: boolean;
  valuesOf(entity: Entity, of: Parameters<Body["has"]>[0]): number[] | undefined;
}

/** Keeps what there is; returns what brings it back. */
export function save(model: SavedWorld): () => void {
  const alive = [...model.alive].map(([entity, body]) => [entity, body.copy()] as const);
  const pairs = model.pairs.map((one) => one.copy());
  const { droppedCount, hasRefused } = model;
  const pending = [...model.pending];
  return () => {
    model.alive.clear();
    for (const [entity, body] of alive) model.alive.set(entity, body);
    Object.assign(model, { pairs, pending, droppedCount, hasRefused });
  };
}

/** Everything that a world can be asked, in the words of `fingerprintOf` a world. */
export function fingerprintOf(model: SavedWorld): string {
  const rows = [...model.alive].map(([entity, body]) => {
    const parts = [...body].map(
      ([of]) => `${of.id}:${model.valuesOf(entity, of)?.join()}${body.off.has(of) ? " off" : ""}`,
    );
    const pairs = model.pairs.flatMap((one, n) =>
      one
        .targetsOf(entity)
        .map((target) => `${n} to ${target}: ${one.values.get(`${entity} ${target}`)}`),
    );
    return `${entity} ${parts.sort().join(" ")} ${pairs.sort().join(" ")}`;
  });
  return `${rows.sort().join("\n")}\n${model.droppedCount}`;
}
