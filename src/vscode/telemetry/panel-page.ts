import type { PageContent } from '../panels/page-frame.js';

/** The page of the telemetry panel. */
export const panelPage: PageContent = {
  title: 'Agent Telemetry',
  body: `<h1>Agent Telemetry</h1>
    <p id="status">Measuring …</p>
    <p id="notice" hidden></p>
    <main>
      <section aria-label="Now" id="sections"></section>
      <h2>History</h2>
      <p id="controls"></p>
      <ul id="changes" aria-label="Migrations and rollbacks in this time"></ul>
      <p id="no-charts" hidden>Nothing was measured in this time yet.</p>
      <section aria-label="Before and after the migration" id="comparison"></section>
      <section aria-label="Charts" id="charts"></section>
    </main>`,
};
