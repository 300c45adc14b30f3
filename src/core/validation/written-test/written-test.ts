import { apartFixture, type ApartFixture } from './apart-fixture.js';
import type { ExampleCall } from './example-call.js';

/** What a test is written of. */
export interface WrittenTestParts extends ApartFixture {
  /** Name of the base class. */
  readonly base: string;
  /** Id of the migration before which the examples were recorded; absent for an agent that is not migrated yet. */
  readonly migration?: string;
  readonly examples: readonly ExampleCall[];
}

const width = 110;

/** The test as a Python file: what the agent's public methods answered before its migration, to be asked again at any time. */
export function writtenTest(parts: WrittenTestParts): string {
  return `${docstring(parts)}\n\n${apartFixture(parts)}\n\n\n${testsOf(parts)}`;
}

function docstring({ class: name, base, migration }: WrittenTestParts): string {
  const since = migration === undefined ? 'now, before a migration' : `before its migration to ${base}`;
  const id = migration === undefined ? '' : ` (${migration})`;
  return `"""${name} answers as it did ${since}${id}.

The expected values were returned by the agent as it was, to the same calls. The agent stands apart here, so the
test may run beside production: it binds no port, reaches nobody, starts no thread and no process, and writes into a
folder of its own. Where a change of behaviour is meant, change the value.
"""`;
}

function testsOf(parts: WrittenTestParts): string {
  const methods = [...new Set(parts.examples.map(({ method }) => method))];
  const calls = (method: string): readonly ExampleCall[] => parts.examples.filter((one) => one.method === method);
  if (parts.framework === 'pytest') {
    const fixture = '@pytest.fixture\ndef agent():\n    with parallel_agent() as made:\n        yield made\n';
    const tests = methods.map((method) => {
      const lines = calls(method).map((one) => pytestStatement(one));
      return `\n\ndef test_${method}(agent):\n${lines.join('')}`;
    });
    return fixture + tests.join('');
  }
  const head = `class ${parts.class}MigrationTest(unittest.TestCase):
    def setUp(self):
        apart = parallel_agent()
        self.agent = apart.__enter__()
        self.addCleanup(apart.__exit__, None, None, None)
`;
  const tests = methods.map((method) => {
    const lines = calls(method).map((one) => unittestStatement(one));
    return `\n    def test_${method}(self):\n${lines.join('')}`;
  });
  return `${head}${tests.join('')}\n\nif __name__ == "__main__":\n    unittest.main()\n`;
}

function unittestStatement(example: ExampleCall): string {
  const indent = ' '.repeat(8);
  const call = `self.agent.${example.method}`;
  if ('raises' in example)
    return `${indent}with self.assertRaises(${example.raises}):\n${callText(`${indent}    ${call}`, example)}\n`;
  const assertion = isSingleton(example.returns) ? 'assertIs' : 'assertEqual';
  const oneLine = `${indent}self.${assertion}(${call}(${argumentsText(example)}), ${example.returns})`;
  if (fits(oneLine)) return `${oneLine}\n`;
  const inner = `${indent}    `;
  return `${indent}self.${assertion}(\n${callText(inner + call, example)},\n${indented(inner, example.returns)},\n${indent})\n`;
}

function pytestStatement(example: ExampleCall): string {
  const indent = ' '.repeat(4);
  const call = `agent.${example.method}`;
  if ('raises' in example)
    return `${indent}with pytest.raises(${example.raises}):\n${callText(`${indent}    ${call}`, example)}\n`;
  const comparison = isSingleton(example.returns) ? 'is' : '==';
  const oneLine = `${indent}assert ${call}(${argumentsText(example)}) ${comparison} ${example.returns}`;
  if (fits(oneLine)) return `${oneLine}\n`;
  const inner = `${indent}    `;
  return `${callText(`${indent}answer = ${call}`, example)}\n${indent}assert answer ${comparison} (\n${indented(inner, example.returns)}\n${indent})\n`;
}

const isSingleton = (value: string): boolean => ['None', 'True', 'False'].includes(value);
const fits = (line: string): boolean => line.length <= width && !line.includes('\n');

function argumentsText({ arguments: given }: ExampleCall): string {
  return given.map(([name, value]) => `${name}=${value}`).join(', ');
}

/** A call that begins with `head`, in as many lines as it takes. */
function callText(head: string, example: ExampleCall): string {
  const oneLine = `${head}(${argumentsText(example)})`;
  if (fits(oneLine)) return oneLine;
  const indent = /^ */u.exec(head)?.[0] ?? '';
  const lines = example.arguments.map(
    ([name, value]) => `${indented(`${indent}    `, `${name}=${value}`, name.length + 1)},\n`,
  );
  return `${head}(\n${lines.join('')}${indent})`;
}

/** Text of several lines moved to the right; lines after the first one `more` further, to stay below what they continue. */
function indented(indent: string, text: string, more = 0): string {
  return indent + text.replaceAll('\n', `\n${indent}${' '.repeat(more)}`);
}
