/** scratch */
import { component, createWorld, f32, kernel, write } from "../../src/index.ts";
import { parseKernels } from "../../src/kernel/parse/index.ts";
import { Job } from "../../src/kernel/workers/job.ts";
parseKernels();
const Body = component("Body", { x: f32, y: f32, vx: f32, vy: f32, life: f32 });
const make = () => kernel([write(Body)], { dt: f32, width: f32, height: f32 }, (p, u) => {
    p.x += p.vx * u.dt; p.y += p.vy * u.dt;
    if (p.x < 0) { p.x = 0; p.vx = -p.vx; } if (p.x > u.width) { p.x = u.width; p.vx = -p.vx; }
    if (p.y < 0) { p.y = 0; p.vy = -p.vy; } if (p.y > u.height) { p.y = u.height; p.vy = -p.vy; }
    p.life -= u.dt;
});
for (const n of [100_000, 1_000_000]) {
  for (const workers of (process.argv.includes("--solo") ? [0, 0, 0] : [0, 9, 1])) {
    Job.sharesFrom = workers === 9 ? 1e9 : undefined;
    const w = createWorld({ capacity: n, workers: Math.min(workers, 1), shared: true });
    w.spawnMany(n, [Body], (r) => { const { x, y, vx, vy } = r.write(Body); for (let i = r.start; i < r.end; i++) { x[i] = i % 1000; y[i] = i % 900; vx[i] = (i % 100) - 50; vy[i] = (i % 77) - 33; } });
    const k = make(); const q = w.query(Body); const u = { dt: 0.016, width: 1000, height: 1000 };
    k.run(q, u); await new Promise((r) => setTimeout(r, 300));
    const t: number[] = [], h: number[] = [];
    for (let i = 0; i < 400; i++) { const a = performance.now(); k.run(q, u); t.push(performance.now() - a); h.push(k.shared.helped); if (i % 50 === 0) await new Promise((r) => setTimeout(r, 5)); }
    const s = t.slice(100).sort((a, b) => a - b); const hs = h.slice(100).sort((a, b) => a - b);
    console.log(n, "workers", workers, (s[s.length >> 1] * 1e6 / n).toFixed(3), "min", (s[0] * 1e6 / n).toFixed(3), "p90", (s[Math.floor(s.length * 0.9)] * 1e6 / n).toFixed(3), "helped", hs[hs.length >> 1], hs[0], hs[hs.length - 1], "phases", (globalThis as any).phases, Atomics.load(new Int32Array(4), 0));
    w.dispose();
  }
}
