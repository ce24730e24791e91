/** A hundred entities, some of which have sparse components. */
import { component, createWorld, type Entity, f32, tag, u8 } from "../../src/index.ts";

export const Position = component("Position", { x: f32 });
export const Frozen = tag("Frozen");
export const Burning = component("Burning", { heat: f32(10), stage: u8 }, { storage: "sparse" });
export const Wet = component("Wet", { depth: f32 }, { storage: "sparse" });
export const Marked = tag("Marked", { storage: "sparse" });

/** Every third burns, every fourth is wet, every fifth is marked, every second is frozen; rows 0 to 99. */
export function world100() {
  const world = createWorld({ capacity: 0, chunkRows: { min: 16, max: 16, window: 16 } });
  const entities = Array.from({ length: 100 }, (_, x) => world.spawn(Position({ x })));
  for (let i = 0; i < 100; i++) {
    if (i % 3 === 0) world.add(entities[i], Burning({ heat: i }));
    if (i % 4 === 0) world.add(entities[i], Wet({ depth: i / 4 }));
    if (i % 5 === 0) world.add(entities[i], Marked);
    if (i % 2 === 0) world.add(entities[i], Frozen);
  }
  const numbers = (found: readonly Entity[]) =>
    found.map((one) => entities.indexOf(one)).sort((a, b) => a - b);
  const where = (holds: (i: number) => boolean) =>
    entities.map((_, i) => i).filter((i) => holds(i));
  return { world, entities, numbers, where };
}
