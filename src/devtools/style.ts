/** The overlay's style sheet. It lies in a shadow root: nothing leaks out, and little leaks in. */
const STYLE = `
:host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483000; display: block;
  height: min(46vh, 460px); font: 12px/1.45 system-ui, sans-serif; color: #e6e9f2; color-scheme: dark; }
:host([hidden]) { display: none; }
.panel { display: flex; flex-direction: column; height: 100%; background: rgb(10 12 20 / 0.985);
  border-top: 1px solid #343b50; box-sizing: border-box; }
.bar { display: flex; align-items: center; gap: 2px; padding: 4px 8px; border-bottom: 1px solid #242a3a; flex: none; flex-wrap: wrap; }
.bar strong { margin-right: 8px; color: #3fe0b8; }
[role=tablist] { display: flex; gap: 2px; flex-wrap: wrap; }
.stepper { display: flex; gap: 4px; align-items: center; }
[hidden] { display: none !important; }
.problem { margin: 0; padding: 4px 12px; }
.problem:empty, .note:empty { display: none; }
.tools { display: flex; gap: 4px; align-items: center; margin-left: auto; flex-wrap: wrap; justify-content: flex-end; }
button, input, select { font: inherit; color: inherit; background: #1c2231; border: 1px solid #343b50; border-radius: 6px; padding: 2px 8px; }
button { cursor: pointer; white-space: nowrap; }
button:hover { border-color: #7b849b; }
[role=tab] { background: none; border-color: transparent; color: #aab2c8; }
[role=tab][aria-selected=true] { background: #1c2231; border-color: #3fe0b8; color: #fff; }
:focus-visible { outline: 2px solid #3fe0b8; outline-offset: 1px; }
.cost { color: #9aa3ba; font-variant-numeric: tabular-nums; padding: 0 8px; white-space: nowrap; }
[role=tabpanel] { flex: 1; min-height: 0; display: flex; }
.scroll, .page { flex: 1; overflow: auto; padding: 8px 12px; min-width: 0; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; color: #9aa3ba; position: sticky; top: -8px; background: #0a0c14; }
td, th { padding: 2px 10px 2px 0; border-bottom: 1px solid #1a1f2d; vertical-align: top; }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
p { margin: 0 0 6px; }
.note { color: #9aa3ba; }
.problem { color: #ffb3a7; }
.columns .problem { padding: 0; margin: 0 0 6px; }
pre { margin: 0; white-space: pre-wrap; font: 12px/1.5 ui-monospace, monospace; }
canvas { display: block; }
.row { display: flex; gap: 8px; align-items: center; margin-bottom: 6px; flex-wrap: wrap; }
.columns { flex: 1; display: flex; min-width: 0; }
.list { position: relative; flex: 1; overflow: auto; min-height: 0; border-top: 1px solid #242a3a; }
.side { flex: none; width: min(46%, 420px); overflow: auto; padding: 8px 12px; border-left: 1px solid #242a3a; box-sizing: border-box; }
.stack { flex: 1; display: flex; flex-direction: column; padding: 8px 12px; min-width: 0; }
.item { position: absolute; left: 0; right: 0; height: 22px; line-height: 22px; padding: 0 6px; overflow: hidden;
  white-space: nowrap; text-overflow: ellipsis; cursor: pointer; border: 0; border-radius: 0; background: none; text-align: left; }
.item[aria-selected=true] { background: #1d3a3a; }
.item.active { box-shadow: inset 2px 0 #3fe0b8; }
.item .note { margin-left: 10px; }
.mark { display: inline-block; width: 14px; color: #9aa3ba; }
[role=listbox] .mark:empty { width: 0; }
.row input { flex: 1; min-width: 60px; max-width: 240px; }
.row .note { white-space: nowrap; }
.field { display: grid; grid-template-columns: 9em 1fr; gap: 6px; align-items: center; margin: 2px 0; }
.field input, .field select { width: 100%; box-sizing: border-box; font-variant-numeric: tabular-nums; }
.field input[type=checkbox] { width: auto; justify-self: start; }
[aria-invalid=true] { border-color: #ffb3a7; }
.switch { font-weight: 400; margin-left: 10px; }
.switch input { vertical-align: -2px; margin: 0 4px 0 0; }
h4 { font-size: 12px; margin: 8px 0 2px; }
h4 .note { font-weight: 400; }
.side h3 { margin-top: 0; }
h3 { font-size: 12px; margin: 8px 0 2px; color: #3fe0b8; }
svg { display: block; }
.side pre + h3 { margin-top: 14px; }
td button { padding: 0 8px; margin-right: 4px; }
td > input { margin: 2px 0 0; vertical-align: top; }
.spark polyline { fill: none; stroke: #3fe0b8; stroke-width: 8; }
tr.off td { color: #7b849b; }
tr.next td:nth-child(2) { color: #3fe0b8; }
.gauge { position: relative; width: 180px; height: 10px; margin: 4px 0; background: #1c2231; border-radius: 3px; }
.gauge .fill { position: absolute; inset: 0 auto 0 0; background: #3fe0b8; border-radius: 3px; }
.gauge .mark { position: absolute; top: -2px; bottom: -2px; width: 2px; margin-left: -2px; background: #ffd27f; }
.graph { position: relative; flex: 1; overflow: auto; padding: 8px 12px; }
.graph .sheet { position: relative; }
.graph svg { position: absolute; left: 0; top: 0; pointer-events: none; }
.graph path { fill: none; stroke: #7b849b; stroke-width: 1.2; }
.graph path.choice { stroke-dasharray: 3 3; stroke: #ffd27f; }
.graph path.lit { stroke: #3fe0b8; stroke-width: 2; }
.phase, .box { position: absolute; box-sizing: border-box; }
.phase { color: #9aa3ba; }
.phase b { color: #e6e9f2; font-weight: 600; }
.box { text-align: left; overflow: hidden; text-overflow: ellipsis; padding: 1px 8px; line-height: 1.35; }
.box small { display: block; color: #9aa3ba; font-size: 10.5px; overflow: hidden; text-overflow: ellipsis; }
.box[aria-pressed=true] { border-color: #3fe0b8; background: #1d3a3a; }
.box.off { opacity: 0.55; border-style: dashed; }
.box.next { border-color: #ffd27f; }
`;

/** Gives a shadow root the style; by an object, which a content security policy lets pass. */
export function addStyle(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
}
