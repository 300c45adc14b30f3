import { ts } from 'ts-morph';
import { libraryFolder } from './library-files.js';
import type { ProjectDisk } from './project-disk.js';

/** What a program asks of the world: the files of the workspace, but for those whose text `sourceFile` knows otherwise. */
export function compilerHost(disk: ProjectDisk, sourceFile: ts.CompilerHost['getSourceFile']): ts.CompilerHost {
  return {
    getSourceFile: sourceFile,
    // Most of a declaration file is documentation, which says nothing to a checker.
    jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeErrors,
    getDefaultLibFileName: (options) => `${libraryFolder}/${ts.getDefaultLibFileName(options)}`,
    getDefaultLibLocation: () => libraryFolder,
    getCurrentDirectory: () => disk.root,
    getCanonicalFileName: (path) => (disk.caseSensitive ? path : path.toLowerCase()),
    useCaseSensitiveFileNames: () => disk.caseSensitive,
    getNewLine: () => '\n',
    writeFile: () => undefined,
    fileExists: (path) => path.startsWith(`${libraryFolder}/`) || disk.fileExists(path),
    readFile: (path) => disk.readFile(path),
    directoryExists: (path) => disk.directoryExists(path),
    getDirectories: (path) => [...disk.entriesIn(path).directories],
    realpath: (path) => disk.realPath(path),
  };
}
