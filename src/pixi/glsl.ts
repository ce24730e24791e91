/**
 * Glsl: the WebGL 2 programs of the three techniques.
 *
 * Pixi fills the uniforms by name: where the layer stands, its tint and alpha, the target's size in
 * pixels. Colours leave premultiplied, as every Pixi blend mode expects.
 */
import { TEXTURE_WIDTH } from "./gpu-column.ts";
import type { Technique } from "./technique.ts";

/** What a GlProgram is made from. */
export interface GlslSource {
  readonly vertex: string;
  readonly fragment: string;
}

const UNIFORMS = `
uniform mat3 uProjectionMatrix;
uniform mat3 uWorldTransformMatrix;
uniform mat3 uTransformMatrix;
uniform vec4 uWorldColorAlpha;
uniform vec4 uColor;
uniform vec2 uResolution;
out vec4 vColor;

mat3 toClip() {
  return uProjectionMatrix * uWorldTransformMatrix * uTransformMatrix;
}
vec4 tinted(vec4 color) {
  return vec4(color.rgb * color.a, color.a) * uColor * uWorldColorAlpha;
}`;

const COLUMN_ATTRIBUTES = `
in float aX;
in float aY;
in float aSize;
in vec4 aColor;`;

const QUADS = `#version 300 es
precision highp float;
${COLUMN_ATTRIBUTES}
${UNIFORMS}
out vec2 vCorner;
void main() {
  vCorner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
  vec2 at = vec2(aX, aY) + vCorner * aSize * 0.5;
  gl_Position = vec4((toClip() * vec3(at, 1.0)).xy, 0.0, 1.0);
  vColor = tinted(aColor);
}`;

const PULLING = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
uniform highp sampler2D uX;
uniform highp sampler2D uY;
uniform highp sampler2D uSize;
uniform highp usampler2D uRgba;
${UNIFORMS}
out vec2 vCorner;
const int CORNERS[6] = int[6](0, 1, 2, 2, 1, 3);
void main() {
  int row = gl_VertexID / 6;
  int corner = CORNERS[gl_VertexID - row * 6];
  ivec2 texel = ivec2(row % ${TEXTURE_WIDTH}, row / ${TEXTURE_WIDTH});
  vCorner = vec2(corner & 1, corner >> 1) * 2.0 - 1.0;
  vec2 center = vec2(texelFetch(uX, texel, 0).r, texelFetch(uY, texel, 0).r);
  vec2 at = center + vCorner * texelFetch(uSize, texel, 0).r * 0.5;
  uint rgba = texelFetch(uRgba, texel, 0).r;
  gl_Position = vec4((toClip() * vec3(at, 1.0)).xy, 0.0, 1.0);
  vColor = tinted(vec4(rgba & 255u, (rgba >> 8) & 255u, (rgba >> 16) & 255u, rgba >> 24) / 255.0);
}`;

const POINTS = `#version 300 es
precision highp float;
${COLUMN_ATTRIBUTES}
${UNIFORMS}
flat out float vUp;
void main() {
  mat3 clip = toClip();
  gl_Position = vec4((clip * vec3(aX, aY, 1.0)).xy, 0.0, 1.0);
  // Pixels per unit: the area's scale, since a point is as wide as it is high.
  vec2 across = clip[0].xy * uResolution * 0.5;
  vec2 down = clip[1].xy * uResolution * 0.5;
  float pixels = aSize * sqrt(abs(across.x * down.y - across.y * down.x));
  // A point is never less than a pixel wide; a smaller particle fades instead, as a quad would.
  gl_PointSize = max(pixels, 1.0);
  float cover = clamp(pixels, 0.0, 1.0);
  vColor = tinted(aColor) * cover * cover;
  vUp = sign(clip[1].y);
}`;

const CORNER_OF_QUAD = `
in vec2 vCorner;
vec2 corner() { return vCorner; }`;

// gl_PointCoord runs down the target; a render texture is drawn upside down, and so is its y.
const CORNER_OF_POINT = `
flat in float vUp;
vec2 corner() {
  vec2 at = gl_PointCoord * 2.0 - 1.0;
  return vec2(at.x, vUp > 0.0 ? -at.y : at.y);
}`;

const DOT = `
float cover() { return 1.0 - smoothstep(0.6, 1.0, length(corner())); }
void main() { finalColor = vColor * cover(); }`;

const IMAGE = `
uniform sampler2D uTexture;
uniform mat3 uTextureMatrix;
void main() {
  vec2 uv = (uTextureMatrix * vec3(corner() * 0.5 + 0.5, 1.0)).xy;
  finalColor = vColor * texture(uTexture, uv);
}`;

const VERTEX: Readonly<Record<Technique, string>> = {
  quads: QUADS,
  pulling: PULLING,
  points: POINTS,
};

/** The program of a technique, with soft round dots or with a texture. */
export function glslFor(technique: Technique, isTextured: boolean): GlslSource {
  const corner = technique === "points" ? CORNER_OF_POINT : CORNER_OF_QUAD;
  const fragment = `#version 300 es
precision highp float;
in vec4 vColor;
out vec4 finalColor;
${corner}
${isTextured ? IMAGE : DOT}`;
  return { vertex: VERTEX[technique], fragment };
}
