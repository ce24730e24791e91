/** `string`: any text in a u32 column, interned by each world. */
import { expect, expectTypeOf, test } from "vitest";
import { DEV } from "../../src/base/dev.ts";
import {
  array,
  component,
  createWorld,
  entity,
  f32,
  NO_ENTITY,
  optional,
  relation,
  string,
  u8,
  validate,
  type World,
} from "../../src/index.ts";

const Label = component("Label", { text: string("none"), size: f32(1) });
const Note = component("Note", { body: string });
const Mass = component("Mass", { kilos: f32 });

/** What shrink finds, in bytes of text: the world's row of its memory report. */
function textBytes(world: World): number | undefined {
  return world.memory().parts.find((part) => part.label === "strings")?.bytes;
}

test("a string starts at its default in every world, alone, in bulk, by add and by a bulk add", () => {
  for (const filler of ["", "filler"]) {
    const world = createWorld();
    world.stringId(filler); // so that "none" has another id in the second world
    const alone = world.spawn(Label);
    const [added, swept] = [world.spawn(), world.spawn()];
    world.add(added, Label);
    world.query().not(Label).add(Label);
    world.spawnMany(70, [Label, Note]);
    for (const one of [alone, added, swept]) {
      expect(world.get(one, Label)).toEqual({ text: "none", size: 1 });
    }
    const texts = new Set<string>();
    world.query(Label, Note).each((label, note) => texts.add(`${label.text}/${note.body}`));
    expect([...texts]).toEqual(["none/"]);
    validate(world);
  }
});

test("spawn, set, add, bulk add and each write strings, and get reads them", () => {
  const world = createWorld();
  const one = world.spawn(Label({ text: "sword" }));
  expect(world.get(one, Label, "text")).toBe("sword");
  world.set(one, Label, { text: "shield", size: 2 });
  expect(world.get(one, Label)).toEqual({ text: "shield", size: 2 });
  world.add(one, Note({ body: "" }));
  expect(world.get(one, Note)).toEqual({ body: "" });
  world.query(Label).add(Note({ body: "süß 🍬" }));
  expect(world.get(one, Note, "body")).toBe("süß 🍬");
  world.query(Label).each((label) => {
    expectTypeOf(label.text).toEqualTypeOf<string>();
    label.text += "!";
  });
  expect(world.get(one, Label, "text")).toBe("shield!");
  world.query(Note).at(one, (note) => {
    note.body = "__proto__";
  });
  expect(world.get(one, Note, "body")).toBe("__proto__");
  expectTypeOf(world.get(one, Label)).toEqualTypeOf<{ text: string; size: number }>();
});

test("strings move with their row", () => {
  const world = createWorld();
  const [first, last] = [world.spawn(Label), world.spawn(Label({ text: "last" }))];
  world.despawn(first);
  world.add(last, Mass);
  world.query(Mass).remove(Mass);
  expect(world.get(last, Label, "text")).toBe("last");
});

test("columns hold ids, the same for equal strings, that stringId and stringOf translate", () => {
  const world = createWorld();
  world.spawnMany(3, [Label], (rows) => {
    const { text } = rows.write(Label);
    expectTypeOf(text).toEqualTypeOf<Uint32Array>();
    text[rows.start + 1] = world.stringId("red");
    text[rows.start + 2] = world.stringId("red");
  });
  const red = world.stringId(["r", "ed"].join(""));
  for (const chunk of world.query(Label)) {
    const { text } = chunk.read(Label);
    expect([text[0] === red, text[1] === red, text[2] === red]).toEqual([false, true, true]);
    expect([world.stringOf(text[0]), world.stringOf(text[1])]).toEqual(["none", "red"]);
  }
});

