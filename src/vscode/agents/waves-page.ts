import type { PageContent } from '../panels/page-frame.js';

/** The page of the graph of waves. */
export const wavesPage: PageContent = {
  title: 'Waves',
  body: `<header class="page">
      <h1>Waves</h1>
      <p id="status"></p>
      <label id="folders" hidden>Folder <select></select></label>
      <ul class="legend" aria-label="What the signs and lines mean">
        <li><span class="sign waiting">○</span> waiting</li>
        <li><span class="sign queued">◔</span> next in the run</li>
        <li><span class="sign running">◑</span> being migrated</li>
        <li><span class="sign migrated">●</span> migrated</li>
        <li><span class="sign failed">✕</span> failed</li>
        <li><span class="line imports"></span> needed by import</li>
        <li><span class="line calls"></span> by message</li>
        <li><span class="line lists"></span> by start-up manifest</li>
      </ul>
    </header>
    <p id="none" hidden>There is no agent to be migrated. Assess the workspace, or open a folder with agents in it.</p>
    <main id="graph" aria-label="Waves from left to right. The arrow keys move between agents, Enter opens one."></main>
    <aside id="details" aria-label="The chosen agent"></aside>`,
};
