/**
 * The typed-array views of one kind that an arena hands out, kept from frame to frame.
 *
 * A frame that asks for the same lengths in the same order as the frame before it finds the same
 * offsets, so each view it needs is already there. One list for each kind: an access site that
 * has seen many kinds of typed array is many times slower.
 *
 * Invariant: every view from the next one on lies in the arena's current block.
 */
export class KeptViews<V extends ArrayBufferView> {
  readonly name: string;
  readonly elementBytes: number;
  readonly #make: (buffer: ArrayBufferLike, byteOffset: number, length: number) => V;
  readonly #views: V[] = [];
  // Beside the views, because asking a typed array for its byteOffset costs more than this read.
  readonly #byteOffsets: number[] = [];
  readonly #lengths: number[] = [];
  #next = 0;

  constructor(
    name: string,
    elementBytes: number,
    make: (buffer: ArrayBufferLike, byteOffset: number, length: number) => V,
  ) {
    this.name = name;
    this.elementBytes = elementBytes;
    this.#make = make;
  }

  /** The kept view of these elements of the current block, or a fresh one in its place. */
  take(block: Uint8Array, byteOffset: number, length: number): V {
    const slot = this.#next;
    this.#next = slot + 1;
    if (
      slot < this.#views.length &&
      this.#byteOffsets[slot] === byteOffset &&
      this.#lengths[slot] === length
    ) {
      return this.#views[slot];
    }
    // Only here, because `block.buffer` alone costs 10 ns.
    const view = this.#make(block.buffer, byteOffset, length);
    this.#views[slot] = view;
    this.#byteOffsets[slot] = byteOffset;
    this.#lengths[slot] = length;
    return view;
  }

  /** Starts a frame over the same block: the first view is the next one. */
  rewind(): void {
    this.#next = 0;
  }

  /** The block changed in mid-frame: forgets the views that this frame has not reached. */
  forgetRest(): void {
    this.#keepFirst(this.#next);
  }

  /** Starts a frame over another block: forgets every view. */
  forgetAll(): void {
    this.#next = 0;
    this.#keepFirst(0);
  }

  #keepFirst(count: number): void {
    if (count >= this.#views.length) return;
    this.#views.length = count;
    this.#byteOffsets.length = count;
    this.#lengths.length = count;
  }
}

/** The lists of all eight kinds. */
export class KeptViewLists {
  readonly f32 = new KeptViews("f32", 4, (b, at, length) => new Float32Array(b, at, length));
  readonly f64 = new KeptViews("f64", 8, (b, at, length) => new Float64Array(b, at, length));
  readonly i32 = new KeptViews("i32", 4, (b, at, length) => new Int32Array(b, at, length));
  readonly u32 = new KeptViews("u32", 4, (b, at, length) => new Uint32Array(b, at, length));
  readonly i16 = new KeptViews("i16", 2, (b, at, length) => new Int16Array(b, at, length));
  readonly u16 = new KeptViews("u16", 2, (b, at, length) => new Uint16Array(b, at, length));
  readonly i8 = new KeptViews("i8", 1, (b, at, length) => new Int8Array(b, at, length));
  readonly u8 = new KeptViews("u8", 1, (b, at, length) => new Uint8Array(b, at, length));
  readonly #all: readonly KeptViews<ArrayBufferView>[];

  constructor() {
    const { f32, f64, i32, u32, i16, u16, i8, u8 } = this;
    this.#all = [f32, f64, i32, u32, i16, u16, i8, u8];
  }

  rewind(): void {
    // By index, because each frame comes here and `for of` makes objects until V8 optimises it.
    for (let i = 0; i < this.#all.length; i++) this.#all[i].rewind();
  }

  forgetRest(): void {
    for (const views of this.#all) views.forgetRest();
  }

  forgetAll(): void {
    for (const views of this.#all) views.forgetAll();
  }
}
