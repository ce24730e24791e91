import { afterEach, expect, test, vi } from "vitest";
import { findBrowser, launchBrowser } from "./browser.ts";

const { arch } = process;

afterEach(() => {
  vi.unstubAllEnvs();
  Object.defineProperty(process, "arch", { value: arch });
});

test("CHROME_PATH is taken before anything else", async () => {
  vi.stubEnv("CHROME_PATH", process.execPath);
  expect(await findBrowser()).toEqual({ path: process.execPath, env: {} });
});

test("a CHROME_PATH that names no file is an error that says so", async () => {
  vi.stubEnv("CHROME_PATH", "/nowhere/chrome");
  await expect(findBrowser()).rejects.toThrow(
    'CHROME_PATH is "/nowhere/chrome", and no such file exists. Set it to the executable of a Chromium, or unset it.',
  );
});

test.runIf(process.platform === "linux")(
  "no browser at all is an error that says what to do",
  async () => {
    vi.stubEnv("CHROME_PATH", "");
    vi.stubEnv("PATH", "");
    Object.defineProperty(process, "arch", { value: "riscv64" });
    await expect(findBrowser()).rejects.toThrow(
      "No browser was found on this linux riscv64 machine: CHROME_PATH is not set and no Chromium, Chrome or Edge is installed. Install one of them, or set CHROME_PATH to the executable of one.",
    );
  },
);

test("the browser has WebGL 2 and a language that Intl accepts", async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  const seen = await page.evaluate(() => [
    document.createElement("canvas").getContext("webgl2") !== null,
    new Intl.NumberFormat(navigator.language).format(0.5).length,
  ]);
  await browser.close();
  expect(seen).toEqual([true, 3]);
});
