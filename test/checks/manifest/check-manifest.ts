/** Holds package.json and the code against each other: `npm run check:manifest`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readSettings } from '../../../src/vscode/settings/settings-reader.js';
import { agentTools } from '../../../src/app/tools/agent-tools.js';
import { toolNames } from '../../../src/vscode/tools/tool-names.js';
import { report, type Finding } from '../finding.js';
import { checkCommands } from './check-commands.js';
import { checkLinks, type LinkedText } from './check-links.js';
import { checkNames } from './check-names.js';
import { checkSettings } from './check-settings.js';
import { checkTexts, type TextFile } from './check-texts.js';
import { checkTools } from './check-tools.js';
import { readManifest, readTexts } from './manifest.js';
import { readSourceUsage } from './source-usage.js';

function findings(): readonly Finding[] {
  const manifest = readManifest();
  const usage = readSourceUsage();
  return [
    ...checkCommands(manifest, usage),
    ...checkSettings(manifest, readSettings),
    ...checkNames(manifest, usage),
    ...checkTexts(JSON.parse(readFileSync('package.json', 'utf8')), [
      textsIn('package.nls.json'),
      textsIn('package.nls.de.json'),
    ]),
    ...checkTools(manifest, agentTools, toolNames),
    ...checkLinks(manifest, { exists: existsSync, texts: pages() }),
  ];
}

const textsIn = (where: string): TextFile => ({ where, texts: readTexts(where) });

/** What people read outside the editor's own surfaces. */
function pages(): readonly LinkedText[] {
  const inMedia = readdirSync('media', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.startsWith('example-fleet'))
    .map((file) => path.join('media', file));
  return ['README.md', 'CHANGELOG.md', ...inMedia]
    .filter((file) => existsSync(file))
    .map((file) => ({ where: file.replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }));
}

report(findings(), 'package.json');
