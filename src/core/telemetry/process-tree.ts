/** One process of this machine. */
export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly arguments: readonly string[];
  /** Absolute; empty where it may not be read. */
  readonly folder: string;
  /** Processor time so far. */
  readonly cpuSeconds: number;
  readonly uptimeSeconds: number;
}

/** The processes that run a file, and everything that they started, whatever it runs: workers and servers in front count as the agent. */
export function processesOf(file: string, processes: readonly RunningProcess[]): readonly RunningProcess[] {
  const found = new Set(processes.filter((one) => runs(one, file)).map(({ pid }) => pid));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { pid, parent } of processes) if (found.has(parent)) found.add(pid);
  }
  return processes.filter(({ pid }) => found.has(pid));
}

/** By its path as an argument, or as a module: `python -m agents.x`. An editor that has it open does not run it. */
function runs({ arguments: args, folder }: RunningProcess, file: string): boolean {
  const [program = '', ...rest] = args;
  if (!/(?:^|[\\/])(?:python[\d.]*|pypy[\d.]*|node|tsx|ts-node|deno|bun|uv|uvicorn)(?:\.exe)?$/i.test(program)) {
    return absolute(folder, program) === file;
  }
  const module = rest[rest.indexOf('-m') + 1];
  if (rest.includes('-m') && module !== undefined) {
    return ['.py', '/__main__.py'].some((end) => absolute(folder, module.replaceAll('.', '/') + end) === file);
  }
  const script = rest.find((argument) => /\.(?:py|[cm]?[jt]s)$/.test(argument));
  return script !== undefined && absolute(folder, script) === file;
}

function absolute(folder: string, written: string): string {
  const parts = (written.startsWith('/') ? written : `${folder}/${written}`).split('/');
  const kept: string[] = [];
  for (const part of parts) {
    if (part === '..') kept.pop();
    else if (part !== '.' && part !== '') kept.push(part);
  }
  return `/${kept.join('/')}`;
}
