export declare class Panel {
    #private;
    constructor();
    toggle(): void;
}
