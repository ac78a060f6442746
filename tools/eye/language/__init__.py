"""Language: how people say what they mean on a screen, in English and Chinese."""
