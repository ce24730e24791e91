import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import type { WorkerReport } from "./pages/workers.ts";
import { type PageServer, serveBuilt } from "./serve.ts";

const PAGE = "test/browser/pages/workers.html";

let browser: Browser;
const servers: PageServer[] = [];
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  for (const server of servers) await server.close();
});

/** What the page, built and served with these headers, says of its worker. */
async function report(headers: Record<string, string> = {}): Promise<WorkerReport> {
  const server = await serveBuilt([PAGE], headers);
  servers.push(server);
  return reportOf(server);
}

/** The same of a page that has been built; files of the name `missing` do not arrive. */
async function reportOf(server: PageServer, missing?: string): Promise<WorkerReport> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  if (missing !== undefined) await page.route(`**/${missing}`, (route) => route.abort());
  await page.goto(server.url + PAGE);
  const found = await page.evaluate(() => window.report);
  await page.close();
  expect(errors).toEqual([]);
  return found;
}

test("a page that is isolated runs kernels on a worker, too, with the same results", async () => {
  const { helped, reason, alone, together } = await report();
  expect(reason).toBeUndefined();
  expect(helped).toBeGreaterThan(0);
  expect(together).toBe(alone);
  expect(alone).not.toBe(0);
});

test("a page that the code for workers does not reach runs them on its one thread, and its world says why", async () => {
  const { helped, reason, alone, together } = await reportOf(servers[0], "shared-run-*.js");
  expect(helped).toBe(0);
  expect(reason).toContain("the code of workers could not be loaded: ");
  expect(together).toBe(alone);
});

test("a page that is not isolated runs them on its one thread, and its world says why", async () => {
  const { helped, reason, alone, together } = await report({
    "Cross-Origin-Opener-Policy": "unsafe-none",
    "Cross-Origin-Embedder-Policy": "unsafe-none",
  });
  expect(helped).toBe(0);
  expect(reason).toBe("the page is not cross-origin isolated, so that it may not share memory");
  expect(together).toBe(alone);
});

test("a page whose policy forbids workers runs them on its one thread, and its world says why", async () => {
  const { helped, reason, alone, together } = await report({
    "Content-Security-Policy": "worker-src 'none'",
  });
  expect(helped).toBe(0);
  expect(reason).toContain("a worker could not be started: ");
  expect(together).toBe(alone);
});
