import fc from "fast-check";
import { expect, expectTypeOf, test } from "vitest";
import { ElementKind } from "../../src/base/element.ts";
import { type StructFieldType, structLayout } from "../../src/memory/struct-layout.ts";
import { FULL_SCALE, SEED } from "../model/soak.ts";

const MIXED = { flag: "u8", mass: "f64", team: "u16", x: "f32", y: "f32" } as const;

test("declared order pads as C does", () => {
  const layout = structLayout(MIXED, { order: "declared" });
  expect(layout.offsets).toEqual({ flag: 0, mass: 8, team: 16, x: 20, y: 24 });
  expect(layout).toMatchObject({ strideBytes: 32, alignBytes: 8, paddingBytes: 13 });
  expect(layout.isAligned).toBe(true);
});

test("largest first pads only at the end, and keeps equals as declared", () => {
  const layout = structLayout(MIXED, { order: "largest-first" });
  expect(layout.fields.map((field) => field.name)).toEqual(["mass", "x", "y", "team", "flag"]);
  expect(layout.offsets).toEqual({ mass: 0, x: 8, y: 12, team: 16, flag: 18 });
  expect(layout).toMatchObject({ strideBytes: 24, alignBytes: 8, paddingBytes: 5 });
  expect(layout.isAligned).toBe(true);
});

test("packed has no padding, and says which fields typed arrays cannot reach", () => {
  const layout = structLayout(MIXED, { order: "packed" });
  expect(layout.offsets).toEqual({ flag: 0, mass: 1, team: 9, x: 11, y: 15 });
  expect(layout).toMatchObject({ strideBytes: 19, alignBytes: 1, paddingBytes: 0 });
  expect(layout.isAligned).toBe(false);
  expect(layout.fields.map((field) => field.isAligned)).toEqual([true, false, false, false, false]);
});

test("a packed row is aligned when its fields happen to be, in every row", () => {
  expect(structLayout({ x: "f32", y: "f32" }, { order: "packed" }).isAligned).toBe(true);
  // The first row of this one is aligned; the second starts at byte 5.
  expect(structLayout({ x: "f32", flag: "u8" }, { order: "packed" }).isAligned).toBe(false);
});

test("the order is as declared unless given", () => {
  expect(structLayout({ a: "u8", b: "u32" }).offsets).toEqual({ a: 0, b: 4 });
});

test("fields are told in the order they lie in, with the gaps before them", () => {
  const { fields } = structLayout({ a: "u8", b: "i16", c: "f32" });
  expect(fields).toEqual([
    {
      name: "a",
      type: "u8",
      kind: ElementKind.U8,
      byteOffset: 0,
      bytes: 1,
      paddingBefore: 0,
      isAligned: true,
    },
    {
      name: "b",
      type: "i16",
      kind: ElementKind.I16,
      byteOffset: 2,
      bytes: 2,
      paddingBefore: 1,
      isAligned: true,
    },
    {
      name: "c",
      type: "f32",
      kind: ElementKind.F32,
      byteOffset: 4,
      bytes: 4,
      paddingBefore: 0,
      isAligned: true,
    },
  ]);
});

test("every type has its size", () => {
  const types = ["f32", "f64", "i8", "u8", "i16", "u16", "i32", "u32"] as const;
  const strides = types.map((type) => [type, structLayout({ value: type }).strideBytes]);
  expect(Object.fromEntries(strides)).toEqual({
    f32: 4,
    f64: 8,
    i8: 1,
    u8: 1,
    i16: 2,
    u16: 2,
    i32: 4,
    u32: 4,
  });
});

