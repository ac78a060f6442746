"""Expenses: a small web application with a form, a table, a dialog, a menu, a date and a late toast."""
