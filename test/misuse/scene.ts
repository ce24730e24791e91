/**
 * Scene: a world with something of everything in it, on which programs make their mistakes.
 *
 * Chunks are small, so that rows fill several; one entity is dead; relations, a name and a limit are there.
 */
import {
  type AnyComponent,
  bool,
  ChildOf,
  component,
  createWorld,
  type Entity,
  entity,
  f32,
  f32x2,
  i8,
  oneOf,
  type Relation,
  relation,
  tag,
  tagGroup,
  u8,
  type World,
} from "../../src/index.ts";

export const Position = component("Position", { x: f32, y: f32 });
export const Health = component("Health", { points: u8(100), drift: i8 });
export const Body = component("Body", {
  place: f32x2,
  isSolid: bool,
  owner: entity,
  mood: oneOf("calm", "cross"),
});
export const Burning = component("Burning", { heat: f32 }, { storage: "sparse" });
export const Armour = component(
  "Armour",
  { points: u8(10), most: u8(100) },
  { validate: (it) => (it.points > it.most ? "more points than most" : undefined) },
);
export const Frozen = tag("Frozen");
export const Visible = tag("Visible", { requires: [Position] });
export const Stance = tagGroup("Stance", "Idle", "Walk", "Run");
export const Likes: Relation<{ readonly amount: typeof f32 }> = relation("Likes", { amount: f32 });
export const Owes: Relation = relation("Owes");
export const Guards: Relation = relation("Guards", undefined, { onTargetDespawn: "refuse" });

const COMPONENTS: readonly AnyComponent[] = [
  Position,
  Health,
  Body,
  Burning,
  Armour,
  Frozen,
  Visible,
  Stance.Idle,
  Stance.Walk,
  Stance.Run,
];
const RELATIONS: readonly Relation<never>[] = [Likes, Owes, Guards, ChildOf] as never;

/** A mistake, and what the program is told. */
export interface Misuse {
  readonly name: string;
  provoke(scene: Scene): unknown;
  readonly message: string;
  /** Found in development only; a release takes what it is given. */
  readonly isDiagnostic?: boolean;
}

export class Scene {
  readonly world: World = createWorld({
    capacity: 0,
    chunkRows: { min: 16, max: 16, window: 16 },
    maxEntities: 60,
    firstSlabBytes: 65_536,
    slabBytes: 65_536,
    poison: true,
  });
  /** Has Position, Health, Body, Visible and Stance.Idle; likes and guards `friend`. */
  readonly hero: Entity;
  /** Has Position; the parent of `child`. */
  readonly friend: Entity;
  readonly child: Entity;
  /** Has nothing. */
  readonly bare: Entity;
  /** Has Armour and Burning. */
  readonly knight: Entity;
  readonly dead: Entity;
  /** Everything that was alive when the scene began. */
  readonly #living: readonly Entity[];

  constructor() {
    const { world } = this;
    this.hero = world.spawn(Position({ x: 1, y: 2 }), Health, Body, Visible, Stance.Idle);
    this.friend = world.spawn(Position({ x: 3 }));
    this.child = world.spawn(Position({ x: 4 }), ChildOf(this.friend));
    this.bare = world.spawn();
    this.knight = world.spawn(Armour, Burning({ heat: 5 }));
    this.dead = world.spawn(Position);
    const crowd = Array.from({ length: 20 }, (_, x) => world.spawn(Position({ x }), Frozen));
    world.despawn(this.dead);
    world.add(this.hero, Likes(this.friend, { amount: 2 }));
    world.add(this.hero, Guards(this.friend));
    world.setName(this.hero, "hero");
    this.#living = [this.hero, this.friend, this.child, this.bare, this.knight, ...crowd];
  }

  /** Everything a program can see of the world, as text. */
  dump(): string {
    const { world } = this;
    const lines = this.#living.map((one) => {
      const parts = COMPONENTS.filter((of) => world.has(one, of)).map((of) =>
        of.isTag ? of.label : `${of.label}${JSON.stringify(world.get(one, of))}`,
      );
      const pairs = RELATIONS.map((of) => `${of.label}(${of.targets(world, one).join()})`);
      return [one, world.isAlive(one), world.nameOf(one), ...parts, ...pairs].join(" ");
    });
    const queries = [
      world.query(),
      world.query(Position),
      world.query(Frozen),
      world.query(Burning),
    ];
    const counts = queries.map((query) => `${query.describe()} ${query.entities().sort().join()}`);
    return [...lines, ...counts, world.entityCount, world.droppedCommandCount].join("\n");
  }
}

/** A value of the wrong type, as untyped programs pass them. */
export const untyped = (value: unknown): never => value as never;
