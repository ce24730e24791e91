/** Small helpers for the overlay's elements. */

/** A new element with a class (may be empty), holding `children`. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = "",
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.append(...children);
  return element;
}

/** Writes text only where it changed, so that a refresh that changes nothing costs no layout. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Writes an attribute only where it changed. */
export function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** A button that says what it does. */
export function makeButton(label: string, run: () => void): HTMLButtonElement {
  const button = make("button", "", label);
  button.type = "button";
  button.addEventListener("click", run);
  return button;
}
