/**
 * Encoder: the bytes of a WebAssembly module, from functions that are written instruction by instruction.
 *
 * Not an assembler: it checks nothing, `WebAssembly.Module` does. A module imports one memory, "env"."memory", and
 * functions; all imports are given at the start, because they number the functions that follow.
 */

export const WasmType = { I32: 0x7f, I64: 0x7e, F32: 0x7d, F64: 0x7c, V128: 0x7b } as const;
export type WasmType = (typeof WasmType)[keyof typeof WasmType];

export interface WasmSignature {
  readonly parameters: readonly WasmType[];
  readonly results: readonly WasmType[];
}

export interface WasmImport extends WasmSignature {
  readonly module: string;
  readonly name: string;
}

/** Type of a block without parameters and results. */
const NO_RESULT = 0x40;
const MOST_PAGES = 65_536;

const scratch = new DataView(new ArrayBuffer(8));

/** LEB128: seven bits a byte, lowest first. */
function pushUnsigned(bytes: number[], value: number): void {
  let rest = value >>> 0;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  bytes.push(rest);
}

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  pushUnsigned(bytes, value);
  return bytes;
}

function counted(items: readonly number[]): number[] {
  return [...unsigned(items.length), ...items];
}

function text(name: string): number[] {
  return counted([...new TextEncoder().encode(name)]);
}

/** One function while it is written. Instructions are appended in the order that they run in. */
export class FunctionWriter {
  readonly signature: WasmSignature;
  /** What `call` of other functions takes. */
  readonly index: number;
  code: number[] = [];
  readonly #locals: WasmType[] = [];

  constructor(signature: WasmSignature, index: number) {
    this.signature = signature;
    this.index = index;
  }

  /** A new local, 0 when the function begins. Parameters are the locals 0, 1, ... */
  addLocal(type: WasmType): number {
    return this.signature.parameters.length + this.#locals.push(type) - 1;
  }

  op(opcode: number): void {
    this.code.push(opcode);
  }

  /** One of those behind the prefix 0xfc. */
  saturating(opcode: number): void {
    this.code.push(0xfc, opcode);
  }

  /** One of `Simd`; `lane` for those that take a lane. */
  simd(opcode: number, lane?: number): void {
    this.code.push(0xfd);
    pushUnsigned(this.code, opcode);
    if (lane !== undefined) this.code.push(lane);
  }

  /** 16 bytes of the two vectors on the stack: 0 to 15 are the first one's, 16 to 31 the second one's. */
  shuffle(bytes: readonly number[]): void {
    this.code.push(0xfd, 13, ...bytes);
  }

  /** A vector of 16 bytes. */
  vector(bytes: readonly number[]): void {
    this.code.push(0xfd, 12, ...bytes);
  }

  /** A load or store of 2 ** `alignment` aligned bytes at the address on the stack plus `offset`. */
  memory(opcode: number, alignment: number, offset: number = 0): void {
    this.code.push(opcode, alignment);
    pushUnsigned(this.code, offset);
  }

  /** The same for a vector, or for one lane of it. Unaligned addresses are allowed, and as fast. */
  simdMemory(opcode: number, alignment: number, offset: number = 0, lane?: number): void {
    this.code.push(0xfd);
    pushUnsigned(this.code, opcode);
    this.code.push(alignment);
    pushUnsigned(this.code, offset);
    if (lane !== undefined) this.code.push(lane);
  }

  i32(value: number): void {
    this.code.push(0x41);
    // Signed LEB128: ends where the rest is only copies of the sign, which bit 6 then is.
    let rest = value | 0;
    while (rest < -64 || rest > 63) {
      this.code.push((rest & 127) | 128);
      rest >>= 7;
    }
    this.code.push(rest & 127);
  }

  f32(value: number): void {
    scratch.setFloat32(0, value, true);
    this.code.push(0x43);
    this.#pushScratch(4);
  }

  f64(value: number): void {
    scratch.setFloat64(0, value, true);
    this.code.push(0x44);
    this.#pushScratch(8);
  }

  get(local: number): void {
    this.#withIndex(0x20, local);
  }

  set(local: number): void {
    this.#withIndex(0x21, local);
  }

  /** `set` that leaves the value on the stack. */
  tee(local: number): void {
    this.#withIndex(0x22, local);
  }

