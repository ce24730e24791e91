/**
 * Refusals: what a body says that its kernel cannot do, found while it is given types, and what to write instead.
 *
 * Each begins with its code and goes on behind the place, which `refuse` puts first. Not in a release bundle, whose
 * kernels a development build has made before: see `words.ts`. What the parser cannot read has refusals of its own.
 */

const list = (names: readonly string[]): string => `[${names.join(", ")}]`;
const MAKE_ONE = 'Make a number with "b ? 1 : 0", a bool with "x !== 0".';

export const REFUSALS = {
  E320Name: (name: string, names: readonly string[]) =>
    `there is no "${name}" here; a kernel sees ${list(names)} and nothing from outside. Pass the number as a uniform.`,
  E320Whole: (name: string, isRow: boolean, part = "name") =>
    `"${name}" stands for ${isRow ? "a row" : "the uniforms"}, and is used as if it were a number. Name a part of it: ${name}.${part}.`,
  E320Object: (object: string, member: string, parameters: readonly string[]) =>
    `"${object}" in "${member}" is neither a row nor the uniforms; the body's parameters are ${list(parameters)}. Name one of them.`,
  E320Function: (name: string, functions: object, math: Iterable<string>) =>
    `there is no function "${name}" in a kernel; it can call ${list(["random", ...Object.keys(functions)])} and Math's ${list([...math])}. Pass it among the kernel's functions.`,
  E321Field: (member: string, label: string, fields: readonly string[]) =>
    `"${member}" names no field; ${label} has ${list(fields)}. Name one of them.`,
  E321Enabled: (member: string, label: string) =>
    `"${member}" asks whether ${label} is switched on, and it cannot be switched. Define it with { toggle: true }.`,
  E321Uniform: (member: string, uniforms: readonly { readonly name: string }[]) =>
    `"${member}" names no uniform; the kernel has ${list(uniforms.map(({ name }) => name))}. Declare it, or name one of them.`,
  E322Local: (name: string) =>
    `"${name}" is no local variable, and cannot be assigned to. Declare it with let, or assign to a field of a row.`,
  E322Object: (member: string, object: string, isThere: boolean) =>
    `"${member}" cannot be assigned to, because "${object}" is ${isThere ? "no row" : "not there"}. Assign to a field of a row that the kernel writes.`,
  E322Read: (member: string, label: string) =>
    `"${member}" cannot be assigned to, because the kernel only reads ${label}. Declare the term as write(${label}).`,
  E322Enabled: (member: string, label: string) =>
    `"${member}" cannot be assigned to, because hooks are told of what is switched. Return the rows, { rows: where(...) }, and call world.enable or world.disable with ${label} for each.`,
  E322Gathered: (member: string) =>
    `"${member}" cannot be assigned to, because it is another entity's. Write it in a kernel over the rows of that entity.`,
  E322Function: (member: string, name: string | undefined) =>
    `"${member}" is assigned to in function "${name}", and functions only compute a value. Return it, and assign it in the kernel's body.`,
  E323Type: (member: string, typeName: string) =>
    `"${member}" is a ${typeName}, and a kernel works with numbers and bools only. Keep a number beside it, or use a loop over chunks.`,
  E323Lane: (member: string, whole: string, lanes: number) =>
    lanes > 1
      ? `"${member}" does not say which of the ${lanes} lanes. Write ${whole}[0] to ${whole}[${lanes - 1}].`
      : `"${member}" asks for a lane of a field that has one value a row. Write ${whole}.`,
  E323Compared: (member: string) =>
    `"${member}" refers to an entity, and can only be compared. Write ${member} === ... or !== ..., with another reference or a u32.`,
  E323Assigned: (member: string) =>
    `"${member}" refers to an entity, and a kernel can only compare it. Set it with world.set, or in a loop over chunks.`,
  E323Gathered: (given: number, most: number) =>
    `its body names ${given} values of other entities, and ${most} are possible. Make two kernels of it.`,
  E324Bool: (operator: string) =>
    `${operator} is given a bool where it takes numbers, or a number beside a bool. ${MAKE_ONE}`,
  E324Assigned: (name: string, type: string, isBool: boolean) =>
    `"${name}" is of type ${type}, and is assigned ${isBool ? "a bool" : "a number"}. ${MAKE_ONE}`,
  E324Returned: (name: string) =>
    `${name} returns a number in one place and a bool in another. Return one or the other.`,
  E325Math: (name: string, given: number, least: number, most: number) =>
    `${name} is given ${given} values and takes ${least === most ? least : `${least} to ${most}`}. Pass as many.`,
  E325Function: (name: string, given: number, parameters: readonly string[]) =>
    `${name}(${parameters.join(", ")}) is given ${given} values. Pass ${parameters.length}.`,
  E325Body: (parameters: readonly string[], terms: number) =>
    `its body takes ${list(parameters)}, and is given a row for each of its ${terms} terms, then the uniforms. Take ${terms + 1} parameters at most.`,
  E326Itself: (calls: readonly string[]) =>
    `${calls.join(" calls ")}, and a kernel's functions are written out where they are called, so none can call itself. Compute it without, or in a loop over chunks.`,
  E327Ways: (name: string) =>
    `${name} does not return a value on every way through it. End it with a return.`,
  E327Body: () =>
    "the body returns a value of a row, and there is nobody to take it. Write it to a field, or return outputs of all rows at the end: { total: sum(...) }.",
  E327Empty: (name: string) => `this return of ${name} has no value. Return a number or a bool.`,
};
