/**
 * The components of the model tests: 81 of them, so that ids pass two 32-bit masks, with every field
 * kind, starting values that are not zero, tags, lanes, requirements, a tag group, sparse storage and toggles; and values
 * made from a seed.
 *
 * A component's values are written as one flat list of plain numbers, lane by lane, as stored.
 */
import {
  type AnyComponent,
  array,
  bool,
  component,
  Disabled,
  type Entity,
  entity,
  type Field,
  f32,
  f32x2,
  f64,
  i8,
  i16,
  i32,
  NO_ENTITY,
  oneOf,
  Prefab,
  ref,
  string,
  tag,
  tagGroup,
  u8,
  u16,
  u32,
  type World,
} from "../../src/index.ts";

const NUMBER_KINDS = [f32, f64, i8, u8, i16, u16, i32, u32] as const;

const Position = component("Position", { x: f32, y: f32(-2) });
const Stance = tagGroup("Stance", "Idle", "Walk", "Run");

/** What references lead to, by the number that the model holds for it. */
const OBJECTS: readonly (object | undefined)[] = [undefined, {}, {}, [], () => 1, new Map()];

/** How many are picked most often, so that archetypes fill several chunks. */
export const HOT_COUNT = 19;
/** The hot ones come first. */
export const COMPONENTS: readonly AnyComponent[] = [
  Position,
  component("Look", { size: f32(0.1), color: u32(0xffffffff), layer: i32(-1) }, { track: "rows" }),
  component(
    "Burning",
    { heat: f32(10), stage: u8, cause: ref<object>() },
    { storage: "sparse", track: "rows" },
  ),
  component("Health", { points: u8(100), doctor: ref<object>() }, { track: "rows" }),
  tag("Frozen"),
  component("Link", { target: entity(77 as Entity), strength: f64(0.1), name: string("text 7") }),
  component("Flags", { on: bool(true), mood: oneOf("calm", "cross", "gone"), pair: array(u8, 2) }),
  component("Wide", { lanes: f32x2([1, 2.5]), fine: array(f64, 3), narrow: array(i16(-5), 3) }),
  tag("Selected"),
  tag("Marked", { storage: "sparse" }),
  component(
    "Heavy",
    { fine: array(f64, 2), owner: entity, mood: oneOf("up", "down") },
    { storage: "sparse" },
  ),
  component("Sprite", { frame: u16(3) }, { requires: [Position] }),
  Stance.Idle,
  Stance.Walk,
  Stance.Run,
  component("Shield", { points: f32(5), layer: u8 }, { toggle: true, track: "rows" }),
  tag("Lamp", { toggle: true }),
  Disabled,
  Prefab,
  component("Glow", { size: f32(4) }, { requires: [Position] }),
  tag("Outline", { requires: [Position] }),
  ...Array.from({ length: 60 }, (_, i) =>
    i % 4 === 3 ? tag(`Tag${i}`) : component(`Data${i}`, { value: NUMBER_KINDS[i % 8](i) }),
  ),
];

/** Those that can be switched off. */
export const TOGGLES: readonly AnyComponent[] = COMPONENTS.filter((one) => one.isToggle);

/** Those that neither bring others along nor displace them, nor hide entities: what any engine knows. */
export const UNLINKED: readonly AnyComponent[] = COMPONENTS.filter(
  (one) => !one.isLinked && one !== Disabled && one !== Prefab,
);

/** A number every element kind can hold, different for most seeds; floats get fractions. */
function storedNumber(field: Field, seed: number): number {
  const mixed = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  if (field.meaning === "bool") return mixed & 1;
  if (field.meaning === "choice") return mixed % field.choices.length;
  if (field.meaning === "string") return mixed % 500;
  if (field.meaning === "ref") return mixed % OBJECTS.length;
  // A handle that may be out, with 2 bits of generation or with 10.
  if (field.meaning === "entity") return mixed % 2 === 0 ? mixed % 160 : (1 + (mixed % 40)) << 10;
  switch (field.typeName.split("x")[0]) {
    case "f32":
      return Math.fround((mixed % 20_000) / 7 - 1000);
    case "f64":
      return mixed / 7 - 1e8;
    case "i8":
      return (mixed % 256) - 128;
    case "u8":
      return mixed % 256;
    case "i16":
      return (mixed % 65_536) - 32_768;
    case "u16":
      return mixed % 65_536;
    case "i32":
      return mixed | 0;
    default:
      return mixed; // u32
  }
}

