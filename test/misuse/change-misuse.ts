/** Mistakes with readers, and with what they can be asked. */
import { added, changed, component, f32, removed } from "../../src/index.ts";
import { Frozen, Health, type Misuse, untyped } from "./scene.ts";

const NO_MEMORY =
  "asks what happened since, and a query remembers nothing. Make a reader once: const reader = query.reader(). [E126]";

export const CHANGE_MISUSE: readonly Misuse[] = [
  // E105
  {
    name: "a component tracked by columns",
    provoke: () => component("Speed", { value: f32 }, { track: untyped("columns") }),
    message: 'component("Speed"): track is columns. Pass "windows" or "rows". [E105]',
  },
  // E120
  {
    name: "changed of a string",
    provoke: () => changed(untyped("Health")),
    message:
      "query: changed(Health) is not a term. Pass what component() or tag() returned. [E120]",
  },
  {
    name: "removed of undefined",
    provoke: () => removed(untyped(undefined)),
    message:
      "query: removed(undefined) is not a term. Pass what component() or tag() returned; where one is undefined, its module was imported too late. [E120]",
  },
  // E126
  {
    name: "each over what changed, without a reader",
    provoke: (s) => s.world.query(Health, changed(Health)).each(() => {}),
    message: `query: query(Health, changed(Health)) ${NO_MEMORY}`,
  },
  {
    name: "despawning what was added, without a reader",
    provoke: (s) => s.world.query(added(Frozen)).despawn(),
    message: `query: query(added(Frozen)) ${NO_MEMORY}`,
  },
  // E127
  {
    name: "changed of a tag",
    provoke: () => changed(Frozen),
    message:
      "changed(Frozen): Frozen is a tag, and has no values that could change. Use added(Frozen) or removed(Frozen). [E127]",
  },
  {
    name: "a reader from some time",
    provoke: (s) => s.world.query(Health).reader({ from: untyped("later") }),
    message:
      'reader: from is later. Pass "start" to see all that exists, or "now" to see what happens next. [E127]',
  },
];
