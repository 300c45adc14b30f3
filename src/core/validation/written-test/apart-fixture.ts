import type { TestFramework } from './test-framework.js';

export interface ApartFixture {
  /** Of the agent's file, relative to the workspace, with `/`. */
  readonly path: string;
  /** Name of the module as the test imports it. */
  readonly module: string;
  readonly class: string;
  /** Arguments of the constructor, as text of Python. */
  readonly constructor: string;
  readonly framework: TestFramework;
  /** Modules that are stood in for, by their full names. */
  readonly outside: readonly string[];
  /** Modules that are missing, as on a machine that has only what the agent cannot do without. */
  readonly absent: readonly string[];
}

/** Imports and the part of the test that makes an agent stand apart; examples are recorded under this very text. */
export function apartFixture(fixture: ApartFixture): string {
  return `${importsOf(fixture.framework)}\n\n${constantsOf(fixture)}\n\n\n${outsideModule}\n\n\n${parallelAgent(fixture)}`;
}

function constantsOf({ path, outside, absent }: ApartFixture): string {
  const folder = path.split('/').slice(0, -1);
  const own = folder.length === 0 ? '' : `os.path.join(ROOT, ${folder.map(quoted).join(', ')}), `;
  return `ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Where the agent finds its modules when it is started.
MODULE_PATHS = [${own}ROOT]
# Stood in for, whether they are installed or not: nothing of the agent leaves this process.
OUTSIDE = [${outside.map(quoted).join(', ')}]
# Not there, whether they are installed or not: the agent does without.
ABSENT = [${absent.map(quoted).join(', ')}]`;
}

const outsideModule = `class Outside(types.ModuleType):
    """A module in which everything is there and does nothing."""

    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        is_error = name.endswith(("Again", "Error", "Exception", "Terminated", "Timeout", "Warning"))
        made = type(name, (Exception,), {}) if is_error else mock.MagicMock(name=name)
        setattr(self, name, made)
        return made`;

function parallelAgent({ path, module, class: name, constructor: given }: ApartFixture): string {
  const program = path.split('/').at(-1) ?? path;
  return `@contextlib.contextmanager
def parallel_agent():
    """The agent beside production: everything it would disturb is out of its reach."""
    modules = dict({name: Outside(name) for name in OUTSIDE}, **dict.fromkeys(ABSENT))
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        stack.callback(os.chdir, os.getcwd())
        os.chdir(folder)
        # An agent that logs would write over the report of the tests.
        stack.callback(logging.disable, logging.root.manager.disable)
        logging.disable(logging.CRITICAL)
        for patch in (
            mock.patch.dict(sys.modules, modules),
            mock.patch.dict(os.environ, {"HOME": folder, "USERPROFILE": folder}),
            mock.patch.object(tempfile, "tempdir", folder),
            mock.patch.object(sys, "path", MODULE_PATHS + sys.path),
            mock.patch.object(sys, "argv", [${quoted(program)}]),
            mock.patch.object(threading.Thread, "start"),
            mock.patch.object(threading.Thread, "join"),
            mock.patch.object(subprocess, "Popen", side_effect=OSError("no processes in a test")),
            mock.patch.object(socket.socket, "bind"),
            mock.patch.object(socket.socket, "listen"),
            mock.patch.object(socket.socket, "connect", side_effect=ConnectionRefusedError),
            mock.patch.object(socket.socket, "connect_ex", return_value=errno.ECONNREFUSED),
            mock.patch.object(socketserver.TCPServer, "__init__", return_value=None),
            mock.patch.object(signal, "signal"),
            mock.patch.object(time, "sleep"),
        ):
            stack.enter_context(patch)
        yield importlib.import_module(${quoted(module)}).${name}(${given})`;
}

const modules =
  'contextlib errno importlib logging os signal socket socketserver subprocess sys tempfile threading time types'.split(
    ' ',
  );

function importsOf(framework: TestFramework): string {
  const own = framework === 'unittest' ? ['unittest'] : [];
  const lines = [...modules, ...own].map((name) => `import ${name}`);
  const found = framework === 'pytest' ? ['', 'import pytest'] : [];
  return [...lines, 'from unittest import mock', ...found].join('\n');
}

const quoted = (text: string): string => JSON.stringify(text);
