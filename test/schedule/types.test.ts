import { expectTypeOf, test } from "vitest";
import {
  createSchedule,
  createWorld,
  entering,
  FrameProfile,
  inState,
  leaving,
  type Schedule,
  type State,
  type System,
  state,
  system,
  type Time,
  type World,
} from "../../src/index.ts";

const Mode = state("Mode", ["menu", "play"]);

test("a state knows its values", () => {
  expectTypeOf(Mode).toEqualTypeOf<State<"menu" | "play">>();
  expectTypeOf(Mode.current(createWorld())).toEqualTypeOf<"menu" | "play">();
  expectTypeOf(Mode.next(createWorld())).toEqualTypeOf<"menu" | "play" | undefined>();
  expectTypeOf(Mode.set).parameter(1).toEqualTypeOf<"menu" | "play">();
  void (() => [
    // @ts-expect-error Mode has no such value.
    inState(Mode, "over"),
    // @ts-expect-error Mode has no such value.
    entering(Mode, "over"),
    // @ts-expect-error Mode has no such value.
    leaving(Mode, "over"),
  ]);
});

test("run and runIf are told the world and the time", () => {
  const move = system({
    name: "move",
    runIf: (world, time) => {
      expectTypeOf(world).toEqualTypeOf<World>();
      return time.dtSeconds > 0;
    },
    run(_world, time) {
      expectTypeOf(time).toEqualTypeOf<Time>();
      // @ts-expect-error Systems read the time; the schedule writes it.
      time.dtSeconds = 1;
    },
  });
  expectTypeOf(move).toEqualTypeOf<System>();
});

test("a FrameProfile times a schedule", () => {
  const schedule = createSchedule(createWorld(), [], { profile: new FrameProfile() });
  expectTypeOf(schedule).toEqualTypeOf<Schedule>();
});
