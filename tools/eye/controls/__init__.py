"""Controls: what can be acted on, with labels, values and states."""
