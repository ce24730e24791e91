/** A world that writes down what its hooks are told. */
import { expect } from "vitest";
import { component, createWorld, type Entity, f32, tag, type World } from "../../src/index.ts";

export const Position = component("Position", { x: f32, y: f32 });
export const Health = component("Health", { points: f32(100) });
export const Frozen = tag("Frozen");

/** Each hook notes its name and the entity's x, or "-" where it has none. */
export function recorded(): { world: World; log: string[] } {
  const world = createWorld({ chunkRows: { min: 16, max: 16, window: 16 } });
  const log: string[] = [];
  const noting = (name: string) => (entity: Entity) => {
    expect(world.isAlive(entity)).toBe(true);
    const x = world.has(entity, Position) ? world.get(entity, Position, "x") : "-";
    log.push(`${name} ${x}`);
  };
  world.onDespawn(noting("despawn"));
  world.onRemove(Frozen, noting("remove Frozen"));
  world.onRemove(Position, noting("remove Position"));
  world.onAdd(Frozen, noting("add Frozen"));
  world.onAdd(Position, noting("add Position"));
  world.onSpawn(noting("spawn"));
  return { world, log };
}

/** What is in the log, which is empty afterwards. */
export function taken(log: string[]): string[] {
  return log.splice(0);
}
