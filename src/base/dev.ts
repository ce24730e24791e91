/**
 * The development flag.
 *
 * `__DEV__` is replaced by the bundler: true while developing and testing, false in the release
 * build, where every branch behind it disappears. Only diagnostics (poison, journals, advice) may
 * hide behind it; a check that keeps data from being lost stays on in both builds.
 */
declare global {
  const __DEV__: boolean;
}

export const DEV: boolean = typeof __DEV__ === "undefined" ? true : __DEV__;
