import { expect, test } from "vitest";
import {
  CHECKSUM_TOLERANCE,
  checksumDifferences,
} from "../../../demos/particles/particle-checksum.ts";
import { stepStore } from "../../../demos/particles/particle-step.ts";
import {
  LAYOUT_NAMES,
  type ParticleStore,
  type StepInput,
  type StoreName,
} from "../../../demos/particles/particle-store.ts";
import { createStepInput } from "../../../demos/particles/settings.ts";
import { createStore } from "../../../demos/particles/store-factory.ts";

const WIDTH = 1280;
const HEIGHT = 720;
const COUNT = 3_000;

/** Every layout but `hand`, to which all are compared. */
const layouts = [...LAYOUT_NAMES];

/** The layouts that round later than the others, or sooner. */
const roundedLayouts: readonly StoreName[] = ["objects", "churned", "kernel", "workers"];

function storeOf(layout: StoreName, seed: number): ParticleStore {
  return createStore(layout, { count: COUNT, seed, width: WIDTH, height: HEIGHT });
}

function inputWith(changes: Partial<StepInput>): StepInput {
  return { ...createStepInput(WIDTH, HEIGHT), ...changes };
}

/** Rows of the store, as what is drawn, sorted so that order does not matter. */
function drawnRows(store: ParticleStore): string[] {
  const { count } = store;
  const rows = {
    x: new Float32Array(count),
    y: new Float32Array(count),
    size: new Float32Array(count),
    color: new Uint32Array(count),
  };
  store.copyInto(rows, 0, count);
  return Array.from(rows.x, (x, i) => `${x} ${rows.y[i]} ${rows.size[i]} ${rows.color[i]}`).sort();
}

const scenes = [
  { name: "2 % a second", seed: 1, input: inputWith({}) },
  {
    name: "1 % a frame and a pointer",
    seed: 77,
    input: inputWith({ agePerSecond: 0.6, pointerStrength: 4e5 }),
  },
  { name: "5 % a frame", seed: 0xfedc_ba98, input: inputWith({ agePerSecond: 3, gravity: 900 }) },
];

for (const layout of layouts) {
  for (const { name, seed, input } of scenes) {
    test(`${layout} holds the same particles as the hand-written arrays, ${name}`, () => {
      const expected = storeOf("hand", seed);
      const store = storeOf(layout, seed);
      const tolerance = CHECKSUM_TOLERANCE[roundedLayouts.includes(layout) ? "rounded" : "exact"];
      let respawnedInAll = 0;
      for (let step = 0; step <= 300; step++) {
        if ([0, 1, 60, 300].includes(step)) {
          const differing = checksumDifferences(
            store.checksum(),
            expected.checksum(),
            COUNT,
            tolerance,
          );
          expect(differing, `after ${step} steps`).toEqual([]);
          expect(store.count).toBe(COUNT);
        }
        const respawned = stepStore(store, input);
        expect(respawned, `in step ${step}`).toBe(stepStore(expected, input));
        respawnedInAll += respawned;
      }
      expect(respawnedInAll).toBeGreaterThan(10);
      store.dispose();
      expected.dispose();
    });
  }
}

for (const layout of layouts.filter((name) => !roundedLayouts.includes(name))) {
  test(`${layout} draws bit for bit what the hand-written arrays draw`, () => {
    const input = inputWith({ agePerSecond: 1 });
    const expected = storeOf("hand", 5);
    const store = storeOf(layout, 5);
    for (let step = 0; step < 90; step++) {
      stepStore(store, input);
      stepStore(expected, input);
    }
    expect(drawnRows(store)).toEqual(drawnRows(expected));
    store.dispose();
  });
}

for (const layout of layouts) {
  test(`${layout} copies any part of itself`, () => {
    const store = storeOf(layout, 3);
    const whole = {
      x: new Float32Array(COUNT),
      y: new Float32Array(COUNT),
      size: new Float32Array(COUNT),
      color: new Uint32Array(COUNT),
    };
    const part = {
      x: new Float32Array(500),
      y: new Float32Array(500),
      size: new Float32Array(500),
      color: new Uint32Array(500),
    };
    store.copyInto(whole, 0, COUNT);
    store.copyInto(part, 1_234, 500);
    expect(part.x).toEqual(whole.x.slice(1_234, 1_734));
    expect(part.y).toEqual(whole.y.slice(1_234, 1_734));
    expect(part.size).toEqual(whole.size.slice(1_234, 1_734));
    expect(part.color).toEqual(whole.color.slice(1_234, 1_734));
    store.dispose();
  });

  test(`${layout} keeps its particles on the stage after the stage has shrunk`, () => {
    const store = storeOf(layout, 4);
    const input = inputWith({ width: 300, height: 200, agePerSecond: 0 });
    stepStore(store, input);
    const rows = {
      x: new Float32Array(COUNT),
      y: new Float32Array(COUNT),
      size: new Float32Array(COUNT),
      color: new Uint32Array(COUNT),
    };
    store.copyInto(rows, 0, COUNT);
    expect(Math.min(...rows.x)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...rows.x)).toBe(300);
    expect(Math.min(...rows.y)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...rows.y)).toBe(200);
    store.dispose();
  });

  test(`${layout} says which layout it is and how large a particle is`, () => {
    const store = storeOf(layout, 1);
    expect(store.layout).toBe(layout);
    expect(store.bytesPerParticle).toBe(
      layout === "objects" || layout === "churned" ? 400 : layout === "interleaved" ? 64 : 68,
    );
    store.dispose();
  });
}

test("a checksum that is not a number differs", () => {
  const sums = storeOf("hand", 1).checksum();
  const broken = { ...sums, vx: Number.NaN, x: sums.x + 1 };
  expect(checksumDifferences(broken, sums, COUNT, CHECKSUM_TOLERANCE.exact)).toEqual(["x", "vx"]);
});
