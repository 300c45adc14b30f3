// An independent judge of the scanner: the TypeScript compiler's tree and its checker's symbols, with the rules of evidence written down a
// second time. It shares no code with the scanner, and knows nothing of tokens.
import ts from 'typescript';

/** What the oracle says of a place: the kind, the range, and the detail where that is a fact of its own. */
export interface OracleFact {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly detail?: string;
}

interface Imported {
  readonly module: string;
  readonly path: readonly string[];
}

const engines: Readonly<Record<string, string>> = {
  pg: 'postgresql',
  'pg-promise': 'postgresql',
  postgres: 'postgresql',
  mysql2: 'mysql',
  mysql: 'mysql',
  'better-sqlite3': 'sqlite',
  sqlite3: 'sqlite',
  sqlite: 'sqlite',
  redis: 'redis',
  ioredis: 'redis',
  bull: 'redis',
  bullmq: 'redis',
  mongodb: 'mongodb',
  mongoose: 'mongodb',
  level: 'level',
  chromadb: 'chromadb',
  'neo4j-driver': 'neo4j',
  '@supabase/supabase-js': 'supabase',
  '@prisma/client': 'prisma',
  'drizzle-orm': 'drizzle',
  knex: 'knex',
};
const mappers = ['prisma', 'drizzle', 'knex'];

/** Kind by module and dotted name; `*` for any name that is not looked up behind a call. */
const calls: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  worker_threads: { Worker: 'thread' },
  child_process: {
    fork: 'child-process',
    spawn: 'child-process',
    exec: 'command',
    execFile: 'command',
    execSync: 'command',
    execFileSync: 'command',
    spawnSync: 'command',
  },
  cluster: { fork: 'process' },
  piscina: { '': 'executor', Piscina: 'executor' },
  'async-mutex': { Mutex: 'lock', Semaphore: 'lock' },
  http: { createServer: 'server' },
  https: { createServer: 'server' },
  http2: { createServer: 'server', createSecureServer: 'server' },
  net: { createServer: 'server' },
  tls: { createServer: 'server' },
  dgram: { createSocket: 'socket' },
  express: { '': 'server' },
  ws: { WebSocketServer: 'server', Server: 'server', 'WebSocket.Server': 'server' },
  zeromq: { Reply: 'socket', Request: 'socket', Router: 'socket', Publisher: 'socket', Subscriber: 'socket' },
  '@tensorflow/tfjs-node-gpu': {
    memory: 'gpu-query',
    getBackend: 'gpu-query',
    tidy: 'gpu-managing',
    dispose: 'gpu-managing',
    disposeVariables: 'gpu-managing',
    'engine().startScope': 'gpu-managing',
    'engine().endScope': 'gpu-managing',
    '*': 'gpu-placement',
  },
  '@modelcontextprotocol/sdk': { Server: 'server', McpServer: 'server' },
  systeminformation: { graphics: 'gpu-query' },
};

export function oracleFacts(text: string, path: string): readonly OracleFact[] | undefined {
  const options: ts.CompilerOptions = { allowJs: true, noLib: true, noResolve: true, target: ts.ScriptTarget.Latest };
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    getSourceFile: (name) => (name === path ? file : undefined),
    writeFile: () => undefined,
  };
  const program = ts.createProgram([path], options, host);
  if (program.getSyntacticDiagnostics(file).length > 0) return undefined;
  return new Oracle(file, program.getTypeChecker()).read();
}

class Oracle {
  private readonly facts: OracleFact[] = [];

  constructor(
    private readonly file: ts.SourceFile,
    private readonly checker: ts.TypeChecker,
  ) {}

  read(): readonly OracleFact[] {
    this.visit(this.file);
    const found = new Set(this.facts.filter(({ kind }) => kind === 'database').map(({ detail }) => detail));
    const mapper = [...found].find((one) => one !== undefined && mappers.includes(one));
    return this.facts.map((fact) => {
      const isWrapped = fact.kind === 'database' && /^(?:postgresql|mysql|sqlite)$/.test(fact.detail ?? '');
      return isWrapped && mapper !== undefined ? { ...fact, detail: mapper } : fact;
    });
  }

  private visit(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.readCall(node);
    if (ts.isClassLike(node)) this.readClass(node);
    if (ts.isPropertyAssignment(node)) this.readProperty(node);
    ts.forEachChild(node, (child) => this.visit(child));
  }

