import { RefusedError, type Reason } from '../../core/reason.js';
import { handedOverMethods } from '../../core/validation/functionality/handed-over-methods.js';
import { apartFixture, type ApartFixture } from '../../core/validation/written-test/apart-fixture.js';
import { agreeing, numbersByMethod, type ExampleCall } from '../../core/validation/written-test/example-call.js';
import { testedMethods } from '../../core/validation/written-test/tested-methods.js';
import { moduleNameOf, testPathOf, usedFrameworkFiles } from '../../core/validation/written-test/test-place.js';
import { testFrameworkOf, type TestFramework } from '../../core/validation/written-test/test-framework.js';
import { writtenTest } from '../../core/validation/written-test/written-test.js';
import type { Operation } from '../operation.js';
import type { FoundInterpreter } from '../ports/compile-check.js';
import type { ExampleClock, RecordedExamples } from '../ports/example-recorder.js';
import type { WrittenTestProposal, WrittenTestRequest, WrittenTests } from '../ports/written-tests.js';
import type { Subject } from './subject.js';
import type { SubjectReader } from './subject-reader.js';
import type { ValidationPorts } from './validation-ports.js';

type AuthorPorts = Pick<ValidationPorts, 'execution' | 'compileCheck' | 'files' | 'changes' | 'examples'>;

interface Draft {
  readonly subject: Subject;
  readonly fixture: ApartFixture;
  readonly testPath: string;
  readonly methods: readonly string[];
  readonly interpreter: FoundInterpreter;
  /** The agent does without what is not installed everywhere. */
  readonly isAbsent: boolean;
}

interface Asked {
  readonly calls: readonly ExampleCall[] | null;
  readonly clock: ExampleClock;
  readonly isAsItIs?: boolean;
}

/** How often examples that depend on earlier ones which were left out are looked for. */
const rounds = 4;

/** Writes the parallel test of an agent as a test of the user's own: see `WrittenTests`. */
export class TestAuthor implements WrittenTests {
  constructor(
    private readonly ports: AuthorPorts,
    private readonly subjects: SubjectReader,
  ) {}

  async propose(request: WrittenTestRequest, operation: Operation): Promise<WrittenTestProposal> {
    const { subject, migration } = await this.subjects.ofTarget(request.target, operation);
    const draft = await this.draft(subject, request.class, operation);
    const { fixture, examples } = await this.recorded(draft, operation);
    const broken = await this.broken({ ...draft, fixture }, examples, operation);
    const kept = examples.filter((one) => !broken.includes(one) || !isAboutHealth(one));
    if (kept.length === 0) throw nothingToTest(subject, fixture.class);
    const { contract, path, now } = subject;
    const parts = { ...fixture, base: contract.class, examples: kept };
    const text = writtenTest(migration === undefined ? parts : { ...parts, migration: migration.id });
    const reading = await this.ports.changes.sources.read(draft.testPath);
    if (reading.kind === 'unreadable') throw new RefusedError(reading.reason);
    return {
      path: draft.testPath,
      framework: fixture.framework,
      content: new TextEncoder().encode(text),
      ...(reading.kind === 'file' ? { existing: reading.file } : {}),
      calls: kept.length,
      broken: broken
        .filter((one) => kept.includes(one))
        .map(({ method, arguments: given }) => callInWords(method, given)),
      subject: { path, sha256: now.file.sha256 },
    };
  }

  async write(proposal: WrittenTestProposal, operation: Operation): Promise<Reason | undefined> {
    const { path, content, existing, subject } = proposal;
    const { store, sources, applier, settler } = this.ports.changes;
    const transaction = `t-${subject.sha256.slice(0, 16)}`;
    const session = await store.open(`write ${path}`, operation);
    try {
      const outcome = await applier.apply({
        ...{ path, transaction, after: content, label: `Write ${path}` },
        expectedSha256: existing?.sha256 ?? null,
        before: existing?.bytes ?? new Uint8Array(),
      });
      if (outcome.status === 'refused') return outcome.reason;
      const written = await sources.read(path);
      const afterSha256 = written.kind === 'file' ? written.file.sha256 : '';
      await settler.settle({ path, transaction, beforeSha256: existing?.sha256 ?? '', afterSha256 });
      return undefined;
    } finally {
      await session.close();
    }
  }

  private async draft(subject: Subject, className: string | undefined, operation: Operation): Promise<Draft> {
    const { path, now, original = now, classes, contract } = subject;
    const permission = this.ports.execution();
    if (!permission.allowed) throw new RefusedError({ code: 'untrusted', message: permission.reason });
    if (now.file.facts.languageId !== 'python')
      throw new RefusedError({ code: 'no-agent', message: 'Tests are written for agents in Python only.' });
    const name = className ?? classes[0];
    if (name === undefined || !classes.includes(name))
      throw new RefusedError({ code: 'no-class', message: `${path} has no agent class ${name ?? ''}.` });
    const interpreter = await this.ports.compileCheck.interpreter(operation);
    if ('missing' in interpreter) throw new RefusedError({ code: 'not-a-file', message: interpreter.missing });
    const handedOver = handedOverMethods(original.file.facts, now.file.facts, [name])[name] ?? [];
    const methods = testedMethods(original.file.facts, name, { contract, handedOver });
    const framework = await this.framework(operation);
    const module = moduleNameOf(path, now.file.facts);
    const fixture = { path, module, class: name, constructor: '**ARGUMENTS', framework, outside: [], absent: [] };
    return { subject, fixture, testPath: testPathOf(path, name, classes), methods, interpreter, isAbsent: true };
  }

