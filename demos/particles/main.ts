/**
 * The particle demo: reads the address, puts the page together and starts it.
 */
import { openDevtools } from "../../src/devtools/index.ts";
import { AddressBar } from "./address-bar.ts";
import { App } from "./app.ts";
import { CompareDialog } from "./compare-dialog.ts";
import { Controls } from "./controls.ts";
import { byId, setText } from "./dom.ts";
import { type KeyAction, listenForKeys, listKeys } from "./keyboard.ts";
import { LAYOUT_INFO } from "./layout-info.ts";
import { Notices } from "./notices.ts";
import { Panel } from "./panel.ts";
import { LAYOUT_NAMES } from "./particle-store.ts";
import { publishChecksum, publishHooks } from "./published-state.ts";
import { parseSettings } from "./settings.ts";
import { Stage } from "./stage.ts";

async function main(): Promise<void> {
  const { settings, warnings } = parseSettings(location.search);
  const notices = new Notices(byId("notices"));
  warnings.forEach((warning, i) => {
    notices.show(`address ${i}`, `In the address, ${warning}`);
  });

  const panel = new Panel();
  const area = byId("stage");
  const app = new App(settings, area, notices);
  const controls = new Controls({
    togglePause: () => app.togglePause(),
    stepOnce: () => app.advance(),
    reset: () => app.reset(),
    setCount: (count) => app.setCount(count),
    setRate: (rate) => app.setRate(rate),
  });
  const compare = new CompareDialog({
    order: () => app.compareOrder(),
    opened: () => app.rest(true),
    closed: () => app.rest(false),
  });
  byId("compare-open").addEventListener("click", () => compare.open());
  const help = byId<HTMLDialogElement>("help");
  const openHelp = () => {
    if (app.picture !== undefined) setText(byId("technique-note"), app.picture.layer.explain());
    if (!help.open) help.showModal();
  };
  byId("help-open").addEventListener("click", openHelp);

  const devtools = openDevtools(() => app.world, {
    schedule: () => app.simulation.schedule,
    profile: app.simulation.profile,
  });
  byId("devtools-open").addEventListener("click", () => devtools.toggle());

  const keys: KeyAction[] = [
    ...LAYOUT_NAMES.map((layout, i) => ({
      key: `${i + 1}`,
      shown: `1 – ${LAYOUT_NAMES.length}`,
      meaning: `memory layout: ${LAYOUT_NAMES.map((name) => LAYOUT_INFO[name].title).join(", ")}`,
      run: () => app.setLayout(layout),
    })),
    { key: " ", shown: "Space", meaning: "pause and play", run: () => app.togglePause() },
    { key: "s", shown: "S", meaning: "one step", run: () => app.advance() },
    { key: "r", shown: "R", meaning: "reset to the same start", run: () => app.reset() },
    { key: "c", shown: "C", meaning: "compare all layouts", run: () => compare.open() },
    { key: "p", shown: "P", meaning: "show or hide the panel", run: () => panel.toggle() },
    { key: "?", shown: "?", meaning: "this help", run: openHelp },
  ];
  listenForKeys(keys);
  listKeys(byId("keys"), [
    ...keys,
    { key: "", shown: "F2", meaning: "look into the world: devtools" },
    { key: "", shown: "← ↑ → ↓", meaning: "move the pull, with the focus on the stage" },
    { key: "", shown: "Enter", meaning: "pull on and off, with the focus on the stage" },
  ]);

  const address = new AddressBar(app.simulation.selection);
  app.onChange = () => {
    const { selection, input } = app.simulation;
    controls.showPaused(app.isPaused);
    controls.showCount(selection.count);
    controls.showRate(input.agePerSecond);
    address.follow(selection);
    publishChecksum(app);
  };
  app.onChange(app);
  publishHooks(app);
  app.start();
  await draw(app, area, notices);
}

/** Opens the stage; where there is none, says so in its place and lets the numbers run. */
async function draw(app: App, area: HTMLElement, notices: Notices): Promise<void> {
  try {
    const stage = await Stage.open(area, {
      resized: (width, height) => app.resize(width, height),
      contextLost: () =>
        notices.show(
          "context",
          "The graphics driver took the canvas away. The numbers run on, and the picture comes back with the driver; if it does not, reload the page.",
        ),
      contextRestored: () => notices.clear("context"),
    });
    app.drawOn(stage);
  } catch (error) {
    const message = byId("stage-message");
    message.hidden = false;
    message.querySelector("p.cause")!.textContent =
      error instanceof Error ? error.message : String(error);
  }
}

void main();
