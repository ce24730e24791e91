/** miniplex: entities are objects; queries kept and walked by `for ... of`, as its readme recommends. */
import { World } from "miniplex";
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
  TAG_COUNT,
  TAG_PAIRS,
  weigh,
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

interface Vector {
  x: number;
  y: number;
}

interface Particle {
  position: Vector;
  velocity: Vector;
  life?: Value;
}

const value = (of: number): Value => ({ value: of });
const tagName = (i: number): string => `tag${i}`;

function sumOf(world: World<Thing>, of: keyof Thing): number {
  let sum = 0;
  for (const thing of world.with(of)) sum += (thing[of] as Value).value;
  return sum;
}

function worldOfA(count: number, queries: boolean) {
  const world = new World<Thing>();
  if (queries) {
    const loose = world as unknown as World<Record<string, Value>>;
    for (const [i, j] of TAG_PAIRS.filter(([, last]) => last < TAG_COUNT)) {
      loose.with("a", tagName(i), tagName(j)).connect();
      loose.with("b", tagName(i), tagName(j)).connect();
    }
  }
  for (let i = 0; i < count; i++) world.add({ a: value(startOf(i)) });
  return { world, as: world.with("a"), bs: world.with("b"), both: world.with("a", "b") };
}

export const miniplex: Peer = {
  name: "miniplex",
  page: "https://github.com/hmans/miniplex#best-practices",
  note: "queries kept, `for ... of`",

  packed5(count) {
    const world = new World<Thing>();
    for (let i = 0; i < count; i++) {
      world.add({
        a: value(startOf(i)),
        b: value(startOf(i)),
        c: value(startOf(i)),
        d: value(startOf(i)),
        e: value(startOf(i)),
      });
    }
    const as = world.with("a");
    const bs = world.with("b");
    const cs = world.with("c");
    const ds = world.with("d");
    const es = world.with("e");
    return {
      run: () => {
        for (const { a } of as) a.value *= 2;
        for (const { b } of bs) b.value *= 2;
        for (const { c } of cs) c.value *= 2;
        for (const { d } of ds) d.value *= 2;
        for (const { e } of es) e.value *= 2;
      },
      sum: () => weigh(["a", "b", "c", "d", "e"] as const, (of) => sumOf(world, of)),
    };
  },

  simpleIter(each) {
    const world = new World<Thing>();
    for (let i = 0; i < each; i++) {
      const a = () => value(startOf(i));
      const b = () => value(START_B);
      const c = () => value(START_C);
      world.add({ a: a(), b: b() });
      world.add({ a: a(), b: b(), c: c() });
      world.add({ a: a(), b: b(), c: c(), d: value(startOf(i)) });
      world.add({ a: a(), b: b(), c: c(), e: value(START_E) });
    }
    const ab = world.with("a", "b");
    const cd = world.with("c", "d");
    const ce = world.with("c", "e");
    return {
      run: () => {
        for (const { a, b } of ab) {
          const kept = a.value;
          a.value = b.value;
          b.value = kept;
        }
        for (const { c, d } of cd) {
          const kept = c.value;
          c.value = d.value;
          d.value = kept;
        }
        for (const { c, e } of ce) {
          const kept = c.value;
          c.value = e.value;
          e.value = kept;
        }
      },
      sum: () => weigh(["a", "b", "c", "d", "e"] as const, (of) => sumOf(world, of)),
    };
  },

  fragIter(each) {
    const world = new World<Record<string, Value>>();
    for (const letter of LETTERS) {
      for (let i = 0; i < each; i++)
        world.add({ [letter]: value(startOf(i)), data: value(startOf(i)) });
    }
    const withData = world.with("data");
    const withZ = world.with("Z");
    const total = (of: string) => {
      let sum = 0;
      for (const thing of world.with(of)) sum += thing[of].value;
      return sum;
    };
    return {
      run: () => {
        for (const { data } of withData) data.value *= 2;
        for (const { Z } of withZ) Z.value *= 2;
      },
      sum: () => total("data") + 3 * total("Z"),
    };
  },

  entityCycle(count, queries) {
    const { world, as, bs } = worldOfA(count, queries);
    return {
      first: () => {
        for (const { a } of as) world.add({ b: value(a.value) });
      },
      second: () => {
        for (const thing of bs) world.remove(thing);
      },
      sum: () => bs.entities.reduce((sum, { b }) => sum + START_B + b.value, 0),
    };
  },

  addRemove(count, queries) {
    const { world, as, bs, both } = worldOfA(count, queries);
    return {
      first: () => {
        for (const thing of as) world.addComponent(thing, "b", value(0));
      },
      second: () => {
        for (const thing of bs) world.removeComponent(thing, "b");
      },
      sum: () => both.entities.reduce((sum, { a }) => sum + START_B + a.value, 0),
    };
  },

  particles(count) {
    const world = new World<Particle>();
    const bear = (vx: number, vy: number, life: number) =>
      world.add({
        position: { x: STEP.birthX, y: STEP.birthY },
        velocity: { x: vx, y: vy },
        life: value(life),
      });
    for (let i = 0; i < count; i++) bear(STEP.vx(i), STEP.vy(i), STEP.life(i));
    const movers = world.with("position", "velocity");
    const living = world.with("life", "velocity");
    const placed = world.with("position");
    const upload = new Float32Array(2 * count);
    const { dt, fall, birthVy } = STEP;
    return {
      run: () => {
        for (const { position, velocity } of movers) {
          velocity.y += fall;
          position.x += velocity.x * dt;
          position.y += velocity.y * dt;
        }
        for (const particle of living) {
          particle.life.value -= dt;
          if (particle.life.value > 0) continue;
          world.remove(particle);
          bear(-particle.velocity.x, birthVy, 1);
        }
        let written = 0;
        for (const { position } of placed) {
          upload[written] = position.x;
          upload[count + written++] = position.y;
        }
      },
      sum: () => sumOfUpload(upload),
    };
  },

  bulk(count) {
    const world = new World<Particle>();
    const movers = world.with("position", "velocity").connect();
    return {
      first: () => {
        for (let i = 0; i < count; i++)
          world.add({
            position: { x: BULK.x(i), y: BULK.y },
            velocity: { x: BULK.vx, y: BULK.vy },
          });
      },
      second: () => {
        for (const thing of movers) world.remove(thing);
      },
      sum: () =>
        movers.entities.reduce(
          (sum, { position, velocity }) =>
            sum + sumOfBulk(position.x, position.y, velocity.x, velocity.y),
          0,
        ),
    };
  },
};
