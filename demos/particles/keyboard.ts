/**
 * Keyboard: keys that work wherever the focus is, and the list of them that the help shows.
 *
 * A key that the focused control needs for itself stays with the control.
 */
import { make } from "./dom.ts";

export interface KeyAction {
  /** As `KeyboardEvent.key` has it, in lower case. */
  readonly key: string;
  /** As the help shows it. */
  readonly shown: string;
  readonly meaning: string;
  run(): void;
}

/** Listens for ever. Keys with Ctrl, Alt or Meta belong to the browser; open dialogs keep theirs. */
export function listenForKeys(actions: readonly KeyAction[]): void {
  const byKey = new Map(actions.map((action) => [action.key, action]));
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") !== null) return;
    if (event.key === " " && event.target instanceof HTMLButtonElement) return;
    const action = byKey.get(event.key.toLowerCase());
    if (action === undefined) return;
    event.preventDefault();
    action.run();
  });
}

/** Fills a `<dl>`; actions that share `shown` are listed once. */
export function listKeys(list: HTMLElement, actions: readonly Omit<KeyAction, "run">[]): void {
  let previous = "";
  for (const { shown, meaning } of actions) {
    if (shown === previous) continue;
    previous = shown;
    list.append(make("dt", "", make("kbd", "", shown)), make("dd", "", meaning));
  }
}