test("cache lines per row are an average over rows that follow each other", () => {
  const lines = (floats: number, order: "declared" | "packed" = "declared", flag = false) => {
    const names = Array.from({ length: floats }, (_, i) => [`f${i}`, "f32"] as const);
    const fields: Record<string, StructFieldType> = Object.fromEntries(names);
    if (flag) fields.flag = "u8";
    return structLayout(fields, { order }).cacheLinesPerRow;
  };
  expect(lines(1)).toBe(1); // 4 B: 16 rows a line, none across two
  expect(lines(16)).toBe(1); // 64 B: a line each
  expect(lines(32)).toBe(2); // 128 B
  expect(lines(12)).toBe(1.5); // 48 B: rows at 0, 48, 32, 16 touch 1, 2, 2, 1
  expect(lines(24)).toBe(2); // 96 B: rows at 0 and 32 touch 2 each
  expect(lines(1, "packed", true)).toBe(1.0625); // 5 B: 4 rows of 64 lie across two lines
});

test("cache lines per row agree with counting, and nothing overlaps, in every order", () => {
  const type = fc.constantFrom<StructFieldType>("f32", "f64", "i8", "u8", "i16", "u16", "u32");
  const order = fc.constantFrom("declared" as const, "largest-first" as const, "packed" as const);
  fc.assert(
    fc.property(fc.array(type, { minLength: 1, maxLength: 40, size: "max" }), order, (types, o) => {
      const layout = structLayout(Object.fromEntries(types.map((t, i) => [`f${i}`, t])), {
        order: o,
      });
      const owner = new Array<string>(layout.strideBytes).fill("");
      for (const field of layout.fields) {
        for (let i = 0; i < field.bytes; i++) {
          expect(owner[field.byteOffset + i]).toBe("");
          owner[field.byteOffset + i] = field.name;
        }
      }
      expect(owner.filter((name) => name === "").length).toBe(layout.paddingBytes);

      let touched = 0;
      for (let row = 0; row < 64; row++) {
        const lines = new Set<number>();
        for (let i = 0; i < layout.strideBytes; i++) {
          if (owner[i] !== "") lines.add(Math.floor((row * layout.strideBytes + i) / 64));
        }
        touched += lines.size;
      }
      // Padding is narrower than a line, and at the end of a row it never reaches the next one.
      expect(layout.cacheLinesPerRow).toBe(touched / 64);
    }),
    { numRuns: 200 * FULL_SCALE, seed: SEED },
  );
});

test("offsets are typed by the names of the fields", () => {
  const { offsets, fields } = structLayout({ x: "f32", y: "u8" });
  expectTypeOf(offsets).toEqualTypeOf<Readonly<Record<"x" | "y", number>>>();
  expectTypeOf(fields[0].name).toEqualTypeOf<"x" | "y">();
  // @ts-expect-error "f16" is not a type
  expect(() => structLayout({ x: "f16" })).toThrow();
});

test("the layout is frozen", () => {
  const layout = structLayout({ x: "f32" });
  expect([layout, layout.offsets, layout.fields, layout.fields[0]].every(Object.isFrozen)).toBe(
    true,
  );
});

test("E008 names what cannot be laid out", () => {
  const fields = (json: string) => JSON.parse(json) as Record<string, StructFieldType>;
  const types = "Use one of f32, f64, i8, u8, i16, u16, i32, u32. [E008]";
  expect(() => structLayout({})).toThrow(
    "structLayout: there are no fields. Pass at least one. [E008]",
  );
  expect(() => structLayout(fields('{ "x": "float" }'))).toThrow(
    `structLayout: field "x" has type "float". ${types}`,
  );
  expect(() => structLayout(fields('{ "x": "toString" }'))).toThrow(
    `structLayout: field "x" has type "toString". ${types}`,
  );
  expect(() => structLayout({ x: "f32", "0": "f32" })).toThrow(
    'structLayout: field "0" is named like an array index, which loses its place. ' +
      "Start the name with a letter. [E008]",
  );
  expect(() => structLayout({ x: "f32" }, { order: "smallest" as "packed" })).toThrow(
    'structLayout: order is "smallest". Pass one of declared, largest-first, packed. [E008]',
  );
});
