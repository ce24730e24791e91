import { expect, test } from "vitest";
import {
  createBirth,
  EMITTERS,
  firstBirth,
  firstSeed,
  nextBirth,
} from "../../../demos/particles/particle-birth.ts";
import { COLOR_RAMP } from "../../../demos/particles/particle-look.ts";
import { PARTICLE_FIELDS } from "../../../demos/particles/particle-store.ts";

const stage = { width: 1_000, height: 500 };

function firstOf(seed: number) {
  const birth = createBirth();
  birth.seed = seed;
  firstBirth(birth, stage);
  return birth;
}

function nextOf(seed: number) {
  const birth = createBirth();
  birth.seed = seed;
  nextBirth(birth, stage);
  return birth;
}

test("equal seeds are born equal, whatever was born before", () => {
  const used = createBirth();
  for (let seed = 0; seed < 10; seed++) {
    used.seed = seed;
    nextBirth(used, stage);
  }
  used.seed = 42;
  nextBirth(used, stage);
  expect(used).toEqual(nextOf(42));
});

test("every field but the seed of a u32 is an f32", () => {
  for (let seed = 0; seed < 200; seed++) {
    for (const birth of [firstOf(seed), nextOf(seed)]) {
      for (const field of PARTICLE_FIELDS) {
        if (field === "seed" || field === "color") expect(birth[field] >>> 0).toBe(birth[field]);
        else expect(Math.fround(birth[field])).toBe(birth[field]);
      }
    }
  }
});

test("a newborn has its whole life ahead and the look that goes with it", () => {
  const birth = nextOf(7);
  expect(birth.life).toBe(1);
  expect(birth.color).toBe(COLOR_RAMP[255]);
  expect(birth.size).toBe(Math.fround(3.2));
});

test("a newborn appears within seven units of its emitter", () => {
  for (let seed = 0; seed < 1_000; seed++) {
    const birth = nextOf(seed);
    const emitter = EMITTERS[birth.emitter];
    expect(Math.abs(birth.x - emitter.x * stage.width)).toBeLessThanOrEqual(7);
    expect(Math.abs(birth.y - emitter.y * stage.height)).toBeLessThanOrEqual(7);
  }
});

test("every emitter gets its share of births", () => {
  const births = EMITTERS.map(() => 0);
  for (let i = 0; i < 5_000; i++) births[nextOf(firstSeed(1, i)).emitter]++;
  for (const share of births) expect(Math.abs(share - 1_000)).toBeLessThan(120);
});

test("the lives of the first generation are spread evenly over (0, 1]", () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 10_000; i++) {
    const { life } = firstOf(firstSeed(9, i));
    expect(life).toBeGreaterThan(0);
    expect(life).toBeLessThanOrEqual(1);
    tenths[Math.ceil(life * 10) - 1]++;
  }
  for (const share of tenths) expect(Math.abs(share - 1_000)).toBeLessThan(120);
});

test("the first generation is on the stage, however small that is", () => {
  const birth = createBirth();
  for (let i = 0; i < 1_000; i++) {
    birth.seed = firstSeed(2, i);
    firstBirth(birth, { width: 60, height: 40 });
    expect(birth.x).toBeGreaterThanOrEqual(0);
    expect(birth.x).toBeLessThanOrEqual(60);
    expect(birth.y).toBeGreaterThanOrEqual(0);
    expect(birth.y).toBeLessThanOrEqual(40);
  }
});

test("seeds go on to other seeds, and different particles to different ones", () => {
  const seen = new Set<number>();
  for (let i = 0; i < 1_000; i++) {
    let seed = firstSeed(1, i);
    for (let life = 0; life < 10; life++) {
      seen.add(seed);
      seed = nextOf(seed).seed;
    }
  }
  expect(seen.size).toBe(10_000);
});

test("another store seed makes other particles", () => {
  expect(firstSeed(1, 0)).not.toBe(firstSeed(2, 0));
  expect(firstSeed(0, 0)).not.toBe(0);
});
