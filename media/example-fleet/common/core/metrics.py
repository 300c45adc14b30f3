"""Counters in the text format that Prometheus scrapes."""

import threading


class MetricsExporter:
    """Counts what one agent does."""

    def __init__(self, agent_name):
        self.agent_name = agent_name
        self._lock = threading.Lock()
        self._values = {}

    def increment(self, metric, amount=1):
        with self._lock:
            self._values[metric] = self._values.get(metric, 0) + amount

    def set(self, metric, value):
        with self._lock:
            self._values[metric] = value

    def summary(self):
        with self._lock:
            return dict(self._values)

    def render(self):
        """All metrics, one per line, in the exposition format."""
        lines = []
        for metric, value in sorted(self.summary().items()):
            lines.append('agent_%s{agent="%s"} %s' % (metric, self.agent_name, value))
        return "\n".join(lines) + "\n"
