/**
 * Runs a benchmark: `npm run bench -- <name> [arguments]`; without a name, lists them.
 *
 * Bundles `test/bench/<name>.bench.ts` for Node as a release (`__DEV__` false, not minified, so
 * that profiles can be read) and runs it with `--expose-gc`. Packages are not bundled.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const suffix = ".bench.ts";

const names = readdirSync(here)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length))
  .sort();
const [name, ...benchArguments] = process.argv.slice(2);

if (name === undefined) {
  console.log("npm run bench -- <name> [arguments]\n");
  const width = Math.max(...names.map((known) => known.length));
  for (const known of names) console.log(`  ${known.padEnd(width)}  ${summary(known)}`);
} else if (names.includes(name)) {
  process.exitCode = await run(name, benchArguments);
} else {
  console.error(`bench: there is no "${name}". Use one of ${names.join(", ")}.`);
  process.exitCode = 1;
}

/** The first sentence of a bench's header comment. */
function summary(known) {
  const source = readFileSync(join(here, known + suffix), "utf8");
  const header = /^\/\*\*([\s\S]*?)\*\//.exec(source)?.[1] ?? "";
  const text = header.replace(/^\s*\* ?/gm, "").replace(/\s+/g, " ");
  return /^.*?[.](?= |$)/.exec(text.trim())?.[0] ?? "";
}

async function run(known, args) {
  const outDir = join(root, "node_modules/.cache/colonnade/bench", known);
  await build({
    root,
    // For its plugin, which reads the bodies of kernels.
    configFile: join(root, "vite.config.ts"),
    logLevel: "warn",
    define: { __DEV__: "false" },
    build: {
      ssr: join(here, known + suffix),
      outDir,
      emptyOutDir: true,
      target: "node20",
      minify: false,
      sourcemap: true,
      rollupOptions: {
        output: { entryFileNames: `${known}.mjs`, chunkFileNames: "[name]-[hash].mjs" },
      },
    },
  });
  // A bundle for Node finds it beside the file that starts workers, which is in the same folder as all others.
  const worker = "kernel-worker.js";
  copyFileSync(join(root, "src/kernel/workers", worker), join(outDir, worker));
  const flags = ["--expose-gc", "--enable-source-maps"];
  const child = spawnSync(process.execPath, [...flags, join(outDir, `${known}.mjs`), ...args], {
    stdio: "inherit",
    cwd: root,
  });
  return child.status ?? 1;
}
