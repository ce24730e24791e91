/**
 * ParticleShader: a technique's program with what it reads besides attributes.
 *
 * Programs are compiled once per renderer and kept by Pixi; a shader is cheap and made anew whenever
 * the columns it reads are.
 */
import { GlProgram, GpuProgram, Shader, type Texture } from "pixi.js";
import type { Attribute } from "./column-source.ts";
import { glslFor } from "./glsl.ts";
import type { GpuColumn } from "./gpu-column.ts";
import { type DrawingRenderer, isWebGl } from "./graphics.ts";
import type { Technique } from "./technique.ts";
import { wgslFor } from "./wgsl.ts";

export function particleShader(
  renderer: DrawingRenderer,
  technique: Technique,
  columns: Readonly<Record<Attribute, GpuColumn>>,
  texture: Texture | undefined,
): Shader {
  const resources = {
    ...(technique === "pulling" ? pulledColumns(columns) : {}),
    ...(texture ? imageOf(texture) : {}),
  };
  const isTextured = texture !== undefined;
  if (isWebGl(renderer)) {
    const glProgram = GlProgram.from({
      ...glslFor(technique, isTextured),
      name: `particle-${technique}`,
    });
    return new Shader({ glProgram, resources });
  }
  const source = wgslFor(technique === "pulling" ? "pulling" : "quads", isTextured);
  const gpuProgram = GpuProgram.from({
    vertex: { source, entryPoint: "mainVertex" },
    fragment: { source, entryPoint: "mainFragment" },
    name: `particle-${technique}`,
  });
  return new Shader({ gpuProgram, resources });
}

function pulledColumns(columns: Readonly<Record<Attribute, GpuColumn>>): Record<string, object> {
  return {
    uX: columns.x.resource,
    uY: columns.y.resource,
    uSize: columns.size.resource,
    uRgba: columns.color.resource,
  };
}

function imageOf(texture: Texture): Record<string, object> {
  return {
    uTexture: texture.source,
    uSampler: texture.source.style,
    textureUniforms: {
      uTextureMatrix: { type: "mat3x3<f32>", value: texture.textureMatrix.mapCoord },
    },
  };
}
