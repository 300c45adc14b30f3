"""Writes the example fleet's largest agent: head.py, one section per model, tail.py.

The file is as large as the one that the documented risk score of 35 was given
to: 227 KB. Same input, same bytes.

    python3 generate.py          to standard output
    python3 generate.py FILE     to a file
"""

import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SIZE_BYTES = 227 * 1024
RULE = "    # " + "=" * 70

LOAD = '''
    def _load_{ident}(self, options=None):
        """Load {title}.

        {size} billion parameters in {layers} layers; takes {vram} MB with the default
        context of {context} tokens. {remark}
        """
        options = dict(options or {{}})
        context = int(options.get("context", {context}))
        if context > {max_context}:
            raise ValueError("{title} was not trained for %d tokens" % context)
        layers = int(options.get("layers", {layers}))
        needed_mb = {vram} + max(0, context - {context}) * {layers} // {kv_divisor}
        device = self.device
        if not self._make_room("{key}", needed_mb):
            layers = self._layers_that_fit("{key}", layers, needed_mb)
            needed_mb = needed_mb * layers // {layers}
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("{key}", "{file}", layers, context)
        return ModelHandle("{key}", backend, device, needed_mb)
'''

PROMPTS = {
    "plain": '''
    def _prompt_for_{ident}(self, prompt, request):
        """{title} takes the bare text{prompt_remark}."""
        prefix = request.get("prefix", "{prefix}")
        return prefix + prompt.strip()
''',
    "inst": '''
    def _prompt_for_{ident}(self, prompt, request):
        """{title} wants its instruction between two markers{prompt_remark}."""
        system = request.get("system", "{system}")
        turns = []
        for question, answer in request.get("history", [])[-{memory}:]:
            turns.append("[INST] %s [/INST] %s" % (question.strip(), answer.strip()))
        turns.append("[INST] %s\\n%s [/INST]" % (system, prompt.strip()))
        return "\\n".join(turns)
''',
    "chatml": '''
    def _prompt_for_{ident}(self, prompt, request):
        """{title} reads one tagged message after the other{prompt_remark}."""
        messages = [("system", request.get("system", "{system}"))]
        for question, answer in request.get("history", [])[-{memory}:]:
            messages.append(("user", question))
            messages.append(("assistant", answer))
        messages.append(("user", prompt))
        lines = ["<|im_start|>%s\\n%s<|im_end|>" % (role, text.strip()) for role, text in messages]
        return "\\n".join(lines + ["<|im_start|>assistant"])
''',
    "turns": '''
    def _prompt_for_{ident}(self, prompt, request):
        """{title} was trained on named turns{prompt_remark}."""
        lines = [request.get("system", "{system}")]
        for question, answer in request.get("history", [])[-{memory}:]:
            lines.append("USER: " + question.strip())
            lines.append("ASSISTANT: " + answer.strip())
        lines.append("USER: " + prompt.strip())
        lines.append("ASSISTANT:")
        return "\\n".join(lines)
''',
    "sections": '''
    def _prompt_for_{ident}(self, prompt, request):
        """{title} expects headings{prompt_remark}."""
        parts = [request.get("system", "{system}")]
        if request.get("history"):
            question, answer = request["history"][-1]
            parts.append("### Before:\\n%s\\n%s" % (question.strip(), answer.strip()))
        parts.append("### Instruction:\\n%s" % prompt.strip())
        parts.append("### Response:")
        return "\\n\\n".join(parts)
''',
    "phi": '''
    def _prompt_for_{ident}(self, prompt, request):
        """{title} is terse and so is its format{prompt_remark}."""
        before = ""
        for question, answer in request.get("history", [])[-{memory}:]:
            before += "Instruct: %s\\nOutput: %s\\n" % (question.strip(), answer.strip())
        return "%sInstruct: %s\\nOutput:" % (before, prompt.strip())
''',
}

ANSWER = '''
    def _answer_with_{ident}(self, prompt, request):
        """One answer of {title}, cleaned of what it likes to add."""
        handle = self.load_model("{key}", request.get("options"))
        length = min(int(request.get("max_tokens", {tokens})), {max_tokens})
        full_prompt = self._prompt_for_{ident}(prompt, request)
        text = handle.backend.complete(full_prompt, length, {stop})
        for ending in {stop}:
            text = text.split(ending)[0]
        return {clean}
'''

COST = '''
    def _cost_of_{ident}(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is {read} times as fast as writing here."""
        reading = prompt_tokens / {read_rate:.1f}
        writing = answer_tokens / {write_rate:.1f}
        if self.device == "cpu":
            return (reading + writing) * {cpu_factor}
        return reading + writing
'''

CHECK = '''
    def _check_{ident}(self):
        """What speaks against using {title} right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "{file}")):
            problems.append("{file} is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < {vram}:
            problems.append("needs {vram} MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "{key}":
            problems.append("%s is being loaded" % self.loading)
        return problems
'''

REMARKS = [
    "Loads quickly because the file is mapped, not read.",
    "The first answer after loading is slow; do not measure that one.",
    "Came into the house for the kitchen panel and stayed.",
    "Do not give it more context than this, it starts to repeat itself.",
    "Fits beside the speech models on every card we own.",
    "Kept for comparison; nobody asks for it by name.",
    "The four-bit file is as good as the eight-bit one for our sentences.",
    "Its tokenizer counts umlauts twice, hence the margin.",
]

