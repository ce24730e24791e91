/**
 * Explain: a plan as text, for people. What runs in which order, and what says so.
 *
 * Not a format to parse: it may change with any version.
 */
import type { Clock } from "./clock.ts";
import { quoted } from "./name-table.ts";
import { Due, type Plan, type PlannedPhase } from "./plan.ts";
import { conditionLabel } from "./run-condition.ts";
import { isSetAside, type Slot } from "./slot.ts";

export function explainPlan(plan: Plan, clock: Clock, seed: number | undefined): string {
  const order = seed === undefined ? "as listed" : `shuffled by seed ${seed}`;
  const lines = [`${plan.slots.length} systems; where no order binds them, ${order}.`];
  if (clock.isPaused) lines.push("Game time is paused.");
  for (const phase of plan.phases) {
    if (phase.name === "") continue;
    lines.push("", `${phase.name} (${whenOf(phase, clock)})`);
    if (phase.first === phase.end) lines.push("  nothing");
    for (let i = phase.first; i < phase.end; i++) lines.push(...systemLines(plan, i));
  }
  return `${lines.join("\n")}\n`;
}

function whenOf({ due }: PlannedPhase, clock: Clock): string {
  if (due === Due.Once) return "once";
  if (due === Due.Frame) return "every frame";
  if (due !== Due.Fixed) return "when the state changes";
  const ms = Number((clock.time.fixedDtSeconds * 1000).toFixed(3));
  return `every ${ms} ms of game time, at most ${clock.maxSteps} times a frame`;
}

function systemLines(plan: Plan, place: number): string[] {
  const slot = plan.slots[place];
  const { system, status } = slot;
  const index = plan.listed.indexOf(slot);
  const lines = [`  ${place + 1}. ${system.name}${accessOf(slot)}`];
  const say = (line: string): number => lines.push(`       ${line}`);
  for (const { to, reason } of plan.orders) if (to === index) say(reason);
  if (system.sets.length > 0) say(`in set ${quoted(system.sets)}`);
  for (const condition of system.runIf) say(`if ${conditionLabel(condition)}`);
  for (const { first, second, things } of plan.allowed) {
    if (first !== index && second !== index) continue;
    const other = plan.listed[first === index ? second : first];
    say(`in either order with "${other.name}", as allowed: both touch ${things}`);
  }
  const gone = [...system.before, ...system.after, ...system.ambiguousWith].filter(
    (name) => !isPresent(plan, name),
  );
  if (gone.length > 0) say(`without effect, because removed: ${quoted(gone)}`);
  if (status.isOver) say("has run");
  if (status.isOff) say("OFF: disabled");
  if (isSetAside(slot)) say(`SET ASIDE: ${status.asideError?.message}`);
  return lines;
}

function accessOf({ system: { reads, writes } }: Slot): string {
  const parts: string[] = [];
  if (writes.length > 0) parts.push(`writes ${writes.map((one) => one.label).join(", ")}`);
  if (reads.length > 0) parts.push(`reads ${reads.map((one) => one.label).join(", ")}`);
  return parts.length === 0 ? "" : `: ${parts.join("; ")}`;
}

function isPresent(plan: Plan, name: string): boolean {
  return plan.listed.some((slot) => slot.name === name || slot.system.sets.includes(name));
}
