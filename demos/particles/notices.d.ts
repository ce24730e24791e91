export declare class Notices {
    #private;
    constructor(parent: HTMLElement);
    /** `kind` decides the colour: something to know, or something that went wrong. */
    show(key: string, text: string, kind?: "info" | "warning"): void;
    clear(key: string): void;
}
