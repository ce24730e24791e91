/** The smallest program of each library as its first example writes it, for its size in a bundle. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  colonnade: `
  import { component, createWorld, f32 } from "/src/index.ts";
  const Position = component("Position", { x: f32, y: f32 });
  const Velocity = component("Velocity", { x: f32, y: f32 });
  const world = createWorld();
  world.spawn(Position, Velocity({ x: 1, y: 1 }));
  const movers = world.query(Position, Velocity);
  globalThis.out = (dt) => {
    for (const chunk of movers) {
      const { x } = chunk.write(Position);
      const { x: vx } = chunk.read(Velocity);
      for (let i = 0; i < chunk.count; i++) x[i] += vx[i] * dt;
    }
  };
`,
  "bitecs 0.4": `
    import { addComponent, addEntity, createWorld, query } from "bitecs";
    const Position = { x: [], y: [] };
    const Velocity = { x: [], y: [] };
    const world = createWorld();
    const eid = addEntity(world);
    addComponent(world, eid, Position);
    addComponent(world, eid, Velocity);
    globalThis.out = (dt) => {
      for (const one of query(world, [Position, Velocity])) Position.x[one] += Velocity.x[one] * dt;
    };
  `,
  "bitecs 0.3": `
    import { addComponent, addEntity, createWorld, defineComponent, defineQuery, Types } from "bitecs-0.3";
    const Position = defineComponent({ x: Types.f32, y: Types.f32 });
    const Velocity = defineComponent({ x: Types.f32, y: Types.f32 });
    const world = createWorld();
    const eid = addEntity(world);
    addComponent(world, Position, eid);
    addComponent(world, Velocity, eid);
    const movers = defineQuery([Position, Velocity]);
    globalThis.out = (dt) => {
      const eids = movers(world);
      for (let i = 0; i < eids.length; i++) Position.x[eids[i]] += Velocity.x[eids[i]] * dt;
    };
  `,
};
