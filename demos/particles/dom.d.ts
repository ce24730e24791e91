/**
 * Small helpers for the page: finding what `index.html` promises, and making what it leaves open.
 */
/** The element with this id; the page and the code must agree on it, so a missing one is a defect. */
export declare function byId<E extends HTMLElement = HTMLElement>(id: string): E;
/** A new element with a class (may be empty), holding `children`. */
export declare function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className?: string, ...children: (Node | string)[]): HTMLElementTagNameMap[Tag];
/** Writes text only where it changed, so that an idle panel costs no layout. */
export declare function setText(element: HTMLElement, text: string): void;
/** Resolves once what was changed before the call has been painted, or soon when nothing is painted. */
export declare function nextPaint(): Promise<void>;
