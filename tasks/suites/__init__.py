"""Suites of tasks that ship with eyehand, as YAML files."""
