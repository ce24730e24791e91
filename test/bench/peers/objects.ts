/** No library: arrays of plain objects, as most programs begin. */
import {
  BULK,
  LETTERS,
  type Peer,
  START_B,
  START_C,
  START_E,
  STEP,
  startOf,
  sumOfBulk,
  sumOfUpload,
  WEIGHT,
} from "./peer.ts";

interface Value {
  value: number;
}

interface Thing {
  a?: Value;
  b?: Value;
  c?: Value;
  d?: Value;
  e?: Value;
}

interface Particle {
  x: number;
  y: number;
  vx: number;
  vy: number;
  life: number;
}

const value = (of: number): Value => ({ value: of });

function swap(a: Value, b: Value): void {
  const kept = a.value;
  a.value = b.value;
  b.value = kept;
}

const sumOf = ({ a, b, c, d, e }: Thing): number =>
  (a?.value ?? 0) * WEIGHT.a +
  (b?.value ?? 0) * WEIGHT.b +
  (c?.value ?? 0) * WEIGHT.c +
  (d?.value ?? 0) * WEIGHT.d +
  (e?.value ?? 0) * WEIGHT.e;

const sumOfAll = (things: readonly Thing[]): number =>
  things.reduce((sum, thing) => sum + sumOf(thing), 0);

export const objects: Peer = {
  name: "objects",
  page: "",
  note: "arrays of plain objects, no library",

  packed5(count) {
    const things = Array.from({ length: count }, (_, i) => ({
      a: value(startOf(i)),
      b: value(startOf(i)),
      c: value(startOf(i)),
      d: value(startOf(i)),
      e: value(startOf(i)),
    }));
    return {
      run: () => {
        for (const { a } of things) a.value *= 2;
        for (const { b } of things) b.value *= 2;
        for (const { c } of things) c.value *= 2;
        for (const { d } of things) d.value *= 2;
        for (const { e } of things) e.value *= 2;
      },
      sum: () => sumOfAll(things),
    };
  },

  simpleIter(each) {
    const ab = () =>
      Array.from({ length: each }, (_, i) => ({ a: value(startOf(i)), b: value(START_B) }));
    const onlyAb = ab();
    const withC = ab().map((thing) => ({ ...thing, c: value(START_C) }));
    const withD = ab().map((thing, i) => ({ ...thing, c: value(START_C), d: value(startOf(i)) }));
    const withE = ab().map((thing) => ({ ...thing, c: value(START_C), e: value(START_E) }));
    return {
      run: () => {
        for (const { a, b } of onlyAb) swap(a, b);
        for (const { a, b } of withC) swap(a, b);
        for (const { a, b } of withD) swap(a, b);
        for (const { a, b } of withE) swap(a, b);
        for (const { c, d } of withD) swap(c, d);
        for (const { c, e } of withE) swap(c, e);
      },
      sum: () => [onlyAb, withC, withD, withE].reduce((sum, list) => sum + sumOfAll(list), 0),
    };
  },

  fragIter(each) {
    const all: { data: Value; letter: Value }[] = [];
    for (const _ of LETTERS) {
      for (let i = 0; i < each; i++)
        all.push({ data: value(startOf(i)), letter: value(startOf(i)) });
    }
    const z = all.slice(-each);
    return {
      run: () => {
        for (const { data } of all) data.value *= 2;
        for (const { letter } of z) letter.value *= 2;
      },
      sum: () =>
        all.reduce((sum, one) => sum + one.data.value, 0) +
        3 * z.reduce((sum, one) => sum + one.letter.value, 0),
    };
  },

  entityCycle(count) {
    const as = Array.from({ length: count }, (_, i) => value(startOf(i)));
    const bs: Value[] = [];
    return {
      first: () => {
        for (const a of as) bs.push(value(a.value));
      },
      second: () => {
        while (bs.length > 0) bs.pop();
      },
      sum: () => bs.reduce((sum, b) => sum + START_B + b.value, 0),
    };
  },

  addRemove(count) {
    const things: { a: Value; b: Value | undefined }[] = Array.from({ length: count }, (_, i) => ({
      a: value(startOf(i)),
      b: undefined,
    }));
    return {
      first: () => {
        for (const thing of things) thing.b = value(0);
      },
      second: () => {
        for (const thing of things) thing.b = undefined;
      },
      sum: () =>
        things.reduce((sum, { a, b }) => (b === undefined ? sum : sum + START_B + a.value), 0),
    };
  },

  particles(count) {
    const particles = Array.from(
      { length: count },
      (_, i): Particle => ({
        x: STEP.birthX,
        y: STEP.birthY,
        vx: STEP.vx(i),
        vy: STEP.vy(i),
        life: STEP.life(i),
      }),
    );
    const upload = new Float32Array(2 * count);
    const { dt, fall, birthX, birthY, birthVy } = STEP;
    return {
      run: () => {
        for (const particle of particles) {
          particle.vy += fall;
          particle.x += particle.vx * dt;
          particle.y += particle.vy * dt;
        }
        for (let i = 0; i < count; i++) {
          const particle = particles[i];
          particle.life -= dt;
          if (particle.life > 0) continue;
          particles[i] = { x: birthX, y: birthY, vx: -particle.vx, vy: birthVy, life: 1 };
        }
        for (let i = 0; i < count; i++) {
          upload[i] = particles[i].x;
          upload[count + i] = particles[i].y;
        }
      },
      sum: () => sumOfUpload(upload),
    };
  },

  bulk(count) {
    let things: { position: { x: number; y: number }; velocity: { x: number; y: number } }[] = [];
    return {
      first: () => {
        for (let i = 0; i < count; i++)
          things.push({
            position: { x: BULK.x(i), y: BULK.y },
            velocity: { x: BULK.vx, y: BULK.vy },
          });
      },
      second: () => {
        things = [];
      },
      sum: () =>
        things.reduce(
          (sum, { position, velocity }) =>
            sum + sumOfBulk(position.x, position.y, velocity.x, velocity.y),
          0,
        ),
    };
  },
};
