/** Values that a spawn gives: what is written, and what a refused one leaves behind. */
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  array,
  bool,
  component,
  createWorld,
  type Entity,
  entity,
  f32,
  f64,
  i8,
  i32,
  oneOf,
  ref,
  string,
  tag,
  u16,
  u32,
  validate,
  type World,
} from "../../src/index.ts";
import type { AnyComponent, ComponentValue } from "../../src/storage/component.ts";
import { FULL_SCALE, SEED, timeoutMs } from "../model/soak.ts";

const Position = component("Position", { x: f32(7), y: f32(8) });
const Numbers = component("Numbers", { real: f32, whole: i32(-3), count: u32(4), friend: entity });
const Narrow = component("Narrow", { level: i8(5), isOpen: bool, width: u16, exact: f64(0.1) });
const Mixed = component("Mixed", {
  text: string("none"),
  lanes: array(f32(2), 3),
  mood: oneOf("calm", "cross"),
  image: ref<object>(),
});
const Tracked = component("Tracked", { at: f32(1), by: i32 }, { track: "rows" });
const Rare = component("Rare", { heat: f32(3), most: u32(9) }, { storage: "sparse" });
const Frozen = tag("Frozen");

let world: World;
beforeEach(() => {
  world = createWorld({
    capacity: 256,
    chunkRows: { min: 16, max: 16, window: 16 },
    poison: true,
  });
});
afterEach(() => {
  validate(world);
  world.dispose();
});

/** Values that fit, by field; and one that does not. Floats are such that an f32 holds them. */
const FITS: Record<string, readonly unknown[]> = {
  x: [0.5, Number.NaN, -0, Number.NEGATIVE_INFINITY],
  y: [1e9, 3],
  real: [-2.5, 4],
  whole: [-2_147_483_648, 2_147_483_647, -1],
  count: [4_294_967_295, 0],
  level: [-128, 127],
  isOpen: [true, false],
  width: [65_535],
  exact: [0.3, Number.NaN],
  text: ["", "some text", "other text"],
  lanes: [[1, 2, 3], Float32Array.of(4, 5, 6)],
  mood: ["cross", "calm"],
  image: [{ one: 1 }],
  at: [0.25],
  by: [12],
  heat: [0.75],
  most: [8],
};
const MISFITS: readonly (readonly [AnyComponent, string, unknown])[] = [
  [Position, "y", "3"],
  [Numbers, "friend", true],
  [Numbers, "whole", 2_147_483_648],
  [Numbers, "count", 0.5],
  [Narrow, "exact", null],
  [Mixed, "lanes", [1, 2]],
  [Mixed, "mood", "sad"],
  [Tracked, "by", Number.NaN],
  [Rare, "most", -1],
  [Position, "z", 1],
];
const ALL: readonly AnyComponent[] = [Position, Numbers, Narrow, Mixed, Tracked, Rare, Frozen];

/** For each field a number that says whether it is given, and which of the values that fit. */
const CHOICES = fc.array(fc.nat({ max: 11 }), { minLength: 8, maxLength: 8 });

