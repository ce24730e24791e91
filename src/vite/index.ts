/**
 * `colonnade/vite`: reads the bodies of kernels while a page is built, so that no parser is in the page and no
 * minifier can hurt them, and compiles them, so that no compiler is. Without it, `parseKernels()` of
 * `colonnade/kernel/parse` reads them in the page.
 */
import { relative } from "node:path";
import type { Plugin } from "vite";
import { describeProgram } from "../kernel/describe.ts";
import { REFUSALS } from "../kernel/refusals.ts";
import { giveWords } from "../kernel/words.ts";
import { edited, mapOf } from "./edit.ts";
import type { Bundler } from "./module-graph.ts";
import type { ModuleSyntax } from "./module-names.ts";
import { ModuleTransform } from "./module-transform.ts";

export interface ColonnadeOptions {
  /** Modules that `kernel` and `kernelFunction` are imported from as well as from "colonnade": those that re-export them. */
  readonly modules?: readonly (string | RegExp)[];
  /**
   * Whether kernels are compiled as well as read: in builds, unless told otherwise. A kernel whose components or uniforms
   * are no constants that can be read from the text is compiled in the page, which then has the compiler.
   */
  readonly compile?: boolean | undefined;
}

/**
 * A plugin for Vite 8 and later that gives each `kernel(...)` and `kernelFunction(...)` the tree of its function, and in
 * builds makes of each `kernel(...)` that it can what `builtKernel` takes.
 *
 * Reads `.js`, `.ts`, `.jsx` and `.tsx` modules as they were written, types and all, by the bundler's own parser;
 * changes nothing but those calls, with an exact source map. Modules without such a call are not parsed.
 * The function has to stand in the call, or be a constant of the same module.
 *
 * What kernels cannot say ends the build, with its file and line: `EcsError` E310 to E319, and where it compiles E320 to E327.
 */
export function colonnade({ modules = [], compile }: ColonnadeOptions = {}): Plugin {
  const ours: readonly (string | RegExp)[] = ["colonnade", ...modules];
  const isColonnade = (source: string): boolean =>
    ours.some((one) => (typeof one === "string" ? one === source : one.test(source)));
  let root = "";
  let compiles = compile ?? false;
  giveWords(REFUSALS, describeProgram);
  return {
    name: "colonnade",
    // Before types are stripped and lines are moved, so that messages name the lines that people wrote.
    enforce: "pre",
    configResolved(config) {
      root = config.root;
      compiles = compile ?? config.command === "build";
    },
    transform: {
      filter: { id: /\.[cm]?[jt]sx?(?:$|\?)/, code: /\bkernel(?:Function)?\b/ },
      async handler(code, id) {
        const bundler: Bundler = {
          resolve: async (source, importer) => fileOf((await this.resolve(source, importer))?.id),
          parse: (text, of) =>
            parsed(() => this.parse(text, { lang: languageOf(of), preserveParens: true })),
          watch: (file) => this.addWatchFile(file),
          nameOf: (file) => relative(root, file.replace(/\?.*$/, "")).replaceAll("\\", "/"),
        };
        const syntax = bundler.parse(code, id);
        if (syntax === undefined) return undefined;
        const transform = new ModuleTransform(bundler, isColonnade, compiles);
        const edits = await transform.editsOf(id, code, syntax);
        if (edits.length === 0) return undefined;
        return { code: edited(code, edits), map: mapOf(code, id, edits) };
      },
    },
  };
}

/** Not of modules that plugins make up. */
function fileOf(id: string | undefined): string | undefined {
  const file = id?.replace(/\?.*$/, "");
  return file?.startsWith("\0") ? undefined : file;
}

/** Of the id of a module: what follows a question mark may say it too, as in `App.vue?vue&type=script&lang.ts`. */
function languageOf(id: string): "ts" | "tsx" | "jsx" {
  if (/\.tsx(?:$|\?)/.test(id)) return "tsx";
  return /\.[cm]?ts(?:$|\?)/.test(id) ? "ts" : "jsx";
}

/** `undefined` for a module that is no JavaScript: whoever is to make it so says it better. */
function parsed(parse: () => ModuleSyntax): ModuleSyntax | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
