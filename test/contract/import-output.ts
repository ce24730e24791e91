/** What a build has made, in a folder of its own, so that it can be run as it would be served. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

export interface OutputFile {
  readonly fileName: string;
  readonly code?: string;
  readonly source?: string | Uint8Array;
}

/** Writes all files to the folder and runs the first. */
export function importOutput(files: readonly OutputFile[], folder: string): Promise<unknown> {
  for (const { fileName, code, source } of files) {
    const path = join(folder, fileName);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code ?? source ?? "");
  }
  return import(/* @vite-ignore */ pathToFileURL(join(folder, files[0].fileName)).href);
}
