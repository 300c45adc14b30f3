"""Doubles of modules that reach outside or are not installed: every use is written down, every answer is another double."""

import importlib.abc
import importlib.machinery
import json
import logging
import os
import re
import sys
import tempfile
import types
import zlib

from .faults import faults
from .recording import canonical, record
from .scheduler import scheduler

# Devices, networks, databases and other people's processes; doubled whether they are installed or not.
OUTSIDE = frozenset(
    "zmq redis torch torchvision torchaudio tensorflow keras jax cupy onnxruntime transformers diffusers accelerate "
    "llama_cpp whisper faster_whisper whisperx TTS sentence_transformers spacy requests httpx aiohttp urllib3 websocket "
    "websockets nats pika kafka paho grpc psycopg psycopg2 pymongo motor pymysql MySQLdb mysql asyncpg aioredis aiosqlite "
    "sqlalchemy elasticsearch chromadb qdrant_client neo4j boto3 docker kubernetes pynvml GPUtil nvidia_smi psutil "
    "sounddevice soundfile pyaudio pyttsx3 vosk webrtcvad speech_recognition cv2 mss pyautogui pynput serial bleak "
    "selenium playwright openai anthropic ollama prometheus_client uvicorn watchdog schedule".split()
)

_CLASS_NAME = re.compile(r"[A-Z][a-zA-Z0-9]*[a-z][a-zA-Z0-9]*$")
_PORT_NAME = re.compile(r"(^|[._])port$", re.IGNORECASE)
# What asks for a setting by name: its second argument is what it answers when nobody has set it.
_GETTER_NAME = re.compile(r"(^|\.)_?(get|getenv|env|load|read)(_\w+)?$")
_ERROR_NAME = re.compile(r"(Error|Exception|Warning|Timeout|Refused|Closed)$")


def _is_port(path):
    return _PORT_NAME.search(path) is not None


def _member(path, name):
    if name.startswith("__") and name.endswith("__"):
        raise AttributeError(name)
    full = "%s.%s" % (path, name)
    if _ERROR_NAME.search(name) and _CLASS_NAME.match(name):
        return type(name, (Exception,), {"__module__": path})
    if _CLASS_NAME.match(name):
        return DoubleType(name, (DoubleInstance,), {"__module__": path, "_path": full})
    return Double(full)


def _use(path, args, kwargs):
    shown = [canonical(list(args), 3), canonical(kwargs, 3)] if args or kwargs else None
    record("call", path, shown)


class _Answers:
    """What anything that is not there answers."""

    def _recorded_as(self):
        return {"~double": self._path}

    def __call__(self, *args, **kwargs):
        if len(args) == 1 and not kwargs and isinstance(args[0], (types.FunctionType, types.MethodType)):
            return args[0]
        if len(args) == 2 and _GETTER_NAME.search(self._path) and type(args[1]) in (str, int, float, bool):
            # Asked once or twice: it changes nothing.
            return args[1]
        _use(self._path, args, kwargs)
        return Double(self._path + "()")

    def __getitem__(self, key):
        if isinstance(key, int) and key > 8:
            raise IndexError(key)
        return Double("%s[%s]" % (self._path, key if type(key) in (str, int) else ""))

    def __setitem__(self, key, value):
        _use("%s[]=" % self._path, (key, value), {})

    def __setattr__(self, name, value):
        """A class of the agent's may inherit from one that is not there: its attributes are the agent's own."""
        if "_path" in vars(self) or "_path" in vars(type(self)):
            _use("%s.%s=" % (self._path, name), (value,), {})
        object.__setattr__(self, name, value)

    def __str__(self):
        return str(int(self)) if _is_port(self._path) else "<%s>" % self._path

    __repr__ = __str__

    def __fspath__(self):
        return os.path.join(tempfile.gettempdir(), re.sub(r"\W+", "_", self._path))

    def __format__(self, form):
        return str(self)

    def __bool__(self):
        scheduler.tick()
        return faults.answer("%s is true" % self._path, True)

    def __len__(self):
        return 1

    def __iter__(self):
        return iter(())

    def __int__(self):
        """A port of its own for what is named after one: a base takes the number, a legacy agent may have put it into text."""
        return 20000 + zlib.crc32(self._path.encode()) % 10000 if _is_port(self._path) else 1

    __index__ = __int__

    def __float__(self):
        return 1.0

    def _same(self, *_):
        return self

    def _no(relation):
        def answer(self, _other):
            scheduler.tick()
            return faults.answer("%s %s something" % (self._path, relation), False)

        return answer

    def __add__(self, other):
        return int(self) + other if _is_port(self._path) and isinstance(other, int) else self

    __radd__ = __add__

    __lt__, __le__, __gt__, __ge__, __contains__ = _no("<"), _no("<="), _no(">"), _no(">="), _no("contains")
    __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _same
    __floordiv__ = __mod__ = __pow__ = __matmul__ = __and__ = __or__ = __neg__ = __abs__ = __invert__ = _same
    __round__ = __iadd__ = __isub__ = __imul__ = _same

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return False

    def __await__(self):
        return self
        yield

    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration


