/**
 * Small helpers for the page: finding what `index.html` promises, and making what it leaves open.
 */

/** The element with this id; the page and the code must agree on it, so a missing one is a defect. */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`index.html has no element with the id "${id}".`);
  return element as E;
}

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

/** Writes text only where it changed, so that an idle panel costs no layout. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Resolves once what was changed before the call has been painted, or soon when nothing is painted. */
export function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 100); // a hidden page has no frames
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