  private async framework(operation: Operation): Promise<TestFramework> {
    const { files } = this.ports;
    const everything = { noIgnore: false, exclude: [], paths: ['tests', 'test'], extensions: ['.py'] };
    const present = await Promise.all(['tests', 'test'].map((folder) => files.kindOf(folder)));
    const paths = everything.paths.filter((_, index) => present[index] === 'folder');
    const tests = paths.length === 0 ? [] : await files.list({ ...everything, paths }, operation);
    const texts = new Map<string, string>();
    for (const path of usedFrameworkFiles(tests)) {
      const bytes = await files.read(path);
      if (bytes !== undefined) texts.set(path, new TextDecoder().decode(bytes));
    }
    return testFrameworkOf(texts);
  }

  /** What the agent as it was says every time, whatever the clock and the dice say, and what the test must stand in for. */
  private async recorded(
    given: Draft,
    operation: Operation,
  ): Promise<{ readonly fixture: ApartFixture; readonly examples: readonly ExampleCall[] }> {
    const { draft, first } = await this.madeApart(given, operation);
    const asIs = await this.run(draft, { calls: first.examples, clock: 'simulated', isAsItIs: true }, operation);
    const shifted = await this.run(draft, { calls: first.examples, clock: 'shifted' }, operation);
    let examples = agreeing(first.examples, shifted.examples);
    const union = (part: 'outside' | 'absent'): readonly string[] =>
      [...new Set([...first[part], ...asIs[part]])].toSorted();
    const modules = { outside: union('outside'), absent: union('absent') };
    const fixture = { ...draft.fixture, ...modules, constructor: first.constructor };
    for (let round = 0; round < rounds && examples.length > 0; round++) {
      const asked = { calls: examples, clock: 'real' } as const;
      const again = agreeing(examples, (await this.run({ ...draft, fixture }, asked, operation)).examples);
      const isSettled = again.length === examples.length;
      examples = again;
      if (isSettled) break;
    }
    return { fixture, examples };
  }

  private async broken(
    draft: Draft,
    examples: readonly ExampleCall[],
    operation: Operation,
  ): Promise<readonly ExampleCall[]> {
    if (draft.subject.original === undefined || examples.length === 0) return [];
    const asked = { calls: examples, clock: 'real', isAsItIs: true } as const;
    const holds = agreeing(examples, (await this.run(draft, asked, operation)).examples);
    return examples.filter((one) => !holds.includes(one));
  }

  /** The first run: without what the agent can do without, else with stand-ins for all of it. */
  private async madeApart(
    draft: Draft,
    operation: Operation,
  ): Promise<{ readonly draft: Draft; readonly first: RecordedExamples }> {
    const asked = { calls: null, clock: 'simulated' } as const;
    try {
      return { draft, first: await this.run(draft, asked, operation) };
    } catch (error) {
      if (!(error instanceof RefusedError) || error.reason.code !== 'no-agent') throw error;
      const withAll = { ...draft, isAbsent: false };
      return { draft: withAll, first: await this.run(withAll, asked, operation) };
    }
  }

  private async run(
    { subject, fixture, testPath, methods, interpreter, isAbsent }: Draft,
    { calls, clock, isAsItIs = false }: Asked,
    operation: Operation,
  ): Promise<RecordedExamples> {
    const { path, now, original = now } = subject;
    operation.onProgress?.({ done: 0, label: `Calling ${fixture.class} as it ${isAsItIs ? 'is' : 'was'}` });
    const recorded = await this.ports.examples.record(
      {
        ...{ path, module: fixture.module, class: fixture.class, methods, clock, interpreter, isAbsent },
        source: isAsItIs ? now.bytes : original.bytes,
        inputs: original.bytes,
        test: { path: testPath, text: apartFixture(fixture) },
        calls: calls && numbersByMethod(calls),
      },
      operation,
    );
    if (typeof recorded === 'string')
      throw new RefusedError({ code: 'timeout', message: `${path} could not be called: ${recorded}.` });
    if (recorded.problem !== null) {
      const version = isAsItIs ? 'as it is' : 'as it was';
      const message = `${fixture.class} ${version} cannot be made apart from its surroundings: ${recorded.problem}`;
      throw new RefusedError({ code: 'no-agent', message });
    }
    return recorded;
  }
}

/** A base adds to what an agent says of its health, and decides the value of its own keys. */
function isAboutHealth({ method, arguments: given }: ExampleCall): boolean {
  return [method, ...given.map(([, value]) => value)].some((text) => /health|ping/iu.test(text));
}

function nothingToTest({ path }: Subject, name: string): RefusedError {
  const message = `No public method of ${name} in ${path} returns something that is the same every time and can be written down.`;
  return new RefusedError({ code: 'no-agent', message });
}

function callInWords(method: string, given: ExampleCall['arguments']): string {
  return `${method}(${given.map(([name, value]) => `${name}=${value}`).join(', ')})`;
}
