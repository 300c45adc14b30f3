import path from 'node:path';
import type { Finding } from '../finding.js';
import { settingsOf, viewsOf, type Manifest } from './manifest.js';

/** A text that people read and that may hold links. */
export interface LinkedText {
  readonly where: string;
  readonly text: string;
}

export interface LinkTargets {
  readonly exists: (file: string) => boolean;
  /** Texts outside package.json, such as the README and the pages of the walkthrough. */
  readonly texts: readonly LinkedText[];
}

const commandLink = /command:(?<id>[\w.-]+)/gu;
const settingLink = /#(?<id>agentMigrator\.[\w.]+)#/gu;
const anyName = /(?<![\w/.-])agentMigrator\.(?<name>[A-Za-z]\w*(?:\.[A-Za-z]\w*)*)/gu;

/** Every link in a description, a welcome text, a walkthrough or a page leads somewhere, and every file named is there. */
export function checkLinks(manifest: Manifest, { exists, texts }: LinkTargets): readonly Finding[] {
  // VS Code makes a command for every view, which shows it.
  const shows = viewsOf(manifest).map((view) => `${view.id}.focus`);
  const commands = new Set([...manifest.contributes.commands.map((command) => command.command), ...shows]);
  const settings = new Set(settingsOf(manifest).keys());
  return [
    ...[...manifestTexts(manifest), ...texts].flatMap((one) => [
      ...links(one, commandLink)
        .filter((id) => id.startsWith('agentMigrator.') && !commands.has(id))
        .map((id) => finding(one.where, `links to the command ${id}, which does not exist`)),
      ...links(one, settingLink)
        .filter((id) => !settings.has(id))
        .map((id) => finding(one.where, `links to the setting ${id}, which does not exist`)),
    ]),
    ...texts.flatMap((one) => unknownNames(one, new Set([...commands, ...settings]), manifest)),
    ...completionEvents(manifest, commands),
    ...manifest.contributes.viewsWelcome
      .filter((welcome) => !viewsOf(manifest).some((view) => view.id === welcome.view))
      .map((welcome) => finding('viewsWelcome', `${welcome.view} is not a view`)),
    ...[...files(manifest), ...texts.flatMap(linkedFiles)]
      .filter(({ file }) => !exists(file))
      .map(({ where, file }) => finding(where, `there is no file ${file}`)),
  ];
}

function manifestTexts(manifest: Manifest): readonly LinkedText[] {
  const { viewsWelcome, walkthroughs } = manifest.contributes;
  return [
    ...[...settingsOf(manifest)].map(([key, schema]) => ({
      where: key,
      text: [schema.markdownDescription, ...(schema.markdownEnumDescriptions ?? [])].join('\n'),
    })),
    ...viewsWelcome.map((welcome) => ({ where: `viewsWelcome › ${welcome.view}`, text: welcome.contents })),
    ...walkthroughs.flatMap((one) =>
      [one, ...one.steps].map((part) => ({ where: `walkthroughs › ${part.id}`, text: part.description })),
    ),
  ];
}

function links({ text }: LinkedText, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map((match) => match.groups?.['id'] ?? '');
}

/** A page may speak of a group of settings (`agentMigrator.telemetry.*`) but not of a name that nothing bears. */
function unknownNames(page: LinkedText, known: ReadonlySet<string>, manifest: Manifest): readonly Finding[] {
  const views = new Set(viewsOf(manifest).map((view) => view.id));
  return [...page.text.matchAll(anyName)]
    .map((match) => `agentMigrator.${match.groups?.['name'] ?? ''}`)
    .filter((id) => !known.has(id) && !views.has(id) && ![...known].some((one) => one.startsWith(`${id}.`)))
    .map((id) => finding(page.where, `speaks of ${id}, which does not exist`));
}

function completionEvents(manifest: Manifest, commands: ReadonlySet<string>): readonly Finding[] {
  const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  const views = new Set(viewsOf(manifest).map((view) => view.id));
  return steps.flatMap((step) =>
    (step.completionEvents ?? []).flatMap((event) => {
      const [kind, id = ''] = event.split(/:(.*)/su);
      const ours = id.startsWith('agentMigrator.');
      const unknown =
        (kind === 'onCommand' && ours && !commands.has(id)) || (kind === 'onView' && ours && !views.has(id));
      return unknown ? [finding(`walkthroughs › ${step.id}`, `waits for ${event}, which never happens`)] : [];
    }),
  );
}

interface NamedFile {
  readonly where: string;
  readonly file: string;
}

function files(manifest: Manifest): readonly NamedFile[] {
  const { jsonValidation, viewsContainers, walkthroughs } = manifest.contributes;
  const named: readonly (readonly [string, unknown])[] = [
    ['icon', manifest.icon],
    ...jsonValidation.map((one) => ['jsonValidation', one.url] as const),
    ...Object.values(viewsContainers).flatMap((all) =>
      all.map((one) => [`viewsContainers › ${one.id}`, one.icon] as const),
    ),
    ...viewsOf(manifest).map((view) => [`views › ${view.id}`, view.icon] as const),
    ...walkthroughs.flatMap((one) =>
      one.steps.flatMap((step) =>
        mediaFiles(step.media ?? {}).map((file) => [`walkthroughs › ${step.id}`, file] as const),
      ),
    ),
  ];
  return named.flatMap(([where, file]) =>
    typeof file === 'string' && !file.startsWith('$(') ? [{ where, file }] : [],
  );
}

const fileLink = /\]\((?<target>[^)\s#]+)(?:#[^)\s]*)?(?:\s+"[^"]*")?\)/gu;

/** What a page links to or shows, when it is part of the project. */
function linkedFiles({ where, text }: LinkedText): readonly NamedFile[] {
  return [...text.matchAll(fileLink)]
    .map((match) => match.groups?.['target'] ?? '')
    .filter((target) => !/^[a-z][a-z+.-]*:/iu.test(target))
    .map((target) => ({ where, file: path.posix.join(path.posix.dirname(where), target) }));
}

/** A step's picture is one file, or one per kind of theme; its alternative text is none. */
function mediaFiles(media: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(media)
    .filter(([key]) => key !== 'altText')
    .flatMap(([, value]): readonly unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value as Readonly<Record<string, unknown>>) : [value],
    )
    .filter((value): value is string => typeof value === 'string');
}

function finding(where: string, message: string): Finding {
  return { where, message };
}
