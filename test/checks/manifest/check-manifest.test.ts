import assert from 'node:assert/strict';
import type { Finding } from '../finding.js';
import { checkCommands } from './check-commands.js';
import { checkLinks, type LinkedText } from './check-links.js';
import { checkNames } from './check-names.js';
import { checkSettings, type SettingsReader } from './check-settings.js';
import type { Contributions, Manifest, SettingSchema } from './manifest.js';
import { soundManifest, soundReader, soundUsage } from './sound-example.js';
import type { SourceUsage } from './source-usage.js';

interface Project {
  readonly manifest: Manifest;
  readonly usage: SourceUsage;
  readonly read: SettingsReader;
  readonly missingFile?: string;
  readonly pages: readonly LinkedText[];
}

const sound: Project = { manifest: soundManifest, usage: soundUsage, read: soundReader, pages: [] };

function findings({ manifest, usage, read, missingFile, pages }: Project): readonly string[] {
  const all: readonly Finding[] = [
    ...checkCommands(manifest, usage),
    ...checkSettings(manifest, read),
    ...checkNames(manifest, usage),
    ...checkLinks(manifest, { exists: (file) => file !== missingFile, texts: pages }),
  ];
  return all.map(({ where, message }) => `${where}: ${message}`);
}

function contributing(change: Partial<Contributions>): Project {
  return { ...sound, manifest: { ...soundManifest, contributes: { ...soundManifest.contributes, ...change } } };
}

function using(change: Partial<SourceUsage>): Project {
  return { ...sound, usage: { ...soundUsage, ...change } };
}

function menus(menu: string, ...items: Contributions['menus'][string]): Project {
  return contributing({ menus: { ...soundManifest.contributes.menus, [menu]: items } });
}

const { commands, configuration } = soundManifest.contributes;
const [look, inside] = commands;
const properties = configuration[0]?.properties ?? {};
assert.ok(look !== undefined && inside !== undefined);

function setting(key: string, change: Partial<SettingSchema>): Project {
  const changed = { ...properties, [key]: { ...properties[key], ...change } };
  return contributing({ configuration: [{ title: 'Looking', properties: changed }] });
}

function without<T extends object>(object: T, key: keyof T): T {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key)) as T;
}

