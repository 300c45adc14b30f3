/** Colours follow the reader's preference and say nothing that the text does not; on paper everything is black on white. */
export const style = `
:root { color-scheme: light dark; --line: #8886; --soft: #8882; --low: #2e7d32; --medium: #b26a00; --high: #c62828; }
body { background: Canvas; color: CanvasText; font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { line-height: 1.2; } h2 { margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; padding: .3rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead th { background: var(--soft); }
li { overflow-wrap: anywhere; } .id code { white-space: nowrap; overflow-wrap: normal; }
code { overflow-wrap: anywhere; font: .92em ui-monospace, monospace; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.5rem; } dt { font-weight: 600; } dd { margin: 0; }
.bar { display: inline-block; height: .7em; min-width: 1px; border: 1px solid currentColor; border-radius: 2px; }
.low .bar { background: var(--low); } .medium .bar { background: var(--medium); } .high .bar { background: var(--high); }
figure { margin: 1rem 0; } figcaption { font-size: .92em; }
svg.chart { display: block; width: 100%; max-width: 640px; height: auto; font: 12px system-ui, sans-serif; } svg.square { max-width: 360px; }
svg text { fill: currentColor; } svg line { stroke: currentColor; } svg circle { fill: currentColor; }
svg rect { stroke: currentColor; fill: none; } svg .ring { fill: none; stroke: currentColor; } svg .ideal { stroke-dasharray: 4; }
svg .done { fill: var(--low); } svg .part { fill: var(--medium); } svg .bad { fill: var(--high); } svg .soft { fill: var(--soft); }
details summary { cursor: pointer; }
@media print { :root { color-scheme: light; } body { margin: 0; max-width: none; font-size: 11px; } tr { break-inside: avoid; } }
`;
