/**
 * The particle step as a person writes it in WebAssembly's text, with vectors: what kernels are measured against.
 *
 * One loop over whole groups of four rows, all four bounces behind one branch, velocities stored only there.
 * Its rows must begin at 0 and end at a multiple of four, which spares it what a kernel has for edges.
 */
import wabt from "wabt";

const TEXT = `(module
  (import "env" "memory" (memory 0))
  (func (export "run")
    (param $x i32) (param $y i32) (param $vx i32) (param $vy i32) (param $life i32)
    (param $start i32) (param $end i32) (param $dt f32) (param $width f32) (param $height f32)
    (local $i i32) (local $stop i32) (local $dts v128) (local $right v128) (local $bottom v128) (local $zero v128)
    (local $px v128) (local $py v128) (local $qx v128) (local $qy v128)
    (local $isLeft v128) (local $isRight v128) (local $isAbove v128) (local $isBelow v128)
    (local.set $dts (f32x4.splat (local.get $dt)))
    (local.set $right (f32x4.splat (local.get $width)))
    (local.set $bottom (f32x4.splat (local.get $height)))
    (local.set $i (i32.shl (local.get $start) (i32.const 2)))
    (local.set $stop (i32.shl (local.get $end) (i32.const 2)))
    (loop $next
      (local.set $px (f32x4.add
        (v128.load (i32.add (local.get $x) (local.get $i)))
        (f32x4.mul (local.tee $qx (v128.load (i32.add (local.get $vx) (local.get $i)))) (local.get $dts))))
      (local.set $py (f32x4.add
        (v128.load (i32.add (local.get $y) (local.get $i)))
        (f32x4.mul (local.tee $qy (v128.load (i32.add (local.get $vy) (local.get $i)))) (local.get $dts))))
      (v128.store (i32.add (local.get $life) (local.get $i))
        (f32x4.sub (v128.load (i32.add (local.get $life) (local.get $i))) (local.get $dts)))
      (local.set $isLeft (f32x4.lt (local.get $px) (local.get $zero)))
      (local.set $isRight (f32x4.gt (local.get $px) (local.get $right)))
      (local.set $isAbove (f32x4.lt (local.get $py) (local.get $zero)))
      (local.set $isBelow (f32x4.gt (local.get $py) (local.get $bottom)))
      (if (v128.any_true (v128.or
          (v128.or (local.get $isLeft) (local.get $isRight))
          (v128.or (local.get $isAbove) (local.get $isBelow))))
        (then
          (local.set $px (v128.bitselect (local.get $zero) (local.get $px) (local.get $isLeft)))
          (local.set $px (v128.bitselect (local.get $right) (local.get $px) (local.get $isRight)))
          (local.set $py (v128.bitselect (local.get $zero) (local.get $py) (local.get $isAbove)))
          (local.set $py (v128.bitselect (local.get $bottom) (local.get $py) (local.get $isBelow)))
          (v128.store (i32.add (local.get $vx) (local.get $i))
            (v128.bitselect (f32x4.neg (local.get $qx)) (local.get $qx)
              (v128.or (local.get $isLeft) (local.get $isRight))))
          (v128.store (i32.add (local.get $vy) (local.get $i))
            (v128.bitselect (f32x4.neg (local.get $qy)) (local.get $qy)
              (v128.or (local.get $isAbove) (local.get $isBelow))))))
      (v128.store (i32.add (local.get $x) (local.get $i)) (local.get $px))
      (v128.store (i32.add (local.get $y) (local.get $i)) (local.get $py))
      (br_if $next
        (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $stop))))))`;

/** Byte offsets of x, y, vx, vy and life, start, end, then dt, width and height. */
export type ParticleStep = (...parameters: readonly number[]) => void;

export async function assembleReference(memory: WebAssembly.Memory): Promise<ParticleStep> {
  return joinReference(await compileReference(), memory);
}

/** A module that threads can be sent. */
export async function compileReference(): Promise<WebAssembly.Module> {
  const { parseWat } = await wabt();
  const text = parseWat("kernel-reference.wat", TEXT, { simd: true });
  return new WebAssembly.Module(new Uint8Array(text.toBinary({}).buffer));
}

export function joinReference(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): ParticleStep {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports.run as ParticleStep;
}
