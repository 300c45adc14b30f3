"""The common base class of agents and what it is built from."""
