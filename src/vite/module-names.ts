/** What the names of a module mean: what it imports, declares and exports, as far as kernels ask. */
import type { IdentifierSyntax, Syntax, SyntaxNode } from "../kernel/parse/syntax.ts";

/** A node of any kind, as parsers give it. */
export interface AnyNode extends SyntaxNode {
  readonly type: string;
}

/** A module's syntax. */
export type ModuleSyntax = AnyNode & { readonly body: readonly AnyNode[] };

/** What another module exports as `name`: "*" for all of it. */
export interface Imported {
  readonly source: string;
  readonly name: string;
}

export interface ModuleNames {
  /** Local names of what was imported from Colonnade, by which they were exported as. */
  readonly imported: ReadonlyMap<string, string>;
  /** Names of the whole of Colonnade: `import * as colonnade`. */
  readonly namespaces: ReadonlySet<string>;
  /** Where each other name of the module can be used from; 0 for imports and functions. */
  readonly usableFrom: ReadonlyMap<string, number>;
  /** What constants of the module were declared as. */
  readonly constants: ReadonlyMap<string, Syntax>;
  /** All imports, by local names. */
  readonly imports: ReadonlyMap<string, Imported>;
  /** Local names of what is exported, by which it is exported as. */
  readonly exports: ReadonlyMap<string, string>;
  /** What is exported straight from other modules. */
  readonly reexports: ReadonlyMap<string, Imported>;
  /** Modules that are exported whole: `export * from`. */
  readonly stars: readonly string[];
}

/** A name in an import or export: an identifier, or a string. */
interface Named {
  readonly name?: string;
  readonly value?: string;
}

interface ImportNode extends AnyNode {
  readonly source: { readonly value: string };
  readonly importKind?: string;
  readonly specifiers: readonly {
    readonly type: string;
    readonly local: IdentifierSyntax;
    readonly imported?: Named;
  }[];
}

interface ExportNode extends AnyNode {
  readonly source?: { readonly value: string } | null;
  readonly declaration?: AnyNode | null;
  readonly exported?: Named | null;
  readonly specifiers?: readonly { readonly local: Named; readonly exported: Named }[];
}

interface DeclarationNode extends AnyNode {
  readonly kind?: string;
  readonly id?: IdentifierSyntax | null;
  readonly declarations?: readonly (SyntaxNode & { id: Syntax; init?: Syntax | null })[];
}

const textOf = ({ name, value }: Named): string => name ?? value ?? "";

export function namesOf(
  body: readonly AnyNode[],
  isColonnade: (source: string) => boolean,
): ModuleNames {
  const names = {
    imported: new Map<string, string>(),
    namespaces: new Set<string>(),
    usableFrom: new Map<string, number>(),
    constants: new Map<string, Syntax>(),
    imports: new Map<string, Imported>(),
    exports: new Map<string, string>(),
    reexports: new Map<string, Imported>(),
    stars: [] as string[],
  };
  const addImport = ({ source, specifiers }: ImportNode): void => {
    for (const { type, local, imported } of specifiers) {
      const isWhole = type === "ImportNamespaceSpecifier";
      const name = isWhole ? "*" : imported === undefined ? "default" : textOf(imported);
      names.imports.set(local.name, { source: source.value, name });
      if (!isColonnade(source.value)) names.usableFrom.set(local.name, 0);
      else if (isWhole) names.namespaces.add(local.name);
      else names.imported.set(local.name, name);
    }
  };
  const addExports = ({ source, declaration, specifiers = [] }: ExportNode): void => {
    for (const { local, exported } of specifiers) {
      const [from, as] = [textOf(local), textOf(exported)];
      if (source) names.reexports.set(as, { source: source.value, name: from });
      else names.exports.set(as, from);
    }
    if (!declaration) return;
    for (const name of addDeclared(declaration, names.usableFrom, names.constants))
      names.exports.set(name, name);
  };
  for (const node of body) {
    if (node.type === "ImportDeclaration") addImport(node as ImportNode);
    else if (node.type === "ExportNamedDeclaration") addExports(node as ExportNode);
    else if (node.type === "ExportAllDeclaration") {
      const { source, exported } = node as ExportNode;
      if (exported)
        names.reexports.set(textOf(exported), { source: source?.value ?? "", name: "*" });
      else names.stars.push(source?.value ?? "");
    } else addDeclared(node, names.usableFrom, names.constants);
  }
  return names;
}

/** Returns which names it declares. */
function addDeclared(
  node: DeclarationNode,
  usableFrom: Map<string, number>,
  constants: Map<string, Syntax>,
): string[] {
  if (node.type === "FunctionDeclaration" && node.id) {
    usableFrom.set(node.id.name, 0);
    return [node.id.name];
  }
  if (node.type !== "VariableDeclaration") return [];
  return (node.declarations ?? []).flatMap(({ id, init, end }) => {
    if (id.type !== "Identifier") return [];
    usableFrom.set(id.name, end);
    if (init && node.kind === "const") constants.set(id.name, init);
    return [id.name];
  });
}

/**
 * Names that something inside the functions and blocks of a module declares, and some that nothing does: there, they
 * may not mean what they mean in the module.
 */
export function innerNames(body: readonly AnyNode[]): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown, isInside: boolean): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      for (const part of value) visit(part, isInside);
      return;
    }
    const node = value as ScopeNode;
    const isScope = node.params !== undefined || SCOPES.test(node.type ?? "");
    if (node.params !== undefined) addIdentifiers(node.params, found);
    if (node.type === "CatchClause") addIdentifiers(node.param, found);
    if (isInside || node.type === "FunctionExpression" || node.type === "ClassExpression") {
      addIdentifiers(node.id, found);
      for (const one of node.declarations ?? []) addIdentifiers(one.id, found);
    }
    for (const part of Object.values(node)) visit(part, isInside || isScope);
  };
  visit(body, false);
  return found;
}

interface ScopeNode extends AnyNode {
  readonly params?: unknown;
  readonly param?: unknown;
  readonly id?: unknown;
  readonly declarations?: readonly { readonly id: unknown }[];
}

const SCOPES = /^(?:BlockStatement|For\w*Statement|SwitchStatement|StaticBlock|TSModuleBlock)$/;

function addIdentifiers(value: unknown, found: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  const { type, name } = value as { type?: string; name?: unknown };
  if (type === "Identifier" && typeof name === "string") found.add(name);
  for (const part of Object.values(value)) addIdentifiers(part, found);
}
