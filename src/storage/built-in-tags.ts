/** Built-in tags: what the engine itself knows the meaning of. */
import { tag } from "./define-component.ts";

/** Marks an entity that is switched off: queries leave it out unless a term of theirs mentions this tag. */
export const Disabled = /* @__PURE__ */ tag("Disabled");
/** Marks an entity that is a template for others: queries leave it out unless a term of theirs mentions this tag. */
export const Prefab = /* @__PURE__ */ tag("Prefab");
