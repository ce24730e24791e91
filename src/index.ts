/** Colonnade's public surface, whole: what is not here is not public. */

export { EcsError, type ErrorCode, InternalError } from "./base/errors.ts";
export { type Entity, NO_ENTITY } from "./base/ids.ts";
export type { ScheduleProfile, WorkTrack, WorldProfile } from "./base/profile.ts";
export { FrameProfile, type FrameProfileOptions } from "./inspect/frame-profile.ts";
export type {
  AnyRelation,
  InspectedPair,
  InspectedRelation,
  InspectedTarget,
} from "./inspect/inspected-pairs.ts";
export {
  type InspectedArchetype,
  type InspectedChunk,
  type InspectedPlace,
  type InspectedQuery,
  inspect,
  type WorldInspector,
} from "./inspect/inspector.ts";
export { lastMessages, type SentMessage } from "./inspect/last-messages.ts";
export {
  type GraphChoice,
  type GraphOrder,
  type GraphPhase,
  type GraphSystem,
  type ScheduleGraph,
  scheduleGraph,
} from "./inspect/schedule-graph.ts";
export { meterSystems, type SystemMeter, type SystemWork } from "./inspect/system-meter.ts";
export type { TrackColor, TrackForm } from "./inspect/track-entries.ts";
export { validate } from "./inspect/validate.ts";
export { builtKernel } from "./kernel/built/built-kernel.ts";
export { gather } from "./kernel/gather/gather-term.ts";
export type { Kernel } from "./kernel/kernel.ts";
export { kernelFunction } from "./kernel/kernel-function.ts";
export type { KernelOptions } from "./kernel/kernel-options.ts";
export {
  type KernelAccess,
  type KernelCursor,
  type KernelTerm,
  read,
  write,
} from "./kernel/kernel-term.ts";
export { kernel } from "./kernel/make-kernel.ts";
export { count, max, min, sum, where } from "./kernel/output.ts";
export { random } from "./kernel/random.ts";
export type { RowSet } from "./kernel/row-set.ts";
export type { KernelTree } from "./kernel/tree.ts";
export { Arena, type ArenaOptions } from "./memory/arena.ts";
export { BufferPool, type BufferPoolOptions, type BufferPoolStats } from "./memory/buffer-pool.ts";
export { ChunkedList, type ChunkedListOptions, type ChunkViews } from "./memory/chunked-list.ts";
export { FrameArena } from "./memory/frame-arena.ts";
export { Interner, type InternerOptions } from "./memory/interner.ts";
export {
  type MemoryOwner,
  type MemoryRow,
  type MemoryScope,
  type MemoryScopeReport,
  MemoryTracker,
  type MemoryUse,
} from "./memory/memory-tracker.ts";
export type { MemoryUser, PartMemory } from "./memory/memory-user.ts";
export { Pool, type PoolOptions, type PoolStats } from "./memory/pool.ts";
export { type Block, SlabAllocator } from "./memory/slab-allocator.ts";
export type { SlabAllocatorOptions } from "./memory/slabs.ts";
export {
  type StructField,
  type StructFieldType,
  type StructLayout,
  type StructOrder,
  structLayout,
} from "./memory/struct-layout.ts";
export type { WorkerPlan, WorkerWish } from "./memory/worker-plan.ts";
export type { ObservedRows } from "./query/observed-rows.ts";
export type {
  EntityHook,
  ObserveOptions,
  PairHook,
  ReplayOptions,
  RowsHook,
  Unsubscribe,
} from "./query/observer.ts";
export type { Query } from "./query/query.ts";
export type { QueryReader, ReaderOptions } from "./query/query-reader.ts";
export type { Cursors, LaneCursor, RowCursor } from "./query/row-cursor.ts";
export type { RowRun } from "./query/row-run.ts";
export type { RowTerm } from "./query/row-term.ts";
export {
  all,
  any,
  type FilterTerm,
  not,
  type OptionalTerm,
  optional,
  type Term,
} from "./query/term.ts";
export { disabled } from "./query/toggle-term.ts";
export { acceptSystems, type SystemModule } from "./schedule/accept-systems.ts";
export type { ClockOptions } from "./schedule/clock.ts";
export type { ErrorPolicy, OnError } from "./schedule/frame-runner.ts";
export { animationFrames, type FrameSource, timerFrames } from "./schedule/frame-source.ts";
export type { PhaseDefinition } from "./schedule/phase.ts";
export { type RunHandle, type RunOptions, run } from "./schedule/run.ts";
export type { RunCondition } from "./schedule/run-condition.ts";
export { createSchedule, type Schedule } from "./schedule/schedule.ts";
export type { ScheduleOptions } from "./schedule/schedule-options.ts";
export {
  entering,
  inState,
  leaving,
  type State,
  type StateCondition,
  state,
  type Transition,
} from "./schedule/state.ts";
export {
  type Accessed,
  type OneOrMore,
  type System,
  type SystemDefinition,
  type SystemReference,
  system,
} from "./schedule/system.ts";
export { SystemError } from "./schedule/system-error.ts";
export type { Time } from "./schedule/time.ts";
export { transformSystem } from "./schedule/transform-system.ts";
export { Disabled, Prefab } from "./storage/built-in-tags.ts";
export type { Chunk } from "./storage/chunk.ts";
export type {
  AnyComponent,
  Columns,
  Component,
  ComponentInput,
  ComponentValue,
  Field,
  ReadonlyColumn,
  ReadonlyColumns,
  SchemaOf,
  Tag,
  Values,
} from "./storage/component.ts";
export type { ComponentOptions, TagOptions } from "./storage/component-options.ts";
export { component, tag, tagGroup } from "./storage/define-component.ts";
export {
  type AnyFieldType,
  array,
  bool,
  entity,
  type FieldType,
  f32,
  f32x2,
  f32x3,
  f32x4,
  f64,
  i8,
  i16,
  i32,
  type Lanes,
  oneOf,
  ref,
  type Schema,
  string,
  u8,
  u16,
  u32,
} from "./storage/field.ts";
export type { Pair } from "./storage/pair.ts";
export type { TargetPolicy } from "./storage/pair-memory.ts";
export { type Cascade, cascade } from "./world/cascade.ts";
export type { ChangeTerm } from "./world/change-term.ts";
export { added, changed, removed } from "./world/changes.ts";
export { insertBefore, insertChild } from "./world/child-order.ts";
export { ChildOf, childCount, childrenOf, depthOf, parentOf, rootOf } from "./world/hierarchy.ts";
export {
  type Journal,
  type JournalEntry,
  type JournalOptions,
  journalOf,
  keepJournal,
  stopJournal,
} from "./world/journal.ts";
export type {
  ArchetypeMemory,
  BlockMemory,
  ComponentMemory,
  MemoryReport,
  SlabMemory,
} from "./world/memory-report.ts";
export { type Message, message } from "./world/message.ts";
export type { MessageDraft, MessageView } from "./world/message-field.ts";
export {
  endMessageFrame,
  type MessageMemory,
  messageMemory,
  shrinkMessages,
} from "./world/message-frame.ts";
export type { MessageReader } from "./world/message-reader.ts";
export { instantiate, instantiateMany, prefab, variant } from "./world/prefab.ts";
export { propagateTransforms } from "./world/propagate-transforms.ts";
export { Random, RandomSource } from "./world/random.ts";
export {
  type PairReplayOptions,
  type Relation,
  type RelationOptions,
  relation,
} from "./world/relation.ts";
export { type Resource, resource } from "./world/resource.ts";
export type { ShrinkOptions, ShrinkResult } from "./world/shrinking.ts";
export type { SpawnedRows } from "./world/spawned-rows.ts";
export { LocalTransform, WorldTransform } from "./world/transform.ts";
export { type WalkOrder, type WalkVisit, walk } from "./world/tree-walk.ts";
export { createWorld, type World } from "./world/world.ts";
export type { WorldOptions } from "./world/world-options.ts";
