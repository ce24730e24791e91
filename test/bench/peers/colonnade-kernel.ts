/** Colonnade with kernels for its loops; what they cannot do is done as in the plain subject. */
import { kernel, write } from "../../../src/index.ts";
import { colonnade } from "./colonnade.ts";
import { kernelParticles } from "./colonnade-particles.ts";
import {
  A,
  B,
  C,
  D,
  Data,
  E,
  fragmentedWorld,
  packedWorld,
  simpleWorld,
  sumOfFragments,
  sumOfWorld,
  Z,
} from "./colonnade-world.ts";
import type { Peer } from "./peer.ts";

const doubleA = kernel([write(A)], {}, (a) => {
  a.value *= 2;
});
const doubleB = kernel([write(B)], {}, (b) => {
  b.value *= 2;
});
const doubleC = kernel([write(C)], {}, (c) => {
  c.value *= 2;
});
const doubleD = kernel([write(D)], {}, (d) => {
  d.value *= 2;
});
const doubleE = kernel([write(E)], {}, (e) => {
  e.value *= 2;
});
const doubleData = kernel([write(Data)], {}, (data) => {
  data.value *= 2;
});
const doubleZ = kernel([write(Z)], {}, (z) => {
  z.value *= 2;
});
const swapAb = kernel([write(A), write(B)], {}, (a, b) => {
  const kept = a.value;
  a.value = b.value;
  b.value = kept;
});
const swapCd = kernel([write(C), write(D)], {}, (c, d) => {
  const kept = c.value;
  c.value = d.value;
  d.value = kept;
});
const swapCe = kernel([write(C), write(E)], {}, (c, e) => {
  const kept = c.value;
  c.value = e.value;
  e.value = kept;
});
export const colonnadeKernel: Peer = {
  ...colonnade,
  name: "colonnade, kernel",
  page: "docs/guide-kernels.md",
  note: "kernels for the loops of the workloads that have some; the rest as `colonnade`",

  packed5(count) {
    const world = packedWorld(count);
    const [a, b, c, d, e] = [A, B, C, D, E].map((one) => world.query(one));
    return {
      run: () => {
        doubleA.run(a);
        doubleB.run(b);
        doubleC.run(c);
        doubleD.run(d);
        doubleE.run(e);
      },
      sum: () => sumOfWorld(world),
    };
  },

  simpleIter(each) {
    const world = simpleWorld(each);
    const ab = world.query(A, B);
    const cd = world.query(C, D);
    const ce = world.query(C, E);
    return {
      run: () => {
        swapAb.run(ab);
        swapCd.run(cd);
        swapCe.run(ce);
      },
      sum: () => sumOfWorld(world),
    };
  },

  fragIter(each) {
    const world = fragmentedWorld(each);
    const data = world.query(Data);
    const z = world.query(Z);
    return {
      run: () => {
        doubleData.run(data);
        doubleZ.run(z);
      },
      sum: () => sumOfFragments(world),
    };
  },

  particles: kernelParticles,
};
