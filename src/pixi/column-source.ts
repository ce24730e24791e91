/**
 * ColumnSource: which column of which component feeds one attribute of the particles.
 *
 * `[Position, "x"]`. The compiler refuses a field of another kind and a component that the query does
 * not read; untyped code meets the same checks when the layer is made.
 */
import {
  type AnyComponent,
  type Chunk,
  type Component,
  EcsError,
  type FieldType,
  type Query,
} from "../index.ts";

/** The attributes of a particle, in the order in which they are uploaded. */
export const ATTRIBUTES = ["x", "y", "size", "color"] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

// biome-ignore lint/suspicious/noExplicitAny: stands for "a query over any terms".
export type AnyQuery = Query<any>;

/** The components whose columns a query's chunks let one read. */
export type ReadableIn<Q> = Q extends Iterable<Chunk<infer Readable>> ? Readable : never;

/** The fields of a component that hold one number a row in a `View`. */
export type FieldIn<C, View> =
  C extends Component<infer S>
    ? { [K in keyof S]: S[K] extends FieldType<number, View> ? K : never }[keyof S] & string
    : never;

/** A component and one of its fields whose column is a `View`. */
export type ColumnSource<C, View> = C extends AnyComponent
  ? readonly [component: C, field: FieldIn<C, View>]
  : never;

/** Where each attribute of a particle comes from; `Readable` are the query's components. */
export interface ParticleColumns<Readable> {
  /** Centre, in the layer's own units: an f32 field each. */
  readonly x: ColumnSource<Readable, Float32Array>;
  readonly y: ColumnSource<Readable, Float32Array>;
  /** Diameter, in the same units: an f32 field. */
  readonly size: ColumnSource<Readable, Float32Array>;
  /** A u32 field, 0xAABBGGRR: the bytes r, g, b, a in memory order; alpha not multiplied in. */
  readonly color: ColumnSource<Readable, Uint32Array>;
}

/** A source after its checks. */
export interface CheckedSource {
  readonly component: AnyComponent;
  readonly field: string;
}

const NEEDED = { x: "f32", y: "f32", size: "f32", color: "u32" } as const;

/**
 * Checks what the compiler cannot check for untyped code.
 *
 * @throws {EcsError} E402 when an attribute is missing, names a field that does not exist or is of
 *   another kind, or a component that the query does not read
 */
export function checkSource(attribute: Attribute, source: unknown, query: AnyQuery): CheckedSource {
  const needed = NEEDED[attribute];
  const [component, name] = Array.isArray(source) ? (source as unknown[]) : [];
  if (!isComponent(component) || typeof name !== "string") {
    throw new EcsError(
      "E402",
      `ParticleLayer: ${attribute} is ${describe(source)}, and it must say where it comes from. Pass [Component, "field"] with one of the component's ${needed} fields.`,
    );
  }
  const field = component.fields.find((candidate) => candidate.name === name);
  if (field === undefined || field.typeName !== needed) {
    const fields = component.fields.map((one) => `${one.name}: ${one.typeName}`).join(", ");
    throw new EcsError(
      "E402",
      `ParticleLayer: ${attribute} names ${component.label}.${name}, and ${attribute} needs a field of type ${needed}; ${component.label} is { ${fields} }. Name a ${needed} field, or add one.`,
    );
  }
  if (!reads(query, component)) {
    throw new EcsError(
      "E402",
      `ParticleLayer: ${attribute} names ${component.label}, and ${query.describe()} does not read it. Add ${component.label} to the query.`,
    );
  }
  return { component, field: name };
}

function isComponent(value: unknown): value is AnyComponent {
  return typeof value === "function" && Array.isArray((value as Partial<AnyComponent>).fields);
}

function reads(query: AnyQuery, component: AnyComponent): boolean {
  const terms = query.terms as readonly (AnyComponent | { kind: string; operands: unknown[] })[];
  return terms.some((term) =>
    "kind" in term ? term.kind === "all" && term.operands.includes(component) : term === component,
  );
}

function describe(source: unknown): string {
  if (!Array.isArray(source)) return String(source);
  return `[${source.map((part) => (isComponent(part) ? part.label : (JSON.stringify(part) ?? String(part)))).join(", ")}]`;
}
