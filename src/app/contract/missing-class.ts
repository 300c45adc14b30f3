import type { Reason } from '../../core/reason.js';
import { nearestName } from '../../core/text/nearest-name.js';
import type { SourceFile } from '../../core/workspace/source-file.js';

/** A class was asked for that the file does not have at its top level: the one that is meant, or all that there are. */
export function missingClass({ path, facts }: SourceFile, wanted: string): Reason {
  const names = facts.classes.filter(({ topLevel }) => topLevel).map(({ name }) => name);
  const meant = nearestName(wanted, names);
  const hint = meant === undefined ? `It defines ${names.join(', ') || 'no class'}.` : `Did you mean ${meant}?`;
  return { code: 'no-class', message: `${path} defines no class ${wanted} at its top level. ${hint}` };
}
