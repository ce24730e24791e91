import { defineConfig } from "vitest/config";
import { CountReporter } from "./.ci/count-reporter.ts";
import { colonnade } from "./src/vite/index.ts";

// Cross-origin isolation lets a page share memory with workers and gives it a 5 us clock. Without
// these headers everything still runs: unshared, and on a 100 us clock.
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

// `npm start` opens a browser where there is a screen to open it on.
const hasScreen =
  process.platform !== "linux" || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const open = hasScreen && !process.env.CI && process.env.npm_lifecycle_event === "start";

// What demos, three folders deep, import the engine as; tests read their kernels at run time.
const demos = { modules: ["../../../src/index.ts"] };

// biome-ignore lint/style/noDefaultExport: where Vite looks for its configuration.
export default defineConfig(({ command, mode }) => ({
  base: "./",
  plugins: [colonnade(demos)],
  // Not minified: the lab shows the text of its functions as they run.
  worker: {
    plugins: () => [colonnade(demos)],
    rollupOptions: { output: { minify: false } },
  },
  // `npm start` shows what things cost, so it runs what players get; plain `vite` has the checks of development.
  define: { __DEV__: JSON.stringify(command === "serve" && mode !== "release") },
  server: { headers: isolation, host: "127.0.0.1", open },
  preview: { headers: isolation, host: "127.0.0.1" },
  build: { outDir: "dist/demos", emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 1500 },
  test: {
    reporters: ["default", new CountReporter()],
    // Two cores; the browser and heap tests want one to themselves.
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: "src", include: ["test/**/*.test.ts"] } },
      {
        // The engine once more as pages get it: without diagnostics, with every check.
        extends: true,
        define: { __DEV__: "false" },
        test: {
          name: "release",
          include: [
            "test/{inspect,misuse,query,schedule,storage,world}/**/!(*garbage*|*model*|*statistics*).test.ts",
          ],
        },
      },
    ],
  },
}));
