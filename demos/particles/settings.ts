/**
 * What the page's address asks for, and what the step starts with.
 *
 * Nothing in the address can break the page: what is not understood falls back to the default and
 * comes with a sentence for the person who typed it.
 */
import { LAYOUT_NAMES, type LayoutName, type StepInput } from "./particle-store.ts";

/** How the columns are drawn; `auto` asks the renderer which of the others is fast on it. */
export const RENDER_NAMES = ["auto", "quads", "pulling", "points"] as const;
export type RenderName = (typeof RENDER_NAMES)[number];

export const MIN_COUNT = 1_000;
export const MAX_COUNT = 1_000_000;

export interface DemoSettings {
  readonly layout: LayoutName;
  readonly count: number;
  readonly render: RenderName;
  /** u32; decides every birth. */
  readonly seed: number;
}

export const DEFAULT_SETTINGS: DemoSettings = {
  layout: "columns",
  count: 100_000,
  render: "auto",
  seed: 1,
};

export interface ParsedSettings {
  readonly settings: DemoSettings;
  /** One sentence for each parameter that was not taken as it stands. */
  readonly warnings: readonly string[];
}

/** Reads `layout`, `count`, `render` and `seed` from `location.search`; never throws. */
export function parseSettings(search: string): ParsedSettings {
  const parameters = new URLSearchParams(search);
  const warnings: string[] = [];
  const settings: DemoSettings = {
    layout: oneOf(parameters, "layout", LAYOUT_NAMES, DEFAULT_SETTINGS.layout, warnings),
    count: countOf(parameters.get("count"), warnings),
    render: oneOf(parameters, "render", RENDER_NAMES, DEFAULT_SETTINGS.render, warnings),
    seed: seedOf(parameters.get("seed"), warnings),
  };
  return { settings, warnings };
}

/** A step of 1/60 s on a stage of `width` x `height` with the demo's gravity and no pointer. */
export function createStepInput(width: number, height: number): StepInput {
  return {
    dtSeconds: 1 / 60,
    agePerSecond: 0.02,
    width,
    height,
    gravity: 42,
    pointerX: width / 2,
    pointerY: height / 2,
    pointerStrength: 0,
  };
}

function oneOf<Name extends string>(
  parameters: URLSearchParams,
  parameter: string,
  names: readonly Name[],
  fallback: Name,
  warnings: string[],
): Name {
  const text = parameters.get(parameter);
  if (text === null) return fallback;
  const found = names.find((name) => name === text.trim().toLowerCase());
  if (found !== undefined) return found;
  const known = names.join(", ");
  warnings.push(`${parameter} "${text}" is not one of ${known}; using ${fallback} instead.`);
  return fallback;
}

function countOf(text: string | null, warnings: string[]): number {
  if (text === null) return DEFAULT_SETTINGS.count;
  const count = wholeNumber(text);
  if (Number.isNaN(count)) {
    const shown = DEFAULT_SETTINGS.count.toLocaleString("en-US");
    warnings.push(`count "${text}" is not a whole number; using ${shown} instead.`);
    return DEFAULT_SETTINGS.count;
  }
  const clamped = Math.min(MAX_COUNT, Math.max(MIN_COUNT, count));
  if (clamped !== count) {
    const range = `${MIN_COUNT.toLocaleString("en-US")} to ${MAX_COUNT.toLocaleString("en-US")}`;
    const shown = clamped.toLocaleString("en-US");
    warnings.push(`count ${text.trim()} is outside ${range}; using ${shown} instead.`);
  }
  return clamped;
}

function seedOf(text: string | null, warnings: string[]): number {
  if (text === null) return DEFAULT_SETTINGS.seed;
  const seed = wholeNumber(text);
  if (seed >= 0 && seed <= 0xffff_ffff) return seed;
  const { seed: fallback } = DEFAULT_SETTINGS;
  warnings.push(
    `seed "${text}" is not a whole number from 0 to 4294967295; using ${fallback} instead.`,
  );
  return fallback;
}

/** The number `text` writes out in digits, or NaN. */
function wholeNumber(text: string): number {
  return /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
}
