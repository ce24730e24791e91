export interface KeyAction {
    /** As `KeyboardEvent.key` has it, in lower case. */
    readonly key: string;
    /** As the help shows it. */
    readonly shown: string;
    readonly meaning: string;
    run(): void;
}
/** Listens for ever. Keys with Ctrl, Alt or Meta belong to the browser; open dialogs keep theirs. */
export declare function listenForKeys(actions: readonly KeyAction[]): void;
/** Fills a `<dl>`; actions that share `shown` are listed once. */
export declare function listKeys(list: HTMLElement, actions: readonly Omit<KeyAction, "run">[]): void;
