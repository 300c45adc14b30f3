import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema, type ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { agentTools } from '../../../src/app/tools/agent-tools.js';

const agent = 'agents/intent_agent.py';

interface Answered {
  readonly failed: boolean;
  readonly document: Readonly<Record<string, unknown>>;
}

describe('agent-migrator mcp, asked by the official client', function () {
  this.timeout(60_000);
  let workspace: string;
  /** What the person behind `client` answers; nobody is behind `alone`, which cannot ask. */
  let person: (message: string) => ElicitResult | Promise<ElicitResult>;
  let client: Client;
  let alone: Client;

  before(async () => {
    workspace = path.join(await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-mcp-'))), 'fleet');
    await cp('media/example-fleet', workspace, { recursive: true });
    client = await connect(true);
    alone = await connect(false);
  });

  beforeEach(() => {
    person = () => assert.fail('A person was asked.');
  });

  after(async () => {
    await Promise.all([client.close(), alone.close()]);
    await rm(path.dirname(workspace), { recursive: true, force: true });
  });

  async function connect(canAsk: boolean): Promise<Client> {
    const connected = new Client({ name: 'test', version: '1' }, { capabilities: canAsk ? { elicitation: {} } : {} });
    if (canAsk) connected.setRequestHandler(ElicitRequestSchema, async ({ params }) => await person(params.message));
    const state = path.join(path.dirname(workspace), 'state');
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [path.resolve('dist/cli.js'), 'mcp', '--workspace', workspace],
      env: { ...(process.env as Record<string, string>), AGENT_MIGRATOR_STATE_DIR: state, XDG_CACHE_HOME: state },
      cwd: os.tmpdir(),
      stderr: 'pipe',
    });
    await connected.connect(transport);
    return connected;
  }

  async function call(name: string, input: Readonly<Record<string, unknown>> = {}, asking = client): Promise<Answered> {
    const { content, isError } = await asking.callTool({ name, arguments: input });
    const [first] = content as readonly { readonly type: string; readonly text: string }[];
    assert.equal(first?.type, 'text');
    return { failed: isError === true, document: JSON.parse(first.text) as Answered['document'] };
  }

  const planId = async (): Promise<string> => String((await call('plan', { path: agent })).document['id']);
  const read = (): Promise<string> => readFile(path.join(workspace, agent), 'utf8');
  const errorOf = ({ document }: Answered): { readonly code: string; readonly message: string } =>
    document['error'] as { code: string; message: string };

  it('lists the tools with what they do to files', async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint, annotations?.destructiveHint]),
      [
        ['assess', true, false],
        ['explain', true, false],
        ['plan', true, false],
        ['validate', false, false],
        ['history', true, false],
        ['migrate', false, true],
      ],
    );
    assert.deepEqual(
      tools.map(({ inputSchema }) => inputSchema),
      agentTools.map(({ inputSchema }) => inputSchema),
    );
  });

  it('assesses, riskiest first, and explains one score with its lines', async () => {
    const { document } = await call('assess', { limit: 2 });
    const agents = document['agents'] as readonly { readonly class: string; readonly score: number }[];
    assert.equal(agents[0]?.class, 'ModelManagerAgent');
    assert.equal(agents[0].score, 35);
    const summary = document['summary'] as { readonly agents: number };
    assert.deepEqual([agents.length, document['notListed']], [2, summary.agents - 2]);
    const explained = await call('explain', { path: agent });
    const [intent] = explained.document['agents'] as readonly {
      readonly factors: readonly { readonly id: string }[];
    }[];
    assert.equal(intent?.factors.length, 5);
  });

  it('plans a file up to a stage, with an id', async () => {
    assert.match(await planId(), /^[0-9a-f]{12}$/);
    const stage = { path: agent, stage: 'infrastructure' };
    const { document } = await call('plan', stage);
    assert.deepEqual(
      (document['stages'] as readonly { readonly stage: string }[]).map((one) => one.stage),
      ['infrastructure'],
    );
  });

  it('changes nothing when the person does not agree', async () => {
    person = () => ({ action: 'decline' });
    const before = await read();
    const answered = await call('migrate', { path: agent, plan: await planId() });
    assert.deepEqual([answered.failed, errorOf(answered).code], [true, 'cancelled']);
    assert.equal(await read(), before);
  });

  it('changes nothing where the client cannot ask', async () => {
    const before = await read();
    const answered = await call('migrate', { path: agent, plan: await planId() }, alone);
    assert.deepEqual([answered.failed, errorOf(answered).code], [true, 'cancelled']);
    assert.match(errorOf(answered).message, /cannot ask a person/);
    assert.equal(await read(), before);
  });

  it('refuses a plan that nobody saw, before anybody is asked', async () => {
    const answered = await call('migrate', { path: agent, plan: '0123456789ab' });
    assert.equal(errorOf(answered).code, 'stale');
  });

  it('refuses a file that changes while the person thinks', async () => {
    const changed = '# changed\n';
    person = async () => {
      await writeFile(path.join(workspace, agent), `${changed}${await read()}`);
      return { action: 'accept', content: { migrate: true } };
    };
    const answered = await call('migrate', { path: agent, plan: await planId() });
    const [entry] = answered.document['migrations'] as readonly { status: string; reason: { code: string } }[];
    assert.deepEqual([entry?.status, entry?.reason.code], ['refused', 'stale']);
    assert.ok((await read()).startsWith(changed));
  });

  it('migrates when the person agrees, then validates and lists what it did', async () => {
    const asked: string[] = [];
    person = (message) => {
      asked.push(message);
      return { action: 'accept', content: { migrate: true } };
    };
    const plan = await planId();
    const before = await read();
    const { document, failed } = await call('migrate', { path: agent, plan });
    assert.equal(failed, false);
    assert.match(
      asked.join(),
      new RegExp(`^Migrate IntentAgent in ${agent}\\?\\ninfrastructure: \\d+ edits.*${plan}`, 's'),
    );
    const [migration] = document['migrations'] as readonly { readonly id: string; readonly status: string }[];
    assert.match(migration?.status ?? '', /^(?:applied|partial)$/);
    assert.notEqual(await read(), before);
    const checks = (await call('validate', { target: migration?.id ?? '' })).document['checks'];
    assert.deepEqual(
      (checks as readonly { readonly id: string; readonly status: string }[]).filter(({ status }) => status === 'fail'),
      [],
    );
    const history = (await call('history', { path: 'agents' })).document['migrations'];
    assert.deepEqual(
      (history as readonly { readonly id: string }[]).map(({ id }) => id),
      [migration?.id],
    );
  });

  it('answers what cannot be followed with what to do instead', async () => {
    const usage = async (name: string, input: Readonly<Record<string, unknown>>): Promise<string> =>
      errorOf(await call(name, input)).message;
    assert.match(await usage('plan', {}), /^"path" takes a text\.$/);
    assert.match(await usage('assess', { limit: 0 }), /^"limit" takes a whole number from 1 to 1000\.$/);
    assert.match(await usage('assess', { level: 'extreme' }), /^"level" takes one of low, medium, high\.$/);
    assert.match(await usage('plan', { file: agent }), /^There is no parameter "file"\.$/);
    assert.match(await usage('explain', { path: '../secret.py' }), /outside the workspace/);
    assert.match(await usage('explain', { path: 'agents/none.py' }), /There is no file or folder/);
    await assert.rejects(client.callTool({ name: 'rollback', arguments: {} }), /There is no tool rollback/);
  });
});
