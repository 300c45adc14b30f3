import type { ExportFact, ImportFact, SourceFacts } from '../../core/facts/source-facts.js';
import { fileNameOf } from '../../core/workspace/paths.js';
import { NameTable } from '../names.js';
import { classFacts } from './classes.js';
import { isCompiled, readComments } from './comments.js';
import { entryPointClasses } from './entry-point.js';
import { readMentions } from './mentions.js';
import { readOutlineSignals } from './outline-signals.js';
import type { ClassOutline, ExportAlias, ImportBinding, Outline } from './outline/outline.js';
import { readOutline } from './outline/outline-reader.js';
import { SignalList } from './signal-list.js';
import { TypeScriptSource } from './source.js';
import { checkStructure } from './structure.js';
import { dialectOf } from './tokens/jsx.js';
import { TokenBuffer } from './tokens/token-buffer.js';
import { tokenize } from './tokens/tokenizer.js';
import { UseReader } from './uses.js';
import { vocabulary } from './vocabulary.js';

/** One buffer serves every text: a source is valid until the next is read. */
const tokens = new TokenBuffer(new NameTable(vocabulary));

/** Everything that one pass over a TypeScript or JavaScript source shows. Never throws, and reads files that do not parse as far as it can. */
export function readTypeScriptFacts(text: string, path: string): SourceFacts {
  tokenize(text, dialectOf(path), tokens);
  const source = new TypeScriptSource(text, tokens);
  const outline = readOutline(source);
  const signals = new SignalList(source, outline.scopes, outline.loops);
  new UseReader(source, outline, signals).read();
  readOutlineSignals(source, outline, signals);
  const started = entryPointClasses(source, outline);
  const comments = readComments(source);
  const fileName = fileNameOf(path).replace(/\.\w+$/, '');
  const classesWithoutName = outline.classes.flatMap((one) => wholeExports(one, fileName));
  return {
    languageId: 'typescript',
    problems: checkStructure(source),
    imports: importFacts(source, outline),
    classes: classFacts(source, outline, fileName),
    signals: signals.inOrder(),
    exports: [...outline.exports.map(exportFact), ...classesWithoutName],
    entryPointClasses: started,
    hasEntryPoint: started.length > 0,
    mentions: readMentions(source),
    ...comments,
    ignored: comments.ignored || isCompiled(text),
  };
}

/** What the compiler erases is no import: nothing depends on it, and no class can inherit it. */
function importFacts(source: TypeScriptSource, { bindings }: Outline): readonly ImportFact[] {
  return bindings.filter(({ isTypeOnly }) => !isTypeOnly).map((binding) => importFact(source, binding));
}

function importFact(source: TypeScriptSource, { module, path, token, isUnconditional }: ImportBinding): ImportFact {
  const [symbol] = path;
  return {
    module,
    ...(symbol === undefined ? {} : { symbol: path.join('.') }),
    local: source.nameOf(token),
    range: source.rangeOf(token, token),
    unconditional: isUnconditional,
  };
}

/** `export default class X`, `module.exports = class`: the file's default, whatever the class is called. */
function wholeExports({ name, isWholeExport }: ClassOutline, fileName: string): readonly ExportFact[] {
  return isWholeExport ? [{ exported: 'default', name: name ?? fileName }] : [];
}

function exportFact({ exported, name, module }: ExportAlias): ExportFact {
  return { exported, name, ...(module === undefined ? {} : { module }) };
}
