/** As `world.test.ts`, in worlds whose freed memory keeps what it held and is used again at once. */
import { test } from "vitest";
import { timeoutMs } from "./soak.ts";
import { tryLists } from "./world-lists.ts";

test(
  "a world without poison is what the model says after every step, whatever happens",
  () => tryLists(500, ["unpoisoned", "standard"]),
  timeoutMs(600_000), // a busy machine takes its time
);
