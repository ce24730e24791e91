/**
 * Transforms and prefabs: a hierarchy of 10,000 nodes propagated, and trees made from prefabs.
 *
 * `npm run bench -- transforms`. The rows marked "hand" are the same matrices over typed arrays sorted by depth, and over objects
 * that hold their children, as scene graphs do.
 */
import {
  ChildOf,
  createWorld,
  type Entity,
  instantiate,
  instantiateMany,
  LocalTransform,
  prefab,
  propagateTransforms,
  WorldTransform,
} from "../../src/index.ts";
import {
  consume,
  describeMachine,
  measureInterleaved,
  measurementTable,
  printTable,
  type Subject,
  sinkTotal,
} from "./harness.ts";

const NODES = 10_000;
const LEVELS = 5;
/** Nodes of each level: the first has 100, and all others share the rest. */
const ROOTS = 100;

/** For each node, the node above it; -1 for roots. Parents come first. */
function parents(): Int32Array {
  const parentOf = new Int32Array(NODES).fill(-1);
  const perLevel = Math.ceil((NODES - ROOTS) / (LEVELS - 1));
  for (let i = ROOTS, above = 0, width = ROOTS; i < NODES; ) {
    const end = Math.min(NODES, i + perLevel);
    const start = i;
    for (; i < end; i++) parentOf[i] = above + ((i * 7) % width);
    above = start;
    width = end - start;
  }
  return parentOf;
}

const PARENT_OF = parents();
const angleOf = (i: number): number => (i % 628) / 100;

function worldOfNodes(): { world: ReturnType<typeof createWorld>; nodes: Entity[] } {
  const world = createWorld({ capacity: NODES });
  const nodes: Entity[] = [];
  for (let i = 0; i < NODES; i++) {
    const local = LocalTransform({ x: i % 50, y: i % 70, rotation: angleOf(i) });
    nodes.push(
      PARENT_OF[i] < 0 ? world.spawn(local) : world.spawn(local, ChildOf(nodes[PARENT_OF[i]])),
    );
  }
  propagateTransforms(world);
  return { world, nodes };
}

/** Writes the transforms of `count` nodes, from the deepest on, and propagates. */
function propagating(name: string, count: number): Subject {
  const { world, nodes } = worldOfNodes();
  const locals = world.query(LocalTransform);
  const last = nodes[NODES - 1];
  let turn = 0;
  return {
    name,
    operations: NODES,
    run: () => {
      turn = (turn + 1) % 100;
      if (count === NODES) {
        for (const chunk of locals) {
          const { x } = chunk.write(LocalTransform);
          for (let i = 0; i < chunk.count; i++) x[i] = turn;
        }
      } else for (let i = 0; i < count; i++) world.set(nodes[i], LocalTransform, { x: turn });
      propagateTransforms(world);
      return world.get(last, WorldTransform, "tx");
    },
  };
}

/** Every frame one node gets another parent, so that the order is worked out anew. */
function reparenting(): Subject {
  const { world, nodes } = worldOfNodes();
  let turn = 0;
  return {
    name: "one node reparented, all written",
    operations: NODES,
    run: () => {
      turn ^= 1;
      world.add(nodes[NODES - 1], ChildOf(nodes[turn]));
      propagateTransforms(world);
      return world.get(nodes[NODES - 1], WorldTransform, "tx");
    },
  };
}

function typedArraysByHand(): Subject {
  const local = new Float32Array(NODES * 5);
  const world = new Float32Array(NODES * 6);
  for (let i = 0; i < NODES; i++) local.set([i % 50, i % 70, angleOf(i), 1, 1], i * 5);
  let turn = 0;
  return {
    name: "hand: typed arrays in order of depth, all written",
    operations: NODES,
    run: () => {
      turn = (turn + 1) % 100;
      for (let i = 0; i < NODES; i++) {
        const at = i * 5;
        local[at] = turn;
        const cos = Math.cos(local[at + 2]);
        const sin = Math.sin(local[at + 2]);
        const a = cos * local[at + 3];
        const b = sin * local[at + 3];
        const c = -sin * local[at + 4];
        const d = cos * local[at + 4];
        const own = i * 6;
        const parent = PARENT_OF[i] * 6;
        if (parent < 0) world.set([a, b, c, d, local[at], local[at + 1]], own);
        else {
          const [pa, pb, pc, pd] = [
            world[parent],
            world[parent + 1],
            world[parent + 2],
            world[parent + 3],
          ];
          world[own] = pa * a + pc * b;
          world[own + 1] = pb * a + pd * b;
          world[own + 2] = pa * c + pc * d;
          world[own + 3] = pb * c + pd * d;
          world[own + 4] = pa * local[at] + pc * local[at + 1] + world[parent + 4];
          world[own + 5] = pb * local[at] + pd * local[at + 1] + world[parent + 5];
        }
      }
      return world[NODES * 6 - 2];
    },
  };
}

