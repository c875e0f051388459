"""Tells a program of the operator that a published number changed."""