class Double(_Answers):
    def __init__(self, path):
        self.__dict__["_path"] = path

    def __getattr__(self, name):
        found = _member(self._path, name)
        self.__dict__[name] = found
        return found


class DoubleType(type):
    def __getattr__(cls, name):
        return _member(cls._path, name)


class DoubleInstance(_Answers, metaclass=DoubleType):
    """An instance of a class that is not there; the agent's own classes may inherit from it."""

    _path = "double"

    def __init__(self, *args, **kwargs):
        _use(type(self)._path, args, kwargs)

    def __getattr__(self, name):
        found = _member(type(self)._path + "()", name)
        self.__dict__[name] = found
        return found


class DoubleModule(types.ModuleType):
    def __init__(self, name):
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name):
        found = _member(self.__name__, name)
        setattr(self, name, found)
        return found


def _as_json(_encoder, value):
    if isinstance(value, _Answers):
        return int(value) if _is_port(value._path) else str(value)
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


class Doubles(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """First of the finders for what reaches outside, last for what nobody else finds."""

    def __init__(self, made, is_absent, kept, workspace):
        self.workspace = workspace
        self.made = made
        self.is_absent = is_absent
        self.kept = kept
        self.names = set()
        self.last = _Last(self)

    def find_spec(self, fullname, path=None, target=None):
        root = fullname.partition(".")[0]
        if fullname in self.made:
            return importlib.machinery.ModuleSpec(fullname, self)
        if root in OUTSIDE:
            return self.spec(fullname, root)
        return None

    def spec(self, fullname, root):
        if root != "zmq":
            self.names.add(root)
            if self.is_absent:
                raise ModuleNotFoundError("No module named %r" % fullname, name=fullname)
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec):
        return self.made.get(spec.name) or DoubleModule(spec.name)

    def exec_module(self, module):
        pass


class _Last(importlib.abc.MetaPathFinder):
    def __init__(self, doubles):
        self.doubles = doubles

    def find_spec(self, fullname, path=None, target=None):
        root = fullname.partition(".")[0]
        is_kept = any(fullname == name or name.startswith(fullname + ".") for name in self.doubles.kept)
        # A part of a module that is there: whoever asks for it is ready to hear that it is not.
        is_part = "." in fullname and not isinstance(sys.modules.get(fullname.rpartition(".")[0]), DoubleModule)
        if is_kept or is_part and not self._is_of_workspace(fullname) or root in sys.builtin_module_names:
            return None
        if root in getattr(sys, "stdlib_module_names", ("_winapi", "winreg", "msvcrt", "nt")):
            return None
        return self.doubles.spec(fullname, root)

    def _is_of_workspace(self, fullname):
        parent = sys.modules.get(fullname.rpartition(".")[0])
        folder = list(getattr(parent, "__path__", []))[:1]
        return bool(folder) and folder[0].startswith(self.doubles.workspace)


def _standing_in_for_broken(doubles, execute):
    """Another file of the workspace that does not parse is replaced like one that is missing."""

    def executing(loader, module):
        try:
            execute(loader, module)
        except SyntaxError as error:
            is_own = error.filename == module.__file__ and module.__file__.startswith(doubles.workspace)
            if not is_own or doubles.is_absent or module.__name__ in doubles.kept:
                raise
            doubles.names.add(module.__name__)
            module.__class__ = DoubleModule
            module.__path__ = []

    return executing


def install(doubles):
    """Also lets a double be part of a JSON document, as whatever it stands for would be."""
    source = importlib.machinery.SourceFileLoader
    source.exec_module = _standing_in_for_broken(doubles, source.exec_module)
    json.JSONEncoder.default = _as_json
    logger = logging.getLogger
    logging.getLogger = lambda name=None: logger(str(name) if isinstance(name, _Answers) else name)
    sys.meta_path.insert(0, doubles)
    sys.meta_path.append(doubles.last)
