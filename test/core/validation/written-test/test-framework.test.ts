import assert from 'node:assert/strict';
import { testFrameworkOf } from '../../../../src/core/validation/written-test/test-framework.js';

const found = (path: string, text: string): string => testFrameworkOf(new Map([[path, text]]));

describe('the framework of the tests in a workspace', () => {
  it('is pytest where it is configured', () => {
    assert.equal(found('pytest.ini', '[pytest]\n'), 'pytest');
    assert.equal(found('tests/conftest.py', ''), 'pytest');
    assert.equal(found('pyproject.toml', '[tool.pytest.ini_options]\nminversion = "7"\n'), 'pytest');
    assert.equal(found('setup.cfg', '[tool:pytest]\n'), 'pytest');
    assert.equal(found('tox.ini', '[pytest]\n'), 'pytest');
  });

  it('is pytest where the workspace depends on it', () => {
    assert.equal(found('requirements-dev.txt', 'black\npytest>=7\n'), 'pytest');
    assert.equal(found('requirements.txt', 'pytest-asyncio==0.23\n'), 'pytest');
    assert.equal(found('pyproject.toml', '[project.optional-dependencies]\ndev = ["pytest>=8", "ruff"]\n'), 'pytest');
    assert.equal(found('pyproject.toml', '[tool.poetry.group.dev.dependencies]\npytest = "^8.0"\n'), 'pytest');
  });

  it('is pytest where tests import it', () => {
    assert.equal(found('tests/test_work.py', 'import os\nimport pytest\n'), 'pytest');
    assert.equal(found('tests/test_work.py', 'from pytest import raises\n'), 'pytest');
  });

  it('is the one of the standard library anywhere else', () => {
    assert.equal(testFrameworkOf(new Map()), 'unittest');
    assert.equal(found('tests/test_work.py', 'import unittest\n# pytest would do as well\n'), 'unittest');
    assert.equal(found('requirements.txt', 'pyzmq\n# pytest\n'), 'unittest');
  });
});
