/** All mistakes there are tests of. */
import { ARGUMENT_MISUSE } from "./argument-misuse.ts";
import { BULK_MISUSE } from "./bulk-misuse.ts";
import { CHANGE_MISUSE } from "./change-misuse.ts";
import { DEFINITION_MISUSE } from "./definition-misuse.ts";
import { ENTITY_MISUSE } from "./entity-misuse.ts";
import { LOOP_MISUSE } from "./loop-misuse.ts";
import { QUERY_MISUSE } from "./query-misuse.ts";
import { RELATION_MISUSE } from "./relation-misuse.ts";
import type { Misuse } from "./scene.ts";
import { TOOL_MISUSE } from "./tool-misuse.ts";
import { VALUE_MISUSE } from "./value-misuse.ts";

export const ALL_MISUSE: readonly Misuse[] = [
  ...ENTITY_MISUSE,
  ...VALUE_MISUSE,
  ...QUERY_MISUSE,
  ...LOOP_MISUSE,
  ...CHANGE_MISUSE,
  ...BULK_MISUSE,
  ...RELATION_MISUSE,
  ...DEFINITION_MISUSE,
  ...TOOL_MISUSE,
  ...ARGUMENT_MISUSE,
];
