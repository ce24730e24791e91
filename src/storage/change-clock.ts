/**
 * ChangeClock: the counter behind change versions.
 *
 * Every write stamps the windows it touches with `now`. A reader asks for a cursor once and later
 * sees as changed whatever carries a greater version; each reader has its own cursor.
 */
export class ChangeClock {
  now = 1;

  /** A cursor: everything stamped before this call is old to it, everything after is new. */
  cursor(): number {
    return this.now++;
  }
}
