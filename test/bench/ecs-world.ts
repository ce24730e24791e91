/** The world that the ecs bench measures: eight archetypes in use, as in a game, not two. */
import { component, createWorld, type Entity, f32, tag, u32, type World } from "../../src/index.ts";

export const ROWS = 100_000;
/** Entities that are changed one by one in a run. */
export const SOME = 10_000;
export const Position = component("Position", { x: f32, y: f32 });
export const Velocity = component("Velocity", { x: f32, y: f32 });
export const Health = component("Health", { points: f32, armour: f32 });
export const Target = component("Target", { id: u32 });
export const Frozen = tag("Frozen");
export const Marked = tag("Marked");

export function makeWorld(count: number = ROWS): { world: World; entities: Entity[] } {
  const world = createWorld({ capacity: 2 * count });
  // Other archetypes are in use, so that no access site has seen one component set only.
  for (let i = 0; i < 100; i++) {
    world.spawn(Position, Marked);
    world.spawn(Health);
    world.spawn(Position, Health, Target);
    world.spawn(Velocity, Target, Frozen);
  }
  const entities: Entity[] = [];
  world.spawnMany(count, [Position, Velocity], (rows) => {
    const { x } = rows.write(Position);
    const v = rows.write(Velocity);
    for (let i = rows.start; i < rows.end; i++) {
      x[i] = i;
      v.x[i] = 1;
      entities.push(rows.entities[i] as Entity);
    }
  });
  return { world, entities };
}

/** The same order every time, which no cache can follow. */
export function shuffle<T>(list: readonly T[]): T[] {
  const shuffled = list.slice();
  for (let i = shuffled.length - 1, seed = 1; i > 0; i--) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const j = seed % (i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  return shuffled;
}
