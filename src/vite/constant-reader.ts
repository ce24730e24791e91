/**
 * ConstantReader: what constants of modules are, read from their text: components, their fields, and what these are
 * made of. Nothing of the program is run.
 *
 * Literals, lists, objects, constants of this and other modules, and calls of Colonnade's own functions that declare
 * things are understood. All else is unknown, and who asked does without.
 */
import * as colonnade from "../index.ts";
import {
  type CallSyntax,
  type ObjectSyntax,
  type PropertySyntax,
  type Syntax,
  unwrapped,
} from "../kernel/parse/syntax.ts";
import { giveTree } from "../kernel/tree-source.ts";
import type { Module, ModuleGraph } from "./module-graph.ts";

/** What is not understood. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** A function of the program: it is never called here. */
const SOME_FUNCTION = (): undefined => undefined;

const OURS: ReadonlyMap<string, unknown> = new Map(Object.entries(colonnade));
const { component, tag, tagGroup, array, oneOf, ref, read, write, gather } = colonnade;
const DECLARING = new Set<unknown>([
  component,
  tag,
  tagGroup,
  array,
  oneOf,
  ref,
  read,
  write,
  gather,
]);

const isFieldType = (value: unknown): boolean =>
  typeof value === "function" && "typeName" in value && "lanes" in value;

export class ConstantReader {
  readonly #graph: ModuleGraph;
  /** By the syntax of each: one component is one, whoever asks. */
  readonly #known = new Map<Syntax, Promise<unknown>>();

  constructor(graph: ModuleGraph) {
    this.#graph = graph;
  }

  /** The value of an expression that stands in a module; `UNKNOWN` where that cannot be told. */
  async valueOf(syntax: Syntax, module: Module): Promise<unknown> {
    const node = unwrapped(syntax) as Syntax | ArraySyntax | TemplateSyntax | TypedSyntax;
    switch (node.type) {
      case "Literal":
        return "value" in node && !("regex" in node) ? node.value : UNKNOWN;
      case "TemplateLiteral":
        return textOf(node as TemplateSyntax);
      case "ArrayExpression":
        return this.#list((node as ArraySyntax).elements, module);
      case "ObjectExpression":
        return this.#object(node as ObjectSyntax, module);
      case "ArrowFunctionExpression":
      case "FunctionExpression":
        return SOME_FUNCTION;
      case "TSInstantiationExpression":
        return this.valueOf((node as TypedSyntax).expression, module);
      case "Identifier":
        return this.named((node as { name: string }).name, module);
      case "UnaryExpression": {
        const { operator, argument } = node as Extract<Syntax, { type: "UnaryExpression" }>;
        const value = await this.valueOf(argument, module);
        if (typeof value === "number" && operator === "-") return -value;
        return typeof value === "boolean" && operator === "!" ? !value : UNKNOWN;
      }
      case "MemberExpression":
        return this.#member(node as Extract<Syntax, { type: "MemberExpression" }>, module);
      case "CallExpression":
        return this.#called(node as CallSyntax, module);
      default:
        return UNKNOWN;
    }
  }

  async #list(elements: readonly (Syntax | null)[], module: Module): Promise<unknown> {
    const values: unknown[] = [];
    for (const one of elements) {
      const value = one === null ? UNKNOWN : await this.valueOf(one, module);
      if (value === UNKNOWN) return UNKNOWN;
      values.push(value);
    }
    return values;
  }

  async #object({ properties }: ObjectSyntax, module: Module): Promise<unknown> {
    const object: Record<string, unknown> = {};
    for (const one of properties) {
      const name = one.type === "Property" ? nameOf(one) : undefined;
      if (name === undefined) return UNKNOWN;
      const value = await this.valueOf((one as PropertySyntax).value, module);
      if (value === UNKNOWN) return UNKNOWN;
      Object.defineProperty(object, name, { value, enumerable: true });
    }
    return object;
  }

  /** The value of a name of the module. */
  async named(name: string, module: Module): Promise<unknown> {
    if (name === "undefined") return undefined;
    if (module.innerNames.has(name)) return UNKNOWN;
    const { imported, constants, imports } = module.names;
    const ours = imported.get(name);
    if (ours !== undefined) return ourValue(ours);
    const constant = constants.get(name);
    if (constant !== undefined) return this.#constant(constant, module);
    const from = imports.get(name);
    return from === undefined ? UNKNOWN : this.#exported(from.source, from.name, module);
  }

  #constant(syntax: Syntax, module: Module): Promise<unknown> {
    let value = this.#known.get(syntax);
    if (value === undefined) {
      value = this.valueOf(syntax, module);
      this.#known.set(syntax, value);
    }
    return value;
  }

  async #exported(source: string, name: string, importer: Module): Promise<unknown> {
    const found = await this.#graph.find(source, name, importer);
    if (found === undefined) return UNKNOWN;
    return found.isOurs ? ourValue(found.name) : this.named(found.name, found.module);
  }

  /** `components.Position`, of a module or of an object. */
  async #member(
    { object, property, computed }: Extract<Syntax, { type: "MemberExpression" }>,
    module: Module,
  ): Promise<unknown> {
    if (computed || property.type !== "Identifier") return UNKNOWN;
    const whole = unwrapped(object);
    const from = whole.type === "Identifier" && module.names.imports.get(whole.name);
    if (from && from.name === "*" && !module.innerNames.has((whole as { name: string }).name)) {
      if (module.names.namespaces.has((whole as { name: string }).name))
        return ourValue(property.name);
      return this.#exported(from.source, property.name, module);
    }
    const value = await this.valueOf(object, module);
    const isPlain =
      typeof value === "object" && value !== null && Object.hasOwn(value, property.name);
    return isPlain ? (value as Record<string, unknown>)[property.name] : UNKNOWN;
  }

  async #called({ callee, arguments: inputs }: CallSyntax, module: Module): Promise<unknown> {
    const fn = await this.valueOf(callee, module);
    if (fn === colonnade.kernelFunction) return this.#kernelFunction(inputs, module);
    if (!DECLARING.has(fn) && !isFieldType(fn)) return UNKNOWN;
    const values = await this.#list(inputs, module);
    if (values === UNKNOWN) return UNKNOWN;
    try {
      return (fn as (...all: unknown[]) => unknown)(...(values as unknown[]));
    } catch {
      return UNKNOWN; // it throws in the program as well, and says there why
    }
  }

  /** A function that kernels may call: one of no use but to carry the tree. */
  #kernelFunction([body]: readonly Syntax[], module: Module): unknown {
    const tree = body && module.treeOf(body);
    if (tree === undefined) return UNKNOWN;
    const fn = (): undefined => undefined;
    giveTree(fn, tree);
    return fn;
  }
}

interface ArraySyntax {
  readonly type: "ArrayExpression";
  readonly elements: readonly (Syntax | null)[];
}

interface TemplateSyntax {
  readonly type: "TemplateLiteral";
  readonly quasis: readonly { readonly value: { readonly cooked?: string | null } }[];
}

interface TypedSyntax {
  readonly type: "TSInstantiationExpression";
  readonly expression: Syntax;
}

function textOf({ quasis }: TemplateSyntax): unknown {
  return (quasis.length === 1 ? quasis[0].value.cooked : undefined) ?? UNKNOWN;
}

function ourValue(name: string): unknown {
  return OURS.has(name) ? OURS.get(name) : UNKNOWN;
}

function nameOf({ key, computed }: PropertySyntax): string | undefined {
  if (computed) return undefined;
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" && typeof key.value === "string" ? key.value : undefined;
}