  private readClass(node: ts.ClassLikeDeclaration): void {
    for (const member of node.members) {
      const isStatic = ts.canHaveModifiers(member) && this.isStatic(member);
      if (!ts.isMethodDeclaration(member) || isStatic) continue;
      const name = member.name.getText();
      if (/health|heart_?beat/i.test(name)) this.add('health-check', member.name);
      if (/vram|unload|evict|offload/i.test(name)) this.add('vram-method', member.name);
    }
  }

  /** Layers on the GPU and execution providers are named by properties. */
  private readProperty(node: ts.PropertyAssignment): void {
    const { initializer } = node;
    if (!ts.isIdentifier(node.name)) return;
    const { text: name } = node.name;
    if (/^(?:gpuLayers|n_gpu_layers|num_gpu)$/.test(name)) {
      const isOff = /^(?:0|false|undefined|null)$/.test(initializer.getText()) || ts.isArrowFunction(initializer);
      if (!isOff) this.add('gpu-placement', node);
    }
    const usesOnnx = /['"]onnxruntime-(?:node|web)['"]/.test(this.file.text);
    if (name !== 'executionProviders' || !usesOnnx) return;
    if (/['"](?:cuda|tensorrt|dml|webgpu|coreml|rocm)['"]/.test(initializer.getText())) this.add('gpu-placement', node);
  }

  private isStatic(node: ts.HasModifiers): boolean {
    return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;
  }

  private readCall(node: ts.CallExpression | ts.NewExpression): void {
    const target = this.target(node.expression);
    if (target) this.readImported(node, target);
    else this.readGlobal(node);
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const method = node.expression.name.text;
      if (method === 'subscribe' || method === 'consume') this.add('subscription', node);
      const [first] = node.arguments;
      const isMessage = first !== undefined && ts.isStringLiteralLike(first) && first.text === 'message';
      if ((method === 'on' || method === 'once') && isMessage) this.add('subscription', node);
    }
  }

  private readImported(node: ts.CallExpression | ts.NewExpression, { module, path }: Imported): void {
    const name = path.filter((part) => part !== 'default').join('.');
    const plain = module.replace(/^node:/, '');
    const root = plain.split('/').slice(0, plain.startsWith('@') ? 2 : 1);
    const engine = engines[root.join('/')];
    if (engine !== undefined && !name.includes('(')) this.add('database', node, engine);
    const table = calls[plain] ?? calls[root.join('/')];
    const kind = table?.[name] ?? (name.includes('(') ? undefined : table?.['*']);
    if (kind === undefined) return;
    const asks = plain === 'child_process' && /["'`][^"'`]*nvidia-smi/.test(node.getText());
    this.add(asks ? 'gpu-query' : kind, node);
  }

  private readGlobal(node: ts.CallExpression | ts.NewExpression): void {
    const { expression } = node;
    const isOwn = (one: ts.Expression): boolean =>
      ts.isIdentifier(one) && (this.checker.getSymbolAtLocation(one)?.declarations?.length ?? 0) > 0;
    if (ts.isIdentifier(expression) && !isOwn(expression)) {
      if (expression.text === 'setInterval' && ts.isCallExpression(node)) this.add('timer', node);
      if (expression.text === 'SharedArrayBuffer' && ts.isNewExpression(node)) this.add('shared-memory', node);
    }
    if (!ts.isPropertyAccessExpression(expression) || isOwn(expression.expression)) return;
    const on = expression.expression.getText();
    if (on === 'Atomics') this.add('shared-memory', node);
    const [first] = node.arguments ?? [];
    const isSignal = first !== undefined && ts.isStringLiteralLike(first) && /^SIG[A-Z]/.test(first.text);
    if (on === 'process' && /^(?:on|once)$/.test(expression.name.text) && isSignal) this.add('signal-handler', node);
  }

  /** The import behind what is called, with the names on the way, `()` behind those that are called. */
  private target(expression: ts.Expression): Imported | undefined {
    if (ts.isNonNullExpression(expression)) return this.target(expression.expression);
    if (ts.isIdentifier(expression)) return this.imported(expression);
    if (ts.isPropertyAccessExpression(expression)) {
      const left = this.target(expression.expression);
      return left && { ...left, path: [...left.path, expression.name.text] };
    }
    if (!ts.isCallExpression(expression)) return undefined;
    const called = this.target(expression.expression);
    if (!called) return undefined;
    const last = called.path.at(-1) ?? '';
    return { ...called, path: [...called.path.slice(0, -1), `${last}()`] };
  }

  private imported(name: ts.Identifier): Imported | undefined {
    const [declaration] = this.checker.getSymbolAtLocation(name)?.declarations ?? [];
    if (!declaration) return undefined;
    if (ts.isImportSpecifier(declaration)) {
      const { parent } = declaration;
      if (declaration.isTypeOnly || parent.parent.phaseModifier === ts.SyntaxKind.TypeKeyword) return undefined;
      return this.from(parent.parent.parent.moduleSpecifier, [(declaration.propertyName ?? declaration.name).text]);
    }
    if (ts.isImportClause(declaration)) {
      if (declaration.phaseModifier === ts.SyntaxKind.TypeKeyword) return undefined;
      return this.from(declaration.parent.moduleSpecifier, ['default']);
    }
    if (ts.isNamespaceImport(declaration)) {
      if (declaration.parent.phaseModifier === ts.SyntaxKind.TypeKeyword) return undefined;
      return this.from(declaration.parent.parent.moduleSpecifier, []);
    }
    if (ts.isImportEqualsDeclaration(declaration) && ts.isExternalModuleReference(declaration.moduleReference))
      return this.from(declaration.moduleReference.expression, []);
    return this.required(declaration);
  }

  private required(declaration: ts.Node): Imported | undefined {
    if (ts.isVariableDeclaration(declaration))
      return this.loaded(declaration.initializer) ?? this.promisified(declaration);
    if (!ts.isBindingElement(declaration) || !ts.isObjectBindingPattern(declaration.parent)) return undefined;
    const { parent: around } = declaration.parent;
    const whole = ts.isVariableDeclaration(around) ? this.loaded(around.initializer) : undefined;
    const key = declaration.propertyName ?? declaration.name;
    return whole && ts.isIdentifier(key) ? { ...whole, path: [...whole.path, key.text] } : undefined;
  }

  private loaded(value: ts.Expression | undefined): Imported | undefined {
    if (!value) return undefined;
    if (ts.isAwaitExpression(value) || ts.isParenthesizedExpression(value)) return this.loaded(value.expression);
    if (ts.isPropertyAccessExpression(value)) {
      const left = this.loaded(value.expression);
      return left && { ...left, path: [...left.path, value.name.text] };
    }
    if (!ts.isCallExpression(value)) return undefined;
    const { expression } = value;
    const loads = expression.kind === ts.SyntaxKind.ImportKeyword || expression.getText() === 'require';
    return loads ? this.from(value.arguments[0], []) : undefined;
  }

  /** `const run = promisify(exec)` */
  private promisified({ initializer }: ts.VariableDeclaration): Imported | undefined {
    if (!initializer || !ts.isCallExpression(initializer)) return undefined;
    const wraps = this.target(initializer.expression);
    const isWrapped = wraps && /^(?:node:)?util$/.test(wraps.module) && wraps.path.at(-1) === 'promisify';
    const [wrapped] = initializer.arguments;
    return isWrapped === true && wrapped ? this.target(wrapped) : undefined;
  }

  private from(specifier: ts.Expression | undefined, path: readonly string[]): Imported | undefined {
    return specifier && ts.isStringLiteralLike(specifier) ? { module: specifier.text, path } : undefined;
  }

  private add(kind: string, node: ts.Node, detail?: string): void {
    const found = { kind, start: node.getStart(this.file), end: node.getEnd() };
    this.facts.push(detail === undefined ? found : { ...found, detail });
  }
}

/** Top-level classes as the compiler sees them: name, base as written, and the names of instance methods. */
export function oracleClasses(text: string, path: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  return file.statements.flatMap((statement) => {
    if (ts.isClassDeclaration(statement)) return describeClass(statement, statement.name?.text ?? stem);
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(assignedClass);
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return [];
    const { left, right } = statement.expression;
    if (!ts.isClassExpression(right) || !ts.isPropertyAccessExpression(left)) return [];
    return describeClass(right, left.getText() === 'module.exports' ? (right.name?.text ?? stem) : left.name.text);
  });
}

function assignedClass({ name, initializer }: ts.VariableDeclaration): readonly string[] {
  return initializer && ts.isClassExpression(initializer) ? [describeClass(initializer, name.getText())] : [];
}

function describeClass(one: ts.ClassLikeDeclaration, name: string): string {
  const base = one.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  const methods = one.members.filter(
    (member): member is ts.MethodDeclaration | ts.ConstructorDeclaration =>
      (ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member)) &&
      ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) !== true,
  );
  const names = methods.map((method) => (ts.isConstructorDeclaration(method) ? 'constructor' : nameOf(method.name)));
  const heritage = base?.expression.getText().replace(/\s+/g, '') ?? '';
  return `${name} extends ${heritage} { ${[...new Set(names)].sort().join(' ')} }`;
}

function nameOf(name: ts.PropertyName): string {
  return ts.isStringLiteral(name) ? name.text : name.getText();
}
