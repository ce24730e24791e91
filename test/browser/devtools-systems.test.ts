/** What the overlay of `colonnade/devtools` does to the systems of the running particle demo. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { DemoPage } from "./demo-page.ts";
import { type PageServer, serveBuilt } from "./serve.ts";

let server: PageServer;
let browser: Browser;
let demo: DemoPage;
beforeAll(async () => {
  [server, browser] = await Promise.all([serveBuilt(["index.html"]), launchBrowser()]);
  demo = await DemoPage.open(browser, server.url);
  await demo.untilDrawn();
  await demo.page.click("#devtools-open");
});
afterAll(async () => {
  await demo.close();
  await browser.close();
  await server.close();
});

const PATIENCE = { timeout: 30_000, interval: 100 };

const panel = () => demo.page.locator("[role=tabpanel]");
const button = (name: string) => demo.page.getByRole("button", { name, exact: true });
const runs = (system: string) => panel().getByRole("checkbox", { name: `${system} runs` });
const show = (tab: string) => demo.page.getByRole("tab", { name: tab, exact: true }).click();
const checksum = () => demo.page.evaluate(() => window.colonnade.checksum());
const steps = async () => Number((await demo.data()).frames);

/** Clicks, and waits until the page says that it has come to so many steps. */
async function clickUntil(name: string, count: number): Promise<void> {
  await button(name).click();
  await expect.poll(steps, PATIENCE).toBe(count);
}

async function pause(): Promise<number> {
  if (await button("Resume").isVisible()) return steps();
  await button("Pause").last().click();
  await button("Resume").waitFor();
  await demo.until("paused", "true");
  return steps();
}

test("the systems are listed in the order in which they run, with what they take", async () => {
  await show("Systems");
  const rows = panel().locator("tbody tr");
  await expect
    .poll(() => rows.locator("td:nth-child(2)").allTextContents(), PATIENCE)
    .toEqual(["age", "forces", "move", "bounce", "look", "respawn"]);
  await expect
    .poll(() => rows.locator("td:nth-child(6)").allTextContents(), PATIENCE)
    .toEqual(Array.from({ length: 6 }, () => expect.stringMatching(/^\d+\.\d+$/)));
  await expect
    .poll(() => rows.locator("td:nth-child(8)").allTextContents(), PATIENCE)
    .toEqual(Array.from({ length: 6 }, () => "5,000"));
  await expect
    .poll(() => rows.last().locator("td:nth-child(9)").textContent(), PATIENCE)
    .toMatch(/^[1-9]\d*$/); // what died and was born anew
  await expect
    .poll(() => rows.first().locator("polyline").getAttribute("points"), PATIENCE)
    .toMatch(/^(\d+,\d+ ){30}$/);
});

test("panels beside it tell what the world holds and what is uploaded", async () => {
  const shown = (name: string) =>
    demo.page.locator(`#stats canvas[data-name="${name}"]`).getAttribute("data-shown");
  await expect.poll(() => shown("ENTITIES"), PATIENCE).toBe("5 K");
  await expect.poll(() => shown("UPLOAD"), PATIENCE).toBe("80 KB"); // 16 bytes a particle
  expect(await shown("CHUNKS")).toMatch(/^\d$/);
  expect(await shown("SLABS")).toMatch(/^\d+ KB$/);
  expect(await shown("ARENA")).toBe("0 B"); // these systems need none
  expect(await shown("STEP")).toMatch(/^\d/);
});

test("pause stops the demo and its own button says so; one frame at a time goes on", async () => {
  const from = await pause();
  expect(await demo.page.textContent("#pause")).toContain("Play");
  await clickUntil("Step frame", from + 1);
  await clickUntil("Step frame", from + 2);
  expect((await demo.data()).paused).toBe("true");
});

test("what is switched off stands still, and runs once where asked", async () => {
  const from = await pause();
  await show("Systems");
  await runs("move").uncheck();
  await runs("respawn").uncheck();
  const before = await checksum();
  await clickUntil("Step frame", from + 1);
  const after = await checksum();
  expect(after.life).toBeLessThan(before.life);
  expect([after.x, after.y]).toEqual([before.x, before.y]);
  await panel().getByRole("button", { name: "Run move once" }).click();
  const moved = await checksum();
  expect(moved.x).not.toBe(after.x);
  expect(moved.life).toBe(after.life);
  expect(await steps()).toBe(from + 1);
  await demo.screenshot("devtools-systems-off");
  await runs("move").press("Space");
  await runs("respawn").press("Space");
  expect(await runs("move").isChecked()).toBe(true);
});

test("a frame can be taken system by system, and its picture is in the schedule", async () => {
  const from = await pause();
  await show("Schedule");
  await clickUntil("Step system", from + 1);
  const stepper = demo.page.getByRole("group", { name: "Game time" });
  const next = panel().locator(".box.next");
  for (const name of ["forces", "move", "bounce"]) {
    await stepper.getByText(`next: ${name}`).waitFor();
    expect(await next.textContent()).toContain(name);
    await button("Step system").click();
  }
  await demo.screenshot("devtools-schedule-stepping");
  await stepper.getByText("next: look").waitFor();
  await button("Step frame").click(); // the rest of it
  await stepper.getByText("next: look").waitFor({ state: "detached" });
  await clickUntil("Step frame", from + 2);
});

test("the schedule says why a system stands where it does", async () => {
  await show("Schedule");
  expect(await panel().locator(".box").count()).toBe(6);
  expect(await panel().locator("svg path").count()).toBe(5);
  await panel().locator(".box", { hasText: "respawn" }).press("Enter");
  const why = panel().getByRole("region", { name: "Why this order" });
  await why.getByText('after "bounce"\nafter "look"').first().waitFor();
  await why.getByText("6 systems; where no order binds them, as listed.").waitFor();
});

test("messages are counted, and the last are told", async () => {
  await show("Messages");
  await expect
    .poll(async () => {
      await button("Step frame").click();
      return panel().getByRole("region", { name: "Last messages" }).textContent();
    }, PATIENCE)
    .toMatch(/Respawned #\d+ count \d+\nRespawned #\d+ count \d+/);
  await panel().getByRole("cell", { name: "Respawned", exact: true }).waitFor();
  await demo.screenshot("devtools-messages-log");
});

test("gauges say how full each part is", async () => {
  await show("Gauges");
  for (const part of ["all slabs", "entity index", "chunks", "frame arena"])
    await panel().getByRole("cell", { name: part, exact: true }).waitFor();
});

test("resume goes on, and a layout without a world shows what was measured", async () => {
  await pause();
  await button("Resume").click();
  await demo.until("paused", "false");
  await demo.untilSteps(3);
  await demo.choose("objects");
  await show("Systems");
  await panel().getByText("Measured by the profile.").waitFor();
  expect(await button("Step system").isVisible()).toBe(false);
  await demo.choose("kernel");
  await button("Step system").waitFor();
});
