/**
 * Refusals: what a body cannot say, each with the place, the text and what to write instead.
 *
 * One function a code; `found` is what `SourceText.shown` made of the node. What is wrong with names of fields,
 * with types and with the number of inputs is found later, when a kernel is made, and has codes of its own.
 */
import { EcsError } from "../../base/errors.ts";

export function noFunction(found: string): EcsError {
  return new EcsError(
    "E310",
    `kernel: ${found} is no function that a kernel can be made from. Write an arrow function that is neither async nor a generator, (p, v, u) => { ... }.`,
  );
}

export function unreadable(found: string, problem: string): EcsError {
  return new EcsError(
    "E310",
    `kernel: ${found} cannot be parsed (${problem}). Give an arrow function as it is written: a bound or built-in function and a method have no text that can be read.`,
  );
}

export function noParameter(found: string): EcsError {
  return new EcsError(
    "E311",
    `kernel: ${found} is no plain name. Name the parameter, and read its fields in the body.`,
  );
}

export function noStatement(found: string, remedy: string): EcsError {
  return new EcsError("E312", `kernel: ${found} is no statement of kernels. ${remedy}`);
}

export function noDeclaration(found: string, remedy: string): EcsError {
  return new EcsError("E313", `kernel: ${found} declares nothing that kernels have. ${remedy}`);
}

export function noTarget(found: string, remedy: string): EcsError {
  return new EcsError("E314", `kernel: ${found} cannot be assigned to. ${remedy}`);
}

export function noValue(found: string, remedy: string): EcsError {
  return new EcsError("E315", `kernel: ${found} is no value of kernels. ${remedy}`);
}

export function noOperator(found: string, operator: string, remedy: string): EcsError {
  return new EcsError(
    "E316",
    `kernel: ${found} uses ${operator}, which kernels do not have. ${remedy}`,
  );
}

export function fromOutside(found: string): EcsError {
  return new EcsError(
    "E317",
    `kernel: ${found} comes from outside the body. Give it as a uniform and read it from the last parameter, or give a kernelFunction's result to it as an input.`,
  );
}

export function notCallable(found: string): EcsError {
  return new EcsError(
    "E318",
    `kernel: ${found} calls something that has no name in kernels. Call a function of Math, random, or a kernelFunction by its name.`,
  );
}

export function noEffect(found: string): EcsError {
  return new EcsError(
    "E319",
    `kernel: ${found} has no effect. Assign its value to a field or a local, or take it out.`,
  );
}
