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
  koota: `
    import { createWorld, trait } from "koota";
    const Position = trait({ x: 0, y: 0 });
    const Velocity = trait({ x: 0, y: 0 });
    const world = createWorld();
    world.spawn(Position, Velocity);
    globalThis.out = (dt) => {
      world.query(Position, Velocity).updateEach(([p, v]) => {
        p.x += v.x * dt;
      });
    };
  `,
  miniplex: `
    import { World } from "miniplex";
    const world = new World();
    world.add({ position: { x: 0, y: 0 }, velocity: { x: 1, y: 1 } });
    const movers = world.with("position", "velocity");
    globalThis.out = (dt) => {
      for (const { position, velocity } of movers) position.x += velocity.x * dt;
    };
  `,
  piecs: `
    import { createEntitySystem, World } from "piecs";
    const world = new World();
    const position = world.createComponentId();
    const velocity = world.createComponentId();
    const x = new Float32Array(8);
    const vx = new Float32Array(8);
    const move = (ids) => {
      for (let i = 0; i < ids.length; i++) x[ids[i]] += vx[ids[i]];
    };
    world.registerSystem(createEntitySystem(move, (q) => q.every(position, velocity)));
    world.createEntity(world.prefabricate([position, velocity]));
    world.initialize();
    globalThis.out = () => world.update();
  `,
  "wolf-ecs": `
    import { ECS, types } from "wolf-ecs";
    const ecs = new ECS();
    const position = ecs.defineComponent({ x: types.f32, y: types.f32 });
    const velocity = ecs.defineComponent({ x: types.f32, y: types.f32 });
    const movers = ecs.createQuery(position, velocity);
    const id = ecs.createEntity();
    ecs.addComponent(id, position).addComponent(id, velocity);
    globalThis.out = (dt) => movers.forEach((one) => (position.x[one] += velocity.x[one] * dt));
  `,
  elics: `
    import { createComponent, createSystem, Types, World } from "elics";
    const field = { type: Types.Float32, default: 0 };
    const Position = createComponent("Position", { x: field, y: field });
    const Velocity = createComponent("Velocity", { x: field, y: field });
    const world = new World();
    world.registerComponent(Position).registerComponent(Velocity);
    world.createEntity().addComponent(Position).addComponent(Velocity);
    class Move extends createSystem({ movers: { required: [Position, Velocity] } }) {
      update(dt) {
        for (const one of this.queries.movers.entities)
          Position.data.x[one.index] += Velocity.data.x[one.index] * dt;
      }
    }
    world.registerSystem(Move);
    globalThis.out = (dt) => world.update(dt, 0);
  `,
  becsy: `
    import { System, Type, World } from "@lastolivegames/becsy/lib/perf.js";
    class Position {}
    Position.schema = { x: Type.float32, y: Type.float32 };
    class Velocity {}
    Velocity.schema = { x: Type.float32, y: Type.float32 };
    class Move extends System {
      constructor() {
        super();
        this.movers = this.query((q) => q.current.with(Velocity).and.with(Position).write);
      }
      execute() {
        for (const one of this.movers.current)
          one.write(Position).x += one.read(Velocity).x * this.delta;
      }
    }
    World.create({ defs: [Position, Velocity, Move] }).then((world) => {
      world.createEntity(Position, Velocity);
      globalThis.out = () => world.execute();
    });
  `,
  "@woven-ecs/core": `
    import { addComponent, createEntity, defineComponent, defineQuery, defineSystem, field, World } from "@woven-ecs/core";
    const Position = defineComponent({ x: field.float32(), y: field.float32() });
    const Velocity = defineComponent({ x: field.float32(), y: field.float32() });
    const movers = defineQuery((q) => q.with(Position, Velocity));
    const world = new World([Position, Velocity]);
    const move = defineSystem((ctx) => {
      for (const id of movers.current(ctx)) Position.write(ctx, id).x += Velocity.read(ctx, id).x;
    });
    world.execute((ctx) => {
      const id = createEntity(ctx);
      addComponent(ctx, id, Position);
      addComponent(ctx, id, Velocity);
    });
    globalThis.out = () => world.execute(move);
  `,
  "@thi.ng/ecs": `
    import { ECS } from "@thi.ng/ecs";
    const ecs = new ECS();
    const position = ecs.defComponent({ id: "position", type: "f32", size: 2 });
    const velocity = ecs.defComponent({ id: "velocity", type: "f32", size: 2 });
    const movers = ecs.defGroup([position, velocity]);
    ecs.defEntity({ position: [0, 0], velocity: [1, 1] });
    globalThis.out = (dt) => {
      movers.run((info, count) => {
        for (let i = 0; i < 2 * count; i++) info.position.values[i] += info.velocity.values[i] * dt;
      });
    };
  `,
};
