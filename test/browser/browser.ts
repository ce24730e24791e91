/**
 * A headless Chromium for tests and benchmarks, wherever one can be had.
 *
 * In order: `CHROME_PATH`; an installed Chromium, Chrome or Edge; the browser that the npm package
 * `@sparticuz/chromium` carries. No browser is an error that says what to do, never a skip.
 * Invariant: the flags pin software GL, so that pictures do not depend on the machine.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const CACHE = join(process.cwd(), "node_modules/.cache/colonnade");

const FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** WebGL on the processor. */
export const WEBGL_FLAGS: readonly string[] = [
  "--use-gl=angle",
  "--use-angle=swiftshader-webgl",
  "--enable-unsafe-swiftshader",
];

/** WebGPU on the processor: draws off-screen only; read `canvas.toDataURL()` instead of taking a screenshot. */
export const WEBGPU_FLAGS: readonly string[] = [
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--enable-unsafe-webgpu",
  "--enable-features=Vulkan,WebGPU",
  "--use-vulkan=swiftshader",
  "--use-webgpu-adapter=swiftshader",
  "--disable-vulkan-surface",
];

const COMMANDS = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "msedge",
  "microsoft-edge",
];

const APPLICATIONS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((folder) => {
    const base = process.env[folder];
    if (base === undefined) return [];
    return [
      join(base, "Google/Chrome/Application/chrome.exe"),
      join(base, "Microsoft/Edge/Application/msedge.exe"),
    ];
  }),
};

/** An executable, and what it needs in its environment. */
export interface BrowserPath {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Finds the browser that `launchBrowser` starts.
 *
 * @throws {Error} when `CHROME_PATH` names no file, or no browser can be had at all
 */
export async function findBrowser(): Promise<BrowserPath> {
  const chosen = process.env.CHROME_PATH;
  if (chosen !== undefined && chosen !== "") {
    if (existsSync(chosen)) return { path: chosen, env: {} };
    throw new Error(
      `CHROME_PATH is "${chosen}", and no such file exists. Set it to the executable of a Chromium, or unset it.`,
    );
  }
  const installed = [...onSearchPath(), ...(APPLICATIONS[process.platform] ?? [])].find((path) =>
    existsSync(path),
  );
  if (installed !== undefined) return { path: installed, env: {} };
  return carriedBrowser();
}

function onSearchPath(): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
}

/** Unpacks the browser of `@sparticuz/chromium` once, about 2 s and 200 MB, and keeps it in the package cache. */
async function carriedBrowser(): Promise<BrowserPath> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      `No browser was found on this ${process.platform} ${process.arch} machine: CHROME_PATH is not set and no Chromium, Chrome or Edge is installed. Install one of them, or set CHROME_PATH to the executable of one.`,
    );
  }
  const home = join(CACHE, "chromium-147");
  if (!existsSync(join(home, "chromium"))) await unpackInto(home);
  const libraries = [join(home, "al2023/lib"), process.env.LD_LIBRARY_PATH]
    .filter(Boolean)
    .join(":");
  return {
    path: join(home, "chromium"),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: writeFontsConfig(home) },
  };
}

/** The package's own configuration looks for its fonts elsewhere; without any, pages show no text. */
function writeFontsConfig(home: string): string {
  const file = join(home, "fonts.conf");
  const folders = [join(home, "fonts/fonts"), "/usr/share/fonts"].map((dir) => `<dir>${dir}</dir>`);
  const cache = `<cachedir>${join(home, "font-cache")}</cachedir>`;
  const families = ["system-ui", "sans-serif"].map(
    (family) =>
      `<alias><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`,
  );
  writeFileSync(file, `<fontconfig>${[...folders, cache, ...families].join("")}</fontconfig>\n`);
  return file;
}

async function unpackInto(home: string): Promise<void> {
  // Test files run in parallel: each unpacks beside the target, and the first rename wins.
  const own = `${home}.${process.pid}`;
  mkdirSync(own, { recursive: true });
  const { AWS_EXECUTION_ENV, LD_LIBRARY_PATH, FONTCONFIG_PATH, TMPDIR } = process.env;
  try {
    // The package looks at the first when it is imported and then also unpacks NSS, NSPR and expat,
    // which bare images lack; it unpacks into the folder for temporary files.
    Object.assign(process.env, { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x", TMPDIR: own });
    const { default: carried } = await import("@sparticuz/chromium");
    await carried.executablePath();
    if (!existsSync(home)) renameSync(own, home);
  } catch (cause) {
    if (existsSync(join(home, "chromium"))) return;
    throw new Error(
      "No browser was found: CHROME_PATH is not set, no Chromium, Chrome or Edge is installed, and the browser in the package @sparticuz/chromium could not be unpacked. Run `npm ci`, or set CHROME_PATH to the executable of a Chromium.",
      { cause },
    );
  } finally {
    for (const [name, value] of Object.entries({
      AWS_EXECUTION_ENV,
      LD_LIBRARY_PATH,
      FONTCONFIG_PATH,
      TMPDIR,
    })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(own, { recursive: true, force: true });
  }
}

/**
 * Starts a headless browser; close it with `browser.close()`.
 *
 * @param graphics - flags that choose the graphics stack; WebGL on software GL unless given
 * @throws {Error} when no browser can be had
 */
export async function launchBrowser(graphics: readonly string[] = WEBGL_FLAGS): Promise<Browser> {
  const { path, env } = await findBrowser();
  return chromium.launch({
    executablePath: path,
    headless: true,
    args: [...FLAGS, ...graphics],
    // Where the locale is C, navigator.language would be "en-US@posix", which Intl refuses.
    env: { ...(process.env as Record<string, string>), LC_ALL: "en_US.UTF-8", ...env },
  });
}