  call(functionIndex: number): void {
    this.#withIndex(0x10, functionIndex);
  }

  /** Begins a block that `branch` leaves. `end` ends it, as it does a loop and an `if`. */
  block(): void {
    this.code.push(0x02, NO_RESULT);
  }

  /** Begins a block that `branch` begins again. */
  loop(): void {
    this.code.push(0x03, NO_RESULT);
  }

  /** Takes an i32. A type is what both ways leave on the stack. */
  if(type?: WasmType): void {
    this.code.push(0x04, type ?? NO_RESULT);
  }

  else(): void {
    this.code.push(0x05);
  }

  end(): void {
    this.code.push(0x0b);
  }

  /** To the block, loop or `if` that stands `depth` levels out, 0 for the innermost. */
  branch(depth: number): void {
    this.#withIndex(0x0c, depth);
  }

  /** The same where the i32 on the stack is not 0. */
  branchIf(depth: number): void {
    this.#withIndex(0x0d, depth);
  }

  /** @internal The body in pieces, its length first. Each local is a group of its own: two bytes, and no counting. */
  pieces(): number[][] {
    const locals = [...unsigned(this.#locals.length), ...this.#locals.flatMap((type) => [1, type])];
    return [unsigned(locals.length + this.code.length + 1), locals, this.code, [0x0b]];
  }

  #withIndex(opcode: number, index: number): void {
    this.code.push(opcode);
    pushUnsigned(this.code, index);
  }

  #pushScratch(length: number): void {
    for (let index = 0; index < length; index++) this.code.push(scratch.getUint8(index));
  }
}

export class ModuleWriter {
  readonly #shared: boolean;
  readonly #imports: readonly WasmImport[];
  readonly #functions: FunctionWriter[] = [];
  readonly #exports: { readonly name: string; readonly index: number }[] = [];

  /** `shared` says what memory the module can be given, which has a maximum: one that workers share, or one of its own. */
  constructor(shared: boolean, imports: readonly WasmImport[] = []) {
    this.#shared = shared;
    this.#imports = imports;
  }

  /** The index of an import to `call`; -1 where there is none of that name. */
  indexOfImport(name: string): number {
    return this.#imports.findIndex((known) => known.name === name);
  }

  addFunction(signature: WasmSignature, exportName?: string): FunctionWriter {
    const index = this.#imports.length + this.#functions.length;
    const writer = new FunctionWriter(signature, index);
    this.#functions.push(writer);
    if (exportName !== undefined) this.#exports.push({ name: exportName, index });
    return writer;
  }

  /** The module. A parameter list that two functions share stands in it twice: types are not compared. */
  encode(): Uint8Array<ArrayBuffer> {
    const imports = this.#imports;
    const functions = this.#functions;
    const typed = [...imports, ...functions.map(({ signature }) => signature)];
    // The same but for one byte: a build writes one module for both kinds of memory.
    const limits = [this.#shared ? 0x03 : 0x01, 0x00, ...unsigned(MOST_PAGES)];
    const pieces = [
      [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      ...section(
        1,
        typed.map(({ parameters, results }) => [0x60, ...counted(parameters), ...counted(results)]),
      ),
      ...section(2, [
        [...text("env"), ...text("memory"), 0x02, ...limits],
        ...imports.map(({ module, name }, index) => [
          ...text(module),
          ...text(name),
          0x00,
          ...unsigned(index),
        ]),
      ]),
      ...section(
        3,
        functions.map(({ index }) => unsigned(index)),
      ),
      ...section(
        7,
        this.#exports.map(({ name, index }) => [...text(name), 0x00, ...unsigned(index)]),
      ),
      ...section(
        10,
        functions.flatMap((writer) => writer.pieces()),
        functions.length,
      ),
    ];
    const bytes = new Uint8Array(lengthOf(pieces));
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }
}

/** A section in pieces. They are copied once, whole: byte by byte, cold code takes longer than all else. */
function section(id: number, items: number[][], count = items.length): number[][] {
  const content = [unsigned(count), ...items];
  return [[id, ...unsigned(lengthOf(content))], ...content];
}

function lengthOf(pieces: readonly (readonly number[])[]): number {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  return length;
}