class SceneNode {
  x = 0;
  y = 0;
  rotation = 0;
  scaleX = 1;
  scaleY = 1;
  a = 1;
  b = 0;
  c = 0;
  d = 1;
  tx = 0;
  ty = 0;
  readonly children: SceneNode[] = [];

  update(parent: SceneNode): void {
    const cos = Math.cos(this.rotation);
    const sin = Math.sin(this.rotation);
    const a = cos * this.scaleX;
    const b = sin * this.scaleX;
    const c = -sin * this.scaleY;
    const d = cos * this.scaleY;
    this.a = parent.a * a + parent.c * b;
    this.b = parent.b * a + parent.d * b;
    this.c = parent.a * c + parent.c * d;
    this.d = parent.b * c + parent.d * d;
    this.tx = parent.a * this.x + parent.c * this.y + parent.tx;
    this.ty = parent.b * this.x + parent.d * this.y + parent.ty;
    for (let i = 0; i < this.children.length; i++) this.children[i].update(this);
  }
}

function objectsByHand(): Subject {
  const top = new SceneNode();
  const nodes = Array.from({ length: NODES }, () => new SceneNode());
  for (let i = 0; i < NODES; i++) {
    Object.assign(nodes[i], { y: i % 70, rotation: angleOf(i) });
    (PARENT_OF[i] < 0 ? top : nodes[PARENT_OF[i]]).children.push(nodes[i]);
  }
  let turn = 0;
  return {
    name: "hand: objects with children, by recursion, all written",
    operations: NODES,
    run: () => {
      turn = (turn + 1) % 100;
      for (let i = 0; i < NODES; i++) nodes[i].x = turn;
      top.update(new SceneNode());
      return nodes[NODES - 1].tx;
    },
  };
}

const COPIES = 1000;

/** A prefab with `children` children is made so often; the instances go again with their query. */
function making(name: string, children: number, isAtOnce: boolean): Subject {
  const world = createWorld({ capacity: 10 * COPIES });
  const template = prefab(world, LocalTransform({ x: 1 }));
  for (let i = 0; i < children; i++) prefab(world, LocalTransform({ y: i }), ChildOf(template));
  const made = world.query(LocalTransform);
  return {
    name,
    operations: COPIES,
    run: () => {
      if (isAtOnce) instantiateMany(world, template, COPIES);
      else for (let i = 0; i < COPIES; i++) instantiate(world, template);
      const { count } = made;
      made.despawn();
      return count;
    },
  };
}

function spawning(): Subject {
  const world = createWorld({ capacity: 10 * COPIES });
  const made = world.query(LocalTransform);
  return {
    name: "spawnMany and despawn by query, no prefab",
    operations: COPIES,
    run: () => {
      world.spawnMany(COPIES, [LocalTransform({ x: 1 })]);
      const { count } = made;
      made.despawn();
      return count;
    },
  };
}

console.log(describeMachine());
const transforms = [
  typedArraysByHand(),
  objectsByHand(),
  propagating("all written", NODES),
  propagating("1 root in 100 written", 1),
  propagating("nothing written", 0),
  reparenting(),
];
printTable(
  `Transforms, ${NODES} nodes in ${LEVELS} levels, ns a node`,
  measurementTable(measureInterleaved(transforms)),
);
const prefabs = [
  spawning(),
  making("instantiateMany", 0, true),
  making("instantiateMany with 3 children", 3, true),
  making("instantiate", 0, false),
  making("instantiate with 3 children", 3, false),
];
printTable(
  "Prefabs, made and despawned, ns an instance",
  measurementTable(measureInterleaved(prefabs)),
);
consume(sinkTotal());
console.log(`\n(sink ${sinkTotal().toFixed(0)})`);
