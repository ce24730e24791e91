/**
 * Words: the long texts of kernels, which a page that was tried in development does not carry.
 *
 * Development builds have them, and whoever imports `colonnade/kernel/parse`, whose kernels no build has seen.
 * Without them a refusal still says where, and by its code what.
 */
import { DEV } from "../base/dev.ts";
import { EcsError, type ErrorCode } from "../base/errors.ts";
import { describeProgram } from "./describe.ts";
import type { KernelProgram } from "./program.ts";
import { REFUSALS } from "./refusals.ts";

type Refusals = typeof REFUSALS;
type Describe = typeof describeProgram;

let refusals: Refusals | undefined = DEV ? REFUSALS : undefined;
let describe: Describe | undefined = DEV ? describeProgram : undefined;

/** From now on, refusals are said in full, and programs shown. */
export function giveWords(texts: Refusals, describer: Describe): void {
  refusals = texts;
  describe = describer;
}

/** The steps of a program, for people. */
export function shownProgram(program: KernelProgram): string {
  return describe?.(program) ?? "(a development build shows its steps)";
}

/** @throws {EcsError} always, with the code that `kind` begins with; `where` is the place in the text */
export function refuse<Kind extends keyof Refusals>(
  kind: Kind,
  where: string,
  ...values: Parameters<Refusals[Kind]>
): never {
  const say = refusals?.[kind] as ((...all: unknown[]) => string) | undefined;
  const text = say?.(...values) ?? "not in the language of kernels; a development build says why.";
  throw new EcsError(kind.slice(0, 4) as ErrorCode, `${where}: ${text}`);
}
