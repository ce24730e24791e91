/**
 * MemoryTracker: who holds how many bytes now, how many at most, and what a call allocated.
 *
 * A ledger, not an allocator: whoever allocates says so. For what the collector holds, use the
 * browser's own heap profile. Stands alone, without a world.
 *
 * Invariant: the totals are the sums over all owners, and none is ever negative.
 */
import { checkFunction, wrongArgument } from "../base/argument-checks.ts";
import { EcsError } from "../base/errors.ts";
import { checkWholeNumber } from "./whole-number.ts";

export interface MemoryUse {
  /** Bytes allocated and not released. */
  readonly nowBytes: number;
  /** The highest `nowBytes` so far. */
  readonly peakBytes: number;
  /** Allocations not released. */
  readonly count: number;
  /** Bytes allocated so far, released or not. */
  readonly allocatedBytes: number;
}

export interface MemoryRow extends MemoryUse {
  readonly owner: string;
}

export interface MemoryScopeReport {
  /** Bytes allocated in the scope, and how many of all bytes were released in it. */
  readonly allocatedBytes: number;
  readonly releasedBytes: number;
  /** How far use rose above where it stood at the start; 0 when it never did. */
  readonly peakBytes: number;
  /** Change of use from start to end; negative when more was released than allocated. */
  readonly leftBytes: number;
  readonly leftCount: number;
}

class Counters implements MemoryUse {
  nowBytes = 0;
  peakBytes = 0;
  count = 0;
  allocatedBytes = 0;

  allocate(bytes: number): void {
    this.nowBytes += bytes;
    this.count++;
    this.allocatedBytes += bytes;
    if (this.nowBytes > this.peakBytes) this.peakBytes = this.nowBytes;
  }

  release(bytes: number): void {
    this.nowBytes -= bytes;
    this.count--;
  }
}

/** What the owners and scopes of one tracker share. */
class Ledger {
  readonly total = new Counters();
  innermost: MemoryScope | undefined;
}

/** The account of one owner; from `MemoryTracker.owner`. Its calls cost a few additions, no garbage. */
class MemoryOwner implements MemoryUse {
  readonly name: string;
  readonly #ledger: Ledger;
  readonly #own = new Counters();

  constructor(name: string, ledger: Ledger) {
    this.name = name;
    this.#ledger = ledger;
  }

  get nowBytes(): number {
    return this.#own.nowBytes;
  }
  get peakBytes(): number {
    return this.#own.peakBytes;
  }
  get count(): number {
    return this.#own.count;
  }
  get allocatedBytes(): number {
    return this.#own.allocatedBytes;
  }

  /**
   * Enters one allocation of `bytes`.
   *
   * @throws {EcsError} E001 bad size
   */
  allocate(bytes: number): void {
    checkWholeNumber("allocate", "bytes", bytes, 0, Number.MAX_SAFE_INTEGER);
    this.#own.allocate(bytes);
    this.#ledger.total.allocate(bytes);
    this.#ledger.innermost?.notePeak(this.#ledger.total.nowBytes);
  }

  /**
   * Strikes out one allocation of `bytes`.
   *
   * @throws {EcsError} E001 bad size · E006 the owner has fewer bytes, or no allocation. On either
   *   the books are as before.
   */
  release(bytes: number): void {
    checkWholeNumber("release", "bytes", bytes, 0, Number.MAX_SAFE_INTEGER);
    if (bytes > this.#own.nowBytes || this.#own.count === 0) {
      throw new EcsError(
        "E006",
        `release: "${this.name}" holds ${this.#own.nowBytes} bytes in ${this.#own.count} ` +
          `allocations, and ${bytes} bytes were released. ` +
          "Release each allocation once, with the size and owner it was allocated with.",
      );
    }
    this.#own.release(bytes);
    this.#ledger.total.release(bytes);
  }
}

/** A measurement under way, from `MemoryTracker.begin`. Scopes nest: the inner one ends first. */
class MemoryScope {
  readonly #ledger: Ledger;
  readonly #outer: MemoryScope | undefined;
  readonly #start: MemoryUse;
  #highest: number;

