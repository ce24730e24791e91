/** piecs: its words for the workloads, and those that only iterate. */
import { createEntitySystem, World } from "piecs";
import { type Iteration, LETTERS, START_B, START_C, START_E, startOf, weigh } from "./peer.ts";

export type Ids = ArrayLike<number>;

export function addSystem(
  world: World,
  components: readonly number[],
  run: (ids: Ids) => void,
): void {
  world.registerSystem(createEntitySystem(run, (query) => query.every(...components)));
}

export function addDouble(world: World, component: number, values: Float32Array): void {
  addSystem(world, [component], (ids) => {
    for (let i = ids.length - 1; i >= 0; i--) values[ids[i]] *= 2;
  });
}

export function addSwap(
  world: World,
  pair: readonly number[],
  a: Float32Array,
  b: Float32Array,
): void {
  addSystem(world, pair, (ids) => {
    for (let i = ids.length - 1; i >= 0; i--) {
      const id = ids[i];
      const kept = a[id];
      a[id] = b[id];
      b[id] = kept;
    }
  });
}

/** Of the entities that were made with the component. */
export const sumOf = (world: World, component: number, values: Float32Array): number =>
  values.reduce(
    (sum, value, id) =>
      world.hasEntity(id) && world.hasComponent(id, component) ? sum + value : sum,
    0,
  );

export const piecsIteration: Iteration = {
  packed5(count) {
    const world = new World();
    const all = [1, 2, 3, 4, 5].map(() => world.createComponentId());
    const columns = all.map(() => new Float32Array(count + 1));
    const kind = world.prefabricate(all);
    all.forEach((component, i) => {
      addDouble(world, component, columns[i]);
    });
    for (let i = 0; i < count; i++) {
      const id = world.createEntity(kind);
      for (const values of columns) values[id] = startOf(i);
    }
    world.initialize();
    return {
      run: () => world.update(),
      sum: () => weigh(columns, (values) => sumOf(world, all[columns.indexOf(values)], values)),
    };
  },

  simpleIter(each) {
    const world = new World();
    const [a, b, c, d, e] = [1, 2, 3, 4, 5].map(() => world.createComponentId());
    const columns = [a, b, c, d, e].map(() => new Float32Array(4 * each + 1));
    const [aOf, bOf, cOf, dOf, eOf] = columns;
    for (const parts of [
      [a, b],
      [a, b, c],
      [a, b, c, d],
      [a, b, c, e],
    ]) {
      const kind = world.prefabricate(parts);
      for (let i = 0; i < each; i++) {
        const id = world.createEntity(kind);
        aOf[id] = startOf(i);
        bOf[id] = START_B;
        cOf[id] = START_C;
        dOf[id] = startOf(i);
        eOf[id] = START_E;
      }
    }
    addSwap(world, [a, b], aOf, bOf);
    addSwap(world, [c, d], cOf, dOf);
    addSwap(world, [c, e], cOf, eOf);
    world.initialize();
    return {
      run: () => world.update(),
      sum: () =>
        weigh(columns, (values) => sumOf(world, [a, b, c, d, e][columns.indexOf(values)], values)),
    };
  },

  fragIter(each) {
    const world = new World();
    const rows = each * LETTERS.length + 1;
    const data = world.createComponentId();
    const dataOf = new Float32Array(rows);
    const zOf = new Float32Array(rows);
    const letters = LETTERS.map(() => world.createComponentId());
    const z = letters[25];
    for (const letter of letters) {
      const kind = world.prefabricate([letter, data]);
      for (let i = 0; i < each; i++) {
        const id = world.createEntity(kind);
        dataOf[id] = startOf(i);
        zOf[id] = startOf(i);
      }
    }
    addDouble(world, data, dataOf);
    addDouble(world, z, zOf);
    world.initialize();
    return {
      run: () => world.update(),
      sum: () => sumOf(world, data, dataOf) + 3 * sumOf(world, z, zOf),
    };
  },
};
