// Builds the package into dist/: the library twice (release and development), its declarations, and the demo site.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entries = {
  index: "src/index.ts",
  pixi: "src/pixi/index.ts",
  devtools: "src/devtools/index.ts",
  "kernel-parse": "src/kernel/parse/index.ts",
  vite: "src/vite/index.ts",
};

// Beside the library stands the file that workers are started from, as it is: whoever bundles the library bundles it.
const workerFile = "kernel-worker.js";
const asWritten = {
  name: "worker-as-written",
  enforce: "pre",
  transform: (code, id) =>
    id.endsWith("/workers/thread.ts")
      ? code.replaceAll(`new URL("./${workerFile}", import.meta.url)`, "WORKER_FILE")
      : undefined,
  renderChunk: (code) =>
    code.replaceAll("WORKER_FILE", `new URL("./${workerFile}", import.meta.url)`),
};

/** One library build; in the release build `__DEV__` is false and the diagnostics are dropped. */
async function buildLibrary(development) {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    plugins: [asWritten],
    define: { __DEV__: JSON.stringify(development) },
    build: {
      outDir: "dist",
      emptyOutDir: false,
      target: "es2022",
      minify: false,
      sourcemap: true,
      lib: {
        entry: Object.fromEntries(
          Object.entries(entries).map(([name, file]) => [name, join(root, file)]),
        ),
        formats: ["es"],
        fileName: (_format, name) => `${name}${development ? ".dev" : ""}.js`,
      },
      rollupOptions: {
        external: [/^pixi\.js/, /^node:/, "acorn"],
        output: { chunkFileNames: `shared-[hash]${development ? ".dev" : ""}.js` },
      },
    },
  });
}

rmSync(join(root, "dist"), { recursive: true, force: true });
await buildLibrary(false);
await buildLibrary(true);
copyFileSync(join(root, "src/kernel/workers", workerFile), join(root, "dist", workerFile));

// Declarations of src/ alone: the project's own tsconfig covers tests and demos too.
const cache = join(root, "node_modules/.cache/colonnade");
const buildConfig = join(cache, "tsconfig.build.json");
mkdirSync(cache, { recursive: true });
writeFileSync(
  buildConfig,
  JSON.stringify({
    extends: join(root, "tsconfig.json"),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: join(root, "src"),
      outDir: join(root, "dist/types"),
    },
    include: [join(root, "src")],
  }),
);
const tsc = spawnSync(
  process.execPath,
  [join(root, "node_modules/typescript/bin/tsc"), "-p", buildConfig],
  { cwd: root, stdio: "inherit" },
);
if (tsc.status !== 0) process.exit(tsc.status ?? 1);

const pages = ["index.html", "lab.html"].map((page) => join(root, page));
await build({
  root,
  logLevel: "warn",
  build: { outDir: "dist/demos", rollupOptions: { input: pages } },
});
console.log("Built dist/ (library, declarations) and dist/demos/ (the demo site).");
