"""Where the agents of this system listen, read from the start-up manifest."""

import json
import os

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def manifest_path():
    """The start-up manifest: ``$FLEET_MANIFEST``, else ``config/startup.json``."""
    return os.environ.get("FLEET_MANIFEST") or os.path.join(_ROOT, "config", "startup.json")


def load_manifest():
    """The manifest as a dictionary; empty when there is none."""
    try:
        with open(manifest_path(), encoding="utf-8") as manifest:
            return json.load(manifest)
    except FileNotFoundError:
        return {}


def find_endpoint(agent_name):
    """(host, port) of an agent's main socket, or None when nobody of that name is known."""
    for entry in load_manifest().get("agents", []):
        if entry["name"] == agent_name:
            return entry.get("host", "localhost"), int(entry["port"])
    return None
