/** Every way that a Python source can go, and no sense in it: each kind of statement and of evidence once. */
const valid = String.raw`# agent-migrator: A migrated to B
import a.b, c as torch
from d import (E, F as g,)
from . import zmq, h
from ..i.j import *
k: int = 0x1F + 1_0 + 1e3 + .5 - 2j
l = [m for m in n(1) if m % 2 == 0 and not m < 3 or m]
o = {'p': 1, **q}, {r for r in 'x'}, "t.py", 'u_agent', "SpeechAgent"
v = (w async for w in x) if y else z
ä, å = b'b', rb'\d' + Rb'x' + r'x' + '\n' "\u00e9"
A = f"{a!r:>{10}} {b['c']:.2f} {{}}" f'''{
 1}''' + f'd'
try: import e
except (F, G) as f: torch = None
except* h: main()
else: pass
finally: del i[0], j, (k)
@l.m(1, *n, o=2, **p)
@q
class R(s.T[int], u=V):
    """
    W"""
    w: X = {}
    def __init__(self, a=1, *, b: str = "c", **d) -> None:
        super().__init__(a=a)
        self.e = zmq.Context(); self.f = self.e.socket(zmq.REP)
        self.f.bind(f"tcp://*:{a}")
        self.g, (self.h, *self.i) = 1, (2, 3)
        self.j = torch.load("k", map_location='cuda:0').to(device="cuda").cuda()
        self.l = threading.Thread(target=self.run, args=(1,), daemon=True).start()
        global m
        m += 1; n //= 2; o = p = q
    async def run(self, /, a, *b):
        c = lambda d, e=1, *f, zmq, **g: (yield)
        while self.running:
            h = await i.recv()
            if h is None or h not in j and len(h) >= 3: continue
            elif (k := l(m)) > 10: break
            else: self.n({"o": -p ** 2 // 3 @ 4 << 1 >> 2 & 3 | 4 ^ ~5 != 6})
        else: return
        for q, zmq in r(s[1:2, ::3, ...]):
            assert q != 3, "t"
        with u('v') as w, x: yield from y
        async with z("/health") as a: raise b("c") from None
        match d:
            case {"e": [1, *_], **f} | G(h=0) if i: pass
            case _: return 1, 2
        j = k if l else \
            m
        [zmq for n, zmq in torch]; (a) = b; foo(c=1)[zmq] = 2
    def unload_vram(self, zmq): return 'CUDAExecutionProvider'
def main(a=None):
    def b():
        nonlocal a
        a = [*a]
    if __name__ == "__main__": R(zmq.REP, socket_type=zmq.PUB).start()
match = case = 1
x = yield
if __name__ == "__main__":
    main()
`;

/** What is wrong in each way that the guard knows; it stops at the fifth problem of a text. */
const invalid: readonly string[] = [
  'x = (1,\ndef f(:\n  pass\n',
  'x = [1)\ny = }\nfoo(\nfrom x import y\nz = 1\n',
  'x = "abc\ny = 1 +\nif x\n  pass\nelse:\npass\n$\n?\n\u00a0z\n',
  'try:\n  x\ny = 2\nelif x: pass\n  z\n @x\na b c\nf(x for y)\n1 = 2\n',
  'x = """abc\n',
  'x = f"{a" + f"{b!z}" + f"{"\ny = f"{x:{y}}}"\n0777\n1_\n\\x\n<<<<<<< HEAD\nif x:\n\ty\n        z\n  w\n',
  'x = 5 if\ny = if (a = 1): pass\nreturn = 3\nimport\nfrom x\nclass\ndef\nwith x as: pass\n',
  'x = 1\r\ny = """a\r\nb"""\r\n\r\n# c\r\nz = (1,\r\n 2)\r\n',
];

/** Sources by which the readers of Python see everything once, before they meet the files of a workspace. */
export const samples: readonly string[] = [valid, ...invalid];
