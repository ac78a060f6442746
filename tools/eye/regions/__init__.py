"""Regions: dialogs, menus, tables and lists."""
