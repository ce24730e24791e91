/**
 * Runs the model tests on ever new lists until the time is up: `npm run soak -- --minutes 10`.
 *
 *   --minutes <n>   how long; 10 unless told. Files come in an order of the seed's, so that rounds that are cut off
 *                   have tried other files each time; the last line says which
 *   --runs <n>      how many rounds of all files at most
 *   --seed <n>      the first seed; random unless told, and random after it
 *   --scale <n>     how many lists a round, times the usual
 *   --only <text>   only test files with this in their path
 *
 * A failure ends it, with the seed, the way to run it again, and fast-check's path in the log.
 */
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const string = { type: "string" };
const { values } = parseArgs({
  options: { minutes: string, runs: string, seed: string, scale: string, only: string },
});
const minutes = positive("minutes", 10);
const runs = positive("runs", Number.POSITIVE_INFINITY);
const scale = positive("scale", 1);
const files = modelTests(values.only ?? "");
if (files.length === 0) stop(`no model test has "${values.only}" in its path`);

const end = Date.now() + minutes * 60_000;
let doneCount = 0;
let child;
let isInterrupted = false;
process.on("SIGINT", () => {
  isInterrupted = true;
  endRun();
});

console.log(`soak: ${files.length} model tests, ${minutes} minutes.`);
for (let seed = positive("seed", randomSeed()); doneCount < runs; seed = randomSeed()) {
  const startMs = Date.now();
  const { code, output } = await run(seed);
  if (isInterrupted) break;
  const seconds = Math.round((Date.now() - startMs) / 1000);
  const held = linesOf(output, "soak-held");
  const failed = linesOf(output, "soak-failed");
  if (failed.length > 0 || (code !== 0 && Date.now() < end)) {
    report(seed, output, failed);
    break;
  }
  if (code !== 0) {
    tellCutOff(seed, held);
    break;
  }
  doneCount++;
  console.log(`soak: seed ${seed} holds (${seconds} s)`);
  if (Date.now() >= end) break;
}
console.log(`soak: ${doneCount} runs held.`);
if (isInterrupted) process.exitCode = 130;

/** What a round had come to when the time was up. */
function tellCutOff(seed, held) {
  const others = files.filter((file) => !held.includes(file));
  console.log(`soak: time is up; seed ${seed} held in ${held.length} of ${files.length} files:`);
  for (const file of held.sort()) console.log(`soak:   ${file}`);
  console.log(`soak: not finished: ${others.join(", ")}`);
}

/** The files of a reporter's lines, each once. */
function linesOf(output, word) {
  const found = output.matchAll(new RegExp(`^${word} (.+)$`, "gm"));
  return [...new Set([...found].map(([, file]) => file))];
}

/** One round of all files; killed when the time is up, a minute later where a failure is being put into words. */
function run(seed) {
  return new Promise((resolve) => {
    const env = { ...process.env, MODEL_SEED: String(seed), MODEL_SCALE: String(scale) };
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    // A group of its own: Ctrl-C is for this process, which then ends the other.
    child = spawn(
      process.execPath,
      [
        vitest,
        "run",
        "--reporter=default",
        "--reporter=./.ci/file-reporter.ts",
        "--testTimeout=0",
        "--bail=1",
        "--sequence.shuffle.files",
        `--sequence.seed=${seed}`,
        ...files,
      ],
      {
        cwd: root,
        env,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let output = "";
    const add = (text) => {
      output += text;
    };
    child.stdout.on("data", add);
    child.stderr.on("data", add);
    let timer = setTimeout(
      () => {
        if (linesOf(output, "soak-failed").length === 0) endRun();
        else timer = setTimeout(endRun, 60_000);
      },
      Math.max(0, end - Date.now()),
    );
    child.on("close", (code) => {
      clearTimeout(timer);
      child = undefined;
      resolve({ code, output });
    });
  });
}

/** Ends the run at hand, with its workers. */
function endRun() {
  if (child !== undefined) process.kill(-child.pid, "SIGTERM");
}

function report(seed, output, failed) {
  const folder = join(root, "node_modules/.cache/colonnade");
  const log = join(folder, `soak-${seed}.log`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(log, output);
  const path = /path: "([^"]+)"/.exec(output)?.[1];
  console.log(output.split("\n").slice(-60).join("\n"));
  console.error(
    `soak: seed ${seed} FAILED${path === undefined ? "" : `, path ${path}`}; the whole log is ${log}`,
  );
  console.error(
    `soak: again by MODEL_SEED=${seed} MODEL_SCALE=${scale} npx vitest run ${failed.join(" ")}`,
  );
  process.exitCode = 1;
}

/** Test files that take their seed from the environment. */
function modelTests(part) {
  return readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .map((file) => join("test", file))
    .filter((file) => file.endsWith(".test.ts") && file.includes(part))
    .filter((file) => /from "[^"]*\/soak\.ts"/.test(readFileSync(join(root, file), "utf8")))
    .sort();
}

function randomSeed() {
  return Math.floor(Math.random() * 2 ** 31);
}

function positive(name, otherwise) {
  const value = Number(values[name] ?? otherwise);
  if (value > 0) return value;
  return stop(`--${name} is ${values[name]}; pass a number above 0`);
}

function stop(problem) {
  console.error(`soak: ${problem}.`);
  process.exit(2);
}