test("query.set writes strings into whole columns", () => {
  const world = createWorld({ chunkRows: { min: 16, max: 64 } });
  world.spawnMany(100, [Note]);
  world.query(Note).set(Note, { body: "same" });
  const texts = new Set<string>();
  world.query(Note).each((note) => texts.add(note.body));
  expect([...texts]).toEqual(["same"]);
  expect(() => world.query(Note).set(Note, { body: 1 as never })).toThrow("[E107]");
});

test("a sparse component holds strings, which shrink leaves alone", () => {
  const Title = component("Title", { text: string("Sir") }, { storage: "sparse" });
  const world = createWorld();
  const [first, one] = [world.spawn(Title), world.spawn(Title({ text: "Dame" }))];
  world.despawn(first);
  world.shrink();
  expect(world.get(one, Title)).toEqual({ text: "Dame" });
  expect(world.get(one, Title, "text")).toBe("Dame");
  validate(world);
});

test("the pairs of a relation hold strings, which shrink leaves alone", () => {
  const Likes = relation("Likes", { why: string("because"), since: entity });
  const world = createWorld();
  const [ann, bob, eve] = [world.spawn(), world.spawn(), world.spawn()];
  world.add(ann, Likes(bob, { why: "songs", since: eve }));
  world.add(eve, Likes(bob));
  world.add(bob, Likes(ann, { why: "jokes" }));
  world.remove(bob, Likes(ann));
  world.despawn(eve);
  world.shrink();
  expect(world.get(ann, Likes(bob))).toEqual({ why: "songs", since: NO_ENTITY });
  world.set(ann, Likes(bob), { why: "poems" });
  world.shrink();
  expect(world.get(ann, Likes(bob), "why")).toBe("poems");
  expect(() => world.set(ann, Likes(bob), { why: 1 as never })).toThrow("[E107]");
});

test("commands recorded inside an iteration carry strings", () => {
  const world = createWorld();
  const [a, b] = [world.spawn(Label), world.spawn(Label)];
  world.query(Label).each((_label, owner) => {
    if (owner === a) world.add(a, Note({ body: "added" }));
    else {
      world.remove(b, Label);
      world.add(b, Label({ size: 3 }));
      world.set(b, Label, { text: "again" });
    }
    const spawned = world.spawn(Note({ body: "new" }));
    expect(world.get(spawned, Note, "body")).toBe("new");
  });
  expect(world.get(a, Note, "body")).toBe("added");
  expect(world.get(b, Label)).toEqual({ text: "again", size: 3 });
  expect(world.query(Note).count).toBe(3);
});

test("an optional string reads where it is there", () => {
  const world = createWorld();
  world.spawn(Label);
  world.spawn(Label, Note({ body: "yes" }));
  const seen: (string | undefined)[] = [];
  world.query(Label, optional(Note)).each((_label, note) => seen.push(note?.body));
  expect(seen).toEqual([undefined, "yes"]);
});

test("sorted goes by the text and not by the id", () => {
  const world = createWorld();
  const spawn = (text: string) => world.spawn(Label({ text }));
  const [pear, apple, zebra, appleToo] = ["pear", "apple", "Zebra", "apple"].map(spawn);
  const query = world.query(Label);
  expect(query.sorted(Label, "text")).toEqual([zebra, apple, appleToo, pear]);
  world.set(pear, Label, { text: "a" });
  expect(query.sorted(Label, "text")).toEqual([zebra, pear, apple, appleToo]);
});

test("shrink lets go of strings that no row holds, and of no others", () => {
  const world = createWorld();
  const held = world.spawn(Label({ text: "held" }), Note({ body: "also" }));
  const gone = world.spawn(Label({ text: "gone" }));
  world.set(held, Label, { text: "changed" });
  const asked = world.stringId("asked");
  world.despawn(gone);
  expect(textBytes(world)).toBe("noneheldalsogonechangedasked".length);
  expect(world.shrink().bytes).toBeGreaterThanOrEqual("heldgone".length);
  expect(textBytes(world)).toBe("nonealsochangedasked".length);
  validate(world);
  expect(world.get(held, Label, "text")).toBe("changed");
  expect(world.get(held, Note, "body")).toBe("also");
  expect(world.stringOf(asked)).toBe("asked");
  expect(world.get(world.spawn(Label), Label, "text")).toBe("none");
});

