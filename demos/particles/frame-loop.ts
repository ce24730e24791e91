/**
 * FrameLoop: calls one function per animation frame.
 *
 * The browser gives no frames to a hidden tab, and a step always covers the same time, so nothing
 * piles up while nobody looks. Invariant: after an error no frame follows.
 */
export class FrameLoop {
  readonly #frame: (nowMs: number) => void;
  readonly #failed: (error: unknown) => void;
  readonly #onFrame: (nowMs: number) => void;
  #request = 0;

  constructor(frame: (nowMs: number) => void, failed: (error: unknown) => void) {
    this.#frame = frame;
    this.#failed = failed;
    this.#onFrame = (nowMs) => this.#run(nowMs);
  }

  start(): void {
    if (this.#request === 0) this.#request = requestAnimationFrame(this.#onFrame);
  }

  stop(): void {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
  }

  #run(nowMs: number): void {
    this.#request = requestAnimationFrame(this.#onFrame);
    try {
      this.#frame(nowMs);
    } catch (error) {
      this.stop();
      this.#failed(error);
    }
  }
}
