/** What hooks are handed, as the compiler sees it. */
import { expectTypeOf, test } from "vitest";
import {
  component,
  createWorld,
  type Entity,
  f32,
  type ObservedRows,
  optional,
  type ReadonlyColumn,
  tag,
} from "../../src/index.ts";

const Position = component("Position", { x: f32, y: f32 });
const Health = component("Health", { points: f32 });
const Frozen = tag("Frozen");

test("a hook takes an entity, and with batch the rows of the component", () => {
  const world = createWorld();
  const end = world.onAdd(Position, (entity) => {
    expectTypeOf(entity).toEqualTypeOf<Entity>();
  });
  expectTypeOf(end).toEqualTypeOf<() => void>();
  world.onSet(
    Position,
    (rows) => {
      expectTypeOf(rows).toEqualTypeOf<ObservedRows<typeof Position>>();
      expectTypeOf(rows.read(Position).x).toEqualTypeOf<ReadonlyColumn>();
      expectTypeOf(rows.write(Position).y).toEqualTypeOf<Float32Array>();
      // @ts-expect-error the rows may have no such columns
      expectTypeOf(() => rows.read(Health)).toBeFunction();
    },
    { batch: true, replayExisting: true },
  );
  world.onDespawn((rows) => expectTypeOf(rows.entities).toEqualTypeOf<Uint32Array>(), {
    batch: true,
  });
});

test("what enters and leaves a query can be read as the query's chunks can", () => {
  const world = createWorld();
  const query = world.query(Position, optional(Health), Frozen);
  query.onEnter(
    (rows) => {
      expectTypeOf(rows).toEqualTypeOf<ObservedRows<typeof Position | typeof Health>>();
    },
    { batch: true },
  );
  query.onExit((entity) => expectTypeOf(entity).toEqualTypeOf<Entity>());
});

test("only hooks on the way in can be called for what is there", () => {
  const world = createWorld();
  world.onSpawn(() => {}, { replayExisting: true });
  const wrong = (): void => {
    // @ts-expect-error what goes is not there
    world.onRemove(Position, () => {}, { replayExisting: true });
    // @ts-expect-error nor is what leaves
    world.query(Position).onExit(() => {}, { replayExisting: true });
    // @ts-expect-error a single entity has no columns
    world.onAdd(Position, (rows: ObservedRows) => rows.start);
  };
  expectTypeOf(wrong).toBeFunction();
});
