/**
 * KernelColumns: where the columns of a kernel begin in a chunk, and which components it stamps as written.
 *
 * Which of a chunk's columns they are is worked out once an archetype: a chunk of a hundred rows is run in less
 * time than that takes.
 */
import type { Chunk } from "../storage/chunk.ts";
import type { AnyComponent } from "../storage/component.ts";
import type { ComponentSet } from "../storage/component-set.ts";
import type { KernelTerm } from "./kernel-term.ts";
import { MASK, type ProgramFrame } from "./program.ts";

/** For chunks of one set of components. */
interface Places {
  readonly set: ComponentSet;
  /** By column of the program: which column of the chunk it is; of a mask, the complement of which toggle. */
  readonly columns: Int32Array;
  /** The slots of the components that the program writes to. */
  readonly written: Int32Array;
}

export class KernelColumns {
  /** By column of the program: where it begins in the chunk pointed at, in bytes from the slab's start. */
  readonly offsets: Int32Array;
  /** Components that the program writes to, and whether rows of one are tracked one by one. */
  readonly writtenCount: number;
  readonly tracksRows: boolean;
  readonly #written: readonly AnyComponent[];
  readonly #terms: readonly KernelTerm[];
  readonly #program: ProgramFrame;
  /** By archetype id, which may be another's by now. */
  readonly #known: (Places | undefined)[] = [];

  constructor(terms: readonly KernelTerm[], program: ProgramFrame) {
    this.#terms = terms;
    this.#program = program;
    this.offsets = new Int32Array(program.columns.length);
    this.#written = terms
      .filter((_, i) => program.columns.some((one) => one.term === i && one.isWritten))
      .map(({ component }) => component);
    this.writtenCount = this.#written.length;
    this.tracksRows = this.#written.some((component) => component.tracksRows);
  }

  /** The chunk must have the components. */
  point(chunk: Chunk): void {
    const { columns } = this.#placesIn(chunk);
    const { offsets } = this;
    const { byteOffsets, toggleWord, toggleWords } = chunk;
    for (let i = 0; i < columns.length; i++) {
      const at = columns[i];
      offsets[i] = at >= 0 ? byteOffsets[at] : (toggleWord + ~at * toggleWords) << 2;
    }
  }

  /** Marks rows `start` to `end` of the components that are written as changed. */
  stamp(chunk: Chunk, start: number, end: number): void {
    const { written } = this.#placesIn(chunk);
    for (let i = 0; i < written.length; i++) chunk.stampWritten(written[i], start, end);
  }

  /** The same for the rows whose numbers stand in a list from index `from` to `to`. */
  stampRows(chunk: Chunk, rows: Uint32Array, from: number, to: number): void {
    const { written } = this.#placesIn(chunk);
    for (let i = 0; i < written.length; i++)
      for (let j = from; j < to; j++) chunk.stampRowWritten(written[i], rows[j]);
  }

  /** Writes where the first version of each component that is written stands, in words, from `at` on. */
  listVersions(chunk: Chunk, into: Int32Array, at: number): void {
    const { written } = this.#placesIn(chunk);
    for (let i = 0; i < written.length; i++)
      into[at + i] = chunk.versionWord + written[i] * chunk.windowCount;
  }

  #placesIn(chunk: Chunk): Places {
    const places = this.#known[chunk.archetypeId];
    return places !== undefined && places.set === chunk.set ? places : this.#findIn(chunk);
  }

  #findIn({ set, archetypeId }: Chunk): Places {
    const terms = this.#terms;
    const { columns } = this.#program;
    const places: Places = {
      set,
      columns: Int32Array.from(columns, ({ term, field }) => {
        const { component, through } = terms[term];
        if (through !== undefined) return 0; // each run points it at its copies
        return field === MASK ? ~set.toggleOf(component) : set.columnOf(component) + field;
      }),
      written: Int32Array.from(this.#written, (component) => set.slotOf(component)),
    };
    this.#known[archetypeId] = places;
    return places;
  }
}
