"""BrowserGym: its registered tasks, set up and judged by their own code on a page of ours."""