PROMPT_REMARKS = [
    "",
    "; a missing line end makes it ramble",
    ", without a leading space",
    "; older turns only confuse it",
    ", and nothing after the last one",
]

SYSTEMS = [
    "You are the voice of a house. Answer in one sentence.",
    "Answer briefly; the answer is read aloud.",
    "You help at home. No lists, no headings.",
    "Say what you know and say so when you do not.",
]

PREFIXES = {"translate": "translate: ", "summarise": "summarise: ", "embed": "query: "}

STOPS = {
    "plain": '["\\n\\n"]',
    "inst": '["[INST]", "</s>"]',
    "chatml": '["<|im_end|>", "<|im_start|>"]',
    "turns": '["USER:", "</s>"]',
    "sections": '["### Instruction:", "### Before:"]',
    "phi": '["Instruct:", "Output:"]',
}

CLEANINGS = ["text.strip()", 'text.strip().rstrip("#")', '" ".join(text.split())', 'text.strip().strip("\\"")']


def ident_of(key):
    return key.replace("-", "_")


def fields_of(index, model):
    key, title, task, size, layers, vram, context, languages, family = model
    write_rate = round(140.0 / (size + 1.4), 1)
    return {
        "ident": ident_of(key),
        "key": key,
        "title": title,
        "task": task,
        "size": size,
        "layers": layers,
        "vram": vram,
        "context": context,
        "max_context": context * (2 if size > 2 else 1),
        "kv_divisor": 48 if size > 10 else 64,
        "languages": languages,
        "family": family,
        "file": "%s.%s.gguf" % (key, "q5_k_m" if size < 2 else "q4_k_m"),
        "memory": 2 + index % 4,
        "tokens": 160 if task in ("chat", "reason") else 256,
        "max_tokens": min(1024, context // 2),
        "stop": STOPS[family],
        "clean": CLEANINGS[index % len(CLEANINGS)],
        "read": 6 + index % 5,
        "read_rate": write_rate * (6 + index % 5),
        "write_rate": write_rate,
        "cpu_factor": 9 if size > 5 else 5,
        "remark": REMARKS[index % len(REMARKS)],
        "prompt_remark": PROMPT_REMARKS[index % len(PROMPT_REMARKS)],
        "system": SYSTEMS[index % len(SYSTEMS)],
        "prefix": PREFIXES.get(task, ""),
    }


def section(fields):
    heading = "\n%s\n    # %s (%s)\n%s\n" % (RULE, fields["title"], fields["task"], RULE)
    templates = [LOAD, PROMPTS[fields["family"]], ANSWER, COST, CHECK]
    return heading + "".join(template.format(**fields) for template in templates)


def tables(every, defaults):
    lines = ["", RULE, "    # Who can do what", RULE, "", "    def _build_catalogue(self):", "        return {"]
    for fields in every:
        lines += [
            '            "%s": {' % fields["key"],
            '                "task": "%s",' % fields["task"],
            '                "languages": %s,' % json.dumps(fields["languages"]),
            '                "load": self._load_%s,' % fields["ident"],
            '                "answer": self._answer_with_%s,' % fields["ident"],
            '                "cost": self._cost_of_%s,' % fields["ident"],
            '                "check": self._check_%s,' % fields["ident"],
            "            },",
        ]
    lines += ["        }", "", "    def _build_defaults(self):", "        return {"]
    lines += ['            "%s": "%s",' % pair for pair in defaults.items()]
    return "\n".join(lines + ["        }"])


def log_lines(room, every):
    """A measuring log, as people keep it at the end of such files, of exactly ``room`` bytes."""
    lines, size = ["", "", "# Loading times, first start after a reboot", "# model                    MB      seconds"], 0
    size = sum(len(line) + 1 for line in lines)
    for turn in range(10000):
        fields = every[turn % len(every)]
        seconds = fields["vram"] / 410.0 + 0.4 + turn // len(every) * 0.1
        line = "# %-22s %6d %10.1f" % (fields["key"], fields["vram"], seconds)
        if size + len(line) + 1 + 50 > room:
            break
        lines.append(line)
        size += len(line) + 1
    rest = room - size - 1
    return "\n".join(lines + ["# " + "-" * (rest - 2)]) + "\n"


def generate():
    with open(os.path.join(HERE, "models.json"), encoding="utf-8") as source:
        catalogue = json.load(source)
    head, tail = read("head.py"), read("tail.py")
    every = [fields_of(index, model) for index, model in enumerate(catalogue["models"])]
    known, body = [], ""
    for fields in every:
        longer = body + section(fields)
        if len(head + longer + tables(known + [fields], catalogue["defaults"]) + tail) > SIZE_BYTES - 200:
            break
        body = longer
        known.append(fields)
    missing = set(catalogue["defaults"].values()) - {fields["key"] for fields in known}
    if missing:
        raise SystemExit("No room for %s" % ", ".join(sorted(missing)))
    text = head.rstrip("\n") + "\n" + body + tables(known, catalogue["defaults"]) + "\n" + tail.rstrip("\n") + "\n"
    return (text + log_lines(SIZE_BYTES - len(text.encode("ascii")), known)).encode("ascii")


def read(name):
    with open(os.path.join(HERE, name), encoding="ascii", newline="\n") as source:
        return source.read()


if __name__ == "__main__":
    content = generate()
    if len(sys.argv) > 1:
        with open(sys.argv[1], "wb") as target:
            target.write(content)
    else:
        sys.stdout.buffer.write(content)