const planted: readonly (readonly [string, Project, RegExp])[] = [
  ['a command without a handler', using({ commandIds: ['agentMigrator.look'] }), /inside: has no handler/],
  ['a handler without a command', contributing({ commands: [look] }), /agentMigrator\.inside is not declared/],
  ['a command declared twice', contributing({ commands: [look, inside, look] }), /look: is declared twice/],
  [
    'a command of another category',
    contributing({ commands: [{ ...look, category: 'Agents' }, inside] }),
    /look: has the category "Agents"/,
  ],
  ['a command without a title', contributing({ commands: [{ ...look, title: '' }, inside] }), /look: has no title/],
  [
    'a title that repeats the category',
    contributing({ commands: [{ ...look, title: 'Agent Migrator: Look' }, inside] }),
    /look: repeats the category/,
  ],
  [
    'an unknown command in a menu',
    menus('view/title', { command: 'agentMigrator.gone' }),
    /agentMigrator\.gone is not a command/,
  ],
  [
    'an unknown submenu',
    menus('view/title', { submenu: 'agentMigrator.gone' }),
    /agentMigrator\.gone is not a submenu/,
  ],
  ['an empty submenu', menus('agentMigrator.menu'), /agentMigrator\.menu: is an empty submenu/],
  ['a submenu nobody shows', menus('editor/context'), /agentMigrator\.menu: is a submenu that no menu shows/],
  [
    'an icon position without an icon',
    menus('view/title', { command: 'agentMigrator.inside', group: 'navigation' }),
    /inside is shown as an icon but has none/,
  ],
  [
    'a command that cannot be reached',
    menus('agentMigrator.menu', { command: 'agentMigrator.look', when: 'config.agentMigrator.depth > 1' }),
    /inside: is hidden from the palette and in no other menu/,
  ],
  [
    'an unknown command on a key',
    contributing({ keybindings: [{ command: 'x', when: 'agentMigrator.open' }] }),
    /x is not a command/,
  ],
  ['a setting without a type', setting('agentMigrator.depth', { type: [] }), /depth: has no type/],
  [
    'a description without a period',
    setting('agentMigrator.style', { markdownDescription: 'How' }),
    /style: .*end in a period/,
  ],
  ['an unknown scope', setting('agentMigrator.style', { scope: 'global' }), /style: has the scope "global"/],
  [
    'a value without a description',
    setting('agentMigrator.style', { markdownEnumDescriptions: ['A.'] }),
    /style: does not describe each/,
  ],
  [
    'a default outside the bounds',
    setting('agentMigrator.depth', { default: 10 }),
    /depth: has a default that it does not allow/,
  ],
  [
    'a default of another type',
    setting('agentMigrator.style', { default: 3 }),
    /style: has a default that it does not allow/,
  ],
  [
    'two settings in one place',
    setting('agentMigrator.style', { order: 1 }),
    /Looking: does not give every setting an order/,
  ],
  [
    'a setting nobody reads',
    setting('agentMigrator.unread', { type: 'string', default: '' }),
    /unread: is a setting nobody reads/,
  ],
  [
    'another default in the code',
    setting('agentMigrator.depth', { default: 4 }),
    /depth: has another default in the code/,
  ],
  [
    'another minimum in the code',
    setting('agentMigrator.depth', { minimum: 2 }),
    /depth: has another minimum in the code/,
  ],
  [
    'another maximum in the code',
    setting('agentMigrator.depth', { maximum: 8 }),
    /depth: has another maximum in the code/,
  ],
  [
    'a number without a minimum',
    contributing({
      configuration: [
        {
          title: 'Looking',
          properties: {
            ...properties,
            'agentMigrator.depth': without(properties['agentMigrator.depth'] ?? {}, 'minimum'),
          },
        },
      ],
    }),
    /depth: is a number without a minimum/,
  ],
  [
    'a setting that is read but not declared',
    { ...sound, read: (source) => [soundReader(source), source.get('secret')] },
    /agentMigrator\.secret: is read but not declared/,
  ],
  [
    'a setting that is used unchecked',
    { ...sound, read: (source) => ({ ...(soundReader(source) as object), style: source.get('style') ?? 'calm' }) },
    /style: is not checked when it is read/,
  ],
  ['a view without code', using({ views: [] }), /agentMigrator\.list is filled by nothing/],
  [
    'a view that is not declared',
    using({ views: ['agentMigrator.list', 'agentMigrator.map'] }),
    /agentMigrator\.map is not declared/,
  ],
  ['a context key nobody sets', using({ contextKeysSet: [] }), /nobody sets agentMigrator\.open/],
  [
    'a context key no clause asks for',
    contributing({ keybindings: [] }),
    /no when clause asks for agentMigrator\.open/,
  ],
  [
    'a clause with a key of ours that does not exist',
    menus('view/title', { command: 'agentMigrator.look', when: 'agentMigrator.opened' }),
    /agentMigrator\.opened is not a context key of ours/,
  ],
  [
    'a clause with a misspelt key',
    menus('view/title', { command: 'agentMigrator.look', when: 'resourceSchema == file' }),
    /resourceSchema is not a known context key/,
  ],
  [
    'a clause with a scheme nobody serves',
    menus('view/title', { command: 'agentMigrator.look', when: 'resourceScheme == mirror' }),
    /nothing serves the scheme mirror/,
  ],
  [
    'a clause with a view that does not exist',
    menus('view/title', { command: 'agentMigrator.look', when: 'view == agentMigrator.map' }),
    /agentMigrator\.map is not a view/,
  ],
  [
    'a clause with a setting that does not exist',
    menus('view/title', { command: 'agentMigrator.look', when: 'config.agentMigrator.width' }),
    /agentMigrator\.width is not a setting/,
  ],
  [
    'a clause with unbalanced parentheses',
    menus('view/title', { command: 'agentMigrator.look', when: '(view == agentMigrator.list' }),
    /cannot read the clause/,
  ],
  ['a colour nothing is drawn in', using({ mentions: [] }), /agentMigrator\.calm is a colour that nothing is drawn in/],
  [
    'a name in the code that names nothing',
    using({ mentions: [...soundUsage.mentions, { id: 'agentMigrator.lok', where: 'src/b.ts:7' }] }),
    /src\/b\.ts:7: agentMigrator\.lok names nothing/,
  ],
  [
    'a link in a description to a setting that does not exist',
    setting('agentMigrator.style', { markdownDescription: 'See `#agentMigrator.width#`.' }),
    /links to the setting agentMigrator\.width/,
  ],
  [
    'a link in a welcome text to a command that does not exist',
    contributing({ viewsWelcome: [{ view: 'agentMigrator.list', contents: '[Go](command:agentMigrator.go)' }] }),
    /links to the command agentMigrator\.go/,
  ],
  [
    'a welcome text of no view',
    contributing({ viewsWelcome: [{ view: 'agentMigrator.map', contents: 'Hello.' }] }),
    /agentMigrator\.map is not a view/,
  ],
  [
    'a step of the walkthrough that is never completed',
    contributing({
      walkthroughs: [
        {
          id: 'start',
          description: '',
          steps: [{ id: 'a', description: '', completionEvents: ['onCommand:agentMigrator.go'] }],
        },
      ],
    }),
    /waits for onCommand:agentMigrator\.go/,
  ],
  ['a picture that is not there', { ...sound, missingFile: 'media/dark.png' }, /there is no file media\/dark\.png/],
  [
    'a page that speaks of a setting that does not exist',
    { ...sound, pages: [{ where: 'README.md', text: 'Set `agentMigrator.width`.' }] },
    /README\.md: speaks of agentMigrator\.width/,
  ],
];

const pages: readonly (readonly [string, LinkedText, string])[] = [
  ['a picture', { where: 'README.md', text: '![A list](media/list.png)' }, 'media/list.png'],
  ['a page beside it', { where: 'media/walk/one.md', text: '[two](two.md#start "Two")' }, 'media/walk/two.md'],
  ['a page above it', { where: 'media/walk/one.md', text: '[out](../../README.md)' }, 'README.md'],
];

describe('the check of package.json against the code', () => {
  it('finds nothing where everything fits together', () => {
    assert.deepEqual(findings(sound), []);
  });

  it('lets a page speak of a group of settings', () => {
    const page = { where: 'README.md', text: 'See `agentMigrator.depth` and the file agent-migrator.json.' };
    assert.deepEqual(findings({ ...sound, pages: [page] }), []);
  });

  it('leaves addresses outside the project alone', () => {
    const page = { where: 'README.md', text: '[a](https://example.com/b) [c](#d) [e](command:agentMigrator.look)' };
    assert.deepEqual(findings({ ...sound, missingFile: 'https://example.com/b', pages: [page] }), []);
  });

  for (const [name, page, missingFile] of pages) {
    it(`finds that ${name} is not there`, () => {
      const there = { ...sound, pages: [page] };
      assert.deepEqual(findings(there), []);
      assert.deepEqual(findings({ ...there, missingFile }), [`${page.where}: there is no file ${missingFile}`]);
    });
  }

  for (const [name, project, expected] of planted) {
    it(`finds ${name}`, () => {
      assert.match(findings(project).join('\n'), expected);
    });
  }
});
