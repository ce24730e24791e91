// Vitest reporter: a line for each test file that held in every project that has it, as soon as it has, for .ci/soak.mjs.
import type { Reporter, TestModule, TestSpecification } from "vitest/node";

export class FileReporter implements Reporter {
  /** Projects that have not held yet, by file. */
  readonly #left = new Map<string, number>();

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    for (const { moduleId } of specifications)
      this.#left.set(moduleId, (this.#left.get(moduleId) ?? 0) + 1);
  }

  onTestModuleEnd(module: TestModule): void {
    const path = module.relativeModuleId;
    if (!module.ok()) return void process.stdout.write(`soak-failed ${path}\n`);
    const left = (this.#left.get(module.moduleId) ?? 1) - 1;
    this.#left.set(module.moduleId, left);
    if (left === 0) process.stdout.write(`soak-held ${path}\n`);
  }
}

// biome-ignore lint/style/noDefaultExport: what Vitest makes of a reporter that is named by its path.
export default FileReporter;
