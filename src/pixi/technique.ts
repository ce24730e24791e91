/**
 * Technique: how particles get from columns to pixels, and why this way.
 *
 * All three draw from the same columns. `quads`: one instance of four vertices each. `pulling`: six
 * vertices each that fetch their row themselves. `points`: one vertex each, WebGL only; square to the
 * screen, drawn while its centre is in view, at most as wide as the driver allows (1,023 px in
 * SwiftShader).
 */
import { EcsError } from "../index.ts";
import type { Graphics } from "./graphics.ts";

export const TECHNIQUES = ["quads", "pulling", "points"] as const;
export type Technique = (typeof TECHNIQUES)[number];
export type TechniqueOption = Technique | "auto";

export interface TechniqueChoice {
  readonly technique: Technique;
  /** A sentence for people: what was chosen and why. */
  readonly reason: string;
}

/** Renderers that draw on the processor: SwiftShader, Mesa's, Microsoft's. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|lavapipe|basic render|software/i;

/** @throws {EcsError} E403 when it is none of "auto", "quads", "pulling" and "points" */
export function checkTechnique(technique: unknown): TechniqueOption {
  if (technique === "auto" || TECHNIQUES.includes(technique as Technique)) {
    return technique as TechniqueOption;
  }
  throw new EcsError(
    "E403",
    `ParticleLayer: technique ${JSON.stringify(technique) ?? String(technique)} does not exist. Use "auto", "quads", "pulling" or "points".`,
  );
}

/** Picks the technique for a renderer; "auto" goes by the renderer's own name. */
export function chooseTechnique(option: TechniqueOption, graphics: Graphics): TechniqueChoice {
  const { api, rendererName } = graphics;
  const isSoftware = SOFTWARE.test(rendererName);
  if (option === "points" && api === "webgpu") {
    return {
      technique: "quads",
      reason: "quads instead of points: WebGPU draws every point one pixel wide.",
    };
  }
  if (option !== "auto") return { technique: option, reason: `${option}, as asked for.` };
  if (!isSoftware) {
    return { technique: "quads", reason: `quads: "${rendererName}" draws instances in hardware.` };
  }
  const technique = api === "webgl" ? "points" : "pulling";
  return {
    technique,
    reason: `${technique}: "${rendererName}" draws on the processor, where instances cost many times as much.`,
  };
}
