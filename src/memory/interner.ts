/**
 * Interner: each distinct string once, as a small number that is stored, copied and compared like one.
 *
 * For strings that repeat: names, states, asset keys. Nothing is released one by one; ids stay good
 * for ever unless `sweep` lets go of those that nobody uses. `Pool` and `BufferPool` take back what
 * they hand out. Stands alone, without a world.
 *
 * Invariant: 0 is ""; until the first `sweep`, ids are 0 to count - 1 in the order of first appearance.
 */
import { checkOptions, wrongArgument } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import { checkWholeNumber } from "./whole-number.ts";

export interface InternerOptions {
  /** Names the interner in messages. */
  readonly name?: string;
  /** The most strings it may hold, the empty one included. Default, and at most, 16,777,216. */
  readonly maxCount?: number;
  /** The most bytes of text it may hold. No limit unless given. */
  readonly maxTextBytes?: number;
}

/** What one Map of V8 can hold. */
const MOST_STRINGS = 2 ** 24;

/**
 * `intern` of a known string and `idOf` are a Map look-up: 20 ns and no garbage; `textOf` is an
 * array access: 3 ns. A new string costs about 0.5 us, most of it for a copy: V8 keeps a whole file
 * alive for the sake of a name that was cut out of it, and the copy lets the file go.
 */
export class Interner {
  readonly name: string;
  readonly maxCount: number;
  readonly maxTextBytes: number;
  readonly #ids = new Map<string, number>([["", 0]]);
  /** By id; undefined where `sweep` let a string go. */
  readonly #texts: (string | undefined)[] = [""];
  /** Ids to give out again. */
  readonly #free: number[] = [];
  #textBytes = 0;

  /** @throws {EcsError} E001 a bad limit */
  constructor(options: InternerOptions = {}) {
    checkOptions(options, "new Interner");
    const { name = "unnamed", maxCount = MOST_STRINGS, maxTextBytes } = options;
    checkWholeNumber("new Interner", "maxCount", maxCount, 1, MOST_STRINGS);
    if (maxTextBytes !== undefined) {
      const most = Number.MAX_SAFE_INTEGER;
      checkWholeNumber("new Interner", "maxTextBytes", maxTextBytes, 0, most);
    }
    this.name = name;
    this.maxCount = maxCount;
    this.maxTextBytes = maxTextBytes ?? Number.POSITIVE_INFINITY;
  }

  /** Strings held, the empty one included. */
  get count(): number {
    return this.#ids.size;
  }

  /** Every id is less. The same as `count` until the first `sweep`. */
  get idLimit(): number {
    return this.#texts.length;
  }

  /**
   * Bytes of text held: one per UTF-16 unit where all are below 256, otherwise two, as engines
   * store them. What the tables around it take comes on top, some 50 bytes a string in V8.
   */
  get textBytes(): number {
    return this.#textBytes;
  }

  /**
   * The id of a string, the same for equal strings until a `sweep` lets it go; a new one if need be.
   *
   * @throws {EcsError} E013 not a string · E014 a new string past `maxCount` or `maxTextBytes`. On
   *   either the interner is as before, and strings that it holds still have their ids.
   */
  intern(text: string): number {
    const known = this.#ids.get(text);
    return known === undefined ? this.#add(text) : known;
  }

  /** The id of a string that was interned before; undefined for any other. Adds nothing. */
  idOf(text: string): number | undefined {
    return this.#ids.get(text);
  }

  /**
   * The string that `intern` gave this id for, each time the same object.
   *
   * @throws {EcsError} E015 no string has this id
   */
  textOf(id: number): string {
    const text = this.tryTextOf(id);
    if (text === undefined) throw this.#unknown(id);
    return text;
  }

  /** The string of this id; undefined where there is none. */
  tryTextOf(id: number): string | undefined {
    return typeof id === "number" ? this.#texts[id] : undefined;
  }

  /**
   * Lets go of every string, "" apart, whose entry in `isUsed` (by id) is 0 or missing, and returns how
   * many those were. Their ids will be given to other strings: forget them.
   */
  sweep(isUsed: Uint8Array): number {
    checkMarks(isUsed, "sweep");
    const before = this.#ids.size;
    for (let id = 1; id < this.#texts.length; id++) {
      const text = this.#texts[id];
      if (text === undefined || isUsed[id] > 0) continue;
      this.#ids.delete(text);
      this.#texts[id] = undefined;
      this.#free.push(id);
      this.#textBytes -= textBytesOf(text);
    }
    return before - this.#ids.size;
  }

  /** Bytes of text that `sweep` would let go. */
  unusedTextBytes(isUsed: Uint8Array): number {
    checkMarks(isUsed, "unusedTextBytes");
    let bytes = 0;
    for (let id = 1; id < this.#texts.length; id++) {
      const text = this.#texts[id];
      if (text !== undefined && !(isUsed[id] > 0)) bytes += textBytesOf(text);
    }
    return bytes;
  }

  #add(text: string): number {
    if (typeof text !== "string") {
      throw new EcsError(
        "E013",
        `intern: interner "${this.name}" was given ${shown(text)} (${typeof text}). Pass a string.`,
      );
    }
    const bytes = textBytesOf(text);
    if (this.count >= this.maxCount || this.#textBytes + bytes > this.maxTextBytes)
      throw this.#full(bytes);
    // A slice refers to the text that it was cut from; what JSON gives back refers to nothing.
    const own = JSON.parse(JSON.stringify(text)) as string;
    const id = this.#free.pop() ?? this.#texts.length;
    this.#ids.set(own, id);
    this.#texts[id] = own;
    this.#textBytes += bytes;
    return id;
  }

  #full(bytes: number): EcsError {
    const limit =
      this.count >= this.maxCount
        ? `maxCount ${this.maxCount}`
        : `maxTextBytes ${this.maxTextBytes}`;
    return new EcsError(
      "E014",
      `intern: interner "${this.name}" holds ${this.count} strings of ` +
        `${this.#textBytes} bytes, and one more of ${bytes} bytes is past its ${limit}. ` +
        "Raise the limit, or intern only strings that repeat.",
    );
  }

  #unknown(id: number): EcsError {
    if (this.#free.includes(id)) {
      return new EcsError(
        "E015",
        `textOf: interner "${this.name}" let the string of id ${id} go when it was swept. ` +
          "Mark the ids that you keep before you call sweep().",
      );
    }
    return new EcsError(
      "E015",
      `textOf: interner "${this.name}" has ids 0 to ${this.#texts.length - 1}, and ${shown(id)} is none of them. ` +
        "Pass an id that its own intern() returned.",
    );
  }
}

function checkMarks(isUsed: Uint8Array, verb: string): void {
  if (!ArrayBuffer.isView(isUsed)) throw wrongArgument(verb, isUsed, "a Uint8Array");
}

function textBytesOf(text: string): number {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return text.length * 2;
  return text.length;
}
