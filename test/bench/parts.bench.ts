/**
 * Parts: what a call of resources, messages, random numbers, names and interned strings costs.
 *
 * `npm run bench -- parts`. The garbage table is heap growth per operation between collections.
 */
import {
  createWorld,
  type Entity,
  endMessageFrame,
  entity,
  f32,
  Interner,
  message,
  NO_ENTITY,
  Random,
  RandomSource,
  resource,
} from "../../src/index.ts";
import {
  collectGarbage,
  describeMachine,
  measureInterleaved,
  measurementTable,
  printTable,
  type Subject,
  sinkTotal,
} from "./harness.ts";

const COUNT = 1000;
const world = createWorld();
const total = new Float64Array(1);

function repeated(name: string, one: (i: number) => void, end?: () => void): Subject {
  return {
    name,
    operations: COUNT,
    run: () => {
      for (let i = 0; i < COUNT; i++) one(i);
      end?.();
      return total[0];
    },
  };
}

function messages(): Subject[] {
  const Hit = message("Hit", { target: entity, amount: f32 });
  const reader = Hit.reader(world);
  const draft = Hit.draft();
  const used = { target: NO_ENTITY, amount: 0 };
  const endFrame = (): void => {
    reader.skip();
    endMessageFrame(world);
  };
  const fill = (
    { target, amount }: { target: Uint32Array; amount: Float32Array },
    start: number,
    end: number,
  ): void => {
    for (let i = start; i < end; i++) {
      target[i] = i;
      amount[i] = i * 0.37;
    }
  };
  const sendMany = repeated("message: sendMany", () => {});
  const each = repeated("message: sendMany and each", () => {});
  return [
    repeated(
      "message: send, a fresh object",
      (i) => Hit.send(world, { target: i as Entity, amount: i * 0.37 }),
      endFrame,
    ),
    repeated(
      "message: send, an object used again",
      (i) => {
        used.target = i as Entity;
        used.amount = i * 0.37;
        Hit.send(world, used);
      },
      endFrame,
    ),
    repeated(
      "message: send, a draft",
      (i) => {
        draft.target = i as Entity;
        draft.amount = i * 0.37;
        Hit.send(world, draft);
      },
      endFrame,
    ),
    {
      ...sendMany,
      run: () => {
        Hit.sendMany(world, COUNT, fill);
        endFrame();
        return 0;
      },
    },
    {
      ...each,
      run: () => {
        Hit.sendMany(world, COUNT, fill);
        reader.each((hit) => {
          total[0] += hit.amount + hit.target;
        });
        endMessageFrame(world);
        return total[0];
      },
    },
  ];
}

function randomNumbers(): Subject[] {
  const random = new RandomSource(1);
  return [
    repeated("Math.random", () => {
      total[0] += Math.random();
    }),
    repeated("random: float", () => {
      total[0] += random.float();
    }),
    repeated("random: integer(6)", () => {
      total[0] += random.integer(6);
    }),
    repeated("random: Random.of(world).float()", () => {
      total[0] += Random.of(world).float();
    }),
    repeated("random: reseed", (i) => random.reseed(i)),
  ];
}

function names(): Subject[] {
  const entities = Array.from({ length: COUNT }, () => world.spawn());
  const texts = [0, 1].map((set) => entities.map((_, i) => `unit ${i} ${set}`));
  let turn = 0;
  const interner = new Interner();
  for (const text of texts[0]) interner.intern(text);
  const Gravity = resource("Gravity", () => 9.81);
  return [
    repeated("resource: of", () => {
      total[0] += Gravity.of(world);
    }),
    repeated(
      "names: setName",
      (i) => world.setName(entities[i], texts[turn & 1][i]),
      () => {
        turn++;
      },
    ),
    repeated("names: byName", (i) => {
      total[0] += world.byName(texts[(turn + 1) & 1][i]) === undefined ? 0 : 1;
    }),
    repeated("names: nameOf", (i) => {
      total[0] += world.nameOf(entities[i])?.length ?? 0;
    }),
    repeated("interner: intern, known", (i) => {
      total[0] += interner.intern(texts[0][i]);
    }),
    repeated("interner: textOf", (i) => {
      total[0] += interner.textOf(i).length;
    }),
  ];
}

/** Bytes of garbage per operation: the least of several short windows. */
function garbageOf(subject: Subject): number {
  let least = Number.POSITIVE_INFINITY;
  for (let window = 0; window < 15; window++) {
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 20; i++) subject.run();
    least = Math.min(least, process.memoryUsage().heapUsed - before);
  }
  return least / (20 * subject.operations);
}

console.log(describeMachine());
const groups = {
  Messages: messages(),
  "Random numbers": randomNumbers(),
  "Names and resources": names(),
};
for (const [title, subjects] of Object.entries(groups)) {
  const table = measurementTable(measureInterleaved(subjects));
  const rows = table.rows.map((row, i) => [...row.slice(0, 3), garbageOf(subjects[i]).toFixed(1)]);
  printTable(title, { headers: [...table.headers.slice(0, 3), "garbage, bytes"], rows });
}
console.log(`\n(sink ${sinkTotal().toFixed(0)})`);
