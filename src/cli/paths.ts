import path from 'node:path';
import { isSource, sourceExtensions } from '../app/assess/read-workspace.js';
import type { CommandContext } from './command.js';
import { UsageError } from './arguments/usage-error.js';

/** Paths as the user wrote them (relative to the current folder) → relative to the workspace, with `/`; the workspace itself is `''`. */
async function workspacePaths(context: CommandContext, written: readonly string[]): Promise<readonly string[]> {
  return await Promise.all(written.map((one) => workspacePath(context, one)));
}

/**
 * The folders and source files among the paths. Files that hold no source are passed over with a remark, as a shell's `*` names everything;
 * throws `UsageError` where nothing else was named.
 */
export async function sourcePaths(
  context: CommandContext,
  written: readonly string[],
  done: 'assessed' | 'migrated' | 'planned',
): Promise<readonly string[]> {
  const paths = await workspacePaths(context, written);
  const kinds = await Promise.all(paths.map((one) => context.ports.files.kindOf(one)));
  const holdsSource = (one: string, index: number): boolean => kinds[index] === 'folder' || isSource(one);
  const only = `only ${sourceExtensions.join(', ')} files are ${done}.`;
  for (const one of paths.filter((file, index) => !holdsSource(file, index))) {
    context.output.note(`${one} was passed over: ${only}`);
  }
  const sources = paths.filter(holdsSource);
  if (sources.length === 0 && written.length > 0) throw new UsageError(`None of the paths can be ${done}.`);
  return sources;
}

/** Throws `UsageError` for a path outside the workspace and for one that does not exist. */
export async function workspacePath(context: CommandContext, written: string): Promise<string> {
  const relative = relativeToWorkspace(context, written);
  if ((await context.ports.files.kindOf(relative)) === undefined) {
    throw new UsageError(`There is no file or folder "${written}" (looked for ${path.resolve(context.cwd, written)}).`);
  }
  return relative;
}

/** The same without asking whether something is there. */
export function relativeToWorkspace({ cwd, workspace }: CommandContext, written: string): string {
  const relative = path.relative(workspace, path.resolve(cwd, written));
  if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) {
    throw new UsageError(
      `"${written}" is outside the workspace ${workspace}. Name the workspace that holds it with --workspace DIR.`,
    );
  }
  return relative.split(path.sep).join('/');
}
