/**
 * `colonnade/vite`: reads the bodies of kernels while a page is built, so that no parser is in the page and no
 * minifier can hurt them. Without it, `parseKernels()` of `colonnade/kernel/parse` reads them in the page.
 */
import { relative } from "node:path";
import type { Plugin } from "vite";
import { treesToAdd } from "./add-trees.ts";
import { inserted, mapOf } from "./insertion.ts";

export interface ColonnadeOptions {
  /** Modules that `kernel` and `kernelFunction` are imported from as well as from "colonnade": those that re-export them. */
  readonly modules?: readonly (string | RegExp)[];
}

/**
 * A plugin for Vite 8 and later that gives each `kernel(...)` and `kernelFunction(...)` the tree of its function.
 *
 * Reads `.js`, `.ts`, `.jsx` and `.tsx` modules as they were written, types and all, by the bundler's own parser;
 * adds nothing but inputs to those calls, with an exact source map. Modules without such a call are not parsed.
 * The function has to stand in the call, or be a constant of the same module.
 *
 * What kernels cannot say ends the build, with its file and line: `EcsError` E310 to E319.
 */
export function colonnade({ modules = [] }: ColonnadeOptions = {}): Plugin {
  const ours: readonly (string | RegExp)[] = ["colonnade", ...modules];
  const isColonnade = (source: string): boolean =>
    ours.some((one) => (typeof one === "string" ? one === source : one.test(source)));
  let root = "";
  return {
    name: "colonnade",
    // Before types are stripped and lines are moved, so that messages name the lines that people wrote.
    enforce: "pre",
    configResolved(config) {
      root = config.root;
    },
    transform: {
      filter: { id: /\.[cm]?[jt]sx?(?:$|\?)/, code: /\bkernel(?:Function)?\b/ },
      handler(code, id) {
        const syntax = parsed(() =>
          this.parse(code, { lang: languageOf(id), preserveParens: true }),
        );
        if (syntax === undefined) return undefined;
        const file = relative(root, id.replace(/\?.*$/, "")).replaceAll("\\", "/");
        const insertions = treesToAdd(code, syntax, { file, isColonnade });
        if (insertions.length === 0) return undefined;
        return { code: inserted(code, insertions), map: mapOf(code, id, insertions) };
      },
    },
  };
}

/** Of the id of a module: what follows a question mark may say it too, as in `App.vue?vue&type=script&lang.ts`. */
function languageOf(id: string): "ts" | "tsx" | "jsx" {
  if (/\.tsx(?:$|\?)/.test(id)) return "tsx";
  return /\.[cm]?ts(?:$|\?)/.test(id) ? "ts" : "jsx";
}

/** `undefined` for a module that is no JavaScript: whoever is to make it so says it better. */
function parsed<Program>(parse: () => Program): Program | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
