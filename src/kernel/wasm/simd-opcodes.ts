/**
 * Opcodes of WebAssembly SIMD, behind the prefix that `FunctionWriter.simd` writes.
 *
 * Named as in the specification, the shape first: `I32x4LtU` is `i32x4.lt_u`.
 */
export const V128Load = 0;
export const V128Load16x4S = 3;
export const V128Load16x4U = 4;
export const V128Store = 11;
export const V128Load32Lane = 86;
export const V128Load64Lane = 87;
export const V128Store8Lane = 88;
export const V128Store16Lane = 89;
export const V128Store32Lane = 90;
export const V128Store64Lane = 91;
export const V128Load32Zero = 92;
export const V128Load64Zero = 93;

export const I32x4Splat = 17;
export const F32x4Splat = 19;
export const F64x2Splat = 20;
export const I32x4ExtractLane = 27;
export const I32x4ReplaceLane = 28;
export const F32x4ExtractLane = 31;
export const F32x4ReplaceLane = 32;
export const F64x2ExtractLane = 33;
export const F64x2ReplaceLane = 34;

export const I32x4Eq = 55;
export const I32x4Ne = 56;
export const I32x4LtS = 57;
export const I32x4LtU = 58;
export const I32x4GtS = 59;
export const I32x4GtU = 60;
export const I32x4LeS = 61;
export const I32x4LeU = 62;
export const I32x4GeS = 63;
export const I32x4GeU = 64;
export const F32x4Eq = 65;
export const F32x4Ne = 66;
export const F32x4Lt = 67;
export const F32x4Gt = 68;
export const F32x4Le = 69;
export const F32x4Ge = 70;
export const F64x2Eq = 71;
export const F64x2Ne = 72;
export const F64x2Lt = 73;
export const F64x2Gt = 74;
export const F64x2Le = 75;
export const F64x2Ge = 76;

export const V128Not = 77;
export const V128And = 78;
export const V128AndNot = 79;
export const V128Or = 80;
export const V128Xor = 81;
export const V128Bitselect = 82;
export const V128AnyTrue = 83;

export const F32x4DemoteF64x2Zero = 94;
export const F64x2PromoteLowF32x4 = 95;
export const I16x8ExtendLowI8x16S = 135;
export const I16x8ExtendLowI8x16U = 137;
export const I32x4ExtendLowI16x8S = 167;
export const I32x4ExtendLowI16x8U = 169;
export const I64x2ExtendLowI32x4S = 199;
export const I64x2ExtendHighI32x4S = 200;

export const I32x4Abs = 160;
export const I32x4Neg = 161;
export const I32x4Bitmask = 164;
export const I32x4Shl = 171;
export const I32x4ShrS = 172;
export const I32x4ShrU = 173;
export const I32x4Add = 174;
export const I32x4Sub = 177;
export const I32x4Mul = 181;
export const I32x4MinS = 182;
export const I32x4MinU = 183;
export const I32x4MaxS = 184;
export const I32x4MaxU = 185;

export const F32x4Ceil = 103;
export const F32x4Floor = 104;
export const F32x4Trunc = 105;
export const F32x4Abs = 224;
export const F32x4Neg = 225;
export const F32x4Sqrt = 227;
export const F32x4Add = 228;
export const F32x4Sub = 229;
export const F32x4Mul = 230;
export const F32x4Div = 231;
export const F32x4Min = 232;
export const F32x4Max = 233;
export const F32x4Pmin = 234;
export const F32x4Pmax = 235;

export const F64x2Ceil = 116;
export const F64x2Floor = 117;
export const F64x2Trunc = 122;
export const F64x2Abs = 236;
export const F64x2Neg = 237;
export const F64x2Sqrt = 239;
export const F64x2Add = 240;
export const F64x2Sub = 241;
export const F64x2Mul = 242;
export const F64x2Div = 243;
export const F64x2Min = 244;
export const F64x2Max = 245;
export const F64x2Pmin = 246;
export const F64x2Pmax = 247;

export const I32x4TruncSatF32x4U = 249;
export const F32x4ConvertI32x4S = 250;
export const F32x4ConvertI32x4U = 251;
export const I32x4TruncSatF64x2UZero = 253;
export const F64x2ConvertLowI32x4S = 254;
export const F64x2ConvertLowI32x4U = 255;
