import type { SourceFacts } from '../../core/facts/source-facts.js';
import { Bindings } from './bindings.js';
import { ClassReader, classStatements } from './classes.js';
import { readComments } from './comments.js';
import { readEntryPoint } from './entry-point.js';
import { readMentions } from './evidence/agents.js';
import { nameToken } from './evidence/health.js';
import { readImports, type ImportBinding } from './imports.js';
import { apis } from './interests.js';
import { openPythonSource } from './open-source.js';
import { readOutlineSignals } from './outline-signals.js';
import { SignalList } from './signal-list.js';
import type { PythonSource } from './source.js';
import { checkStructure } from './structure.js';
import { threadClasses } from './thread-classes.js';
import { readDeclarations } from './declarations.js';
import { UseReader } from './uses.js';

/** Everything that one pass over a Python source shows. Never throws, and reads files that do not parse as far as they can be read. */
export function readPythonFacts(text: string): SourceFacts {
  const source = openPythonSource(text);
  const imports = readImports(source);
  const classes = classStatements(source);
  const bindings = bindNames(source, imports, classes);
  const uses = new UseReader(source, bindings);
  uses.collect();
  const reader = new ClassReader(source, bindings);
  const classFacts = classes.map((statement) => reader.read(statement));
  const signals = new SignalList(source, classes);
  uses.report(signals, threadClasses(classes, classFacts));
  readOutlineSignals(source, signals);
  const entryPoint = readEntryPoint(source, imports);
  return {
    languageId: 'python',
    problems: checkStructure(source),
    imports: imports.map(({ fact }) => fact),
    classes: classFacts,
    signals: signals.inOrder(),
    entryPointClasses: entryPoint.classes,
    hasEntryPoint: entryPoint.exists,
    mentions: readMentions(source),
    ...readComments(source),
  };
}

function bindNames(source: PythonSource, imports: readonly ImportBinding[], classes: readonly number[]): Bindings {
  const bindings = new Bindings(source.scopes, source.tokens.names.size, apis);
  readDeclarations(source, bindings);
  for (const binding of imports) bindings.addImport(binding, (name) => source.tokens.names.find(name));
  for (const statement of classes) {
    const nameId = source.tokens.ids[nameToken(source, statement)] ?? 0;
    bindings.addClass(source.scopes.scopeOf(statement), nameId, statement);
  }
  return bindings;
}
