import assert from 'node:assert/strict';
import { readPythonFacts } from '../../../src/languages/python/facts.js';

const kindsOf = (text: string): string[] => readPythonFacts(text).signals.map(({ kind }) => kind);

describe('names of a Python source', () => {
  it('follows imports under every name they can have', () => {
    for (const text of [
      'import torch\ntorch.cuda.empty_cache()',
      'import torch as t\nt.cuda.empty_cache()',
      'import torch.cuda as c\nc.empty_cache()',
      'from torch import cuda\ncuda.empty_cache()',
      'from torch.cuda import (\n    empty_cache as e,\n)\ne()',
      'from torch.cuda import *\nempty_cache()',
      'try:\n    import torch\nexcept ImportError:\n    torch = None\ntorch.cuda.empty_cache()',
      'if x:\n    import torch\nelse:\n    import fake as torch\ndef f():\n    torch.cuda.empty_cache()',
      'def f():\n    import torch\n    torch.cuda.empty_cache()',
      'import torch\nc = torch.cuda\nc.empty_cache()',
      'import torch\nx = f"{torch.cuda.empty_cache()}"',
      'import torch\nx = f"{y:{torch.cuda.empty_cache()}}"',
      'def f():\n    global torch\n    import torch\ndef g():\n    torch.cuda.empty_cache()',
    ]) {
      assert.deepEqual(kindsOf(text), ['gpu-managing'], text);
    }
  });

  it('sees nothing where the name is another one, or is not used', () => {
    for (const text of [
      'import torch',
      'import torch\n"torch.cuda.empty_cache()"\n# torch.cuda.empty_cache()',
      'torch.cuda.empty_cache()',
      'def f():\n    import torch\ntorch.cuda.empty_cache()',
      'import torch\ndef f(torch):\n    torch.cuda.empty_cache()',
      'import torch\ndef f(*, torch=None):\n    torch.cuda.empty_cache()',
      'import torch\ndef f():\n    torch = g()\n    torch.cuda.empty_cache()',
      'import torch\ndef f():\n    for a, torch in g():\n        torch.cuda.empty_cache()',
      'import torch\ndef f():\n    with g() as torch:\n        torch.cuda.empty_cache()',
      'import torch\n[torch.cuda.empty_cache() for torch in x]',
      'import torch\nf = lambda torch: torch.cuda.empty_cache()',
      'import torch\nx = {"torch": torch}\ny.torch.cuda.empty_cache()',
      'class A:\n    import torch\n    def f(self):\n        torch.cuda.empty_cache()',
      'from . import torch\ntorch.cuda.empty_cache()',
      'from .torch.cuda import empty_cache\nempty_cache()',
      'import redis\ndef f(r: redis.Redis) -> redis.Redis: ...',
      'import sqlite3\ntry:\n    pass\nexcept sqlite3.Error:\n    pass',
      'from helpers import get_redis_client\nget_redis_client()',
      'import asyncio\nasync_ = asyncio.sleep(1)',
      'import threading\nx = threading.Event()',
    ]) {
      assert.deepEqual(kindsOf(text), [], text);
    }
  });
});
