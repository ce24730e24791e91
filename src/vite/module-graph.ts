/** ModuleGraph: the modules of a program as they were written, and where what they export comes from. */
import { readFile } from "node:fs/promises";
import type { FunctionSyntax, Syntax } from "../kernel/parse/syntax.ts";
import { unwrapped } from "../kernel/parse/syntax.ts";
import { treeOf } from "../kernel/parse/tree-of.ts";
import type { KernelTree } from "../kernel/tree.ts";
import { innerNames, type ModuleNames, type ModuleSyntax, namesOf } from "./module-names.ts";

/** What of a bundler is needed. */
export interface Bundler {
  /** The id of what `source` means in the module `importer`; undefined where it is no file of the program. */
  resolve(source: string, importer: string): Promise<string | undefined>;
  /** Undefined for what is no JavaScript or TypeScript. */
  parse(code: string, id: string): ModuleSyntax | undefined;
  /** Says that what is being made depends on a file. */
  watch(id: string): void;
  /** What messages call the file. */
  nameOf(id: string): string;
}

export class Module {
  readonly id: string;
  readonly names: ModuleNames;
  readonly innerNames: ReadonlySet<string>;
  readonly #code: string;
  readonly #file: string;

  constructor(id: string, file: string, code: string, syntax: ModuleSyntax, names: ModuleNames) {
    this.id = id;
    this.names = names;
    this.innerNames = innerNames(syntax.body);
    this.#code = code;
    this.#file = file;
  }

  /**
   * The tree of a function that is written at `input`, or that a constant of the module holds.
   * @throws {EcsError} E310 to E319 for what kernels do not have.
   */
  treeOf(input: Syntax): KernelTree | undefined {
    const body = this.functionAt(input);
    const { imported } = this.names;
    return body && treeOf(body, this.#code, { file: this.#file, callNames: imported });
  }

  functionAt(input: Syntax): FunctionSyntax | undefined {
    let node = unwrapped(input);
    const constant = node.type === "Identifier" ? this.names.constants.get(node.name) : undefined;
    if (constant !== undefined) node = unwrapped(constant);
    if (node.type === "ArrowFunctionExpression" || node.type === "FunctionExpression") return node;
    return undefined;
  }
}

/** A name that a module declares, or that Colonnade exports. */
export type Found =
  | { readonly isOurs: true; readonly name: string }
  | { readonly isOurs: false; readonly name: string; readonly module: Module };

/** How many modules a name may come through: none needs so many, and circles do. */
const MOST_STEPS = 32;

export class ModuleGraph {
  readonly #bundler: Bundler;
  readonly #isColonnade: (source: string) => boolean;
  readonly #modules = new Map<string, Promise<Module | undefined>>();
  /** Files that Colonnade was found to be. */
  readonly #ours = new Set<string>();

  constructor(bundler: Bundler, isColonnade: (source: string) => boolean) {
    this.#bundler = bundler;
    this.#isColonnade = isColonnade;
  }

  moduleOf(id: string, code: string, syntax: ModuleSyntax): Module {
    const names = namesOf(syntax.body, this.#isColonnade);
    return new Module(id, this.#bundler.nameOf(id), code, syntax, names);
  }

  /** Which modules a module imports Colonnade from, as it names them. */
  oursOf({ names }: Module): string[] {
    const sources = Array.from(names.imports.values(), ({ source }) => source);
    return [...new Set(sources)].filter(this.#isColonnade);
  }

  /** Whether a module that stands for Colonnade hands on what Colonnade exports as `name`. */
  async handsOn(source: string, name: string, importer: Module): Promise<boolean> {
    if (source === "colonnade") return true;
    const id = await this.#bundler.resolve(source, importer.id);
    return id !== undefined && (await this.#findIn(id, name, 0)) !== undefined;
  }

  /** Where what `source` exports as `name` is declared. */
  async find(
    source: string,
    name: string,
    importer: Module,
    steps = 0,
  ): Promise<Found | undefined> {
    const id = await this.#bundler.resolve(source, importer.id);
    if (this.#isColonnade(source)) {
      if (id !== undefined) this.#ours.add(id);
      return { isOurs: true, name };
    }
    if (id === undefined || name === "*" || steps > MOST_STEPS) return undefined;
    if (this.#ours.has(id)) return { isOurs: true, name };
    return this.#findIn(id, name, steps);
  }

  async #findIn(id: string, name: string, steps: number): Promise<Found | undefined> {
    const module = await this.#load(id);
    if (module === undefined) return undefined;
    const { exports, reexports, stars, imports } = module.names;
    const local = exports.get(name);
    if (local !== undefined) {
      const from = imports.get(local);
      if (from !== undefined) return this.find(from.source, from.name, module, steps + 1);
      return { isOurs: false, name: local, module };
    }
    const straight = reexports.get(name);
    if (straight !== undefined) return this.find(straight.source, straight.name, module, steps + 1);
    for (const star of stars) {
      const found = await this.find(star, name, module, steps + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #load(id: string): Promise<Module | undefined> {
    this.#bundler.watch(id);
    let module = this.#modules.get(id);
    if (module === undefined) {
      module = this.#read(id);
      this.#modules.set(id, module);
    }
    return module;
  }

  async #read(id: string): Promise<Module | undefined> {
    try {
      const code = await readFile(id, "utf8");
      const syntax = this.#bundler.parse(code, id);
      return syntax && this.moduleOf(id, code, syntax);
    } catch {
      return undefined; // no file, as a plugin's own modules are none
    }
  }
}
