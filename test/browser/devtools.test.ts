/** The tabs Entities, Relations, Systems and Memory map on a world with something of everything, most of it in trees of 100,000 entities. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { type PageServer, servePages } from "./serve.ts";

let server: PageServer;
let browser: Browser;
let page: Page;
const errors: string[] = [];
beforeAll(async () => {
  [server, browser] = await Promise.all([servePages([]), launchBrowser()]);
  page = await browser.newPage({ viewport: { width: 960, height: 640 } });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(`${server.url}test/browser/pages/devtools.html`);
  await page.waitForFunction(() => window.game !== undefined);
  await page.keyboard.press("F2");
});
afterAll(async () => {
  await browser.close();
  await server.close();
  expect(errors).toEqual([]);
});

const soon = <T>(read: () => T) => expect.poll(read, { timeout: 30_000, interval: 100 });
const panel = () => page.locator("[role=tabpanel]");
const list = () => panel().locator("[role=listbox], [role=tree]");
const rows = () => list().locator(".item:visible");
const active = () => list().locator(".item.active");
const field = (name: string) => panel().getByLabel(name, { exact: true });
const shoot = (name: string) =>
  page.screenshot({ path: `test/browser/screenshots/devtools-${name}.png` });
const values = () => page.evaluate(() => window.game.all());

async function type(name: string, text: string): Promise<void> {
  await field(name).fill(text);
  await field(name).press("Enter");
}

test("a search finds by part of a name, by number and by handle; a filter by what entities have", async () => {
  const search = panel().getByLabel("Find an entity by number, handle or name");
  const filter = panel().getByLabel("Only entities with these components");
  const count = panel().locator(".row .note");
  await soon(() => count.textContent()).toBe("110,003 entities");
  expect(await rows().count()).toBeLessThan(40);
  await search.fill("OO"); // door and root
  await soon(() => count.textContent()).toBe("2 entities");
  await filter.fill("All");
  await soon(() => count.textContent()).toBe("0 entities");
  await filter.fill("");
  await search.fill("5000");
  await soon(() => count.textContent()).toBe("1 entity");
  await search.fill("hero");
  await soon(() => count.textContent()).toBe("1 entity");
  await search.press("Enter");
  await panel().getByRole("heading", { name: "Entity 2v0 hero" }).waitFor();
  await search.fill("");
  await filter.fill("All, Shield !Disabled");
  await soon(() => count.textContent()).toBe("1 entity");
  await filter.fill("Poison All"); // a sparse component
  await soon(() => count.textContent()).toBe("1 entity");
  await filter.fill("!Poison All");
  await soon(() => count.textContent()).toBe("0 entities");
  await filter.fill("Shild");
  await panel().getByText("No entity has had a component Shild").waitFor();
  await filter.fill("");
  await soon(() => count.textContent()).toBe("110,003 entities");
  expect(await active().textContent()).toContain("2v0 hero");
  await shoot("search");
});

test("every kind of field is edited, and the world, its observers and change queries know", async () => {
  const told = await page.evaluate(() => window.game.told());
  expect(await field("All speed").inputValue()).toBe("0.1");
  await type("All speed", "2.5");
  await type("All lives", "-7");
  await field("All isFast").setChecked(true);
  await type("All title", "queen, of hearts");
  await field("All mood").selectOption("angry");
  await type("All place", "3.5, -1");
  await type("All home", "door");
  await shoot("entities");
  expect(await values()).toEqual({
    speed: 2.5,
    lives: -7,
    isFast: true,
    title: "queen, of hearts",
    mood: "angry",
    place: [3.5, -1],
    home: await page.evaluate(() => window.game.door),
    sprite: undefined,
  });
  const since = await page.evaluate(() => window.game.told());
  expect(since.observed - told.observed).toBe(7);
  expect(since.changed - told.changed).toBe(1);
  expect(await field("All sprite").inputValue()).toContain("HTMLImageElement");
  expect(await field("All sprite").getAttribute("readonly")).not.toBeNull();
});

test("arrow keys step a number; a switch, a sparse value and the values of a pair are edited, too", async () => {
  await field("All lives").press("ArrowUp");
  await field("All lives").press("Shift+ArrowDown");
  await soon(values).toMatchObject({ lives: -16 });
  await field("Shield is on").setChecked(false);
  expect(await page.evaluate(() => window.game.isShielded())).toBe(false);
  await type("Poison left", "4");
  await type("Likes amount", "8");
  expect(await page.evaluate(() => window.game.likes())).toBe(8);
});

test("what the world refuses is told by code and changes nothing, and goes when it is left", async () => {
  const before = await values();
  const alert = panel().locator("[role=alert]");
  const wrong: [string, string][] = [
    ["All speed", "fast"],
    ["All lives", "40000"],
    ["All place", "1"],
    ["All home", "nobody"],
  ];
  for (const [name, text] of wrong) {
    await type(name, text);
    expect(await alert.textContent(), name).toContain("[E107]");
    expect(await field(name).getAttribute("aria-invalid")).toBe("true");
    await field(name).press("Tab");
    await soon(() => field(name).inputValue()).not.toBe(text);
  }
  expect(await values()).toEqual(before);
});

test("what is being typed stays when components come and go around it, and Escape takes it back", async () => {
  await field("Poison left").fill("77");
  await page.evaluate(() => window.game.removeWord());
  await panel().getByRole("heading", { name: "Word" }).waitFor({ state: "detached" });
  expect(await field("Poison left").inputValue()).toBe("77");
  await field("Poison left").press("Escape");
  expect(await list().evaluate((element) => element.matches(":focus"))).toBe(true);
  await soon(() => field("Poison left").inputValue()).toBe("4");
});

test("a list of 110,003 rows is gone through by keys and by scrolling, a screenful at a time", async () => {
  await list().press("End");
  expect(await active().getAttribute("aria-posinset")).toBe("110003");
  expect(await active().isVisible()).toBe(true);
  await list().press("ArrowUp");
  await list().press("Home");
  expect(await active().getAttribute("aria-posinset")).toBe("1");
  await list().evaluate((element) => {
    element.scrollTop = element.scrollHeight / 2;
  });
  await soon(async () =>
    Number(await rows().first().getAttribute("aria-posinset")),
  ).toBeGreaterThan(49_000);
  expect(await rows().count()).toBeLessThan(40);
});

test("trees open and close by keys, and only what is in sight is an element", async () => {
  await page.locator("[role=tab]").getByText("Relations").click();
  await soon(() => rows().allTextContents()).toEqual([
    "▾Likes2 pairs",
    expect.stringContaining("door1 below"),
    expect.stringContaining("hero1 below"),
    "▾ChildOf100,000 pairs",
    expect.stringContaining("root100 below"),
  ]);
  await list().focus();
  await list().press("End");
  await list().press("ArrowRight"); // opens root
  await list().press("ArrowRight"); // goes to its first child
  await list().press("ArrowRight"); // opens it
  await list().press("ArrowDown");
  expect(await active().getAttribute("aria-level")).toBe("4");
  expect(await active().getAttribute("aria-setsize")).toBe(`${5 + 100 + 999}`);
  await shoot("relations");
  await list().press("ArrowLeft"); // to its parent
  await list().press("ArrowLeft"); // closes it
  expect(await active().getAttribute("aria-expanded")).toBe("false");
  expect(await active().getAttribute("aria-setsize")).toBe(`${5 + 100}`);
  expect(await rows().count()).toBeLessThan(40);
  await page.evaluate(() => window.game.adopt());
  await soon(() => active().getAttribute("aria-setsize")).toBe(`${5 + 101}`);
});

test("a circle can be gone round, and the values of its pairs are shown and edited", async () => {
  await list().press("Home");
  await list().press("ArrowDown"); // door
  for (let step = 0; step < 3; step++) {
    await list().press("ArrowRight");
    await list().press("ArrowRight");
  }
  expect(await active().getAttribute("aria-level")).toBe("5");
  expect(await active().textContent()).toContain("hero1 below, amount 8");
  await list().press("Enter");
  await type("All speed", "1");
  await type("Likes amount", "9");
  await soon(() => active().textContent()).toContain("amount 9");
  await page.evaluate(() => window.game.killHero());
  await panel().getByRole("heading", { name: "2v0 is dead." }).waitFor();
  await soon(() => rows().first().textContent()).toBe("Likes0 pairs");
  await list().press("Escape");
  expect(await page.evaluate(() => window.game.devtools.isOpen)).toBe(false);
});

test("a system that was set aside for what it threw is let run again by a button", async () => {
  await page.keyboard.press("F2");
  await page.locator("[role=tab]").getByText("Systems").click();
  const state = panel().locator("tbody td:nth-child(4)");
  const reset = panel().getByRole("button", { name: "Let shatter run again" });
  const step = page.getByRole("button", { name: "Step frame" });
  expect(await reset.isVisible()).toBe(false);
  await step.click();
  await soon(() => state.textContent()).toBe("set aside");
  expect(errors.splice(0).join()).toContain("too thin"); // as the schedule logs it
  await page.evaluate(() => {
    window.game.fragile.isBroken = false;
  });
  await shoot("set-aside");
  await reset.click();
  expect(await state.textContent()).toBe("");
  expect(await reset.isVisible()).toBe(false);
  await step.click();
  expect(await page.evaluate(() => window.game.fragile.runs)).toBe(1);
});

test("the map draws only the blocks that look otherwise, and that is the whole picture", async () => {
  await page.locator("[role=tab]").getByText("Memory map").click();
  const seen = await page.evaluate(() => {
    const { devtools, thin } = window.game;
    const host = document.querySelector<HTMLElement>(".colonnade-devtools")!;
    const canvas = host.shadowRoot!.querySelector("canvas")!;
    const drawn = () => {
      devtools.update();
      return canvas.toDataURL();
    };
    const before = [drawn(), drawn()];
    thin();
    const [written, after] = [drawn(), drawn()];
    host.style.right = "40%";
    const narrow = drawn();
    host.style.right = "";
    return { before, written, after, narrow, whole: drawn() };
  });
  expect(seen.before[1]).toBe(seen.before[0]);
  expect(seen.whole).toBe(seen.after);
  expect(new Set([seen.before[0], seen.written, seen.after, seen.narrow]).size).toBe(4);
});