function valuesOf({ fields }: AnyComponent, choices: readonly number[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const names = fields.map((field) => field.name).filter((name) => name in FITS);
  if (choices[0] % 2 === 1) names.reverse();
  names.forEach((name, i) => {
    const choice = choices[i + 1];
    if (choice < 8) values[name] = FITS[name][choice % FITS[name].length];
    else if (choice === 8) values[name] = undefined;
  });
  return values;
}

function plain(value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
}

/** Everything that a refused call must leave as it is: bytes of rows, counts, handles, strings. */
function stateOf(): unknown {
  const { storage } = world;
  const chunks = storage.chunks.filter((chunk) => chunk !== undefined);
  const { index } = storage;
  return {
    bytes: chunks.map(({ slab, block }) =>
      Buffer.from(slab.buffer, block.byteOffset, block.byteLength).toString("latin1"),
    ),
    rows: chunks.map((chunk) => [chunk.id, chunk.count, structuredClone(chunk.refs)]),
    index: [index.aliveCount, index.indexCount, index.freeHead, index.freeCount],
    words: Array.from(index.words.subarray(0, 2 * index.indexCount)),
  };
}

// Seen to fail on purpose: a row begun before all values were checked, an image kept after an error.
test(
  "what is spawned has the values that were given and defaults for the rest; a wrong one anywhere leaves nothing",
  () => {
    const inputs = fc.tuple(
      fc.uniqueArray(fc.nat({ max: ALL.length - 1 }), { minLength: 1, maxLength: 4 }),
      CHOICES,
      fc.option(fc.nat({ max: MISFITS.length - 1 })),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(inputs, { minLength: 1, maxLength: 6 }), (calls) => {
        for (const [chosen, choices, misfit, isInLoop] of calls) {
          const given = chosen.map((i) => [ALL[i], valuesOf(ALL[i], choices)] as const);
          const list = given.map(([one, values]) => (one.isTag ? one : one(values)));
          const spawn = (args: readonly (AnyComponent | ComponentValue)[]) => {
            let spawned: Entity | undefined;
            const run = () => {
              spawned = world.spawn(...args);
            };
            if (!isInLoop) run();
            else for (const _ of world.query().chunks()) if (spawned === undefined) run();
            return spawned as Entity;
          };
          if (isInLoop && world.entityCount === 0) world.spawn();
          const spawned = spawn(list);
          for (const [one, values] of given) {
            if (one.isTag) continue;
            for (const field of one.fields) {
              const { name, initial, initialText, meaning, lanes, choices: words } = field;
              const stored = lanes > 1 ? initial : initial[0];
              const initially = { number: stored, entity: 0, bool: false, string: initialText };
              const wanted =
                values[name] ??
                { ...initially, choice: words[initial[0]], ref: undefined }[meaning];
              expect(plain(world.get(spawned, one, name)), `${one.label}.${name}`).toEqual(
                plain(wanted),
              );
            }
          }
          if (misfit === null) continue;
          const [wrong, name, value] = MISFITS[misfit];
          const others = list.filter((_, i) => given[i][0] !== wrong);
          const attempt = [...others, wrong({ ...valuesOf(wrong, choices), [name]: value })];
          // Once before: archetypes, chunks and strings of what could not be spawned may stay.
          expect(() => spawn(attempt)).toThrow(`spawn: ${wrong.label}`);
          const before = stateOf();
          expect(() => spawn(attempt)).toThrow(/\[E10[67]\]$/);
          expect(stateOf()).toEqual(before);
        }
        validate(world);
        if (world.entityCount > 200) world.query().despawn();
      }),
      { numRuns: 60 * FULL_SCALE, seed: SEED },
    );
  },
  timeoutMs(60_000),
);

test("an error names the field and the value, and the next entity starts with none of the values", () => {
  expect(() => world.spawn(Position({ x: 1 }), Numbers({ real: 2, count: -1 }))).toThrow(
    "spawn: Numbers.count is u32 and cannot hold -1. Pass 0 to 4294967295, or use a wider field type. [E107]",
  );
  expect(() => world.spawn(Position({ x: 1, z: 2 } as object))).toThrow(
    'spawn: Position has no field "z". Its fields: x, y. [E106]',
  );
  expect(world.entityCount).toBe(0);
  const spawned = world.spawn(Position({ y: 2 }), Numbers);
  expect(world.get(spawned, Position)).toEqual({ x: 7, y: 2 });
  expect(world.get(spawned, Numbers)).toEqual({ real: 0, whole: -3, count: 4, friend: 0 });
});

test("rows of 31 columns and of more hold what they are given", () => {
  const fields = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, i % 2 === 0 ? f32 : i32]));
  const values = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, -i]));
  const One = component("One", { value: f32(5) });
  const components = [component("Of29", fields(29)), component("Of33", fields(33))];
  for (const wide of components) {
    for (const inputs of [[], [Position], [Position, One]]) {
      const all = world.spawn(wide(values(wide.fields.length)), ...inputs);
      expect(world.get(all, wide)).toEqual({ ...values(wide.fields.length), f0: -0 });
      const last = `f${wide.fields.length - 1}`;
      const one = world.spawn(...inputs, wide({ [last]: 77 }));
      expect(world.get(one, wide)).toMatchObject({ f0: 0, f1: 0, [last]: 77 });
      for (const input of inputs)
        expect(Object.values(world.get(one, input as typeof Position))).not.toContain(0);
    }
  }
});