  constructor(ledger: Ledger) {
    const { nowBytes, peakBytes, count, allocatedBytes } = ledger.total;
    this.#ledger = ledger;
    this.#outer = ledger.innermost;
    this.#start = { nowBytes, peakBytes, count, allocatedBytes };
    this.#highest = nowBytes;
    ledger.innermost = this;
  }

  /** Only the innermost scope is told of allocations; its highest passes outwards when it ends. */
  notePeak(nowBytes: number): void {
    if (nowBytes > this.#highest) this.#highest = nowBytes;
  }

  /**
   * Ends the scope and tells what happened in it.
   *
   * @throws {EcsError} E007 it has ended, or one begun inside it has not. Nothing changes then.
   */
  end(): MemoryScopeReport {
    if (this.#ledger.innermost !== this) {
      throw new EcsError(
        "E007",
        `end: the scope ${this.#isOpen() ? "still has an open scope inside it" : "has ended"}. ` +
          "End each scope once, the one begun last first.",
      );
    }
    this.#close();
    const { total } = this.#ledger;
    const allocatedBytes = total.allocatedBytes - this.#start.allocatedBytes;
    const leftBytes = total.nowBytes - this.#start.nowBytes;
    return {
      allocatedBytes,
      releasedBytes: allocatedBytes - leftBytes,
      peakBytes: this.#highest - this.#start.nowBytes,
      leftBytes,
      leftCount: total.count - this.#start.count,
    };
  }

  /** Closes the scope and all that are open inside it, without a report. */
  abandon(): void {
    let scope = this.#isOpen() ? this.#ledger.innermost : undefined;
    while (scope !== undefined && scope !== this.#outer) {
      scope.#close();
      scope = scope.#outer;
    }
  }

  #close(): void {
    this.#ledger.innermost = this.#outer;
    this.#outer?.notePeak(this.#highest);
  }

  #isOpen(): boolean {
    let scope = this.#ledger.innermost;
    while (scope !== undefined && scope !== this) scope = scope.#outer;
    return scope === this;
  }
}

export type { MemoryOwner, MemoryScope };

/** Reading is O(1), except `report`. Owners are never forgotten. */
export class MemoryTracker implements MemoryUse {
  readonly #ledger = new Ledger();
  readonly #owners = new Map<string, MemoryOwner>();

  get nowBytes(): number {
    return this.#ledger.total.nowBytes;
  }
  /** The highest total so far; less than the sum of the owners' peaks when those came apart. */
  get peakBytes(): number {
    return this.#ledger.total.peakBytes;
  }
  get count(): number {
    return this.#ledger.total.count;
  }
  get allocatedBytes(): number {
    return this.#ledger.total.allocatedBytes;
  }

  /** The account of `name`, opened at the first call. Keep it: each call is a `Map` look-up. */
  owner(name: string): MemoryOwner {
    if (typeof name !== "string") throw wrongArgument("owner", name, "a name");
    let owner = this.#owners.get(name);
    if (owner === undefined) {
      owner = new MemoryOwner(name, this.#ledger);
      this.#owners.set(name, owner);
    }
    return owner;
  }

  /** Starts to measure, until `end()` of the scope that it returns. */
  begin(): MemoryScope {
    return new MemoryScope(this.#ledger);
  }

  /**
   * Calls `fn` and tells what it allocated, its peak, and what it left behind. Measures until `fn`
   * returns, so not what a promise does later. What `fn` throws passes through.
   *
   * @throws {EcsError} E007 `fn` left a scope open that it began
   */
  scope<R>(fn: () => R): { readonly result: R; readonly memory: MemoryScopeReport } {
    checkFunction(fn, "scope");
    const scope = this.begin();
    try {
      const result = fn();
      return { result, memory: scope.end() };
    } finally {
      scope.abandon();
    }
  }

  /** A row for each owner, the one that holds most first; a fresh array, sorted at each call. */
  report(): MemoryRow[] {
    return [...this.#owners.values()]
      .map(({ name, nowBytes, peakBytes, count, allocatedBytes }) => {
        return { owner: name, nowBytes, peakBytes, count, allocatedBytes };
      })
      .sort((a, b) => b.nowBytes - a.nowBytes || (a.owner < b.owner ? -1 : 1));
  }
}
