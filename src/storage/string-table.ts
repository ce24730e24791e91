/**
 * StringTable: the strings of one world's columns, each held once and stored as its id.
 *
 * An `Interner` with a memory of who still needs what: rows are asked, by walking their columns, when
 * the world shrinks; ids that a program has asked for, and those of starting values, are kept for good.
 *
 * Invariant: every id in a row in use, and every kept one, is that of a string.
 */
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import { Interner } from "../memory/interner.ts";
import type { MemoryUser, PartMemory } from "../memory/memory-user.ts";

/** Marks, by id, the strings that a world's rows hold. */
type Mark = (isUsed: Uint8Array) => void;

export class StringTable implements MemoryUser {
  readonly label = "strings";
  readonly #interner = new Interner({ name: "strings of the world" });
  readonly #kept = new Set<number>();
  readonly #mark: Mark;
  #peakBytes = 0;

  constructor(mark: Mark) {
    this.#mark = mark;
  }

  get count(): number {
    return this.#interner.count;
  }

  /** @throws {EcsError} E014 past 16,777,216 strings */
  intern(text: string): number {
    return this.#interner.intern(text);
  }

  /** The id of a text, good for as long as the world lives. @throws {EcsError} E013 not a string · E014 */
  keep(text: string): number {
    const id = this.#interner.intern(text);
    this.#kept.add(id);
    return id;
  }

  has(id: number): boolean {
    return this.#interner.tryTextOf(id) !== undefined;
  }

  /** @throws {EcsError} E147 no string has this id */
  textOf(id: number): string {
    const text = this.#interner.tryTextOf(id);
    if (text !== undefined) return text;
    throw new EcsError(
      "E147",
      `stringOf: ${shown(id)} is the id of none of the world's ${this.count} strings. ` +
        "Write ids that world.stringId(text) returned into columns, and keep no others beyond world.shrink().",
    );
  }

  /** The bytes of text; what holds it, some 50 bytes a string in V8, comes on top. */
  memory(): readonly PartMemory[] {
    const { label } = this;
    const bytes = this.#interner.textBytes;
    this.#peakBytes = Math.max(this.#peakBytes, bytes); // grows between two calls of shrink, never falls
    const shrinkableBytes = this.#interner.unusedTextBytes(this.#marks());
    const usedBytes = bytes - shrinkableBytes;
    return [
      { label, place: "heap", bytes, usedBytes, peakBytes: this.#peakBytes, shrinkableBytes },
    ];
  }

  /** Lets go of the strings that are neither kept nor held by a row; returns the bytes of their text. */
  shrink(): number {
    const before = this.#interner.textBytes;
    this.#peakBytes = Math.max(this.#peakBytes, before);
    this.#interner.sweep(this.#marks());
    return before - this.#interner.textBytes;
  }

  /** By id: 1 for the strings that are needed. */
  #marks(): Uint8Array {
    const isUsed = new Uint8Array(this.#interner.idLimit);
    for (const id of this.#kept) isUsed[id] = 1;
    this.#mark(isUsed);
    return isUsed;
  }
}
