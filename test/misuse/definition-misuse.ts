/** Mistakes with definitions, resources, messages and random numbers. */
import {
  array,
  component,
  createWorld,
  endMessageFrame,
  f32,
  f32x2,
  message,
  oneOf,
  Random,
  RandomSource,
  type Resource,
  resource,
  tag,
  tagGroup,
  u8,
} from "../../src/index.ts";
import { Burning, type Misuse, untyped, Visible } from "./scene.ts";

const fields = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, f32]));
const Hit = message("Hit", { amount: u8, kind: oneOf("cut", "blow") });
const Ring: Resource<number> = resource("Ring", (world): number => Ring.of(world) + 1);
const Gravity = resource<number>("Gravity");

export const DEFINITION_MISUSE: readonly Misuse[] = [
  {
    name: "a component without a name",
    provoke: () => component("", { x: f32 }),
    message:
      'component(""): a component needs a name. Give it one that its messages can use. [E105]',
  },
  {
    name: "a tag without a name",
    provoke: () => tag(""),
    message: 'tag(""): a component needs a name. Give it one that its messages can use. [E105]',
  },
  {
    name: "a component without fields",
    provoke: () => component("Empty", {}),
    message:
      'component("Empty"): it has 0 fields, and 1 to 64 are possible. Use tag("Empty") for none; split a larger one. [E105]',
  },
  {
    name: "a component whose fields are undefined",
    provoke: () => component("Late", untyped(undefined)),
    message:
      'component("Late"): it has 0 fields, and 1 to 64 are possible. Use tag("Late") for none; split a larger one. [E105]',
  },
  {
    name: "a component of 65 fields",
    provoke: () => component("Wide", fields(65)),
    message:
      'component("Wide"): it has 65 fields, and 1 to 64 are possible. Use tag("Wide") for none; split a larger one. [E105]',
  },
  {
    name: "a field that is no field type",
    provoke: () => component("Odd", { x: 3 } as unknown as { x: typeof f32 }),
    message:
      'component("Odd"): field "x" is 3, not a field type. Use f32, u8(100), array(f32, 4) and the like. [E105]',
  },
  {
    name: "an option misspelt",
    provoke: () => component("Odd", { x: f32 }, untyped({ requirs: [] })),
    message:
      'component("Odd"): "requirs" is not an option. Pass requires or storage or toggle or track or validate. [E105]',
  },
  {
    name: "options that are none",
    provoke: () => tag("Odd", untyped(null)),
    message: 'tag("Odd"): its options are null. Pass an object. [E105]',
  },
  {
    name: "a requirement that is no component",
    provoke: () => tag("Odd", { requires: [untyped(3)] }),
    message: 'tag("Odd"): requires is not a list of components. Pass [Other]. [E105]',
  },
  {
    name: "a way of storing that is none",
    provoke: () => tag("Odd", { storage: untyped("dense") }),
    message: 'tag("Odd"): storage is dense. Pass "columns" or "sparse". [E105]',
  },
  {
    name: "a sparse component that requires another",
    provoke: () => tag("Odd", { storage: "sparse", requires: [Visible] }),
    message:
      'tag("Odd"): it is sparse and requires Visible. Leave out storage or requires: adding a sparse component moves no row. [E165]',
  },
  {
    name: "a component that requires a sparse one",
    provoke: () => tag("Odd", { requires: [Burning] }),
    message:
      'tag("Odd"): it requires Burning, which is sparse. Require components in columns only, and add Burning beside Odd. [E165]',
  },
  {
    name: "a group of one",
    provoke: () => tagGroup("Odd", "Only"),
    message: 'tagGroup("Odd"): its tags are [Only]. Pass two or more different names. [E105]',
  },
  {
    name: "a group without a name",
    provoke: () => tagGroup("", "One", "Two"),
    message:
      'tagGroup(""): a component needs a name. Give it one that its messages can use. [E105]',
  },
  {
    name: "a starting value out of range",
    provoke: () => u8(300),
    message:
      "u8(300): the field is u8 and cannot hold 300. Pass 0 to 255, or use a wider field type. [E105]",
  },
  {
    name: "a starting value with too few lanes",
    provoke: () => f32x2(untyped([1])),
    message:
      "f32x2(an array): the field has 2 lanes and was given 1. Pass an array of 2 numbers. [E105]",
  },
  {
    name: "an array of one",
    provoke: () => array(f32, 1),
    message:
      "array(f32, 1): the length must be a whole number from 2 to 32 and the type a single number. Use the type itself for one lane, several fields for more. [E105]",
  },
  {
    name: "an array of two and a half",
    provoke: () => array(f32, 2.5 as number),
    message:
      "array(f32, 2.5): the length must be a whole number from 2 to 32 and the type a single number. Use the type itself for one lane, several fields for more. [E105]",
  },
  {
    name: "no choices",
    provoke: () => oneOf(),
    message: "oneOf(): there are 0 choices. Pass 1 to 256 different strings. [E105]",
  },
  {
    name: "a choice twice",
    provoke: () => oneOf("calm", "cross", "calm"),
    message:
      "oneOf(calm, cross, calm): there are 3 choices, some of them twice. Pass 1 to 256 different strings. [E105]",
  },
  {
    name: "a resource without a name",
    provoke: () => resource(""),
    message: 'resource(""): a resource needs a name. Give it one that its messages can use. [E131]',
  },
  {
    name: "a resource with one value for all worlds",
    provoke: () => resource("Odd", untyped(9.81)),
    message:
      'resource("Odd"): its initial value is 9.81, and every world needs one of its own. Pass a function that makes it, () => value. [E131]',
  },
  {
    name: "a resource that has no value",
    provoke: (s) => Gravity.of(s.world),
    message:
      'of: this world has no Gravity, and the resource has no initial value. Call Gravity.set(world, value) first, or define it with resource("Gravity", () => value). [E130]',
  },
  {
    name: "a resource whose value asks for itself",
    provoke: () => Ring.of(createWorld()),
    message:
      "of: the initial value of Ring asks for Ring itself, directly or by way of another resource. Set one of them before the first use. [E132]",
  },
  {
    name: "a message without a name",
    provoke: () => message(""),
    message: 'message(""): a message needs a name. Give it one that its errors can use. [E133]',
  },
  {
    name: "a message with a field that is no field type",
    provoke: () => message("Odd", untyped({ at: 3 })),
    message:
      'message("Odd"): field "at" is 3, not a field type. Use f32, u8(100), entity, oneOf("a", "b") and the like. [E133]',
  },
  {
    name: "a message of 65 fields",
    provoke: () => message("Odd", fields(65)),
    message:
      'message("Odd"): it has 65 fields, and at most 64 are possible. Split it, or send an entity that has the rest. [E133]',
  },
  {
    name: "a message with a wrong field",
    provoke: (s) => Hit.send(s.world, untyped({ z: 1 })),
    message: 'send: Hit has no field "z". Its fields: amount, kind. [E106]',
  },
  {
    name: "a message with a wrong value",
    provoke: (s) => Hit.send(s.world, { amount: 256 }),
    message:
      "send: Hit.amount is u8 and cannot hold 256. Pass 0 to 255, or use a wider field type. [E107]",
  },
  {
    name: "a draft with a choice that is none",
    provoke: () => {
      Hit.draft().kind = untyped("kick");
    },
    message:
      'draft: Hit.kind is oneOf(cut, blow) and cannot hold "kick". Pass one of its choices. [E107]',
  },
  {
    name: "a message inside sendMany of its kind",
    provoke: (s) => Hit.sendMany(s.world, 1, () => Hit.send(s.world)),
    message:
      "send: a sendMany of Hit is running, and its columns would be replaced under it. Send after its callback has returned. [E134]",
  },
  {
    name: "half a message",
    provoke: (s) => Hit.sendMany(s.world, 0.5),
    message: "sendMany: count is 0.5. Pass a whole number from 0 to 9007199254740991. [E001]",
  },
  {
    name: "the frame's end inside a loop over messages",
    provoke: (s) => {
      const reader = Hit.reader(s.world);
      Hit.send(s.world);
      reader.each(() => endMessageFrame(s.world));
    },
    message:
      "endMessageFrame: a loop over Hit messages, or a sendMany of them, is running, and their memory is about to be reused. Call endMessageFrame after it has ended. [E136]",
  },
  {
    name: "a reader inside itself",
    provoke: (s) => {
      const reader = Hit.reader(s.world);
      Hit.send(s.world);
      reader.each(() => reader.each(() => {}));
    },
    message:
      "each: this reader of Hit is in a loop already, and has one place only. Make a second one with Hit.reader(world). [E137]",
  },
  {
    name: "a random number below a fraction",
    provoke: (s) => Random.of(s.world).integer(0.5),
    message: "integer: the count is 0.5. Pass a whole number from 1 to 4294967296. [E138]",
  },
  {
    name: "a seed that is no number",
    provoke: () => new RandomSource(untyped("dice")),
    message: "reseed: the seed is dice. Pass a whole number from 0 to 9007199254740991. [E138]",
  },
  {
    name: "a pick from nothing",
    provoke: (s) => Random.of(s.world).pick([]),
    message: "pick: there are no items to pick from. Check the length first. [E139]",
  },
];
