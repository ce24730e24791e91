/**
 * A web server for the pages of tests and benchmarks, on a free port of 127.0.0.1.
 *
 * `servePages` serves sources as they are, which starts fast; `serveBuilt` builds the pages first,
 * as they would be published. Both send the headers that isolate a page, as `npm start` does.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build, createServer, type InlineConfig, preview } from "vite";

/** The folder of the whole project: npm and Vitest run there, and a bundled benchmark has no path of its own. */
export const PROJECT = process.cwd();

export interface PageServer {
  /** Where the pages are, with a slash at the end: `http://127.0.0.1:40123/`. */
  readonly url: string;
  close(): Promise<void>;
}

const QUIET: InlineConfig = { root: PROJECT, logLevel: "error", clearScreen: false };

function firstUrl(urls: { local: string[]; network: string[] } | null): string {
  const url = urls?.local[0] ?? urls?.network[0];
  if (url === undefined)
    throw new Error(
      "The page server did not say where it listens. Look for a firewall that keeps 127.0.0.1 shut.",
    );
  return url;
}

/**
 * Serves the project's sources; `url + "test/browser/pages/x.html"` is a page.
 *
 * @param packages - what the pages import from npm, bundled beforehand: found late, each would reload the page
 * @param config - beside the project's own
 */
export async function servePages(
  packages: readonly string[] = ["pixi.js"],
  config: InlineConfig = {},
): Promise<PageServer> {
  // A cache folder of its own, so that servers that run at once never replace each other's bundles.
  const cacheDir = mkdtempSync(join(tmpdir(), "colonnade-vite-"));
  const server = await createServer({
    ...QUIET,
    ...config,
    cacheDir,
    optimizeDeps: { include: [...packages], noDiscovery: true },
    server: { host: "127.0.0.1", port: 0, hmr: false, watch: null, open: false },
  });
  await server.listen();
  return {
    url: firstUrl(server.resolvedUrls),
    async close() {
      await server.close();
      rmSync(cacheDir, { recursive: true, force: true });
    },
  };
}

/**
 * Builds pages as for publishing and serves the result; a page keeps its path below the project.
 *
 * @param pages - HTML files, relative to the project: `["index.html"]`
 * @param headers - sent with everything, beside those that isolate the page
 */
export async function serveBuilt(
  pages: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): Promise<PageServer> {
  const outDir = mkdtempSync(join(tmpdir(), "colonnade-pages-"));
  await build({
    ...QUIET,
    build: {
      outDir,
      emptyOutDir: true,
      rollupOptions: { input: pages.map((page) => resolve(PROJECT, page)) },
    },
  });
  const server = await preview({
    ...QUIET,
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0, open: false, headers },
  });
  return {
    url: firstUrl(server.resolvedUrls),
    async close() {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
