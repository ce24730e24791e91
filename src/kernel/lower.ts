/**
 * Lowering: a kernel's tree becomes a program with types. Not a compiler: engines make code of the program.
 *
 * The types of locals may depend on what is assigned to them further down, so the tree is walked again until a
 * walk learns nothing new: twice for most kernels.
 */
import { programColumns, wrapNarrow } from "./column-use.ts";
import { callFunction } from "./function-call.ts";
import { type Place, where } from "./lower-expression.ts";
import { lowerOutput } from "./lower-output.ts";
import { lowerStatements } from "./lower-statement.ts";
import type { LocalFacts } from "./operand.ts";
import { Pass } from "./pass.ts";
import type { KernelProgram } from "./program.ts";
import { Scope } from "./scope.ts";
import { type KernelSignature, whereIs } from "./signature.ts";
import type { KernelTree } from "./tree.ts";
import { refuse } from "./words.ts";

export type { KernelSignature } from "./signature.ts";

/** Then a piece of rows is as long as one group of cache lines, whatever is gathered. */
const MOST_GATHERED = 256;

/**
 * The program of a kernel's body.
 *
 * @throws {EcsError} E320 to E327, each with the place in the text, where names, types or calls do not work out
 */
export function lower(tree: KernelTree, signature: KernelSignature): KernelProgram {
  const facts: LocalFacts[] = [];
  let pass = lowerOnce(tree, signature, facts);
  while (pass.isStale || closeLocals(facts)) pass = lowerOnce(tree, signature, facts);
  const { columns, variables, needsEntity } = pass;
  const steps = wrapNarrow(signature, columns, pass.steps);
  const used = programColumns(signature, columns, steps);
  const gathered = used.filter(({ targetLane }) => targetLane !== undefined).length;
  if (gathered > MOST_GATHERED)
    refuse("E323Gathered", whereIs(signature.label, tree, undefined), gathered, MOST_GATHERED);
  return {
    columns: used,
    variables,
    uniforms: signature.uniforms,
    steps,
    outputs: pass.outputs,
    needsEntity,
  };
}

/** Gives locals that have held whole numbers only the type they were asked for; f32 where none was. */
function closeLocals(facts: readonly LocalFacts[]): boolean {
  const open = facts.filter((one) => one.isOpen && one.type === undefined);
  const asked = open.filter((one) => one.wanted !== undefined);
  for (const one of asked.length > 0 ? asked : open) one.type = one.wanted ?? "f32";
  return open.length > 0;
}

function lowerOnce(tree: KernelTree, signature: KernelSignature, facts: LocalFacts[]): Pass {
  const pass = new Pass(signature, facts);
  const place: Place = { pass, tree, scope: new Scope(), callFunction };
  bindParameters(place);
  lowerStatements(place, tree.statements, (at, node) => {
    refuse("E327Body", where(at, node));
  });
  for (const one of tree.outputs ?? []) lowerOutput(place, one);
  return pass;
}

function bindParameters({ pass, scope, tree }: Place): void {
  const { parameters } = tree;
  const { terms, label } = pass.signature;
  const kernel = whereIs(label, tree, undefined);
  if (parameters.length > terms.length + 1) {
    refuse("E325Body", kernel, parameters, terms.length);
  }
  for (let i = 0; i < parameters.length; i++) {
    scope.bind(parameters[i], i < terms.length ? { kind: "row", term: i } : { kind: "uniforms" });
  }
}
