/**
 * Wgsl: the WebGPU programs of quads and pulling; there are no wide points in WebGPU.
 *
 * Pixi finds its own uniforms by the variables' names (groups 0 and 1); group 2 is the layer's.
 */
import type { Technique } from "./technique.ts";

const UNIFORMS = `
struct GlobalUniforms {
  uProjectionMatrix: mat3x3<f32>,
  uWorldTransformMatrix: mat3x3<f32>,
  uWorldColorAlpha: vec4<f32>,
  uResolution: vec2<f32>,
}
struct LocalUniforms {
  uTransformMatrix: mat3x3<f32>,
  uColor: vec4<f32>,
  uRound: f32,
}
@group(0) @binding(0) var<uniform> globalUniforms: GlobalUniforms;
@group(1) @binding(0) var<uniform> localUniforms: LocalUniforms;

struct Corner {
  @builtin(position) position: vec4<f32>,
  @location(0) color: vec4<f32>,
  @location(1) corner: vec2<f32>,
}

fn place(center: vec2<f32>, size: f32, rgba: vec4<f32>, index: u32) -> Corner {
  var out: Corner;
  out.corner = vec2<f32>(f32(index & 1u), f32(index >> 1u)) * 2.0 - 1.0;
  let toClip = globalUniforms.uProjectionMatrix * globalUniforms.uWorldTransformMatrix * localUniforms.uTransformMatrix;
  let at = toClip * vec3<f32>(center + out.corner * size * 0.5, 1.0);
  out.position = vec4<f32>(at.xy, 0.0, 1.0);
  out.color = vec4<f32>(rgba.rgb * rgba.a, rgba.a) * localUniforms.uColor * globalUniforms.uWorldColorAlpha;
  return out;
}`;

const QUADS = `
@vertex
fn mainVertex(
  @location(0) aX: f32,
  @location(1) aY: f32,
  @location(2) aSize: f32,
  @location(3) aColor: vec4<f32>,
  @builtin(vertex_index) index: u32,
) -> Corner {
  return place(vec2<f32>(aX, aY), aSize, aColor, index);
}`;

const PULLING = `
@group(2) @binding(0) var<storage, read> uX: array<f32>;
@group(2) @binding(1) var<storage, read> uY: array<f32>;
@group(2) @binding(2) var<storage, read> uSize: array<f32>;
@group(2) @binding(3) var<storage, read> uRgba: array<u32>;

@vertex
fn mainVertex(@builtin(vertex_index) index: u32) -> Corner {
  var corners = array<u32, 6>(0u, 1u, 2u, 2u, 1u, 3u);
  let row = index / 6u;
  let rgba = unpack4x8unorm(uRgba[row]);
  return place(vec2<f32>(uX[row], uY[row]), uSize[row], rgba, corners[index % 6u]);
}`;

const DOT = `
@fragment
fn mainFragment(@location(0) color: vec4<f32>, @location(1) corner: vec2<f32>) -> @location(0) vec4<f32> {
  return color * (1.0 - smoothstep(0.6, 1.0, length(corner)));
}`;

const IMAGE = `
struct TextureUniforms {
  uTextureMatrix: mat3x3<f32>,
}
@group(2) @binding(4) var uTexture: texture_2d<f32>;
@group(2) @binding(5) var uSampler: sampler;
@group(2) @binding(6) var<uniform> textureUniforms: TextureUniforms;

@fragment
fn mainFragment(@location(0) color: vec4<f32>, @location(1) corner: vec2<f32>) -> @location(0) vec4<f32> {
  let uv = (textureUniforms.uTextureMatrix * vec3<f32>(corner * 0.5 + 0.5, 1.0)).xy;
  return color * textureSample(uTexture, uSampler, uv);
}`;

/** The module of a technique, with soft round dots or with a texture. */
export function wgslFor(technique: Exclude<Technique, "points">, isTextured: boolean): string {
  return `${UNIFORMS}\n${technique === "quads" ? QUADS : PULLING}\n${isTextured ? IMAGE : DOT}`;
}
