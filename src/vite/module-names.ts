/** What the names of a module mean, as far as kernels ask: imports from Colonnade, and what is declared when. */
import type { IdentifierSyntax, Syntax, SyntaxNode } from "../kernel/parse/syntax.ts";

/** A node of any kind, as parsers give it. */
export interface AnyNode extends SyntaxNode {
  readonly type: string;
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
}

interface ImportNode extends AnyNode {
  readonly source: { readonly value: string };
  readonly specifiers: readonly {
    readonly type: string;
    readonly local: IdentifierSyntax;
    readonly imported?: { readonly name?: string; readonly value?: string };
  }[];
}

interface DeclarationNode extends AnyNode {
  readonly kind?: string;
  readonly id?: IdentifierSyntax | null;
  readonly declarations?: readonly (SyntaxNode & { id: Syntax; init?: Syntax | null })[];
}

export function namesOf(
  body: readonly AnyNode[],
  isColonnade: (source: string) => boolean,
): ModuleNames {
  const names = {
    imported: new Map<string, string>(),
    namespaces: new Set<string>(),
    usableFrom: new Map<string, number>(),
    constants: new Map<string, Syntax>(),
  };
  for (const node of body) {
    if (node.type === "ImportDeclaration") {
      const { source, specifiers } = node as ImportNode;
      for (const { type, local, imported } of specifiers) {
        if (!isColonnade(source.value)) names.usableFrom.set(local.name, 0);
        else if (type === "ImportNamespaceSpecifier") names.namespaces.add(local.name);
        else names.imported.set(local.name, imported?.name ?? imported?.value ?? "default");
      }
      continue;
    }
    const isExport = node.type === "ExportNamedDeclaration";
    const declared = isExport ? (node as { declaration?: AnyNode | null }).declaration : node;
    if (declared) addDeclared(declared, names.usableFrom, names.constants);
  }
  return names;
}

function addDeclared(
  node: DeclarationNode,
  usableFrom: Map<string, number>,
  constants: Map<string, Syntax>,
): void {
  if (node.type === "FunctionDeclaration" && node.id) usableFrom.set(node.id.name, 0);
  if (node.type !== "VariableDeclaration") return;
  for (const { id, init, end } of node.declarations ?? []) {
    if (id.type !== "Identifier") continue;
    usableFrom.set(id.name, end);
    if (init && node.kind === "const") constants.set(id.name, init);
  }
}
