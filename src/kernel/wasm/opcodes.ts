/**
 * Opcodes of WebAssembly: one byte each. Those of SIMD are in `simd-opcodes.ts`, behind a prefix byte.
 *
 * Named as in the specification, so that emitted code can be compared with a disassembly word by word.
 */
export const Unreachable = 0x00;
export const Return = 0x0f;
export const Drop = 0x1a;
export const Select = 0x1b;

export const I32Load = 0x28;
export const I64Load = 0x29;
export const F32Load = 0x2a;
export const F64Load = 0x2b;
export const I32Load8S = 0x2c;
export const I32Load8U = 0x2d;
export const I32Load16S = 0x2e;
export const I32Load16U = 0x2f;
export const I32Store = 0x36;
export const I64Store = 0x37;
export const F32Store = 0x38;
export const F64Store = 0x39;
export const I32Store8 = 0x3a;
export const I32Store16 = 0x3b;

export const I32Eqz = 0x45;
export const I32Eq = 0x46;
export const I32Ne = 0x47;
export const I32LtS = 0x48;
export const I32LtU = 0x49;
export const I32GtS = 0x4a;
export const I32GtU = 0x4b;
export const I32LeS = 0x4c;
export const I32LeU = 0x4d;
export const I32GeS = 0x4e;
export const I32GeU = 0x4f;
export const F32Eq = 0x5b;
export const F32Ne = 0x5c;
export const F32Lt = 0x5d;
export const F32Gt = 0x5e;
export const F32Le = 0x5f;
export const F32Ge = 0x60;
export const F64Eq = 0x61;
export const F64Ne = 0x62;
export const F64Lt = 0x63;
export const F64Gt = 0x64;
export const F64Le = 0x65;
export const F64Ge = 0x66;

export const I32Add = 0x6a;
export const I32Sub = 0x6b;
export const I32Mul = 0x6c;
export const I32And = 0x71;
export const I32Or = 0x72;
export const I32Xor = 0x73;
export const I32Shl = 0x74;
export const I32ShrS = 0x75;
export const I32ShrU = 0x76;

export const F32Abs = 0x8b;
export const F32Neg = 0x8c;
export const F32Ceil = 0x8d;
export const F32Floor = 0x8e;
export const F32Trunc = 0x8f;
export const F32Sqrt = 0x91;
export const F32Add = 0x92;
export const F32Sub = 0x93;
export const F32Mul = 0x94;
export const F32Div = 0x95;
export const F32Min = 0x96;
export const F32Max = 0x97;
export const F32Copysign = 0x98;
export const F64Abs = 0x99;
export const F64Neg = 0x9a;
export const F64Ceil = 0x9b;
export const F64Floor = 0x9c;
export const F64Trunc = 0x9d;
export const F64Sqrt = 0x9f;
export const F64Add = 0xa0;
export const F64Sub = 0xa1;
export const F64Mul = 0xa2;
export const F64Div = 0xa3;
export const F64Min = 0xa4;
export const F64Max = 0xa5;
export const F64Copysign = 0xa6;

export const I32WrapI64 = 0xa7;
export const F32ConvertI32S = 0xb2;
export const F32ConvertI32U = 0xb3;
export const F32DemoteF64 = 0xb6;
export const F64ConvertI32S = 0xb7;
export const F64ConvertI32U = 0xb8;
export const F64PromoteF32 = 0xbb;

/** Behind the prefix 0xfc: floats to integers, clamped to the range, NaN to 0. */
export const I32TruncSatF32S = 0;
export const I32TruncSatF32U = 1;
export const I32TruncSatF64S = 2;
export const I32TruncSatF64U = 3;
export const I64TruncSatF32S = 4;
export const I64TruncSatF64S = 6;
