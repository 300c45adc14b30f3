import assert from 'node:assert/strict';
import { useSession } from './driver/use-session.js';
import { expectVisible } from './driver/waiting.js';

/** Where things stand in the example fleet. */
const speechClass = 45;
const intentImport = 16;

describe('the risk score while editing', () => {
  // Suggestions would take the Enter of whoever types a line of code.
  const session = useSession('score', { settings: { 'editor.quickSuggestions': { other: 'off' } } });

  it('stands over the class, in the explorer and in the problems', async () => {
    const { workbench } = session();
    await workbench.openFile('speech_recognition_agent.py');
    await workbench.goToLine(speechClass);
    await expectVisible(workbench.codeLens('Risk 11 low · high-risk track · ready'));
    await workbench.waitForBadge('speech_recognition_agent.py', '11');
    await workbench.waitForBadge('model_manager_agent.py', '35');
    const problems = await workbench.openProblems();
    assert.ok(
      problems.some((row) => /^GPU operations high .*torch\.cuda\.set_device\(0\)/.test(row)),
      problems.join('\n'),
    );
    await workbench.screenshot('score');
    await workbench.runCommand('View: Toggle Panel Visibility');
  });

  it('is explained on hover, factor by factor', async () => {
    const { workbench } = session();
    await workbench.goToLine(speechClass + 3);
    const hover = await workbench.hoverOver('SpeechRecognitionAgent');
    assert.match(hover, /SpeechRecognitionAgent · Risk 11 low/);
    for (const factor of ['File size', 'GPU operations', 'Threading', 'Databases', 'System role']) {
      assert.ok(hover.includes(factor), `${factor} is missing from\n${hover}`);
    }
    await workbench.screenshot('hover');
    await workbench.page.keyboard.press('Escape');
  });

  it('opens as a whole explanation from the lens', async () => {
    const { workbench } = session();
    await workbench.clickCodeLens('Risk 11 low');
    await expectVisible(workbench.webview().getByRole('heading', { name: 'SpeechRecognitionAgent: Risk 11 low' }));
    await workbench.screenshot('explanation');
  });

  it('follows what is typed, before anything is saved', async () => {
    const { workbench } = session();
    await workbench.openFile('intent_agent.py');
    await workbench.goToLine(intentImport);
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.type('\nimport torch');
    await workbench.goToLine(48);
    await expectVisible(workbench.codeLens('Risk 1 low'));
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.type('\ntorch.cuda.empty_cache()');
    await expectVisible(workbench.codeLens('Risk 6 low · planned track'));
    await workbench.screenshot('score-typing');
  });
});
