"""Runs one agent module inside a simulated world and records what it does.

Standard library only, Python 3.8 or newer. The same scenario is run on the
module before and after its migration; the two records are compared elsewhere.
"""
