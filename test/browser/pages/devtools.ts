/** A world with something of everything, 100,000 entities of it in trees, under the devtools. */
import { type Devtools, openDevtools } from "../../../src/devtools/index.ts";
import {
  bool,
  ChildOf,
  changed,
  component,
  createSchedule,
  createWorld,
  type Entity,
  entity,
  f32,
  f32x2,
  f32x4,
  i16,
  inspect,
  oneOf,
  ref,
  relation,
  string,
  system,
  tag,
} from "../../../src/index.ts";

declare global {
  interface Window {
    game: {
      readonly devtools: Devtools;
      readonly door: Entity;
      /** The values of the hero's component. */
      all(): unknown;
      isShielded(): boolean;
      likes(): number;
      /** What observers and change queries have been told. */
      told(): { readonly observed: number; readonly changed: number };
      removeWord(): void;
      adopt(): void;
      killHero(): void;
      /** Ends half of a crowd, whose chunk stays. */
      thin(): void;
      /** A system that throws while it is told to, and how often it has run to its end. */
      readonly fragile: { isBroken: boolean; runs: number };
    };
  }
}

const All = component(
  "All",
  {
    speed: f32(0.1),
    lives: i16(3),
    isFast: bool,
    title: string("knight"),
    mood: oneOf("calm", "angry"),
    place: f32x2([1, 2]),
    home: entity,
    sprite: ref<object>(),
  },
  { track: "rows" },
);
const Shield = component("Shield", { strength: f32(5) }, { toggle: true });
const Poison = component("Poison", { left: f32(9) }, { storage: "sparse" });
const Word = tag("Word");
const Likes = relation("Likes", { amount: f32 });

const world = createWorld();
const [door, hero] = [world.spawn(), world.spawn()];
world.setName(door, "door");
world.setName(hero, "hero");
world.add(hero, All({ sprite: new Image() }));
for (const one of [Shield, Poison, Word]) world.add(hero, one);
world.add(hero, Likes(door, { amount: 3 }));
world.add(door, Likes(hero, { amount: 0.5 }));
const root = world.spawn();
world.setName(root, "root");
const branches = Array.from({ length: 100 }, () => world.spawn(ChildOf(root)));
for (const branch of branches) world.spawnMany(999, [ChildOf(branch)]);

let observed = 0;
let seen = 0;
world.onSet(All, () => observed++);
const reader = world.query(changed(All)).reader();
reader.each(() => {});

const Crowd = component("Crowd", { x: f32x4 });
world.spawnMany(10_000, [Crowd]);
const crowd = world.query(Crowd).entities();

const fragile = { isBroken: true, runs: 0 };
const shatter = system({
  name: "shatter",
  run: () => {
    if (fragile.isBroken) throw new Error("too thin");
    fragile.runs++;
  },
});
const schedule = createSchedule(world, [shatter], { onError: "set aside" });

window.game = {
  devtools: openDevtools(world, { schedule }),
  fragile,
  door,
  all: () => ({ ...world.get(hero, All), sprite: undefined }),
  isShielded: () => world.isEnabled(hero, Shield),
  likes: () => world.get(hero, Likes(door), "amount"),
  told: () => {
    reader.each(() => seen++);
    return { observed, changed: seen };
  },
  removeWord: () => world.remove(hero, Word),
  adopt: () => void world.spawn(ChildOf(inspect(world).find("root") as Entity)),
  killHero: () => world.despawn(hero),
  thin: () => {
    for (const one of crowd.splice(0, crowd.length / 2)) world.despawn(one);
  },
};
