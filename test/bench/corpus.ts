import { copyFile, mkdir, mkdtemp, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { output } from './cost.js';
import { python } from './python.js';

export interface Corpus {
  /** Where the files come from, for people. */
  readonly origin: string;
  /** A copy that holds Python files and start-up manifests only. */
  readonly folder: string;
  /** Absolute paths of the Python files. */
  readonly files: readonly string[];
  readonly bytes: number;
}

const copied = /\.(?:py|pyi|ya?ml|toml|json)$/iu;
const passedOver = new Set(['.git', 'node_modules', 'site-packages', '__pycache__', '.venv', 'venv']);
/** Data files of this size are no manifests, and Python files of this size are generated tables. */
const maximumBytes = 1_000_000;

/** Copies a tree, so that the measurement neither reads nor writes anything beside sources. */
export async function copyCorpus(from: string | undefined): Promise<Corpus> {
  const origin = from ?? (await standardLibrary());
  const folder = await mkdtemp(path.join(tmpdir(), 'agent-migrator-bench-'));
  await copyTree(origin, folder, from === undefined ? new Set([...passedOver, 'test', 'tests']) : passedOver);
  await copyTree('media/example-fleet', path.join(folder, 'example-fleet'), passedOver);
  const all = await readdir(folder, { recursive: true, encoding: 'utf8' });
  const files = all.filter((file) => file.endsWith('.py')).map((file) => path.join(folder, file));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return {
    origin: `${origin} and the example fleet`,
    folder,
    files,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

async function standardLibrary(): Promise<string> {
  const script = "import sysconfig; print(sysconfig.get_paths()['stdlib'])";
  return (await output({ file: python, args: ['-c', script] })).trim();
}

async function copyTree(from: string, to: string, without: ReadonlySet<string>): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name);
    if (entry.isDirectory()) {
      if (!without.has(entry.name)) await copyTree(source, path.join(to, entry.name), without);
    } else if (entry.isFile() && copied.test(entry.name) && (await stat(source)).size <= maximumBytes) {
      await copyFile(source, path.join(to, entry.name));
    }
  }
}
