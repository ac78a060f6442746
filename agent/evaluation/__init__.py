"""Suites of tasks are carried out, counted, compared."""
