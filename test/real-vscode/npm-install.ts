import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const timeoutMs = 10 * 60_000;

export interface PackageVersion {
  readonly name: string;
  readonly version: string;
}

/** Installs exact versions into a folder; answers the folder of the first package. Install scripts never run. */
export async function installPackages(
  folder: string,
  ...packages: [PackageVersion, ...PackageVersion[]]
): Promise<string> {
  const specs = packages.map(({ name, version }) => `${name}@${version}`);
  await npmInstall(folder, ['--no-save', '--no-package-lock', '--engine-strict=false', ...specs]);
  return path.join(folder, 'node_modules', packages[0].name);
}

/** Installs what the folder's own package.json and lock file ask for, without what is for its development only. */
export async function installDependenciesOf(folder: string): Promise<void> {
  await npmInstall(folder, ['--omit=dev']);
}

async function npmInstall(folder: string, extra: readonly string[]): Promise<void> {
  const options = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, first] = npmCommand();
  try {
    await run(command, [...first, 'install', ...options, ...extra], {
      cwd: folder,
      timeout: timeoutMs,
      maxBuffer: 64 * 2 ** 20,
      shell: command === 'npm.cmd',
    });
  } catch (error) {
    throw new Error(explain(extra, error), { cause: error });
  }
}

/** Started from an npm script, the very npm that runs it; else the npm beside this Node, else the one on PATH. */
function npmCommand(): [command: string, first: string[]] {
  const running = process.env['npm_execpath'];
  if (running?.endsWith('.js') === true && existsSync(running)) return [process.execPath, [running]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}

function explain(extra: readonly string[], error: unknown): string {
  const what = extra.filter((word) => !word.startsWith('-')).join(' ') || 'the dependencies of the VS Code server';
  const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  const causes = output.split('\n').filter((line) => line.trim() !== '' && !/^npm error\s+at /.test(line));
  return [
    `npm could not install ${what}.`,
    ...causes.slice(0, 6),
    'A real VS Code is installed from the npm registry once. Check that `npm ping` succeeds (network, proxy, registry)\n' +
      'and try again,',
    'or set AGENT_MIGRATOR_VSCODE_CACHE to a folder that was filled on a machine with access.',
  ].join('\n');
}