/** The number that the model holds for a value: for "text 12", 12. */
export function toStored(field: Field, value: unknown): number {
  if (field.meaning === "string") return Number((value as string).slice("text ".length));
  if (field.meaning === "ref") return OBJECTS.indexOf(value as object | undefined);
  return field.meaning === "choice" ? field.choices.indexOf(value as string) : Number(value);
}

/** The number that the model holds for what a column of a world holds. */
export function fromColumn(world: World, field: Field, held: unknown): number {
  if (field.meaning === "ref") return toStored(field, held);
  return field.meaning === "string"
    ? toStored(field, world.stringOf(held as number))
    : (held as number);
}

/** What a column of a world holds for a value. */
export function toColumn(world: World, field: Field, value: unknown): unknown {
  if (field.meaning === "ref") return value;
  return field.meaning === "string" ? world.stringId(value as string) : toStored(field, value);
}

/** A component's values as they are read: references to the dead are to nobody. */
export function readable(
  of: AnyComponent,
  flat: readonly number[],
  isAlive: (entity: Entity) => boolean,
): number[] {
  if (!of.fields.some(({ meaning }) => meaning === "entity")) return flat as number[];
  const meanings = of.fields.flatMap((field) => new Array(field.lanes).fill(field.meaning));
  return flat.map((value, i) =>
    meanings[i] === "entity" && !isAlive(value as Entity) ? NO_ENTITY : value,
  );
}

/** What the engine is handed for a field: a number, a boolean or an array of lanes. */
export type Given = Record<string, unknown>;

/** Values for the fields that `mask` picks, bit by bit, as a program would write them. */
export function givenValues(of: AnyComponent, seed: number, mask: number): Given {
  const given: Given = {};
  for (const [i, field] of of.fields.entries()) {
    if ((mask & (1 << i)) === 0) continue;
    const lanes = Array.from({ length: field.lanes }, (_, lane) => {
      const stored = storedNumber(field, seed + i * 31 + lane);
      if (field.meaning === "choice") return field.choices[stored];
      if (field.meaning === "string") return `text ${stored}`;
      if (field.meaning === "ref") return OBJECTS[stored];
      return field.meaning === "bool" ? stored === 1 : stored;
    });
    given[field.name] = field.lanes === 1 ? lanes[0] : lanes;
  }
  return given;
}

/** A component's starting values, flat. */
export function initialValues(of: AnyComponent): number[] {
  return of.fields.flatMap((field) =>
    (field.meaning === "string" ? [toStored(field, field.initialText)] : field.initial).map(
      (value) => (field.typeName.startsWith("f32") ? Math.fround(value) : value),
    ),
  );
}

/** Writes given values over flat ones. */
export function overwrite(flat: number[], of: AnyComponent, given: Given): void {
  let at = 0;
  for (const field of of.fields) {
    const value = given[field.name];
    for (let lane = 0; lane < field.lanes; lane++, at++) {
      // A reference that is named is cleared by undefined; other fields count as left out.
      if (field.meaning === "ref" ? field.name in given : value !== undefined)
        flat[at] = toStored(field, field.lanes === 1 ? value : (value as number[])[lane]);
    }
  }
}

/** What `get` returned, flat. */
export function flatten(of: AnyComponent, got: Readonly<Record<string, unknown>>): number[] {
  const flat: number[] = [];
  for (const field of of.fields) {
    const value = got[field.name];
    if (field.lanes === 1) flat.push(toStored(field, value));
    else flat.push(...(value as number[]));
  }
  return flat;
}