test("a world that is shrunk now and then does not grow with the strings it has seen", () => {
  const world = createWorld();
  const one = world.spawn(Note);
  for (let i = 0; i < 1000; i++) {
    world.set(one, Note, { body: `score ${1000 + i}` });
    if (i % 100 === 99) world.shrink();
  }
  expect(textBytes(world)).toBe("score 1999".length);
  expect(world.get(one, Note, "body")).toBe("score 1999");
  for (const chunk of world.query(Note)) expect(chunk.read(Note).body[0]).toBeLessThan(102);
});

test("a world without string fields has no table of them", () => {
  const world = createWorld();
  world.spawn(Mass);
  expect(textBytes(world)).toBe(undefined);
});

test("E107: what is not a string is refused, and nothing is written", () => {
  const world = createWorld();
  const one = world.spawn(Label({ text: "kept" }));
  expect(() => world.set(one, Label, { size: 9, text: 7 as never })).toThrow(
    "set: Label.text is string and was given 7 (number). Pass a string. [E107]",
  );
  expect(() =>
    world.query(Label).each((label) => {
      label.text = null as never;
    }),
  ).toThrow("each: text is string and was given null (object). Pass a string. [E107]");
  expect(world.get(one, Label)).toEqual({ text: "kept", size: 1 });
});

test("E105: a starting value that is no string, and lanes of strings, are refused", () => {
  expect(() => string(5 as never)).toThrow(
    "string(5): the field is string and was given 5 (number). Pass a string. [E105]",
  );
  expect(() => array(string as never, 2)).toThrow(
    "array(string, 2): the length must be a whole number from 2 to 32 and the type a single number. Use the type itself for one lane, several fields for more. [E105]",
  );
});

test("E147: an id that is no string's is refused, by stringOf and by whoever reads the row", () => {
  const world = createWorld();
  const one = world.spawn(Note({ body: "once" }));
  const message = (id: number, count: number) =>
    `stringOf: ${id} is the id of none of the world's ${count} strings. Write ids that world.stringId(text) returned into columns, and keep no others beyond world.shrink(). [E147]`;
  expect(() => world.stringOf(7)).toThrow(message(7, 2));
  for (const chunk of world.query(Note)) chunk.write(Note).body[0] = 99;
  expect(() => world.get(one, Note)).toThrow(message(99, 2));
  expect(() => validate(world)).toThrow(
    "The world is broken: [Note] chunk 0 row 0 holds 99 in body, which is no string's id.",
  );
  world.set(one, Note, { body: "twice" });
  world.shrink();
  expect(() => world.stringOf(1)).toThrow(message(1, 2)); // "once"
});

test("E148: a field of several lanes has no order to sort by", () => {
  const Body = component("Body", { bytes: array(u8, 3) });
  const world = createWorld();
  world.spawn(Body);
  expect(() => world.query(Body).sorted(Body, "bytes")).toThrow(
    "sorted: Body.bytes is u8x3, and such values have no order. Sort by a field of one number or string. [E148]",
  );
});

test.runIf(DEV)("validate, the component's own, sees strings and their defaults", () => {
  const Named = component(
    "Named",
    { name: string("anonymous") },
    { validate: ({ name }) => (name.length > 9 ? "the name is too long" : undefined) },
  );
  const world = createWorld();
  expect(() => world.spawn(Named({ name: "Maximiliane" }))).toThrow(
    'spawn: Named refuses {"name":"Maximiliane"}: the name is too long. Pass values that its validate accepts. [E116]',
  );
  const one = world.spawn(Named);
  expect(world.get(one, Named, "name")).toBe("anonymous");
});
