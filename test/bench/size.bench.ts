/**
 * Size: what each source file adds to a release bundle, minified and gzipped.
 *
 * `npm run bench -- size [--of world|schedule|built|kernel|everything]`. A file's bytes are what the gzipped bundle loses when
 * the code that came from it is cut out; for what repeats in several files, none of them pays.
 */
import { SourceMap } from "node:module";
import {
  BUILT,
  bundleOf,
  CORE,
  EVERYTHING,
  gzippedBytes,
  KERNEL,
  SCHEDULE,
} from "../contract/bundle.ts";
import { printTable, readOptions } from "./harness.ts";

const FIXTURES: Readonly<Record<string, string>> = {
  world: CORE,
  schedule: SCHEDULE,
  built: BUILT,
  kernel: KERNEL,
  everything: EVERYTHING,
};

const of = readOptions().of ?? "world";
const source = FIXTURES[of];
if (source === undefined)
  throw new Error(`size: there is no "${of}". Use one of ${Object.keys(FIXTURES).join(", ")}.`);
const { code, map } = await bundleOf(source);
const total = gzippedBytes(code);

const origins = originOfEach(code);
const files = [...new Set(origins)].map((file) => {
  let own = "";
  let rest = "";
  for (let i = 0; i < code.length; i++) {
    if (origins[i] === file) own += code[i];
    else rest += code[i];
  }
  const text = own.match(/`[^`]*`|"[^"]*"/g)?.join("").length ?? 0;
  return { file, minified: own.length, text, gzipped: total - gzippedBytes(rest) };
});
files.sort((a, b) => b.gzipped - a.gzipped);

const withoutText = gzippedBytes(code.replace(/`(?:[^`\\]|\\.)*`/g, "``"));
printTable(`${of}: ${total} bytes, ${withoutText} without the texts of messages`, {
  headers: ["file", "min+gzip", "minified", "of that text"],
  rows: files.map(({ file, gzipped, minified, text }) => [
    file,
    `${gzipped}`,
    `${minified}`,
    `${text}`,
  ]),
});

/** By character: the source file it came from. */
function originOfEach(text: string): string[] {
  const sources = new SourceMap({
    file: "",
    version: 3,
    names: [],
    sourcesContent: [],
    sourceRoot: "",
    ...map,
  });
  return text.split("\n").flatMap((line, row) =>
    Array.from({ length: line.length + 1 }, (_, column) => {
      const entry = sources.findEntry(row, column);
      const path = "originalSource" in entry ? entry.originalSource : undefined;
      return path?.replace(/^.*src\//, "") ?? "what joins the files";
    }),
  );
}
