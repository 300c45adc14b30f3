import { ts } from 'ts-morph';
import type { RunnableModule } from '../../../core/validation/functionality/runnable-module.js';
import type { JavaScriptText } from './javascript-text.js';
import type { ModuleNames } from './module-names.js';

type Link = RunnableModule['links'][number];

/** An import or export of the top level without its types; what is left of it is answered. Nothing for any other statement. */
export function writeLink(statement: ts.Statement, out: JavaScriptText, names: ModuleNames): Link | undefined {
  if (ts.isImportDeclaration(statement)) return writeImport(statement, out, names);
  if (ts.isExportDeclaration(statement)) return writeExport(statement, out, names);
  if (ts.isImportEqualsDeclaration(statement)) writeImportEquals(statement, out, names);
  else if (ts.isExportAssignment(statement) && statement.isExportEquals) {
    out.replace(statement.getStart(), statement.expression.getStart(), 'module.exports = ');
  }
  return undefined;
}

const specifierOf = (node: ts.Expression): string => (ts.isStringLiteral(node) ? node.text : '');

function writeImport(statement: ts.ImportDeclaration, out: JavaScriptText, names: ModuleNames): Link | undefined {
  const { importClause: clause } = statement;
  const specifier = specifierOf(statement.moduleSpecifier);
  if (!clause) return { specifier, names: [] };
  const isForTypes = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const bindings = clause.namedBindings;
  const isUsed = ({ name }: { readonly name: ts.Identifier }): boolean => names.isUsed(name.text);
  const isDefaultUsed = clause.name !== undefined && names.isUsed(clause.name.text);
  const space = bindings && ts.isNamespaceImport(bindings) && isUsed(bindings) ? bindings : undefined;
  const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
  const kept = named.filter((one) => !one.isTypeOnly && isUsed(one));
  if (isForTypes || !(isDefaultUsed || space || kept.length > 0)) {
    out.blank(statement.getStart(), statement.end, ';');
    return undefined;
  }
  const written = [
    ...(isDefaultUsed ? [clause.name.text] : []),
    ...(space ? [`* as ${space.name.text}`] : []),
    ...(kept.length > 0 ? [`{ ${kept.map(specifierText).join(', ')} }`] : []),
  ].join(', ');
  const lines = out.module.text.slice(clause.getStart(), clause.end).replace(/[^\r\n]+/g, '');
  out.replace(clause.getStart(), clause.end, written + lines);
  const wanted = kept.map(({ name, propertyName }) => (propertyName ?? name).text);
  return {
    specifier,
    names: [
      ...(isDefaultUsed ? ['default'] : []),
      ...(space ? ['*', ...names.membersOf(space.name.text)] : []),
      ...wanted,
    ],
  };
}

const specifierText = ({ name, propertyName }: ts.ImportSpecifier | ts.ExportSpecifier): string =>
  propertyName ? `${propertyName.getText()} as ${name.getText()}` : name.getText();

function writeExport(statement: ts.ExportDeclaration, out: JavaScriptText, names: ModuleNames): Link | undefined {
  const { moduleSpecifier, exportClause: clause } = statement;
  if (statement.isTypeOnly) {
    out.blank(statement.getStart(), statement.end, ';');
    return undefined;
  }
  const specifier = moduleSpecifier && specifierOf(moduleSpecifier);
  if (!clause || ts.isNamespaceExport(clause)) return specifier === undefined ? undefined : { specifier, names: ['*'] };
  const local = ({ name, propertyName }: ts.ExportSpecifier): string => (propertyName ?? name).text;
  const kept = clause.elements.filter(
    (one) => !one.isTypeOnly && (specifier !== undefined || !names.isType(local(one))),
  );
  const lines = out.module.text.slice(clause.getStart(), clause.end).replace(/[^\r\n]+/g, '');
  out.replace(clause.getStart(), clause.end, `{ ${kept.map(specifierText).join(', ')} }${lines}`);
  return specifier === undefined ? undefined : { specifier, names: kept.map(local) };
}

/** `import x = require('y')`. */
function writeImportEquals(statement: ts.ImportEqualsDeclaration, out: JavaScriptText, names: ModuleNames): void {
  const { moduleReference: reference, name } = statement;
  if (statement.isTypeOnly || !names.isUsed(name.text)) {
    out.blank(statement.getStart(), statement.end, ';');
    return;
  }
  if (!ts.isExternalModuleReference(reference))
    return out.refuse('gives a namespace another name', statement.getStart());
  out.replace(statement.getStart(), reference.getStart(), `const ${name.text} = `);
}
