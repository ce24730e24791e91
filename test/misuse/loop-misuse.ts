/** What loops and their columns are given in place of a component or a function; development says so. */
import { type Misuse, Position, untyped } from "./scene.ts";

export const LOOP_MISUSE: readonly Misuse[] = [
  {
    name: "read columns of undefined",
    provoke: (s) => {
      for (const chunk of s.world.query(Position)) chunk.read(untyped(undefined));
    },
    message:
      "columns: undefined is not a component. Pass what component() or tag() returned; where one is undefined, its module was imported too late. [E113]",
    isDiagnostic: true,
  },
  {
    name: "write columns of undefined",
    provoke: (s) => {
      for (const chunk of s.world.query(Position)) chunk.write(untyped(undefined));
    },
    message:
      "columns: undefined is not a component. Pass what component() or tag() returned; where one is undefined, its module was imported too late. [E113]",
    isDiagnostic: true,
  },
  {
    name: "write a run of rows of undefined",
    provoke: (s) => {
      for (const rows of s.world.query(Position).runs()) rows.write(untyped(undefined));
    },
    message:
      "columns: undefined is not a component. Pass what component() or tag() returned; where one is undefined, its module was imported too late. [E113]",
    isDiagnostic: true,
  },
  {
    name: "ask a chunk for undefined",
    provoke: (s) => {
      for (const chunk of s.world.query(Position)) chunk.has(untyped(undefined));
    },
    message:
      "has: undefined is not a component. Pass what component() or tag() returned; where one is undefined, its module was imported too late. [E113]",
    isDiagnostic: true,
  },
  {
    name: "ask a chunk whether undefined changed",
    provoke: (s) => {
      for (const chunk of s.world.query(Position)) chunk.changedSince(untyped(undefined), 0);
    },
    message:
      "changedSince: undefined is not a component. Pass what component() or tag() returned; where one is undefined, its module was imported too late. [E113]",
    isDiagnostic: true,
  },
  {
    name: "each with no function",
    provoke: (s) => s.world.query(Position).each(untyped(undefined)),
    message: "each: undefined is not a function. Pass the one that is to be called. [E143]",
  },
  {
    name: "at with no function",
    provoke: (s) => s.world.query(Position).at(s.hero, untyped(undefined)),
    message: "at: undefined is not a function. Pass the one that is to be called. [E143]",
  },
  {
    name: "forEachPair with no function",
    provoke: (s) => s.world.query(Position).forEachPair(untyped(undefined)),
    message: "forEachPair: undefined is not a function. Pass the one that is to be called. [E143]",
  },
];
