import type { ParticleStore } from "./particle-store.ts";
export declare class DisplayWorld {
    #private;
    readonly world: import("../../src/index.ts").World;
    readonly query: import("../../src/index.ts").Query<readonly [import("../../src/index.ts").Component<{
        readonly x: import("../../src/index.ts").FieldType<number, Float32Array<ArrayBufferLike>>;
        readonly y: import("../../src/index.ts").FieldType<number, Float32Array<ArrayBufferLike>>;
    }>, import("../../src/index.ts").Component<{
        readonly size: import("../../src/index.ts").FieldType<number, Float32Array<ArrayBufferLike>>;
        readonly color: import("../../src/index.ts").FieldType<number, Uint32Array<ArrayBufferLike>>;
    }>]>;
    constructor(count: number);
    /** Copies the looks of all particles; one loop over the store, no garbage. */
    copyFrom(store: ParticleStore): void;
    dispose(): void;
}
