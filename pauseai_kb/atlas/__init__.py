"""Draws the map of the world, once: Natural Earth in, one file of shapes out. See README.md."""
