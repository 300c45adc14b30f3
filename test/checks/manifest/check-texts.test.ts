import assert from 'node:assert/strict';
import { checkTexts, withTexts } from './check-texts.js';

const manifest = { contributes: { commands: [{ title: '%look%' }, { title: 'Plain' }] } };
const english = { where: 'package.nls.json', texts: { look: 'Look [here](command:a.b)' } };
const messages = (texts: Readonly<Record<string, string>>): readonly string[] =>
  checkTexts(manifest, [english, { where: 'package.nls.de.json', texts }]).map(
    ({ where, message }) => `${where} ${message}`,
  );

describe('the check of the manifest’s texts', () => {
  it('is content with the same keys in every language', () => {
    assert.deepEqual(messages({ look: 'Sieh [hier](command:a.b)' }), []);
  });

  it('finds what is missing, left over, empty or linked elsewhere', () => {
    assert.deepEqual(messages({ old: 'Alt' }), [
      'package.nls.de.json has no text for look',
      'package.nls.de.json has a text for old, which package.json does not ask for',
    ]);
    assert.deepEqual(messages({ look: ' ' }), [
      'package.nls.de.json has an empty text for look',
      'package.nls.de.json links to other places in look than package.nls.json does',
    ]);
  });

  it('reads the manifest with the texts in it', () => {
    assert.deepEqual(withTexts(manifest, { look: 'Look' }), {
      contributes: { commands: [{ title: 'Look' }, { title: 'Plain' }] },
    });
  });
});
