/** Tab: one page of the overlay. It is asked to refresh only while it shows. */
import type { FrameProfile, Schedule, World, WorldInspector } from "../index.ts";

export interface Tab {
  /** What its button says. */
  readonly label: string;
  readonly element: HTMLElement;
  /** Shows the state of things as they are; several times a second, so mind what it costs. */
  update(scene: Scene): void;
  /** Looks on at each frame that the browser draws, while the tab shows; for what would be over by the next refresh. */
  watch?(scene: Scene): void;
  /** It no longer shows: time to stop what only its pictures need. */
  hide?(): void;
}

/** What the overlay looks at. */
export interface Scene {
  readonly world: World;
  readonly inspector: WorldInspector;
  readonly schedule: Schedule | undefined;
  readonly profile: FrameProfile | undefined;
}
