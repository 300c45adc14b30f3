import type { Manifest } from './manifest.js';
import type { SettingsReader } from './check-settings.js';
import type { SourceUsage } from './source-usage.js';

/** A small extension in which everything fits together, for tests to break in one place at a time. */
export const soundManifest: Manifest = {
  icon: 'media/icon.png',
  activationEvents: [],
  contributes: {
    commands: [
      { command: 'agentMigrator.look', title: 'Look at it', category: 'Agent Migrator', icon: '$(eye)' },
      {
        command: 'agentMigrator.inside',
        title: 'Look inside',
        category: 'Agent Migrator',
        enablement: 'isWorkspaceTrusted',
      },
    ],
    submenus: [{ id: 'agentMigrator.menu', label: 'Agent Migrator' }],
    menus: {
      'editor/title': [
        { command: 'agentMigrator.look', when: 'resourceScheme == looking-glass', group: 'navigation@1' },
      ],
      'editor/context': [
        { submenu: 'agentMigrator.menu', when: "editorLangId =~ /^(python|'x')$/ && !(view == agentMigrator.list)" },
      ],
      'agentMigrator.menu': [{ command: 'agentMigrator.inside', when: 'config.agentMigrator.depth > 1' }],
      commandPalette: [{ command: 'agentMigrator.inside', when: 'false' }],
    },
    keybindings: [{ command: 'agentMigrator.look', when: 'agentMigrator.open' }],
    configuration: [
      {
        title: 'Looking',
        properties: {
          'agentMigrator.depth': {
            order: 1,
            type: 'integer',
            default: 3,
            minimum: 1,
            maximum: 9,
            scope: 'resource',
            markdownDescription: 'How deep to look, in levels. See `#agentMigrator.style#`.',
          },
          'agentMigrator.style': {
            order: 2,
            type: 'string',
            default: 'calm',
            enum: ['calm', 'keen'],
            markdownEnumDescriptions: ['Slowly.', 'Quickly.'],
            scope: 'window',
            markdownDescription: 'How to look.',
          },
        },
      },
    ],
    viewsContainers: { activitybar: [{ id: 'agentMigrator', icon: 'media/activity.svg' }] },
    views: { agentMigrator: [{ id: 'agentMigrator.list', name: 'List' }] },
    viewsWelcome: [{ view: 'agentMigrator.list', contents: '[Look](command:agentMigrator.look)' }],
    walkthroughs: [
      {
        id: 'start',
        description: 'How it begins.',
        steps: [
          {
            id: 'first',
            description: '[Look](command:agentMigrator.look)',
            media: { image: { light: 'media/light.png', dark: 'media/dark.png' }, altText: 'A list' },
            completionEvents: ['onCommand:agentMigrator.look', 'onView:agentMigrator.list'],
          },
        ],
      },
    ],
    languageModelTools: [],
    colors: [{ id: 'agentMigrator.calm', description: 'A calm colour.' }],
    jsonValidation: [{ url: './media/schema.json' }],
  },
};

export const soundUsage: SourceUsage = {
  commandIds: ['agentMigrator.look', 'agentMigrator.inside'],
  contextKeys: ['agentMigrator.open'],
  contextKeysSet: ['agentMigrator.open'],
  views: ['agentMigrator.list'],
  schemes: ['looking-glass'],
  ownIds: ['agentMigrator.status'],
  mentions: [
    { id: 'agentMigrator.calm', where: 'src/a.ts:1' },
    { id: 'agentMigrator.status', where: 'src/a.ts:2' },
  ],
};

export const soundReader: SettingsReader = (source) => {
  const depth = source.get('depth');
  const style = source.get('style');
  return {
    depth: typeof depth === 'number' ? Math.min(9, Math.max(1, depth)) : 3,
    style: style === 'keen' ? 'keen' : 'calm',
  };
};
