"""Code that every agent of the voice assistant may import."""
