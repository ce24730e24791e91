import { expect, test } from "vitest";
import {
  ChildOf,
  component,
  createSchedule,
  createWorld,
  type Entity,
  f32,
  journalOf,
  keepJournal,
  relation,
  stopJournal,
  system,
  tag,
  validate,
} from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Health = component("Health", { points: f32(100) });
const Frozen = tag("Frozen");
const Likes = relation("Likes");

function journalled(entries = 100) {
  const world = createWorld();
  return { world, journal: keepJournal(world, { entries }) };
}

test("a journal notes who asked for which change, of which entity", () => {
  const { world, journal } = journalled();
  const hero = world.spawn(Position({ x: 1 }), Health);
  const friend = world.spawn();
  world.spawnMany(3, [Position]);
  world.add(hero, Frozen);
  world.add(hero, Likes(friend));
  world.set(hero, Position, { x: 2 }); // no structural change
  world.remove(hero, Health);
  world.query(Position).add(Health({ points: 5 }));
  world.query(Position).change({ add: [Frozen], remove: [Health] });
  world.query(Position).remove(Frozen);
  world.query(Position).despawn();
  world.despawn(friend);
  expect(journal.toString()).toBe(`#0 outside of systems: spawn 1v0 [Position, Health]
#1 outside of systems: spawn 2v0 []
#2 outside of systems: spawnMany [Position]
#3 outside of systems: add 1v0 Frozen
#4 outside of systems: add 1v0 Likes(2v0)
#5 outside of systems: remove 1v0 Health
#6 outside of systems: query(Position).add [Health]
#7 outside of systems: query(Position).change add [Frozen], remove [Health]
#8 outside of systems: query(Position).remove [Frozen]
#9 outside of systems: query(Position).despawn
#10 outside of systems: despawn 2v0`);
  expect(journal.of(friend).map(({ number }) => number)).toEqual([1, 4, 10]);
  expect(journal.entries()[3]).toEqual({
    number: 3,
    who: "outside of systems",
    verb: "add",
    entity: hero,
    what: "Frozen",
    stack: undefined,
  });
  validate(world);
});

test("a journal keeps the latest entries, and counts them all", () => {
  const { world, journal } = journalled(3);
  for (let i = 0; i < 10; i++) world.spawn();
  expect(journal.count).toBe(10);
  expect(journal.entries().map(({ number }) => number)).toEqual([7, 8, 9]);
});

test("a journal knows the system at work, its frame, and names given by hand", () => {
  const { world, journal } = journalled();
  const spawner = system({ name: "Spawner", run: () => void world.spawn(Position) });
  const waiting = system({
    name: "Cleanup",
    run: () => {
      for (const chunk of world.query(Position)) world.despawn(chunk.entities[0] as Entity);
      journal.as("editor", () => world.spawn());
    },
  });
  const schedule = createSchedule(world, [spawner, waiting]);
  schedule.runFrame(0.1);
  world.spawn();
  journal.as("console", () => world.spawn());
  expect(journal.entries().map(({ who, verb }) => `${who}: ${verb}`)).toEqual([
    'system "Spawner" in frame 1: spawn',
    'system "Cleanup" in frame 1: despawn',
    '"editor": spawn',
    "outside of systems: spawn",
    '"console": spawn',
  ]);
});

test("a frame that stops does not leave its system's name behind", () => {
  const { world, journal } = journalled();
  const broken = system({
    name: "Broken",
    run: () => {
      throw new Error("broken");
    },
  });
  expect(() => createSchedule(world, [broken]).runFrame(0.1)).toThrow("broken");
  world.spawn();
  expect(journal.entries()[0].who).toBe("outside of systems");
});

test("an error about a dead entity says who ended it, and when", () => {
  const { world, journal } = journalled();
  const [first, second, third, parent] = [1, 2, 3, 4].map((x) => world.spawn(Position({ x })));
  const child = world.spawn(ChildOf(parent));
  const cleanup = system({
    name: "Cleanup",
    run: () => {
      for (const _ of world.query(Position)) world.despawn(first);
      world.despawn(parent);
      world.query(Position).despawn();
    },
  });
  journal.as("editor", () => world.despawn(third));
  createSchedule(world, [cleanup]).runFrame(0.1);
  const dead = (entity: Entity, about: string) =>
    expect(() => world.add(entity, Frozen)).toThrow(
      `(${about}). Check world.isAlive(entity) first. [E101]`,
    );
  dead(first, 'index 1 is free; despawned by system "Cleanup" in frame 1');
  dead(second, 'index 2 is free; despawned with others by system "Cleanup" in frame 1');
  dead(third, 'index 3 is free; despawned by "editor"');
  dead(child, 'index 5 is free; despawned with others by system "Cleanup" in frame 1');
  const next = world.spawn();
  expect(next >>> 10).toBe(2); // the index that was freed last
  dead(second, 'index 2 is now v1; despawned with others by system "Cleanup" in frame 1');
  world.despawn(next);
  dead(next, "index 2 is free; despawned outside of systems");
  dead(second, "index 2 is free");
});

test("without a journal nothing is noted, and one that is stopped can still be read", () => {
  const world = createWorld();
  expect(journalOf(world)).toBeUndefined();
  const before = world.spawn();
  world.despawn(before);
  const journal = keepJournal(world);
  expect(journalOf(world)).toBe(journal);
  const other = keepJournal(world, { entries: 5 });
  expect(journalOf(world)).toBe(other);
  world.spawn();
  expect([journal.count, other.count]).toEqual([0, 1]);
  stopJournal(world);
  world.spawn();
  expect(other.toString()).toBe("#0 outside of systems: spawn 1v1 []");
  expect(journalOf(world)).toBeUndefined();
  expect(world.memory().parts).toEqual([]);
  expect(() => world.despawn(before)).toThrow("(index 1 is now v1). Check");
});

test("a journal may note the line that asked", () => {
  const world = createWorld();
  const journal = keepJournal(world, { stacks: true });
  const entity = world.spawn(Position);
  world.query(Position).add(Frozen);
  world.despawn(entity);
  for (const { stack } of journal.entries()) expect(stack).toMatch(/journal\.test\.ts:\d+:\d+/);
  expect(journal.toString()).toMatch(/^#0 .*\[Position\] at .*journal\.test\.ts:\d+:\d+\)?\n/);
});

test("a journal shows in the world's memory report", () => {
  const world = createWorld({ capacity: 1023 });
  keepJournal(world, { entries: 10 });
  world.despawn(world.spawn());
  const bytes = 2 * 4 * 1024 + 10 * 40;
  const usedBytes = bytes - 8 * 40; // two entries
  expect(world.memory().parts).toEqual([
    { label: "journal", place: "heap", bytes, usedBytes, peakBytes: usedBytes },
  ]);
});

test("a journal of no entries, or of too many, is refused", () => {
  const { world, journal } = journalled();
  for (const entries of [0, -1, 1.5, 2 ** 24 + 1, "all"]) {
    expect(() => keepJournal(world, { entries: entries as number })).toThrow(
      `keepJournal: entries is ${entries}. Pass a whole number from 1 to 16777216, or leave it out. [E171]`,
    );
  }
  expect(journalOf(world)).toBe(journal);
});
