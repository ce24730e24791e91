/** ModuleTransform: what the kernels of one module become. */
import type { KernelTree } from "../kernel/tree.ts";
import { type Trees, treeEdits } from "./add-trees.ts";
import { builtEdits } from "./build-kernels.ts";
import { ConstantReader } from "./constant-reader.ts";
import type { Edit } from "./edit.ts";
import { type KernelCall, kernelCallsOf } from "./kernel-calls.ts";
import { type Bundler, type Module, ModuleGraph } from "./module-graph.ts";
import type { ModuleSyntax } from "./module-names.ts";

const BUILT = "builtKernel";

export class ModuleTransform {
  readonly #graph: ModuleGraph;
  readonly #reader: ConstantReader;
  readonly #compiles: boolean;

  constructor(bundler: Bundler, isColonnade: (source: string) => boolean, compiles: boolean) {
    this.#graph = new ModuleGraph(bundler, isColonnade);
    this.#reader = new ConstantReader(this.#graph);
    this.#compiles = compiles;
  }

  /**
   * What to put where in a module; sorted by offset.
   * @throws {EcsError} E310 to E319 for what kernels do not have, and E320 to E327 where kernels are compiled
   */
  async editsOf(id: string, code: string, syntax: ModuleSyntax): Promise<Edit[]> {
    const module = this.#graph.moduleOf(id, code, syntax);
    const { imported, namespaces } = module.names;
    if (imported.size + namespaces.size === 0) return [];
    const calls = kernelCallsOf(syntax, module.names);
    const trees = new Map(calls.map((call) => [call, module.treeOf(call.body) as KernelTree]));
    const edits: Edit[] = [];
    const local = freeName(code);
    const source = this.#compiles ? await this.#sourceOf(module) : undefined;
    let isBuilt = false;
    for (const call of calls) {
      const built = source && (await this.#built(call, local, trees, module));
      if (built) isBuilt = true;
      edits.push(...(built || treeEdits(call, trees, module)));
    }
    if (isBuilt)
      edits.push({
        at: startOf(code),
        text: `import { ${BUILT} as ${local} } from ${JSON.stringify(source)};`,
      });
    return edits.sort((a, b) => a.at - b.at);
  }

  #built(call: KernelCall, local: string, trees: Trees, module: Module) {
    return builtEdits(call, local, trees, module, this.#reader);
  }

  /** What `builtKernel` is imported from: from where the module has Colonnade, if all of it is there. */
  async #sourceOf(module: Module): Promise<string> {
    for (const source of this.#graph.oursOf(module))
      if (await this.#graph.handsOn(source, BUILT, module)) return source;
    return "colonnade";
  }
}

function freeName(code: string): string {
  let name = BUILT;
  while (code.includes(name)) name += "_";
  return name;
}

/** Behind what a system reads as the program to run it by. */
function startOf(code: string): number {
  return code.startsWith("#!") ? code.indexOf("\n") + 1 : 0;
}
