import assert from 'node:assert/strict';
import { defaultPythonContract as contract } from '../../../src/core/contract/default-profile.js';

describe('the contract of the documented BaseAgent', () => {
  const attributes = new Set(contract.attributes.map((attribute) => attribute.name));
  const keywords = new Set(contract.keywords.map((keyword) => keyword.name));
  const roleMethods = [contract.run, contract.requestHandler, contract.healthHook, contract.cleanup].map(
    (m) => m?.name,
  );

  it('names every attribute, keyword and method once', () => {
    assert.equal(attributes.size, contract.attributes.length);
    assert.equal(keywords.size, contract.keywords.length);
    assert.equal(new Set(contract.methods.map((method) => method.name)).size, contract.methods.length);
  });

  it('never gives two keywords the same meaning to an agent', () => {
    const names = contract.keywords.flatMap((keyword) => [keyword.name, ...(keyword.synonyms ?? [])]);
    assert.equal(new Set(names).size, names.length);
  });

  it('lists every hook with its parameters and keeps roles out of the hooks', () => {
    const methods = new Set(contract.methods.map((method) => method.name));
    for (const hook of contract.constructorHooks) assert.ok(methods.has(hook), hook);
    for (const role of roleMethods) assert.ok(role !== undefined && !methods.has(role), role);
  });

  it('refers only to attributes, keywords and methods that it has', () => {
    const methods = new Set([...contract.methods.map((method) => method.name), ...roleMethods, '__init__']);
    for (const { keyword } of [...contract.attributes, ...contract.ports]) {
      assert.ok(keyword === undefined || keywords.has(keyword), keyword);
    }
    for (const port of contract.ports) assert.ok(attributes.has(port.attribute), port.attribute);
    for (const method of contract.methods) {
      for (const caller of method.calledBy ?? []) assert.ok(methods.has(caller), caller);
    }
  });
});
