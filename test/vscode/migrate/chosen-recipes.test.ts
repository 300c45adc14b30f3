import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { FilePlanner } from '../../../src/app/ports/file-planner.js';
import { choosableEdits, tickedEdits } from '../../../src/vscode/migrate/edit-choice.js';
import { FileMigration } from '../../../src/vscode/migrate/file-migration.js';
import { recipeOffers } from '../../../src/vscode/migrate/recipe-offers.js';
import { planBytes } from '../../support/assert-recipe.js';

const operation = { signal: new AbortController().signal };
const planFile: FilePlanner = ({ bytes, chosenEdits }) =>
  planBytes(bytes, { marker: 'comment', ...(chosenEdits === undefined ? {} : { chosenEdits }) });

const agent = 'media/example-fleet/agents/intent_agent.py';

function requestFor(file: string) {
  const bytes = readFileSync(file);
  return { path: 'agents/agent.py', bytes, through: 'integration', includeReview: false } as const;
}

function idsOf(migration: Pick<FileMigration, 'plan'>, recipe: string): readonly string[] {
  return choosableEdits(migration.plan)
    .filter((edit) => edit.recipe === recipe)
    .map(({ id }) => id);
}

const ticked = (migration: FileMigration): readonly string[] => [
  ...new Set(tickedEdits(migration.plan, migration.choice).map(({ recipe }) => recipe)),
];
const result = (migration: FileMigration): string =>
  Buffer.from(migration.bytesAfter(migration.plan.stages.at(-1)?.stage)).toString();

describe('the recipes that a person chooses', () => {
  it('take what they leave unused with them when they are ticked', async () => {
    const migration = await FileMigration.plan(
      requestFor('test/fixtures/recipes/infrastructure/search-path-with-sys-unused-review/before.py'),
      planFile,
      operation,
    );
    migration.tick(idsOf(migration, 'sys-path'), true);
    await migration.settled();
    assert.ok(ticked(migration).includes('unused-imports'));
    assert.doesNotMatch(result(migration), /sys/u);
  });

  it('bring the stages behind an adoption that was for review, ticked where they are safe', async () => {
    const request = requestFor(agent);
    const text = request.bytes
      .toString()
      .replace(/^(class \w+.*:\n)/mu, '$1    def send_request_to_agent(self, target):\n        return target\n\n');
    const migration = await FileMigration.plan({ ...request, bytes: Buffer.from(text) }, planFile, operation);
    assert.deepEqual(ticked(migration), []);
    migration.tick(idsOf(migration, 'adopt-base'), true);
    await migration.settled();
    assert.ok(ticked(migration).includes('main-socket'), ticked(migration).join());
    assert.match(result(migration), /\[infrastructure, core-logic, integration\]/u);
    migration.tick(idsOf(migration, 'main-socket'), false);
    await migration.settled();
    assert.ok(!ticked(migration).includes('main-socket'));
  });

  it('come with what they need in their stage and nothing else when one is asked for alone', async () => {
    const request = requestFor('test/fixtures/recipes/infrastructure/health-check/before.py');
    const whole = await FileMigration.plan(request, planFile, operation);
    assert.ok(ticked(whole).includes('owned-state'), ticked(whole).join());
    const health = idsOf(whole, 'own-health-check');
    const alone = await FileMigration.planOnly(request, health, planFile, operation);
    assert.deepEqual(new Set(ticked(alone)), new Set(['own-health-check', 'adopt-base', 'unused-imports', 'marker']));
    assert.match(result(alone), /\[infrastructure\]/u);
  });

  it('come with the stages before when one of a later stage is asked for alone', async () => {
    const request = requestFor(agent);
    const whole = await FileMigration.plan(request, planFile, operation);
    const alone = await FileMigration.planOnly(request, idsOf(whole, 'main-socket'), planFile, operation);
    assert.ok(ticked(alone).includes('main-socket'));
    assert.ok(!ticked(alone).includes('request-loop'));
    assert.match(result(alone), /\[infrastructure, core-logic, integration\]/u);
  });

  it('are offered on the lines that they would change in the file as it is', async () => {
    const request = requestFor(agent);
    const lines = request.bytes.toString().split('\n');
    const { offers } = recipeOffers(await planFile(request, operation));
    const socket = offers.find(({ title }) => title === "Serve on the base's main socket");
    const marked = [...(socket?.lines ?? [])].map((line) => lines[line - 1] ?? '');
    assert.ok(
      marked.some((line) => line.includes('.socket(zmq.REP)')),
      marked.join('\n'),
    );
    assert.ok(
      marked.some((line) => line.includes('.bind(')),
      marked.join('\n'),
    );
    assert.ok(!offers.some(({ title }) => title.startsWith('Remove imports')));
  });
});
