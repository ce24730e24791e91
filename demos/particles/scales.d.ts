/** Particles at a position of 0 .. 300, in two significant digits: 1,000 to 1,000,000. */
export declare function countAt(position: number): number;
export declare function positionOfCount(count: number): number;
export declare function formatCount(count: number): string;
/** Share of life lost per second at a position of 0 .. 100; the first position is none. */
export declare function rateAt(position: number): number;
export declare function positionOfRate(rate: number): number;
/** Per second while that is less than everyone, then per frame. */
export declare function formatRate(rate: number): string;
