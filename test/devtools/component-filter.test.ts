import { describe, expect, test } from "vitest";
import { ComponentFilter, labelsOf } from "../../src/devtools/component-filter.ts";
import { any, component, createWorld, f32, inspect, not, tag } from "../../src/index.ts";

const Position = component("Position", { x: f32 });
const Hot = tag("Burning hot");
const Frozen = tag("Frozen");
const Poison = component("Poison", { left: f32 }, { storage: "sparse" });

const world = createWorld();
world.spawn(Position);
world.spawn(Position, Frozen);
world.spawn(Position, Hot);
world.spawn(Frozen);
world.disable(world.spawn(Position));
const archetypes = inspect(world).archetypes();
const known = labelsOf(archetypes);

/** The combinations that a text chooses, by their labels. */
function chosenBy(text: string): string[] {
  const filter = new ComponentFilter(text, known);
  expect(filter.problem, text).toBeUndefined();
  return archetypes
    .filter((one) => one.entityCount > 0 && filter.matches(one.components))
    .map((one) => one.components.map(({ label }) => label).join("+"));
}

describe("ComponentFilter", () => {
  test("an empty text chooses all, the disabled too", () => {
    expect(chosenBy("").length).toBe(5);
    expect(chosenBy("  ,").length).toBe(5);
  });

  test.each([
    ["Position", ["Position", "Position+Frozen", "Position+Burning hot", "Disabled+Position"]],
    ["Position !Disabled", ["Position", "Position+Frozen", "Position+Burning hot"]],
    ["Position, not Disabled, not(Frozen)", ["Position", "Position+Burning hot"]],
    ["!Position", ["Frozen"]],
    ["!!Position", ["Position", "Position+Frozen", "Position+Burning hot", "Disabled+Position"]],
    ['any(Frozen, "Burning hot")', ["Position+Frozen", "Position+Burning hot", "Frozen"]],
    ["Position any(all(Frozen) Disabled)", ["Position+Frozen", "Disabled+Position"]],
    ["!any(Frozen Disabled)", ["Position", "Position+Burning hot"]],
    ["not(Frozen, Disabled)", ["Position", "Position+Burning hot"]],
  ])("%s", (text, expected) => {
    expect(new Set(chosenBy(text))).toEqual(new Set(expected));
  });

  test("takes what the list of queries shows", () => {
    world.query(Position, not(Frozen), any(Hot, Frozen));
    const { label } = inspect(world).queries()[0];
    expect(label).toBe("query(Position, not(Frozen), any(Burning hot, Frozen))");
    const quoted = label.replace("Burning hot", '"Burning hot"');
    expect(chosenBy(quoted)).toEqual(["Position+Burning hot"]);
  });

  test.each([
    ["Poison", ["Position"], undefined],
    ["Poison", ["Position", "Poison"], undefined],
    ["Frozen Poison", ["Position", "Poison"], false],
    ["!Poison", ["Position"], undefined],
    ["any(Position, Poison)", ["Position"], true],
    ["any(Frozen, Poison)", ["Position"], undefined],
    ["any(Frozen, Poison)", ["Poison"], undefined],
    ["not(Position, Poison)", ["Position", "Poison"], false],
    ["not(all(Frozen, Poison))", ["Position"], true],
  ])("%s of an entity with %o is decided by its columns: %s", (text, labels, expected) => {
    const filter = new ComponentFilter(text, known, new Set(["Poison"]));
    const components = [Position, Frozen, Poison].filter(({ label }) => labels.includes(label));
    const columns = components.filter((one) => one !== Poison);
    expect(filter.matchesColumns(columns)).toBe(expected);
    const isPoisoned = components.includes(Poison);
    const whole: Record<string, boolean> = {
      Poison: isPoisoned,
      "!Poison": !isPoisoned,
      "any(Frozen, Poison)": isPoisoned,
    };
    expect(filter.matches(components)).toBe(expected ?? whole[text]);
  });

  test.each([
    ["Speed", "No entity has had a component Speed."],
    ["Position !", "Nothing follows !."],
    ["Position)", "A bracket too many."],
    ["(Position)", "A bracket too many."],
    ["any(Position", "A closing bracket is missing."],
    ["any()", "Nothing is in any()."],
    ["some(Position)", "There is no some()."],
    ['"Burning', 'The quotation mark in "Burning has no other.'],
  ])("%s says what is wrong, and chooses nobody", (text, problem) => {
    const filter = new ComponentFilter(text, known);
    expect(filter.problem).toContain(problem);
    expect(archetypes.some((one) => filter.matches(one.components))).toBe(false);
  });
});
