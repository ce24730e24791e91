/** Operations of the model test on a world as a whole: making room, giving it back, carrying out what waits. */
import { rivalCode } from "./body.ts";
import { insist } from "./comparison.ts";
import { COMPONENTS } from "./components.ts";
import type { Operation } from "./operations.ts";
import { NO_MEMORY, type Subject } from "./subject.ts";

type Upkeep = Extract<Operation, { kind: "reserve" | "shrink" | "flush" }>;

export function runUpkeep(subject: Subject, operation: Upkeep): void {
  const { world, model } = subject;
  const idleCode = model.depth > 0 ? "E109" : undefined;
  if (operation.kind === "reserve") {
    const inputs = operation.inputs.map((choice) => COMPONENTS[choice.component]);
    const isPast = operation.count > subject.maxEntities;
    const expected = rivalCode(inputs.map((of) => ({ of }))) ?? (isPast ? "E103" : undefined);
    subject.attempt(expected, () => world.reserve(operation.count, inputs));
    subject.hasReserved = true;
  } else if (operation.kind === "shrink") {
    const { usedBytes, heapBytes, shrinkableBytes } = world.memory();
    let freed = 0;
    subject.attempt(idleCode, () => {
      freed = (operation.isSlow ? world.shrink({ budgetMs: 0 }) : world.shrink()).bytes;
    });
    const report = world.memory();
    const lost = usedBytes + heapBytes - report.usedBytes - report.heapBytes;
    insist(lost === freed, () => `shrink says it freed ${freed}`);
    const isWhole = model.depth === 0 && !operation.isSlow && !subject.isRisky;
    insist(
      isWhole ? freed === shrinkableBytes : freed <= shrinkableBytes,
      () => `shrink freed ${freed} bytes, and ${shrinkableBytes} were to be had`,
    );
    insist(
      !isWhole || report.shrinkableBytes === 0,
      () => `shrink leaves ${report.shrinkableBytes} bytes that it could give back`,
    );
    const isEmpty = report.slabs.some((slab) => slab.freeBytes === slab.bytes);
    insist(
      !isEmpty || model.depth > 0 || operation.isSlow,
      () => "shrink keeps a slab without blocks",
    );
  } else {
    const isDone = subject.attempt(idleCode, () => world.flush());
    subject.settle(isDone ? undefined : NO_MEMORY);
  }
}
