import { ts } from 'ts-morph';
import { oncePer } from '../../../core/once-per.js';
import { folderOf, joinPath } from '../../../core/workspace/paths.js';

/** What the files of a program bring to all others, whether these import them or not: global declarations and additions to modules. */
export class GlobalReach {
  /** The files that each file imports, as they were resolved last. */
  private readonly imports = new Map<string, readonly string[]>();

  /** Called for every file that is read or whose imports may lead elsewhere than before. */
  note(path: string, imported: readonly string[]): void {
    this.imports.set(path, imported);
  }

  /** All that a file brings with it that would be there for others too; equal for two files when neither sees more because of the other. */
  of(program: ts.Program, root: string, automatic: ReadonlySet<string>): string {
    const brought = new Set<string>();
    const seen = new Set([root]);
    const waiting = [root];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const file = program.getSourceFile(path);
      if (!file) continue;
      if (isGlobal(file)) brought.add(path);
      for (const { fileName } of file.libReferenceDirectives) brought.add(`lib ${fileName}`);
      for (const { fileName } of file.typeReferenceDirectives)
        if (!automatic.has(fileName)) brought.add(`types ${fileName}`);
      const referenced = file.referencedFiles.flatMap(({ fileName }) => joinPath(folderOf(path), fileName) ?? []);
      const next = [...(this.imports.get(path) ?? []), ...referenced].filter((one) => !seen.has(one));
      for (const one of next) seen.add(one);
      waiting.push(...next);
    }
    return [...brought].sort().join('\0');
  }
}

/** It declares something for files that do not import it. */
export const isGlobal = oncePer(
  (file: ts.SourceFile): boolean => !file.fileName.endsWith('.json') && (!ts.isExternalModule(file) || adds(file)),
);

const adds = ({ statements }: ts.SourceFile): boolean =>
  statements.some((statement) => {
    if (ts.isNamespaceExportDeclaration(statement)) return true;
    if (!ts.isModuleDeclaration(statement)) return false;
    return ts.isStringLiteral(statement.name) || (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
  });
