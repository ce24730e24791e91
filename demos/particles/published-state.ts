/**
 * What the page tells tests: its state as data attributes of the body, and a few handles.
 */
import type { App } from "./app.ts";
import type { Checksum } from "./particle-store.ts";

export interface PageHooks {
  /** Pauses, then takes so many steps at once. */
  advance(steps: number): void;
  checksum(): Checksum;
  /** Uploads and renders now, so that pixels can be read in the same task. */
  draw(): void;
}

const PUBLISH_MS = 250;

/** Makes `window.colonnade`, and keeps the body's data attributes up to date. */
export function publishHooks(app: App): void {
  const hooks: PageHooks = {
    advance: (steps) => app.advance(steps),
    checksum: () => app.simulation.store.checksum(),
    draw: () => app.draw(),
  };
  Object.assign(window, { colonnade: hooks });
  setInterval(() => publishState(app), PUBLISH_MS);
}

/** Adds the checksum, which walks every particle: call it when something changed while paused. */
export function publishChecksum(app: App): void {
  publishState(app);
  if (!app.isPaused) return;
  document.body.dataset.checksum = JSON.stringify(app.simulation.store.checksum());
}

/** Writes the data attributes: `frames` are steps since the particles were made. */
export function publishState(app: App): void {
  const { simulation, picture, stage } = app;
  const { layout, count, order } = simulation.selection;
  const { dataset } = document.body;
  dataset.layout = layout;
  dataset.count = `${count}`;
  dataset.order = order;
  dataset.frames = `${simulation.steps}`;
  dataset.paused = `${app.isPaused}`;
  dataset.technique = picture?.layer.techniqueInUse ?? "none";
  dataset.stage = stage === undefined ? "none" : stage.isContextLost ? "lost" : stage.renderer.name;
  dataset.stepNs = simulation.nsPerParticle("step").toFixed(3);
  dataset.uploadBytes = `${picture?.layer.lastUploadBytes ?? 0}`;
  dataset.respawned = `${simulation.respawned}`;
  if (!app.isPaused) delete dataset.checksum;
}
