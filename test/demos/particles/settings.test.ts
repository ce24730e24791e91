import { expect, test } from "vitest";
import { DEFAULT_SETTINGS, parseSettings } from "../../../demos/particles/settings.ts";

test("an empty address means the defaults", () => {
  expect(parseSettings("")).toEqual({
    settings: { layout: "columns", count: 100_000, render: "auto", seed: 1 },
    warnings: [],
  });
});

test("every parameter is read", () => {
  expect(parseSettings("?layout=bitecs&count=250000&render=points&seed=4294967295")).toEqual({
    settings: { layout: "bitecs", count: 250_000, render: "points", seed: 4_294_967_295 },
    warnings: [],
  });
});

test("capitals and blanks around a name do not matter", () => {
  expect(parseSettings("?layout=%20Objects&render=QUADS")).toEqual({
    settings: { ...DEFAULT_SETTINGS, layout: "objects", render: "quads" },
    warnings: [],
  });
});

test("parameters the page does not know are left alone", () => {
  expect(parseSettings("?utm_source=friend")).toEqual({ settings: DEFAULT_SETTINGS, warnings: [] });
});

test("an unknown layout falls back and says which there are", () => {
  expect(parseSettings("?layout=soa")).toEqual({
    settings: DEFAULT_SETTINGS,
    warnings: [
      'layout "soa" is not one of objects, churned, interleaved, columns, kernel, workers, bitecs; using columns instead.',
    ],
  });
});

test("the bench's own layout cannot be asked for", () => {
  expect(parseSettings("?layout=hand").settings.layout).toBe("columns");
});

test("an unknown render technique falls back and says which there are", () => {
  expect(parseSettings("?render=raytraced")).toEqual({
    settings: DEFAULT_SETTINGS,
    warnings: [
      'render "raytraced" is not one of auto, quads, pulling, points; using auto instead.',
    ],
  });
});

test.each(["lots", "", "1.5", "1e5", "0x10", "NaN", "100k"])(
  "count=%s falls back and says why",
  (text) => {
    expect(parseSettings(`?count=${text}`)).toEqual({
      settings: DEFAULT_SETTINGS,
      warnings: [`count "${text}" is not a whole number; using 100,000 instead.`],
    });
  },
);

test.each([
  ["999", 1_000, "1,000"],
  ["0", 1_000, "1,000"],
  ["-5", 1_000, "1,000"],
  ["1000001", 1_000_000, "1,000,000"],
  ["99999999999999999999", 1_000_000, "1,000,000"],
])("count=%s is clamped and says so", (text, count, shown) => {
  expect(parseSettings(`?count=${text}`)).toEqual({
    settings: { ...DEFAULT_SETTINGS, count },
    warnings: [`count ${text} is outside 1,000 to 1,000,000; using ${shown} instead.`],
  });
});

test.each([1_000, 1_000_000])("count=%i is taken as it stands", (count) => {
  expect(parseSettings(`?count=${count}`)).toEqual({
    settings: { ...DEFAULT_SETTINGS, count },
    warnings: [],
  });
});

test.each(["-1", "4294967296", "abc"])("seed=%s falls back and says why", (text) => {
  expect(parseSettings(`?seed=${text}`)).toEqual({
    settings: DEFAULT_SETTINGS,
    warnings: [`seed "${text}" is not a whole number from 0 to 4294967295; using 1 instead.`],
  });
});

test("each bad parameter has its own warning", () => {
  expect(parseSettings("?layout=a&count=b&render=c&seed=d").warnings).toHaveLength(4);
});
